"""Reads of materials."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet, Sum

from worldday.base import clock
from worldday.campaigns.models import Campaign, Task
from worldday.units.models import Unit

from .models import Material, MaterialKind, MaterialState, People, Reuse, Upload
from .preparing.likeness import CLOSE, distance, says_nothing

REPORT, PUBLIC = "report", "public"
_PEOPLE = {
    REPORT: (People.NOBODY, People.AGREED, People.REPORT_ONLY),
    PUBLIC: (People.NOBODY, People.AGREED),
}
_REUSE = {REPORT: (Reuse.REPORT, Reuse.PUBLISH, Reuse.FREE), PUBLIC: (Reuse.PUBLISH, Reuse.FREE)}
SLOW = timedelta(seconds=45)
"""After so long a file that still waits says that the background service seems to stand still."""


def present() -> QuerySet[Material]:
    """Of what the reader may see: everything whose file is there and was taken."""
    rows: Any = Material.objects
    found: QuerySet[Material] = rows.filter(removed_at=None).exclude(state=MaterialState.REFUSED)
    return found


def of_task(task: Task) -> QuerySet[Material]:
    """Files added for the task, in the order they came; refused ones too, so that somebody reads why."""
    rows: Any = Material.objects
    found: QuerySet[Material] = rows.filter(task=task, removed_at=None).select_related("activity", "unit", "campaign")
    return found.order_by("id")


def of_campaign(campaign: Campaign, usable_in: str | None = None) -> QuerySet[Material]:
    """Files of all units for the campaign; `usable_in` leaves those that are ready and whose people and right allow it:
    "report" the final report, "public" public pages too. Documents show nobody, so only the right counts."""
    found = present().filter(campaign=campaign).select_related("unit", "activity").order_by("id")
    if usable_in is None:
        return found
    consent = Q(people__in=_PEOPLE[usable_in]) | Q(kind=MaterialKind.DOCUMENT)
    return found.filter(consent, state=MaterialState.READY, reuse__in=_REUSE[usable_in])


@dataclass(frozen=True)
class Wanted:
    """What the list of materials shows; empty = all."""

    campaign: str = ""
    kind: str = ""
    unit: str = ""
    lacks: str = ""
    text: str = ""


def wanted(said: Wanted) -> QuerySet[Material]:
    """The list page: newest first."""
    found = present().select_related("unit", "campaign", "activity", "task").order_by("-id")
    for field, value in (("campaign__code", said.campaign), ("kind", said.kind), ("unit__code", said.unit)):
        if value:
            found = found.filter(**{field: value})
    if said.text:
        found = found.filter(
            Q(name__icontains=said.text) | Q(caption__icontains=said.text) | Q(place__icontains=said.text)
        )
    pictured = ~Q(kind=MaterialKind.DOCUMENT)
    lacks = {
        "people": Q(people="") & pictured,
        "reuse": Q(reuse=""),
        "caption": Q(caption="") & pictured,
        "credit": Q(credit="", reuse__in=_REUSE[PUBLIC]),
    }
    return found.filter(lacks[said.lacks]) if said.lacks in lacks else found


def used_bytes(unit: Unit) -> int:
    """Of the unit's files as they came."""
    rows: Any = Material.objects
    return int(rows.filter(unit=unit, removed_at=None).aggregate(total=Sum("size"))["total"] or 0)


def same_file(campaign: Campaign, unit: Unit, digest: str) -> Material | None:
    """The unit's earlier file with exactly these bytes."""
    rows: Any = Material.objects
    found: Material | None = rows.filter(campaign=campaign, unit=unit, digest=digest, removed_at=None).first()
    return found


def alike(material: Material) -> list[Material]:
    """Other pictures of the campaign that differ in at most `CLOSE` of 64 bits: perhaps the same; nearest first.

    Looks at two columns of the campaign's pictures (50,000: some 30 ms) and fetches the few that are near.
    """
    if not material.likeness or says_nothing(material.likeness):
        return []
    others = _hashes(present().filter(campaign=material.campaign_id).exclude(pk=material.pk))
    near = {pk: far for pk, hash_ in others if (far := distance(hash_, material.likeness)) <= CLOSE}
    found = present().filter(pk__in=sorted(near, key=lambda pk: near[pk])[:20]).select_related("unit")
    return sorted(found, key=lambda other: near[other.pk])


def alike_among(task: Task) -> dict[int, str]:
    """For pictures of the task: pk → name of an earlier picture of the same unit that looks the same."""
    rows = present().filter(campaign=task.campaign_id, unit=task.unit_id).exclude(likeness="").order_by("id")
    seen: list[tuple[str, str]] = []
    found: dict[int, str] = {}
    for pk, name, hash_ in rows.values_list("pk", "name", "likeness"):
        if says_nothing(hash_):
            continue
        if earlier := next((other for other, old in seen if distance(old, hash_) <= CLOSE), None):
            found[pk] = earlier
        seen.append((name, hash_))
    return found


def begun_by(staff_id: int, task: Task) -> QuerySet[Upload]:
    """This person's uploads for the task that became nothing yet."""
    rows: Any = Upload.objects
    found: QuerySet[Upload] = rows.filter(by=staff_id, task=task, material=None, problem="")
    return found.order_by("id")


def seems_stuck(material: Material) -> bool:
    """It waits longer than preparing takes when the background service runs."""
    return material.state == MaterialState.WAITING and material.added_at < clock.now() - SLOW


def _hashes(rows: QuerySet[Material]) -> Any:
    return rows.exclude(likeness="").order_by().values_list("pk", "likeness").iterator(chunk_size=5000)
