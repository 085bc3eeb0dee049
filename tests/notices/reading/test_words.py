import pytest

from worldday.notices.reading import numbers, orgs, sections, text, units
from worldday.notices.reading.columns import classify, is_workplan
from worldday.notices.reading.kinds import WORDS, kind_scores, propose
from worldday.notices.reading.noise import quiet


@pytest.mark.parametrize(
    ("words", "value"),
    [("12", 12), ("十", 10), ("十二", 12), ("二十一", 21), ("一百零三", 103), ("五十", 50), ("", None), ("某", None)],
)
def test_numbers_are_arabic_or_chinese(words, value):
    assert numbers.number(words) == value


@pytest.mark.parametrize(
    ("words", "value"), [("2020", 2020), ("二〇二〇", 2020), ("二零一九", 2019), ("0020", None), ("二〇", None)]
)
def test_years_are_written_digit_by_digit(words, value):
    assert numbers.year(words) == value


def test_normalising_keeps_every_place():
    printed = "１．ＧＢ／Ｔ　1.1—2020\r\n［第51届］someone＠example.com\u200b⽇[bookmark: X1]。"
    assert len(text.normalise(printed)) == len(printed)
    assert text.normalise("１．ＡＢ＠") == "1.AB@"
    assert text.normalise("⽇期") == "日期"


def test_a_broken_line_joins_without_a_gap_and_english_keeps_one():
    assert text.one_line("标准化知识\n讲座", 0, 8) == "标准化知识讲座"
    assert text.one_line("World\nStandards Day", 0, 19) == "World Standards Day"


def test_a_portals_furniture_is_emptied_in_place():
    page = "位置：首页 > 通知公告 关于开展活动的通知 发布时间：2022-05-30 15:21 浏览次数：318次 正文"
    quieted = quiet(text.normalise(page))
    assert len(quieted) == len(page)
    assert quieted.split() == ["关于开展活动的通知", "正文"]


def test_an_activity_time_is_no_furniture():
    assert "11月10日" in quiet(text.normalise("1.活动时间：2017年11月10日\n2.活动地点：报告厅"))


@pytest.mark.parametrize(
    "name", ["样例市市场监督管理局", "国家样本局综合司", "看东方（上海）传媒有限公司", "云溪区教育局"]
)
def test_names_of_offices_are_recognised(name):
    assert orgs.is_name(name)


@pytest.mark.parametrize("words", ["现将有关通知", "召开座谈会", "部门文件", "首页政务公开", "局"])
def test_other_words_are_no_offices(words):
    assert not orgs.is_name(words)


@pytest.mark.parametrize(
    ("phrase", "named", "open_list"),
    [
        (
            "甲市市场监管局牵头；浙江、江苏省市场监管局",
            [("甲市市场监管局", "lead"), ("浙江省市场监管局", "participate"), ("江苏省市场监管局", "participate")],
            False,
        ),
        (
            "市局指导，甲区市场监管局、乙集团承办",
            [("市局", "guide"), ("甲区市场监管局", "organise"), ("乙集团", "organise")],
            False,
        ),
        ("市局、东方网主办", [("市局", "host"), ("东方网", "host")], False),
        ("相关区市场监管局、市质检院等单位承办", [("相关区市场监管局", "organise"), ("市质检院", "organise")], True),
        (
            "牵头单位：市教育局 配合单位：团市委、市科协等",
            [("市教育局", "lead"), ("团市委", "participate"), ("市科协", "participate")],
            True,
        ),
        ("由市教育局和市科学技术协会负责", [("市教育局", "responsible"), ("市科学技术协会", "responsible")], False),
        ("黄河、长江区教育局", [("黄河区教育局", "responsible"), ("长江区教育局", "responsible")], False),
        ("各县（市、区）局负责", [("各县（市、区）局", "responsible")], False),
        (
            "安全科、各直属企业完成时限：5月20日前",
            [("安全科", "responsible"), ("各直属企业", "responsible")],
            False,
        ),
        ("北京、河北省市场监管局", [("北京市市场监管局", "responsible"), ("河北省市场监管局", "responsible")], False),
    ],
)
def test_units_have_the_role_their_words_give(phrase, named, open_list):
    read = units.read(phrase, text.normalise(phrase), 0, len(phrase))
    assert [(unit.name, unit.role) for unit in read.units] == named
    assert read.open_list is open_list


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("活动主题", "theme"),
        ("时间与主题", "theme"),
        ("活动时间", "window"),
        ("活动宗旨", "aim"),
        ("重点活动内容", "activities"),
        ("活动内容及报送时限", "activities"),
        ("宣传形式和内容", "activities"),
        ("活动要求", "request"),
        ("宣传重点", "publicity"),
        ("实施步骤", "phases"),
        ("工作措施", "measures"),
        ("开场白", None),
    ],
)
def test_a_heading_tells_what_its_section_is_about(heading, role):
    assert sections.role(heading) == role


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("序号", "seq"),
        ("活动名称", "name"),
        ("主要内容", "content"),
        ("责任单位", "units"),
        ("开展时间", "time"),
        ("完成时限", "time"),
        ("参加人数", "figure"),
        ("随便写", None),
    ],
)
def test_a_column_name_has_a_kind(heading, kind):
    column = classify(heading)
    assert (column and column.kind) == kind


def test_a_column_of_units_gives_its_role():
    assert [classify(words).role for words in ("牵头单位", "承办单位", "配合单位", "责任部门")] == [
        "lead",
        "organise",
        "participate",
        "responsible",
    ]


def test_a_form_for_figures_is_no_workplan():
    assert not is_workplan([classify(words) for words in ("活动名称", "活动时间", "参加人数")])
    assert is_workplan([classify(words) for words in ("活动名称", "活动时间")])


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("标准化线上知识竞答", "quiz"),
        ("标准业务能力提升专题培训", "course"),
        ("有机产品标准化工作论坛", "event"),
        ("发布一批地方标准", "release"),
        ("防疫成果展示", "showcase"),
        ("电视公益广告宣传片播出", "broadcast"),
        ("标准化进社区宣传活动", "outreach"),
        ("标准化试点项目中期评估", "evaluation"),
        ("认证服务窗口", "window"),
        ("行业发展状况统计数据", "statistics"),
        ("无从判断之事", "outreach"),
    ],
)
def test_a_name_proposes_its_kind(name, kind):
    assert propose(name) == kind


def test_scores_name_every_kind_and_nothing_else():
    assert set(kind_scores("知识竞答\n通过公众号开展")) == set(WORDS)
    assert set(kind_scores("").values()) == {0.0}
