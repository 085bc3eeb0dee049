"""Certificates of a roster as PDF files in an archive: asked for by a person, packed in short turns by the background, fetched, and
removed after some days. The paper is made anew from the row each time, so nothing is lost with an archive."""

from __future__ import annotations

import re
import shutil
import time
import zipfile
from datetime import timedelta
from functools import partial

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from worldday.base import clock, scope
from worldday.base.audit import Actor
from worldday.base.problems import Problem
from worldday.certificates import shelf
from worldday.certificates.models import Bundle, BundleState, Certificate, Lot, LotState
from worldday.certificates.papers import paper_of
from worldday.certificates.rendering import pdf_of

from .lots import locked, record

PER_BUNDLE = 1000  # some seconds of setting, about 40 MB
MOST_AT_ONCE = 10  # of one roster: more are made when some were fetched and removed
KEPT = timedelta(days=3)
LEAST_FREE = 2 * 1024**3  # bytes that must stay free where archives lie
AT_A_TIME = 50  # certificates read from the database at once
TURN_S = 2.0  # then the worker's other tasks have theirs
QUIET = timedelta(minutes=2)  # an archive that grew no more for so long has lost its worker
_UNFIT = re.compile(r'[\\/:*?"<>|\x00-\x1f]')


def parts_of(lot: Lot) -> list[tuple[int, int, int]]:
    """(part, first, last) of every archive an issued roster can have."""
    starts = range(0, lot.issued, PER_BUNDLE)
    return [(at // PER_BUNDLE + 1, at + 1, min(at + PER_BUNDLE, lot.issued)) for at in starts]


@transaction.atomic
def order_bundle(*, lot: Lot, part: int, by: Actor) -> Bundle:
    """Have one stretch of the roster packed; asked again, nothing changes. Raises `Problem` where there is no such stretch, no
    room, or enough waits to be fetched."""
    held = locked(lot)
    stretch = {number: last - first + 1 for number, first, last in parts_of(held)}
    if held.state != LotState.ISSUED or part not in stretch:
        raise Problem(_("There is nothing to be packed yet."))
    with scope.everything("the caller has the lot"):
        if (found := Bundle.objects.filter(lot=held, part=part).first()) is not None:
            return found  # type: ignore[no-any-return]
        if Bundle.objects.filter(lot=held).count() >= MOST_AT_ONCE:
            sentence = _("{most} archives of this roster are kept at a time. Please download and remove one first.")
            raise Problem(sentence.format(most=MOST_AT_ONCE))
        if shutil.disk_usage(shelf.root()).free < LEAST_FREE:
            raise Problem(_("There is no room for archives on this server now. Nothing was begun; please try later."))
        now = clock.wall()
        made: Bundle = Bundle.objects.create(
            lot=held,
            part=part,
            stored=shelf.new_name("zip"),
            count=stretch[part],
            asked_by=by.actor_ref,
            asked_name=by.actor_name[:80],
            asked_at=now,
            beat_at=now,
        )
    record("certificate-bundle-asked", held, by, part=part, count=made.count)
    _go_on(made)
    return made


def _go_on(bundle: Bundle) -> None:
    from worldday.certificates.tasks import pack_on  # the task calls the verbs

    transaction.on_commit(lambda: pack_on.enqueue(bundle.code))


def pack(code: str, seconds: float = TURN_S) -> bool:
    """Put certificates into the archive for about `seconds`; whether there are more. One that a worker was killed over is begun
    anew: that costs some seconds."""
    with scope.everything("the background works for whoever asked"):
        bundle = _claimed(code)
        if bundle is None:
            return False
        until, left = time.monotonic() + seconds, _left(bundle)
        with zipfile.ZipFile(shelf.path_of(bundle.stored), "a" if bundle.done else "w", zipfile.ZIP_STORED) as archive:
            while bundle.done < bundle.count and time.monotonic() < until:
                some, left = left[:AT_A_TIME], left[AT_A_TIME:]
                _pack_some(some, archive)
                bundle.done = bundle.done + len(some) if some else bundle.count
                if not Bundle.objects.filter(pk=bundle.pk).update(done=bundle.done, beat_at=clock.wall()):
                    break  # removed meanwhile
        return _settled(bundle)


def _claimed(code: str) -> Bundle | None:
    """The archive, for this worker alone; None when it is gone, ready, or in another worker's hands."""
    rows = Bundle.objects.filter(code=code, state=BundleState.MAKING)
    now = clock.wall()
    idle, dead = rows.filter(busy=False), rows.filter(beat_at__lt=now - QUIET)
    if not idle.update(busy=True, beat_at=now) and not dead.update(beat_at=now, done=0):
        return None
    found: Bundle | None = rows.select_related("lot").first()
    return found


def _left(bundle: Bundle) -> list[int]:
    """Certificates that are not in the file yet, in the order of their numbers."""
    rows = Certificate.objects.filter(design=bundle.lot.design_id, reason_ref__startswith=f"lot:{bundle.lot.code}:")
    first = (bundle.part - 1) * PER_BUNDLE
    return list(
        rows.order_by("year", "serial").values_list("pk", flat=True)[first + bundle.done : first + bundle.count]
    )


def _pack_some(pks: list[int], archive: zipfile.ZipFile) -> None:
    rows = Certificate.objects.select_related("design__campaign", "key", "status_list")
    rows = rows.defer("key__private", "status_list__order").filter(pk__in=pks)
    for one in rows.order_by("year", "serial"):
        if one.said:  # whose holder was erased has no paper any more
            archive.writestr(_name(one), pdf_of(paper_of(one)))


def _settled(bundle: Bundle) -> bool:
    path, rows = shelf.path_of(bundle.stored), Bundle.objects.filter(pk=bundle.pk)
    if not rows.exists():
        shelf.discard(bundle.stored)
        return False
    if bundle.done < bundle.count:
        rows.update(busy=False, beat_at=clock.wall())
        return True
    rows.update(state=BundleState.READY, busy=False, size=path.stat().st_size, ready_at=clock.wall())
    return False


def note_taken(*, bundle: Bundle, by: Actor) -> None:
    """Somebody downloads it: names leave the installation."""
    record("certificate-bundle-taken", bundle.lot, by, part=bundle.part, count=bundle.count)


@transaction.atomic
def remove_bundle(*, bundle: Bundle, by: Actor) -> None:
    """The archive goes; its certificates stay, and it can be made again."""
    record("certificate-bundle-removed", bundle.lot, by, part=bundle.part)
    _drop([bundle])


def drop_with(certificate: Certificate) -> None:
    """An erased name leaves the archives of its roster too."""
    what, _colon, rest = certificate.reason_ref.partition(":")
    if what == "lot":
        with scope.everything("a holder is erased"):
            _drop(list(Bundle.objects.filter(lot__code=rest.partition(":")[0])))


def clear_bundles() -> int:
    """What was asked for `KEPT` ago goes; how many."""
    with scope.everything("archives are kept for some days only"):
        old = list(Bundle.objects.filter(asked_at__lt=clock.wall() - KEPT))
        _drop(old)
    return len(old)


def silent_bundles() -> list[str]:
    """Codes of archives whose worker has died; the next one begins them anew."""
    with scope.everything("the background looks after everybody's"):
        rows = Bundle.objects.filter(state=BundleState.MAKING, beat_at__lt=clock.wall() - QUIET)
        return list(rows.values_list("code", flat=True)[:20])


def _drop(bundles: list[Bundle]) -> None:
    stored = [one.stored for one in bundles]
    Bundle._base_manager.filter(pk__in=[one.pk for one in bundles]).delete()
    for name in stored:
        transaction.on_commit(partial(shelf.discard, name))


def _name(one: Certificate) -> str:
    return f"{one.number} {_UNFIT.sub(' ', one.holder_name).strip()[:60]}.pdf"
