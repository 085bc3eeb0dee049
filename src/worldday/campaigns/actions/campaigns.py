"""The campaign itself: its texts, and the one door through which its state changes."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from worldday.base import audit, clock, scope
from worldday.base.audit import Actor
from worldday.base.changes import Values, change
from worldday.base.problems import Problem
from worldday.campaigns.models import Campaign, CampaignState, Theme

FIELDS = ("name", "name_en", "slug", "ordinal", "starts_on", "ends_on", "summary", "summary_en", "hue")


@transaction.atomic
def change_campaign(*, campaign: Campaign, changes: Values, by: Actor) -> Campaign:
    """Change any of `FIELDS`. The address of a published campaign stays: links to it are in other people's hands."""
    campaign = locked(campaign)
    if changes.get("slug", campaign.slug) != campaign.slug and campaign.published_at is not None:
        raise Problem(_("The address of a campaign that has been published cannot change; nothing was changed."))
    before, after = change(campaign, changes, allowed=FIELDS)
    if after:
        campaign.save()
        _record("campaign-changed", campaign, by, before, after)
    return campaign


@transaction.atomic
def translate_theme(*, theme: Theme, text_en: str, by: Actor) -> Theme:
    """Give a theme its English wording, official or not; the notice's own wording stays."""
    before, after = change(theme, {"text_en": text_en.strip()}, allowed=["text_en"])
    if after:
        theme.save()
        _record("theme-translated", theme.campaign, by, before, after)
    return theme


def publish(*, campaign: Campaign, by: Actor) -> Campaign:
    """Open the theme page to the public: draft or archived → live. Again: nothing happens."""
    return _move(campaign, CampaignState.LIVE, by, action="campaign-published")


def unpublish(*, campaign: Campaign, by: Actor) -> Campaign:
    """Take the theme page away from the public: live or archived → draft."""
    return _move(campaign, CampaignState.DRAFT, by, action="campaign-unpublished")


@transaction.atomic
def archive(*, campaign: Campaign, by: Actor) -> Campaign:
    """The campaign is over; its pages stay: live → archived."""
    if locked(campaign).state == CampaignState.DRAFT:
        raise Problem(_("Only a campaign that has been published can be archived; nothing was changed."))
    return _move(campaign, CampaignState.ARCHIVED, by, action="campaign-archived")


@transaction.atomic
def _move(campaign: Campaign, state: CampaignState, by: Actor, *, action: str) -> Campaign:
    campaign = locked(campaign)
    if campaign.state == state:
        return campaign
    before = {"state": str(campaign.state)}
    campaign.state = state
    if state == CampaignState.LIVE:
        campaign.published_at = campaign.published_at or clock.now()
    campaign.save()
    _record(action, campaign, by, before, {"state": str(state)})
    return campaign


def locked(campaign: Campaign) -> Campaign:
    """The row as it is now, held until the transaction ends."""
    with scope.everything("the view has fetched it through its permission"):
        found: Campaign = Campaign.objects.select_for_update(of=("self",)).select_related("owner").get(pk=campaign.pk)
    return found


def _record(action: str, campaign: Campaign, by: Actor, before: Values, after: Values) -> None:
    audit.record(by=by, action=action, target=campaign, scope_path=campaign.owner.path, before=before, after=after)
