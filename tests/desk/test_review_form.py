"""The review form turns a reading into inputs and back: nothing is lost, rows keep what they hold, spans follow."""

import copy

import pytest
from django.http import QueryDict

from worldday.desk.notices.bound import Input, Listing, Row, bind
from worldday.desk.notices.forms import PAGE, Reading, Step, read_form

READING = {
    "schema": "worldday.notice/1",
    "title": "某市市场监管局关于开展世界标准日活动的通知",
    "issuers": ["某市市场监管局", "某市科技局"],
    "doc_number": None,
    "addressees": "各有关单位",
    "issue_date": "2020-09-09",
    "observance": {"name": "世界标准日", "ordinal": 51, "start": "2020-10-14", "end": "2020-10-14"},
    "themes": [{"scope": "international", "text": "标准保护地球", "text_en": None}],
    "activities": [
        {
            "seq": "1",
            "name": "平台启动",
            "content": "公布成员单位\n办法证书",
            "units": [{"name": "市局", "role": "lead"}, {"name": "浙江省局", "role": "participate", "page": 3}],
            "units_text": "市局牵头；浙江省局",
            "open_list": False,
            "window": {"text": "10—11月", "start": "2020-10-01", "end": "2020-11-30", "precision": "month"},
            "kind": "release",
            "kind_also": ["event"],
        },
        {
            "seq": None,
            "name": "知识竞答",
            "content": None,
            "units": [],
            "units_text": "",
            "open_list": True,
            "window": {"text": None, "start": None, "end": None, "precision": None},
            "kind": "quiz",
        },
    ],
    "tasks": [
        {
            "what": "summary",
            "who": None,
            "due": "2020-10-23",
            "due_text": "10月23日前",
            "recipient": "某处",
            "max_chars": 500,
        }
    ],
    "contacts": [{"names": ["张某"], "phones": ["64220000转1234", "64220001"], "emails": []}],
    "warnings": [{"code": "character", "message": "“办法”疑为“颁发”", "start": 40, "end": 42}],
    "spans": {
        "/title": [0, 21],
        "/activities/0/content": [30, 46],
        "/activities/0/units/1/name": [50, 54],
        "/activities/1/name": [60, 64],
        "/contacts/0/phones/1": [80, 88],
    },
}


def posted(sheet, **changes: str) -> QueryDict:
    """What a browser sends for a form nobody touched, apart from `changes` (dots for slashes)."""
    post = QueryDict(mutable=True)
    _collect(sheet.parts, post)
    for name, value in changes.items():
        post[name] = value
    return post


def _collect(parts, post: QueryDict) -> None:
    for part in parts.values():
        if isinstance(part, Input):
            if part.sort != "flag" or part.value:
                post[part.name] = part.value.replace("\n", "\r\n")
        elif isinstance(part, Listing):
            if part.name == "/activities":
                post["first"], post["after"] = str(part.first), str(part.after)
            for row in part.rows:
                post.appendlist(f"rows:{part.name}", f"{row.key}@{row.origin}")
                _collect(row.parts, post)
        else:
            _collect(part, post)


def shown(data, **more):
    return bind(Reading(data=data), **more)


def test_a_form_nobody_touched_gives_the_reading_back_to_the_letter():
    read = read_form(posted(shown(READING)), READING)
    assert read.data == READING
    assert read.errors == {}


def test_a_correction_changes_its_value_and_nothing_else():
    post = posted(
        shown(READING), **{"/activities/0/content": "公布成员单位\r\n颁发证书", "/observance/ordinal": "５２"}
    )
    expected = copy.deepcopy(READING)
    expected["activities"][0]["content"] = "公布成员单位\n颁发证书"
    expected["observance"]["ordinal"] = 52
    assert read_form(post, READING).data == expected


def test_an_emptied_input_means_the_notice_does_not_say():
    post = posted(
        shown(READING), **{"/issue_date": "", "/activities/0/content": " ", "/contacts/0/phones": "", "/title": ""}
    )
    data = read_form(post, READING).data
    assert (data["issue_date"], data["activities"][0]["content"], data["contacts"][0]["phones"]) == (None, None, [])
    assert data["title"] == ""


@pytest.mark.parametrize("typed", ["2020/10/9", "2020年10月9日", "2020-10-09", "２０２０-10-9"])
def test_a_day_is_understood_as_people_write_it(typed):
    assert read_form(posted(shown(READING), **{"/issue_date": typed}), READING).data["issue_date"] == "2020-10-09"


def test_what_cannot_be_understood_is_kept_as_typed_with_one_sentence():
    post = posted(shown(READING), **{"/issue_date": "2020-02-30", "/tasks/0/max_chars": "五百"})
    read = read_form(post, READING)
    assert read.errors == {
        "/issue_date": "“2020-02-30”不是日期，请写成2020-10-14。",
        "/tasks/0/max_chars": "“五百”不是整数。",
    }
    assert bind(read).inputs["/issue_date"].value == "2020-02-30"


def test_a_window_that_ends_before_it_begins_is_told():
    read = read_form(posted(shown(READING), **{"/activities/0/window/end": "2020-09-30"}), READING)
    assert read.errors == {"/activities/0/window/end": "结束日期早于开始日期。"}


def stepped(data, *steps: str):
    post = posted(shown(data))
    for said in steps:
        step = Step.said(said)
        for name, rows in step.over({name: post.getlist(name) for name in post if name.startswith("rows:")}).items():
            post.setlist(name, rows)
    return read_form(post, data)


def test_moving_an_activity_down_takes_its_units_extras_and_spans_with_it():
    read = stepped(READING, "down:/activities/0")
    assert [activity["name"] for activity in read.data["activities"]] == ["知识竞答", "平台启动"]
    assert read.data["activities"][1] == READING["activities"][0]
    assert read.data["spans"]["/activities/1/units/1/name"] == [50, 54]
    assert read.data["spans"]["/activities/0/name"] == [60, 64]


def test_moving_the_first_up_or_the_last_down_changes_nothing():
    assert stepped(READING, "up:/activities/0").data == READING
    assert stepped(READING, "down:/activities/1").data == READING


def test_removing_a_unit_keeps_the_other_with_its_own_span():
    read = stepped(READING, "drop:/activities/0/units/0")
    assert read.data["activities"][0]["units"] == [{"name": "浙江省局", "role": "participate", "page": 3}]
    assert read.data["spans"]["/activities/0/units/0/name"] == [50, 54]


def test_removing_an_activity_removes_its_spans():
    read = stepped(READING, "drop:/activities/0")
    assert len(read.data["activities"]) == 1
    assert read.data["spans"] == {"/title": [0, 21], "/activities/0/name": [60, 64], "/contacts/0/phones/1": [80, 88]}


def test_an_added_row_is_empty_and_has_every_field():
    read = stepped(READING, "add:/activities", "add:/tasks")
    assert read.data["activities"][2] == {
        "seq": None,
        "name": None,
        "content": None,
        "kind": None,
        "units": [],
        "units_text": "",
        "open_list": False,
        "window": {"text": None, "start": None, "end": None, "precision": None},
    }
    assert read.data["tasks"][1]["max_chars"] is None


def test_nonsense_steps_and_rows_from_nowhere_are_harmless():
    assert Step.said("burn:/activities/0") is None
    assert stepped(READING, "drop:/activities/99").data == READING
    post = posted(shown(READING))
    post.setlist("rows:/themes", ["0@7", "x"])
    assert [theme["text"] for theme in read_form(post, READING).data["themes"]] == ["标准保护地球", ""]


def many(count: int):
    data = copy.deepcopy(READING)
    data["activities"] = [{**copy.deepcopy(READING["activities"][1]), "name": f"活动{n}"} for n in range(count)]
    data["spans"] = {f"/activities/{n}/name": [n, n + 1] for n in range(count)}
    return data


def test_a_page_of_a_long_list_changes_its_own_rows_only():
    data = many(100)
    sheet = shown(data, page=1)
    listing = sheet.parts["activities"]
    assert (len(listing.rows), listing.first, listing.after) == (PAGE, 40, 80)
    assert listing.pages == [(0, 1, 40), (1, 41, 80), (2, 81, 100)]
    post = posted(sheet, **{"/activities/40/name": "改名"})
    post.setlist("rows:/activities", [row for row in post.getlist("rows:/activities") if row != "41@41"])
    read = read_form(post, data)
    names = [activity["name"] for activity in read.data["activities"]]
    assert names == [f"活动{n}" for n in range(40)] + ["改名"] + [f"活动{n}" for n in range(42, 100)]
    assert read.data["spans"]["/activities/98/name"] == [99, 100]
    assert len(read.data["spans"]) == 99


def test_a_form_without_a_field_leaves_the_value_alone():
    post = posted(shown(READING))
    del post["/doc_number"], post["/title"]
    assert read_form(post, READING).data == READING


def test_the_blank_row_for_script_has_every_input():
    blank = shown(READING).parts["activities"].blank
    assert isinstance(blank, Row)
    assert blank.parts["window"]["text"].name == "/activities/__new__/window/text"
    assert blank.parts["units"].rows == []
