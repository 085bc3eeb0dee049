"""Finding the campaign a notice speaks of, and what confirming it would change."""

from __future__ import annotations

from worldday.base import scope
from worldday.base.text import fold
from worldday.campaigns.difference import Change, difference
from worldday.campaigns.models import Campaign
from worldday.campaigns.plan import NoYear, Plan, plan_from_reading
from worldday.units.models import Unit

from .models import Draft, DraftState, Notice


def campaign_for(*, plan: Plan, owner: Unit) -> Campaign | None:
    """The campaign the plan belongs to, if there is one already.

    The same document number within the authority's tree decides; otherwise the owner's own campaign of the same
    observance in the same year (a district's World Standards Day is not the city's).
    """
    with scope.everything("one authority's tree, named below"):
        notices = Notice.objects.filter(owner__path__startswith=owner.root_path, campaign__isnull=False)
        if plan.doc_number and (
            notice := notices.filter(doc_number=plan.doc_number).select_related("campaign").first()
        ):
            found: Campaign | None = notice.campaign
        else:
            same = Campaign.objects.filter(owner=owner, observance=fold(plan.name)[:120], year=plan.year)
            found = same.first()
    return found


def earlier_reading(notice: Notice) -> Notice | None:
    """The notice last confirmed for the campaign that `notice` speaks of, if any: what it repeats or amends."""
    try:
        campaign = campaign_for(plan=plan_from_reading(notice.reading), owner=notice.owner)
    except NoYear:
        return None
    with scope.everything("the campaign's own notices"):
        confirmed = Notice.objects.filter(campaign=campaign, draft__state=DraftState.CONFIRMED).exclude(campaign=None)
        found: Notice | None = confirmed.select_related("draft").order_by("-draft__confirmed_at").first()
    return found


def changes_of(draft: Draft) -> list[Change]:
    """What confirming this draft would do, line by line. Raises `NoYear`."""
    plan, owner = plan_from_reading(draft.data), draft.notice.owner
    with scope.everything("the draft's own campaign, whose owner its reviewer serves"):
        return difference(campaign_for(plan=plan, owner=owner), plan, owner=owner)
