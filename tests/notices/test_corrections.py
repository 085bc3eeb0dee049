from copy import deepcopy

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.factories.authority import make_authority
from tests.factories.readings import make_reading, make_row

from worldday.base.audit import System
from worldday.notices import actions
from worldday.notices.corrections import carry_over
from worldday.notices.queries import changes_of

BY = System("test")
MISPRINT, RIGHT = "公布单位、办法证书", "公布单位、颁发证书"


def rows(*contents: str) -> list[dict]:
    return [make_row(str(n), f"第{n}项标准化活动", content=content) for n, content in enumerate(contents, 1)]


def test_a_correction_stays_where_the_notice_still_says_the_same():
    then = make_reading(activities=rows(MISPRINT, "讲座"))
    corrected = make_reading(activities=rows(RIGHT, "讲座"))
    now = make_reading(activities=[make_row("1", "新增的图片展"), *rows(MISPRINT, "两场讲座")])
    contents = [row["content"] for row in carry_over(then, corrected, now)["activities"]]
    assert contents == ["", RIGHT, "两场讲座"]


def test_what_the_notice_says_anew_is_newer_than_the_correction():
    then, corrected = make_reading(title="旧题"), make_reading(title="改过的旧题")
    assert carry_over(then, corrected, make_reading(title="新题"))["title"] == "新题"


def test_rows_struck_out_stay_struck_out_when_nothing_else_changed():
    then, corrected = make_reading(activities=rows("一", "二")), make_reading(activities=rows("一"))
    assert carry_over(then, corrected, deepcopy(then)) == corrected


texts = st.fixed_dictionaries({"title": st.sampled_from("甲乙丙"), "addressees": st.sampled_from("甲乙丙")})


@given(then=texts, corrected=texts, now=texts)
def test_every_value_comes_from_the_notice_or_from_a_person(then, corrected, now):
    found = carry_over(then, corrected, now)
    assert all(found[field] in (now[field], corrected[field]) for field in now)
    assert carry_over(then, then, now) == now


@pytest.mark.django_db
def test_handing_in_the_same_notice_again_never_undoes_a_reviewers_correction(everything, monkeypatch):
    city = make_authority().city
    reading = make_reading(activities=rows(MISPRINT))
    monkeypatch.setattr(actions, "read_file_safely", lambda _path: deepcopy(reading))
    draft = actions.take_in(owner=city, file=None, text="通知", by=BY).draft
    data = deepcopy(draft.data)
    data["activities"][0]["content"] = RIGHT
    actions.save_draft(draft=draft, data=data, version=1, by=BY)
    campaign = actions.confirm(draft=draft, version=2, by=BY)
    again = actions.take_in(owner=city, file=None, text="通知", by=BY).draft
    assert again.data["activities"][0]["content"] == RIGHT
    assert [change for change in changes_of(again) if change.sort != "same"] == []
    actions.confirm(draft=again, version=1, by=BY)
    assert campaign.activities.get().content == RIGHT
