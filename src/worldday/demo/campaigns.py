"""The two notices, taken in by the real reader, confirmed, published, and given their texts in both languages."""

import hashlib
from pathlib import Path
from typing import Any, cast

from django.core.files.uploadedfile import SimpleUploadedFile

from worldday.base.audit import Actor
from worldday.campaigns import actions
from worldday.campaigns.models import Campaign, CampaignState
from worldday.notices.actions import confirm, take_in
from worldday.units.models import Unit

from . import files

Row = dict[str, Any]


def load_campaigns(*, owner: Unit, by: Actor) -> list[Campaign]:
    """Both campaigns, live; a notice that was read before is not read again."""
    return [_load(row, owner, by) for row in files.content("campaigns.json")["campaigns"]]


def _load(row: Row, owner: Unit, by: Actor) -> Campaign:
    path = files.notice(row["notice"])
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    if (known := Campaign.objects.filter(notices__owner=owner, notices__sha256=sha256).first()) is not None:
        return cast("Campaign", known)
    campaign = _confirmed(path, owner, by)
    _give_texts(campaign, row, by)
    return actions.publish(campaign=campaign, by=by)


def _confirmed(path: Path, owner: Unit, by: Actor) -> Campaign:
    notice = take_in(owner=owner, file=SimpleUploadedFile(path.name, path.read_bytes()), text=None, by=by)
    return confirm(draft=notice.draft, version=notice.draft.version, by=by)


def _give_texts(campaign: Campaign, row: Row, by: Actor) -> None:
    fields = {name: row[name] for name in ("name_en", "summary", "summary_en", "hue")}
    if campaign.state == CampaignState.DRAFT:
        fields["slug"] = row["slug"]
    actions.change_campaign(campaign=campaign, changes=fields, by=by)
    for theme in campaign.themes.all():
        if not theme.text_en and theme.text in row["themes_en"]:
            actions.translate_theme(theme=theme, text_en=row["themes_en"][theme.text], by=by)
    for activity in campaign.activities.all():
        english = {"name_en": row["activities_en"], "content_en": row["contents_en"]}
        if said := {field: texts[activity.seq] for field, texts in english.items() if activity.seq in texts}:
            actions.change_activity(activity=activity, changes=said, by=by)
