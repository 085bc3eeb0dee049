import pytest
from tests.factories.notice_texts import notice, reading

from worldday.notices.reading.warnings import CHECKS, texts


def codes(body: str) -> list[str]:
    return [warning["code"] for warning in notice(body)["warnings"]]


QUIET = "一、活动安排\n（一）讲座。9月20日举办。（市局主办）\n请于9月15日前报送活动方案，10月23日前报送活动总结。\n"


def test_a_notice_without_faults_is_left_in_peace():
    assert codes(QUIET) == []


def test_an_activity_after_the_summary():
    assert codes(QUIET.replace("9月20日", "10月30日")) == ["activity_after_summary_due"]


def test_an_activity_before_the_plan():
    assert codes(QUIET.replace("9月20日", "9月10日")) == ["activity_before_plan_due"]


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ("聘请专家、办法专家证书", "办法"),
        ("渲传标准", "渲传"),
        ("知识竟赛", "知识竟赛"),
        ("贯切落实", "贯切"),
        ("报送致我局", "致"),
    ],
)
def test_a_wrong_word(words, wrong):
    (warning,) = [w for w in notice(f"请{words}。\n")["warnings"] if w["code"] == "wrong_word"]
    assert warning["params"]["word"] == wrong


@pytest.mark.parametrize(
    "words",
    [
        "按照管理办法颁发证书",
        "制定评选办法，发给证书",
        "《证书管理办法》",
        "作为重点",
        "按排名公布",
        "公布署名作品",
        "自己经历",
        "究竟答案如何",
        "印发致家长的信",
    ],
)
def test_a_right_word_is_no_wrong_word(words):
    assert "wrong_word" not in codes(f"请{words}。\n")


def test_a_telephone_number_with_a_digit_missing():
    text = "上海样例局关于开展“世界标准日”活动的通知\n各有关单位：\n请于5月5日前报送总结。联系电话：5612345。\n上海样例局\n2021年4月1日\n"
    assert [w["code"] for w in reading(text)["warnings"]] == ["phone_digits"]
    assert [w["code"] for w in reading(text.replace("上海", "某县"))["warnings"]] == []
    assert [w["code"] for w in reading(text.replace("5612345", "56123456"))["warnings"]] == []


def test_a_theme_of_an_earlier_year():
    (warning,) = notice("请突出标准助力视频技术发展的作用。\n")["warnings"]
    assert (warning["code"], warning["params"]["year"]) == ("stale_theme", "2019")


def test_this_years_theme_is_never_stale():
    text = "关于开展2019年“世界标准日”活动的通知\n各单位：\n主题为“视频标准创造全球舞台”，突出视频技术。\n样例市市场监管局\n2019年9月1日\n"
    assert [w["code"] for w in reading(text)["warnings"]] == []


def test_a_wrong_weekday_and_a_day_that_does_not_exist():
    assert codes("2020年10月14日（星期二）举办讲座，9月31日布展。\n") == ["weekday_mismatch", "no_such_day"]
    assert codes("2020年10月14日（星期三）举办讲座，9月30日布展。\n") == []


def test_a_date_of_last_year_in_the_plan():
    assert codes("一、活动安排\n（一）讲座。2019年10月14日举办。\n（二）论坛。2020年10月15日举办。\n") == [
        "year_mismatch"
    ]


def test_personal_data_are_named_by_sort():
    found = notice("联系人：甄某某，电话13800138000，邮箱：zhen@163.com，办公邮箱：office@sample.example。\n")[
        "warnings"
    ]
    assert [w["params"]["kinds"] for w in found] == ["姓名", "手机号码", "个人邮箱"]


def test_an_office_number_is_no_personal_data():
    assert codes("联系电话：0500-81001234。\n") == []


def test_a_due_day_that_had_passed():
    assert codes("请于9月1日前报送活动方案。\n") == ["due_before_issue"]


def test_a_summary_without_a_day():
    assert codes("请将活动总结报送市局标准处。\n") == ["no_due_date"]


def test_every_sentence_stands_in_both_languages():
    for code, sentences in texts.TEXTS.items():
        assert set(sentences) == {"zh-hans", "en"}, code
        assert texts.sentence(code, {}, "en")
    assert texts.sentence("wrong_word", {"word": "办法", "instead": "颁发"}, "zh-hans") == "“办法”疑为“颁发”之误。"
    assert (
        texts.sentence("no_such_day", {"text": "“节”9月31日"}, "zh-hans") == "“‘节’9月31日”这一天不存在，请核对日期。"
    )
    assert len(CHECKS) == 14
