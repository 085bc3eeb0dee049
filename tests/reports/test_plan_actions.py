"""A unit's plan row by row, and the activities an organiser makes of it."""

from datetime import date

import pytest
from django.utils.translation import override
from tests.factories.campaigns import make_activity, make_campaign, make_task
from tests.factories.units import make_staff, make_unit

from worldday.base.audit import System
from worldday.base.models import AuditEvent
from worldday.base.problems import Invalid, Problem
from worldday.campaigns.actions import change_activity
from worldday.campaigns.difference import pair_activities
from worldday.campaigns.models import Activity
from worldday.reports import planned
from worldday.reports.actions.plans import add_rows, put_rows
from worldday.reports.actions.programme import make_activities
from worldday.reports.actions.writing import OutOfHands, StaleDraft, open_filing, send, take_back
from worldday.reports.models import PlanRow

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything", "_october")]
BY = System("test")


@pytest.fixture
def _october(on_day):
    on_day(date(2020, 10, 1))


@pytest.fixture
def filing():
    city = make_unit("甲市市场监管局")
    district = make_unit("乙区市场监管局", parent=city, type="district", district="乙区")
    campaign = make_campaign(owner=city)
    return open_filing(task=make_task(campaign, district, what="plan", due=date(2020, 10, 5)), by=BY)


def rows_of(filing):
    return list(PlanRow.objects.filter(filing=filing))


def put(filing, *rows, by=BY, **more):
    filing.refresh_from_db()
    return put_rows(filing=filing, rows=rows, **({"revision": filing.revision} | more), by=by)


def talk(**more):
    return {"name": "标准化知识讲座", "window_text": "10月中旬", "place": "乙区标准馆", "audience": "约200人"} | more


# --- rows ---


def test_a_row_is_understood_as_it_is_kept(filing):
    put(filing, talk())
    (row,) = rows_of(filing)
    assert (row.window_start, row.window_end, row.window_precision) == (
        date(2020, 10, 11),
        date(2020, 10, 20),
        "ten-day",
    )
    assert (row.kind, row.position) == ("course", 1)
    filing.refresh_from_db()
    assert filing.revision == 1


def test_days_a_person_chose_stay_and_follow_the_phrase_only_when_it_changes(filing):
    put(filing, talk(window_start=date(2020, 10, 15), window_end=date(2020, 10, 15)))
    (row,) = rows_of(filing)
    assert (row.window_start, row.window_precision) == (date(2020, 10, 15), "day")
    put(filing, talk(code=row.code, window_start=date(2020, 10, 15), window_end=date(2020, 10, 15), place="馆"))
    row.refresh_from_db()
    assert (row.window_start, row.window_precision, row.place) == (date(2020, 10, 15), "day", "馆")
    put(
        filing,
        talk(
            code=row.code,
            window_text="11月",
            window_start=date(2020, 10, 15),
            window_end=date(2020, 10, 15),
            place="馆",
        ),
    )
    row.refresh_from_db()
    assert (row.window_start, row.window_end) == (date(2020, 11, 1), date(2020, 11, 30))


def test_rows_move_change_go_and_stay_as_they_are(filing):
    put(filing, talk(), talk(name="开放日"), talk(name="展览"))
    one, two, three = rows_of(filing)
    put(filing, {"code": three.code}, {"code": one.code, "place": "图书馆"})
    assert [(row.code, row.name, row.place) for row in rows_of(filing)] == [
        (three.code, "展览", "乙区标准馆"),
        (one.code, "标准化知识讲座", "图书馆"),
    ]
    event = AuditEvent.objects.filter(action="plan-saved").latest("pk")
    assert event.after == {"rows": ["展览", "标准化知识讲座"], "removed": ["开放日"]}
    assert not PlanRow.objects.filter(code=two.code).exists()


def test_the_same_again_changes_nothing_and_leaves_no_trace(filing):
    put(filing, talk())
    before = AuditEvent.objects.count()
    (row,) = rows_of(filing)
    put(filing, {"code": row.code} | talk(), revision=0)
    filing.refresh_from_db()
    assert (filing.revision, AuditEvent.objects.count()) == (1, before)


def test_a_second_writer_is_told_and_overwrites_nothing(filing):
    put(filing, talk())
    with pytest.raises(StaleDraft) as caught:
        put(filing, talk(name="别的"), revision=0)
    assert caught.value.standing.revision == 1
    assert [row.name for row in rows_of(filing)] == ["标准化知识讲座"]


def test_a_code_of_another_plan_makes_a_new_row_and_leaves_that_plan_alone(filing):
    other = open_filing(task=make_task(filing.task.campaign, make_unit("丙区"), what="plan"), by=BY)
    put(other, talk())
    (theirs,) = rows_of(other)
    put(filing, talk(code=theirs.code, name="改了"))
    assert [row.name for row in rows_of(other)] == ["标准化知识讲座"]
    assert rows_of(filing)[0].code != theirs.code


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "长" * 301}, "name"),
        ({"place": "长" * 201}, "place"),
        ({"window_start": date(2020, 10, 3), "window_end": date(2020, 10, 1)}, "window_end"),
    ],
)
def test_a_row_that_cannot_be_kept_says_which_column(filing, given, field):
    with pytest.raises(Invalid) as caught:
        put(filing, talk(**given))
    assert list(caught.value.errors) == [field]
    assert rows_of(filing) == []


def test_a_row_belongs_to_an_activity_of_its_own_campaign_only(filing):
    with pytest.raises(Problem):
        put(filing, talk(parent=make_activity(make_campaign())))


def test_pasted_rows_come_behind_the_others_and_not_twice(filing):
    put(filing, talk())
    assert [
        row.name for row in add_rows(filing=filing, rows=[talk(), talk(name="展览"), talk(name="展览")], by=BY)
    ] == ["展览"]
    assert [(row.name, row.position) for row in rows_of(filing)] == [("标准化知识讲座", 1), ("展览", 2)]
    assert add_rows(filing=filing, rows=[talk(name="展览")], by=BY) == []


def test_a_plan_has_an_end(filing):
    with pytest.raises(Problem):
        put(filing, *[talk(name=f"第{n}场") for n in range(201)])
    put(filing, *[talk(name=f"第{n}场") for n in range(200)])
    with pytest.raises(Problem):
        add_rows(filing=filing, rows=[talk()], by=BY)
    assert len(rows_of(filing)) == 200


def test_what_was_sent_is_out_of_hands_until_it_is_taken_back(filing):
    put(filing, talk())
    send(filing=filing, by=BY)
    with pytest.raises(OutOfHands):
        put(filing)
    with pytest.raises(OutOfHands):
        add_rows(filing=filing, rows=[talk(name="新")], by=BY)
    take_back(filing=filing, by=BY)
    put(filing, talk(name="新"))
    assert [row.name for row in rows_of(filing)] == ["新"]


# --- activities ---


@pytest.fixture
def city_activity(filing):
    return make_activity(filing.task.campaign, name="系列讲座", kind="course", position=1)


@pytest.fixture
def sent(filing, city_activity):
    put(filing, talk(parent=city_activity, content="讲标准"), talk(name="展览", window_text="待定", audience=""))
    return send(filing=filing, by=BY)


def test_rows_become_activities_of_the_campaign_with_their_unit_responsible(sent, filing, city_activity):
    outcome = make_activities(submission=sent, by=BY)
    talk_, show = outcome.made
    assert (talk_.parent, talk_.district, talk_.place, talk_.kind) == (city_activity, "乙区", "乙区标准馆", "course")
    assert talk_.content == "讲标准\n预计规模：约200人"
    assert (talk_.window_start, talk_.window_text) == (date(2020, 10, 11), "10月中旬")
    assert (show.parent, show.window_start, show.window_precision) == (None, None, "open")
    assert [(role.unit.name, role.role) for role in talk_.roles.all()] == [("乙区市场监管局", "responsible")]
    assert [row.activity for row in rows_of(filing)] == [talk_, show]
    assert AuditEvent.objects.get(action="plan-activities-made").after == {"made": ["标准化知识讲座", "展览"]}


def test_a_kind_sets_itself_up(filing):
    put(filing, {"name": "标准化线上知识竞答", "kind": "quiz"})
    (made,) = make_activities(submission=send(filing=filing, by=BY), by=BY).made
    assert made.quiz is not None


def test_some_rows_now_and_the_others_later(sent):
    first, second = (row["code"] for row in sent.rows)
    assert [a.name for a in make_activities(submission=sent, rows=[second], by=BY).made] == ["展览"]
    outcome = make_activities(submission=sent, rows=[first, second, "zzzz"], by=BY)
    assert ([a.name for a in outcome.made], outcome.changed, outcome.same) == (["标准化知识讲座"], [], 1)


def test_pressing_again_doubles_nothing_in_any_language(sent):
    with override("zh-hans"):
        make_activities(submission=sent, by=BY)
    events = AuditEvent.objects.count()
    with override("en"):
        outcome = make_activities(submission=sent, by=BY)
    assert (outcome.made, outcome.changed, outcome.same) == ([], [], 2)
    assert (Activity.objects.exclude(from_plan="").count(), AuditEvent.objects.count()) == (2, events)


@pytest.fixture
def amended(sent, filing):
    """The unit changed place and time of its talk and dropped the show, after both had become activities."""
    make_activities(submission=sent, by=BY)
    take_back(filing=filing, by=BY)
    row, _show = rows_of(filing)
    put(filing, talk(code=row.code, place="图书馆", window_text="11月", content="讲标准", parent=row.parent))
    return send(filing=filing, by=BY)


def test_what_a_later_version_changed_is_offered_and_taken(amended):
    (standing,) = planned.standings(amended)
    assert [(one.field, one.ours, one.theirs) for one in standing.changes][:2] == [
        ("place", "乙区标准馆", "图书馆"),
        ("window_text", "10月中旬", "11月"),
    ]
    assert [a.name for a in planned.gone(amended)] == ["展览"]
    outcome = make_activities(submission=amended, by=BY)
    (talk_,) = outcome.changed
    assert (outcome.made, talk_.place, talk_.window_end) == ([], "图书馆", date(2020, 11, 30))
    assert [one.to_do for one in planned.standings(amended)] == [False]


def test_what_people_changed_in_the_activity_is_kept_and_shown(amended):
    activity = Activity.objects.get(name="标准化知识讲座")
    change_activity(activity=activity, changes={"place": "体育馆"}, by=BY)
    (standing,) = planned.standings(amended)
    assert [(one.field, one.ours, one.theirs) for one in standing.kept] == [("place", "体育馆", "图书馆")]
    make_activities(submission=amended, by=BY)
    activity.refresh_from_db()
    assert (activity.place, activity.window_text) == ("体育馆", "11月")


def test_a_version_that_no_longer_counts_makes_nothing(sent, amended):
    with pytest.raises(Problem):
        make_activities(submission=sent, by=BY)


def test_an_archived_campaign_takes_no_more(sent):
    campaign = sent.filing.task.campaign
    type(campaign).objects.filter(pk=campaign.pk).update(state="archived")
    with pytest.raises(Problem):
        make_activities(submission=sent, by=BY)


@pytest.mark.parametrize("rows", [1, 3])
def test_looking_at_a_plan_costs_the_same_queries(filing, city_activity, rows, django_assert_num_queries):
    put(filing, *[talk(name=f"第{n}场", parent=city_activity) for n in range(rows)])
    sent = send(filing=filing, by=BY)
    make_activities(submission=sent, by=BY)
    with django_assert_num_queries(3):
        assert len([(one.parent.name, one.activity.name, one.to_do) for one in planned.standings(sent)]) == rows


def test_an_amended_notice_neither_takes_nor_drops_what_units_planned(sent):
    from tests.factories.readings import make_plan

    from worldday.units.queries import Directory

    make_activities(submission=sent, by=BY)
    campaign = sent.filing.task.campaign
    pairs, gone = pair_activities(campaign, make_plan(), Directory(campaign.owner))
    assert not [pair for pair in pairs if pair.known and pair.known.from_plan]
    assert not [one for one in gone if one.from_plan]


def test_made_by_a_person_it_says_who(sent, filing):
    organiser = make_staff("李四", unit=filing.task.campaign.owner)
    make_activities(submission=sent, by=organiser)
    assert AuditEvent.objects.get(action="plan-activities-made").actor_name == "李四"
