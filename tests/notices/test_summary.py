import pytest

from worldday.notices.reading.summary import fitted, shown_width, summary

NOTHING = {
    "title": None, "issuers": [], "doc_number": None, "addressees": None, "issue_date": None, "observance": None,
    "themes": [], "activities": [], "tasks": [], "contacts": [], "warnings": [],
}  # fmt: skip
SOMETHING = NOTHING | {
    "title": "关于开展活动的通知",
    "issuers": ["甲局", "乙局"],
    "observance": {"name": "世界标准日", "ordinal": 51, "start": "2020-10-14", "end": "2020-10-14"},
    "themes": [{"scope": "domestic", "text": "标准保护地球", "text_en": "Protecting the planet with standards"}],
    "activities": [
        {"seq": "1", "name": "知识竞答\n（线上）", "units": [{"name": "市局", "role": "host"}, {"name": "区局", "role": "host"}],
         "units_text": "市局、区局", "window": {"text": "10月中旬"}, "kind": "quiz"},
        {"seq": None, "name": "GB/T training", "units": [], "units_text": "各单位", "window": None, "kind": "window"},
    ],
    "tasks": [{"what": "summary", "who": None, "due": "2020-10-23", "due_text": "10月23日前", "recipient": "标准处", "max_chars": 500}],
    "contacts": [{"names": ["某某"], "phones": ["64220000"], "emails": []}],
    "warnings": [{"code": "x", "message": "没有成文日期", "start": 0, "end": 1}],
}  # fmt: skip


def test_chinese_takes_two_columns_so_that_tables_stand_straight():
    assert [shown_width(text) for text in ("abc", "标准", "GB/T　1", "“”")] == [3, 4, 7, 2]
    assert [fitted("标准日", width) for width in (8, 6, 5, 4)] == ["标准日  ", "标准日", "标准…", "标… "]


def test_a_summary_says_what_the_notice_says():
    assert summary(SOMETHING, "zh-hans", 100).splitlines() == [
        "关于开展活动的通知",
        "",
        "发文机关    甲局；乙局",
        "发文字号    （没有读到）",
        "主送        （没有读到）",
        "成文日期    （没有读到）",
        "主题日      世界标准日 2020-10-14",
        "主题        [国内] 标准保护地球 (Protecting the planet with standards)",
        "",
        "活动项目 (2)",
        "  序号  名称               单位        时间      类型",
        "  1     知识竞答 （线上）  市局、区局  10月中旬  知识竞答",
        "        GB/T training      各单位                服务窗口",
        "",
        "报送任务",
        "  - 总结 · 2020-10-23 · 标准处 · ≤500",
        "",
        "联系",
        "  - 某某 · 64220000",
        "",
        "请留意",
        "  - 没有成文日期",
    ]


@pytest.mark.parametrize("lang", ["zh-hans", "en"])
def test_a_notice_that_says_nothing_has_a_summary(lang):
    lines = summary(NOTHING, lang, 80).splitlines()
    assert len(lines) == 11
    assert lines[0] == ""


def test_long_columns_are_cut_to_the_width_of_the_terminal():
    long = [SOMETHING["activities"][0] | {"name": "标准化" * 40, "units": [{"name": "某某局" * 40}]}]
    rows = summary(SOMETHING | {"activities": long}, "en", 90).splitlines()[9:12]
    assert all(shown_width(row) <= 90 for row in rows)
    assert "…" in rows[-1]
