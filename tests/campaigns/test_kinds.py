import json
from datetime import date
from pathlib import Path

import pytest
from tests.factories.authority import make_authority
from tests.factories.campaigns import make_activity, make_campaign

from worldday.campaigns import kinds
from worldday.notices.reading import read
from worldday.notices.reading.extract import extract

pytestmark = pytest.mark.usefixtures("everything")
RIGHT = json.loads((Path(__file__).parent / "kinds_of_the_two_notices.json").read_text("utf8"))
NOTICES = Path(__file__).resolve().parents[2] / "demo" / "notices"


@pytest.fixture(scope="module")
def rows() -> list[tuple[str, str, list[str]]]:
    """(what the reader says, name and content, the right kinds) of all 29 activities."""
    found = []
    for notice, right in RIGHT.items():
        reading = read(extract(NOTICES / f"{notice}.txt"))["activities"]
        found += [(row["kind"], f"{row['name']}\n{row['content'] or ''}", right[row["seq"]]) for row in reading]
    assert len(found) == 29
    return found


def test_each_activity_of_the_two_notices_is_recognised_by_a_right_kind(rows):
    assert [text for _said, text, right in rows if kinds.propose(text) not in right] == []


def test_a_right_kind_from_the_reader_is_never_outbid_by_a_wrong_one(rows):
    outbid = [(kind, text) for _said, text, right in rows for kind in right if kinds.choose(kind, text) not in right]
    assert outbid == []


def test_reader_and_kinds_together_propose_a_right_kind_for_each(rows):
    assert [text for said, text, right in rows if kinds.choose(said, text) not in right] == []


def test_there_are_ten_kinds_and_each_says_what_the_public_can_do():
    found = kinds.all_kinds()
    assert {kind.slug for kind in found} == {
        *("quiz", "course", "event", "release", "showcase"),
        *("broadcast", "outreach", "evaluation", "window", "statistics"),
    }
    assert all(str(kind.label) and str(kind.how_to_join).endswith("。") for kind in found)


def test_every_kinds_symbol_is_drawn():
    symbols = (Path(kinds.__file__).parents[1] / "ui/static/ui/symbols.svg").read_text("utf8")
    assert [kind.icon for kind in kinds.all_kinds() if f'id="{kind.icon}"' not in symbols] == []


def test_a_text_no_kind_knows_is_proposed_to_none():
    assert kinds.propose("今天天气很好") is None
    assert kinds.choose("", "今天天气很好") == ""
    assert kinds.choose("quiz", "今天天气很好") == "quiz"


@pytest.mark.django_db
def test_an_activity_whose_kind_is_not_installed_still_has_a_name_and_a_page():
    activity = make_activity(make_campaign(), kind="hackathon")
    kind = kinds.kind_of(activity)
    assert (str(kind.label), kind.public_page(activity).endswith(f"{activity.code}/")) == ("活动项目", True)


def reasons(activity) -> list[str]:
    return [str(blocker.reason) for blocker in kinds.kind_of(activity).readiness(activity)]


@pytest.mark.django_db
def test_a_quiz_waits_for_exact_days_and_an_event_for_a_place_too():
    there = make_authority()
    campaign = make_campaign(owner=there.city)
    quiz = make_activity(campaign, units=[there.city], kind="quiz")
    forum = make_activity(campaign, units=[there.city], kind="event", name="有机产品标准化工作论坛")
    release = make_activity(campaign, units=[there.city], kind="showcase")
    assert reasons(quiz) == ["具体日期尚未确定。"]
    assert reasons(forum) == ["具体日期尚未确定。", "地点尚未确定。"]
    assert reasons(release) == []
    forum.window_precision, forum.place = "day", "金山区市民中心"
    assert reasons(forum) == []


@pytest.mark.django_db
def test_what_happens_online_needs_no_place():
    there = make_authority()
    course = make_activity(
        make_campaign(owner=there.city), units=[there.city], kind="course", name="线上培训", window_precision="day"
    )
    assert reasons(course) == []
    course.name = "在线新经济行业标准化建设培训"
    assert reasons(course) == ["地点尚未确定。"]


@pytest.mark.django_db
def test_an_activity_without_units_window_or_contact_says_so_and_who_can_help():
    there = make_authority()
    campaign = make_campaign(owner=there.city)
    bare = make_activity(campaign, kind="showcase", window_start=None, window_end=None)
    assert len(reasons(bare)) == 2
    silent = make_activity(campaign, kind="showcase", units=[there.station], window_start=date(2020, 10, 1))
    [blocker] = kinds.kind_of(silent).readiness(silent)
    assert blocker.unit == there.station
