"""催办: asking units once more for what they owe."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from worldday.base import audit, scope
from worldday.base.audit import Actor
from worldday.base.ids import new_code
from worldday.base.problems import Problem
from worldday.campaigns.models import Campaign, Task
from worldday.messages import channels as ways
from worldday.reports.queries.urging import OCCASION, prepare
from worldday.reports.telling import tell_units

LONGEST = 200  # characters of the sentence a person adds


@transaction.atomic
def urge(
    *, tasks: Sequence[Task], channels: Collection[str], by: Actor, sentence: str = "", again: bool = False
) -> tuple[int, int]:
    """Urge the units of these tasks, all of one campaign; (tasks urged, messages queued). One row in the trail.

    What is not owed any more is passed over, and so are tasks urged within the last day unless `again`. `channels`: some of
    `messages.channels.available()`. Raises `Problem` when nothing would be sent.
    """
    chosen = [name for name in ways.available() if name in channels]
    if not chosen:
        raise Problem(_("Choose at least one way to reach the units; nothing was sent."))
    if len(sentence.strip()) > LONGEST:
        raise Problem(_("Please keep your sentence within 200 characters; nothing was sent."))
    with scope.everything(
        "the view has checked who reviews these tasks"
    ):  # two clicks: the second sees the first one's
        Campaign.objects.select_for_update().filter(pk__in={task.campaign_id for task in tasks}).first()
        found = prepare(tasks)
    urged = found.owed if again else found.fresh
    if not urged:
        raise Problem(
            _("Nothing of this is owed any more, or all of it was urged within the last day; nothing was sent.")
        )
    facts = {"sentence": sentence, "mark": new_code()}
    queued = tell_units(tasks=urged, occasion=OCCASION, by=by, facts=facts, channels=chosen)
    if not queued:
        raise Problem(_("Nobody of these units can be reached this way; invite somebody first. Nothing was sent."))
    campaign, issuer = urged[0].campaign, urged[0].asked_by
    after = {"n": len(urged), "messages": queued, "channels": chosen, "sentence": sentence.strip()}
    audit.record(by=by, action="tasks-urged", target=campaign, scope_path=issuer.path, after=after)
    return len(urged), queued
