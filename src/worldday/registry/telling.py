"""Telling people what became of a batch: reviewers that one waits, preparers that it came back or is public.

Called inside the transaction of the verb that did it; whoever did it is not told.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import override

from worldday.base.audit import Actor
from worldday.messages import outbox
from worldday.messages.letters import QUIET, Letter, Reader, Words, each_time
from worldday.units.permissions import Permission
from worldday.units.readers import named, serving

from .models import Amendment, Batch, LeftOut

OCCASIONS = WAITS, RETURNED, RELEASED = "batch-waits", "batch-returned", "batch-released"


def tell_reviewers(batch: Batch, by: Actor) -> int:
    """A batch waits for somebody who has not worked on it; how many messages it became."""
    people = serving([batch.registry.owner_id], Permission.RUN_CAMPAIGN).get(batch.registry.owner_id, [])
    return _tell(batch, WAITS, [one for one in people if one.code not in batch.hands], by)


def waits_no_more(batch: Batch) -> None:
    """What has not been sent yet to its reviewers is out of date."""
    outbox.withdraw(about=[batch.code], occasions=[WAITS])


def tell_returned(batch: Batch, by: Actor) -> int:
    """It came back with remarks."""
    return _tell(batch, RETURNED, _preparers(batch), by)


def tell_released(batch: Batch, by: Actor) -> int:
    """It is public: to its preparers, and to its reviewer when the moment came by itself."""
    return _tell(batch, RELEASED, _preparers(batch, batch.reviewed_by), by)


def _preparers(batch: Batch, reviewer: str = "") -> list[Reader]:
    """Those whose hands were in it; when nobody of them is left, the staff of its unit. And the reviewer."""
    found = named(batch.hands) or serving([batch.unit_id], Permission.RUN_ACTIVITY).get(batch.unit_id, [])
    known = {one.code for one in found}
    return found + [one for one in named([reviewer]) if one.code not in known]


def _tell(batch: Batch, occasion: str, people: Iterable[Reader], by: Actor) -> int:
    """Nothing here is worth a buzz in the pocket."""
    mark = each_time()
    return outbox.queue(
        Letter(
            key=f"{occasion}:{batch.code}:{mark}:{reader.code}",
            occasion=occasion,
            to=reader.only(QUIET),
            about=batch.code,
            scope_path=batch.registry.owner.path,
            said=_words(batch, occasion, reader.language),
            link=reverse("desk_registry:batch", args=[batch.code]),
        )
        for reader in people
        if reader.code != by.actor_ref
    )


def _words(batch: Batch, occasion: str, language: str) -> Words:
    with override(language):
        return Words(*_said(batch, occasion))


def _said(batch: Batch, occasion: str) -> tuple[str, str]:
    """Subject and text in the language that is on."""
    named = {"name": batch.name, "registry": batch.registry.name, "unit": batch.unit.name}
    counted = _counted(batch)
    if occasion == WAITS:
        return (
            _("For review: {name}").format(**named),
            _("The batch “{name}” for “{registry}” was handed in by {unit}: {counted}. Please look through it.").format(
                **named, counted=counted
            ),
        )
    if occasion == RETURNED:
        return (
            _("Returned: {name}").format(**named),
            _("The batch “{name}” for “{registry}” came back. To be put right: {reason}").format(
                **named, reason=batch.returned_for
            ),
        )
    at = date_format(localtime(batch.released_at), "Y-m-d H:i") if batch.released_at else ""
    text = _("The batch “{name}” in “{registry}” is public since {at}: {counted}.").format(
        **named, at=at, counted=counted
    )
    left = Amendment._base_manager.filter(batch=batch).exclude(left_out="").count()
    if left:
        text += "\n" + _("{n} changes were not done: {why}").format(n=left, why=LeftOut.STATE.label)
    return _("Public: {name}").format(**named), text


def _counted(batch: Batch) -> str:
    """What it adds and what it changes; nothing about what it does not."""
    if not batch.amended:
        return _("{size} new records").format(size=batch.size)
    if not batch.size:
        return _("{amended} changes").format(amended=batch.amended)
    return _("{size} new records, {amended} changes").format(size=batch.size, amended=batch.amended)
