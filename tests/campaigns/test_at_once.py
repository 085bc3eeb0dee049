"""Several people at the same moment."""

import pytest
from tests.factories.at_once import PEOPLE, at_once
from tests.factories.authority import make_authority
from tests.factories.readings import make_plan, make_row

from worldday.base.audit import System
from worldday.campaigns import actions
from worldday.campaigns.models import Activity, Campaign, Task
from worldday.units.models import Unit

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("everything")]


def test_people_who_confirm_the_same_notice_at_once_make_one_campaign():
    there = make_authority()
    new = make_row("3", "展示", units=[("上海市认证协会", "organise")])
    plan = make_plan(activities=[new, make_row("4", "宣传", units=[("各区市场监管局", "responsible")])])
    made = at_once(lambda n: actions.put_plan(plan=plan, owner=there.city, campaign=None, by=System(f"person-{n}")))
    assert {type(one) for one in made} == {Campaign}, made
    assert len({campaign.pk for campaign in made}) == Campaign.objects.count() == 1
    assert (Activity.objects.count(), Task.objects.count()) == (2, 4)
    assert Unit.objects.filter(name="上海市认证协会").count() == 1


def test_the_database_itself_refuses_a_second_campaign_of_one_observance_and_year():
    from django.db import IntegrityError

    there = make_authority()
    campaign = actions.put_plan(plan=make_plan(), owner=there.city, campaign=None, by=System("test"))
    with pytest.raises(IntegrityError):
        Campaign.objects.create(
            owner=there.city, observance=campaign.observance, year=campaign.year, slug="another", name="世界标准日"
        )


def test_two_edits_of_one_activity_at_once_both_stay():
    there = make_authority()
    campaign = actions.put_plan(plan=make_plan(), owner=there.city, campaign=None, by=System("test"))
    activity = campaign.activities.first()
    fields = ["place", "name_en", "content", "content_en", "district", "window_text"]
    done = at_once(
        lambda n: actions.change_activity(activity=activity, changes={fields[n]: f"第{n}人"}, by=System(f"person-{n}"))
    )
    assert {type(one) for one in done} == {Activity}, done
    activity.refresh_from_db()
    assert [getattr(activity, field) for field in fields] == [f"第{n}人" for n in range(PEOPLE)]
