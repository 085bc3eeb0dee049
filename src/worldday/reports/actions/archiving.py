"""Everything of a campaign in one file: made in the background, kept for the records office, taken through the permission."""

from __future__ import annotations

import time
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from worldday.base import audit, clock, longwork, scope
from worldday.base.audit import Actor
from worldday.campaigns.models import Campaign
from worldday.messages.models import Message
from worldday.reports.archiving.making import WRITERS, folder, refuse_without_room
from worldday.reports.compiling import shelf
from worldday.reports.models import Package, PackageKind, Submission
from worldday.units.models import Staff

KEPT = 3  # newest packages of a campaign and kind; each may be as large as all its files
AT_ONCE = 1000  # rows of a workbook that is made while the person waits: about a second
LEAVINGS_LIE = timedelta(days=1)  # of a run that was killed: no run takes longer


def work_of(kind: str) -> str:
    """What `base.longwork` knows it by."""
    return f"package-{kind}"


def order_package(*, campaign: Campaign, kind: str, by: Actor) -> Package | None:
    """Make a workbook of little at once; ask the worker for everything else and return None. Raises `Problem`."""
    if kind == PackageKind.WORKBOOK and _is_little(campaign):
        return make_package(campaign=campaign, kind=kind, by=by)
    ask_package(campaign=campaign, kind=kind, by=by)
    return None


def _is_little(campaign: Campaign) -> bool:
    """So few rows that the person can wait for them."""
    with scope.everything("the view has fetched the campaign through its permission"):
        tables: tuple[Any, ...] = (
            campaign.tasks,
            campaign.materials,
            Submission.objects.filter(filing__task__campaign=campaign),
            Message.objects.filter(campaign=campaign.code),
        )
        return bool(sum(rows.count() for rows in tables) <= AT_ONCE)


@transaction.atomic
def ask_package(*, campaign: Campaign, kind: str, by: Actor) -> None:
    """Have a package made in the background; asked again while one is being made, nothing changes. Raises `Problem` if there is
    no room for it."""
    if longwork.is_under_way(longwork.find(work_of(kind), campaign.code)):
        return
    with scope.everything("the view has fetched the campaign through its permission"):
        if kind == PackageKind.BAG:
            refuse_without_room(campaign)
    _record("package-asked", campaign, by, {"kind": kind})
    longwork.ask(name=work_of(kind), target=campaign.code, by=by)


def make_package(*, campaign: Campaign, kind: str, by: Actor) -> Package:
    """Make it now. Nothing is offered before the whole file lies on disk; older ones than the newest `KEPT` go."""
    suffix, write = WRITERS[kind]
    counts: dict[str, int] = {}
    with scope.everything("the campaign was fetched through its permission; only what belongs to it is written"):
        kept = shelf.put(suffix, lambda out: counts.update(write(campaign, out, by.actor_name)), folder=folder())
        try:
            package = _keep(campaign, kind, kept, counts, by)
        except BaseException:
            path_of(kept["stored"]).unlink(missing_ok=True)
            raise
        known = set(Package.objects.values_list("stored", flat=True))
    shelf.sweep(known, time.time() - LEAVINGS_LIE.total_seconds(), folder=folder())
    return package


def make_in_background(kind: str, code: str, by: Actor) -> str:
    """What the worker does for `ask_package`."""
    campaign = Campaign.objects.select_related("owner").get(code=code)
    refuse_without_room(campaign)
    make_package(campaign=campaign, kind=kind, by=by)
    return _("It is ready.")


@transaction.atomic
def remove_package(*, package: Package, by: Actor) -> None:
    """Throw a package away; the campaign stays as it is."""
    _drop(package, by)


@transaction.atomic
def note_taken(*, package: Package, by: Actor) -> None:
    """Who took which package away: it holds what units wrote before anything was published."""
    _record("package-taken", package, by, {"kind": package.kind, "digest": package.digest})


def path_of(stored: str) -> Path:
    """Where a package lies, whether or not it is there."""
    return folder() / stored


@transaction.atomic
def _keep(campaign: Campaign, kind: str, kept: shelf.Kept, counts: dict[str, int], by: Actor) -> Package:
    package: Package = Package.objects.create(
        campaign=campaign,
        kind=kind,
        stored=kept["stored"],
        size=kept["size"],
        digest=kept["digest"],
        counts=counts,
        made_at=clock.now(),
        made_by=Staff.objects.filter(code=by.actor_ref).first(),
    )
    _record("package-made", package, by, {"kind": kind, "size": kept["size"], "digest": kept["digest"]})
    for old in Package.objects.filter(campaign=campaign, kind=kind)[KEPT:]:
        _drop(old, by)
    return package


def _drop(package: Package, by: Actor) -> None:
    _record("package-removed", package, by, {"kind": package.kind, "digest": package.digest})
    transaction.on_commit(partial(path_of(package.stored).unlink, missing_ok=True))
    package.delete()


def _record(action: str, target: Campaign | Package, by: Actor, after: dict[str, object]) -> None:
    campaign = target if isinstance(target, Campaign) else target.campaign
    audit.record(by=by, action=action, target=target, scope_path=campaign.owner.path, after=after)
