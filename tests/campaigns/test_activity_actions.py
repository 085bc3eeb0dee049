from datetime import date

import pytest
from tests.factories.authority import make_authority
from tests.factories.campaigns import make_activity, make_campaign

from worldday.base.audit import System
from worldday.base.models import AuditEvent
from worldday.base.problems import Invalid, Problem
from worldday.campaigns import actions
from worldday.campaigns.models import Activity, ActivityState, Campaign, Participation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]
BY = System("test")


@pytest.fixture
def there():
    return make_authority()


@pytest.fixture
def campaign(there):
    return make_campaign(owner=there.city)


def test_an_activity_added_by_hand_stands_last_with_its_units_taking_part(there, campaign):
    make_activity(campaign, position=7)
    added = actions.add_activity(
        campaign=campaign, name="图片展", kind="showcase", by=BY, units=[(there.jiading, "host")], district="嘉定区"
    )
    assert list(campaign.activities.all())[-1] == added
    assert Participation.objects.filter(campaign=campaign, unit=there.jiading).exists()
    event = AuditEvent.objects.get(action="activity-added")
    assert (event.scope_path, event.after["name"], event.after["district"]) == (there.city.path, "图片展", "嘉定区")


def test_a_window_that_ends_before_it_begins_is_refused_in_words(campaign):
    activity = make_activity(campaign)
    with pytest.raises(Invalid, match="结束日期早于开始日期"):
        actions.change_activity(activity=activity, changes={"window_end": date(2020, 10, 1)}, by=BY)
    activity.refresh_from_db()
    assert activity.window_end == date(2020, 10, 20)


def test_a_change_writes_down_what_really_differs(campaign):
    activity = make_activity(campaign)
    changes = {"name": activity.name, "window_start": date(2020, 10, 12)}
    actions.change_activity(activity=activity, changes=changes, by=BY)
    event = AuditEvent.objects.get()
    assert (event.before, event.after) == ({"window_start": "2020-10-11"}, {"window_start": "2020-10-12"})


def test_a_field_of_the_programs_own_cannot_be_changed_through_the_verb(campaign):
    with pytest.raises(KeyError):
        actions.change_activity(activity=make_activity(campaign), changes={"from_notice": {}}, by=BY)


def test_setting_units_keeps_the_phrase_of_a_unit_that_stays(there, campaign):
    activity = make_activity(campaign, units=[there.jinshan])
    activity.roles.update(phrase="金山局")
    actions.set_activity_units(
        activity=activity, units=[(there.jiading, "lead"), (there.jinshan, "responsible")], by=BY
    )
    assert [(role.unit, role.role, role.phrase) for role in activity.roles.all()] == [
        (there.jiading, "lead", ""),
        (there.jinshan, "responsible", "金山局"),
    ]


def test_the_plan_stays_beside_what_really_happened(campaign, on_day):
    on_day(date(2020, 10, 16))
    activity = make_activity(campaign)
    begun = actions.record_actual(activity=activity, start=date(2020, 10, 12), end=None, by=BY)
    assert (begun.state, begun.window_start) == (ActivityState.OPEN, date(2020, 10, 11))
    ended = actions.record_actual(activity=activity, start=date(2020, 10, 12), end=date(2020, 10, 16), by=BY)
    assert (ended.state, ended.actual_end) == (ActivityState.DONE, date(2020, 10, 16))
    again = actions.record_actual(activity=activity, start=None, end=None, by=BY)
    assert again.state == ActivityState.PLANNED


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (date(2020, 10, 17), None),
        (date(2020, 10, 12), date(2020, 10, 17)),
        (None, date(2020, 10, 12)),
        (date(2020, 10, 13), date(2020, 10, 12)),
    ],
)
def test_what_cannot_have_happened_is_not_recorded(campaign, on_day, start, end):
    on_day(date(2020, 10, 16))
    with pytest.raises(Problem):
        actions.record_actual(activity=make_activity(campaign), start=start, end=end, by=BY)
    assert Activity.objects.get().actual_start is None


def test_a_cancelled_activity_can_be_restored_and_a_finished_one_not_cancelled(campaign, on_day):
    on_day(date(2020, 10, 16))
    activity = make_activity(campaign)
    assert actions.cancel_activity(activity=activity, reason="疫情", by=BY).state == ActivityState.CANCELLED
    assert AuditEvent.objects.get().after == {"state": "cancelled", "reason": "疫情"}
    with pytest.raises(Problem):
        actions.record_actual(activity=activity, start=date(2020, 10, 12), end=None, by=BY)
    assert actions.restore_activity(activity=activity, by=BY).state == ActivityState.PLANNED
    actions.record_actual(activity=activity, start=date(2020, 10, 12), end=date(2020, 10, 12), by=BY)
    with pytest.raises(Problem):
        actions.cancel_activity(activity=activity, reason="", by=BY)


def test_a_campaign_moves_through_its_states_by_one_door(there):
    campaign = make_campaign(owner=there.city, state="draft")
    with pytest.raises(Problem):
        actions.archive(campaign=campaign, by=BY)
    assert actions.publish(campaign=campaign, by=BY).published_at is not None
    actions.publish(campaign=campaign, by=BY)
    assert actions.archive(campaign=campaign, by=BY).state == "archived"
    assert actions.unpublish(campaign=campaign, by=BY).state == "draft"
    said = list(AuditEvent.objects.order_by("id").values_list("action", flat=True))
    assert said == ["campaign-published", "campaign-archived", "campaign-unpublished"]


def test_the_address_of_a_published_campaign_stays(there):
    campaign = make_campaign(owner=there.city, slug="world-standards-day-2020")
    with pytest.raises(Problem):
        actions.change_campaign(campaign=campaign, changes={"slug": "another"}, by=BY)
    actions.change_campaign(campaign=campaign, changes={"name_en": "World Standards Day", "hue": 30}, by=BY)
    assert Campaign.objects.get().hue == 30


def test_an_address_that_is_taken_or_no_address_is_refused(there):
    make_campaign(owner=there.city, slug="taken")
    campaign = make_campaign(owner=there.city, state="draft")
    for slug in ("taken", "世界标准日"):
        with pytest.raises(Invalid):
            actions.change_campaign(campaign=campaign, changes={"slug": slug}, by=BY)
