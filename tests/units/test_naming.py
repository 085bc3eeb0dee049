import pytest

from worldday.units import naming
from worldday.units.models import UnitType


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("上海市市场监督管理局", "市市场监管局"),
        ("上海市市场监督管理局", "上海市场监管局"),
        ("上海市金山区市场监督管理局", "金山区市场监管局"),
        ("上海市粮食科学研究所", "市粮食科学研究所"),
        ("浙江省市场监督管理局", "浙江省市场监管局"),
        ("“上海标准”评价委员会办公室", "上海标准评价委员会办公室"),
        ("本市林业总站", "上海市林业总站"),
    ],
)
def test_spellings_of_one_unit_meet_in_one_key(one, other):
    assert naming.key(one, "上海市") == naming.key(other, "上海市")


@pytest.mark.parametrize(
    ("one", "other"),
    [("金山区市场监管局", "嘉定区市场监管局"), ("浙江省市场监管局", "市市场监管局"), ("市林业总站", "市绿化总站")],
)
def test_different_units_keep_different_keys(one, other):
    assert naming.key(one, "上海市") != naming.key(other, "上海市")


def test_the_first_character_of_market_is_never_taken_for_a_city():
    assert naming.key("市场监管局", "上海市") == "市场监管局"


@pytest.mark.parametrize(
    ("name", "place"),
    [("上海市市场监督管理局", "上海市"), ("广西壮族自治区市场监督管理局", "广西壮族自治区"), ("东方网", "")],
)
def test_an_authority_says_its_place_first(name, place):
    assert naming.place_of(name) == place


@pytest.mark.parametrize("phrase", ["相关区市场监管局", "各有关协会", "各级标准化技术组织", "有关单位", "其他单位"])
def test_a_phrase_that_names_nobody_is_collective(phrase):
    assert naming.is_collective(phrase)


@pytest.mark.parametrize("name", ["东方网", "市质检院", "上海市林业总站"])
def test_a_name_is_not_collective(name):
    assert not naming.is_collective(name)


@pytest.mark.parametrize(
    "phrase",
    [
        "各区市场监管局",
        "各区（县）市场监督管理局",
        "各市（州）市场监管局",
        "各区及临港新片区市场监管局",
        "各区局",
        "各区市监局",
        "各区市场局",
    ],
)
def test_every_district_is_meant_in_any_of_its_spellings(phrase):
    office = naming.office_in_every_district(phrase)
    assert office
    assert naming.is_such_an_office("上海市金山区市场监督管理局", office)


@pytest.mark.parametrize("phrase", ["各区生态环境局", "各区教育局", "各区及临港新片区知识产权局"])
def test_another_office_of_every_district_is_not_ours(phrase):
    assert not naming.is_such_an_office("上海市金山区市场监督管理局", naming.office_in_every_district(phrase))


@pytest.mark.parametrize(
    ("name", "guess"),
    [
        ("宝山区市场监管局", UnitType.DISTRICT),
        ("江苏省市场监管局", UnitType.PARTNER),
        ("昆山市市场监管局", UnitType.PARTNER),
        ("上海东方广播有限公司", UnitType.MEDIA),
        ("东方网", UnitType.MEDIA),
        ("外高桥集团", UnitType.COMPANY),
        ("市认证协会", UnitType.ASSOCIATION),
        ("上海市质量监督检验技术研究院", UnitType.INSTITUTE),
        ("“上海标准”评价委员会办公室", UnitType.OFFICE),
        ("上海市林业标准化技术委员会", UnitType.OTHER),
        ("市城市管理局", UnitType.OTHER),
    ],
)
def test_a_new_units_type_is_guessed_from_its_name(name, guess):
    assert naming.guess_type(name, "上海市") == guess
