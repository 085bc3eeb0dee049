"""The whole of one compiling, as the background runs it; it can be killed at any point and pressed again."""

from __future__ import annotations

import logging
import time
from datetime import timedelta
from typing import BinaryIO

from django.db import transaction
from django.utils import translation

from worldday.base import audit, clock
from worldday.reports.models import Compilation, CompilationState, Edition

from . import fonts, html, shelf
from .assembling import assemble
from .docx import package
from .gathering import gather
from .keeping import keep
from .notes import Notes
from .pdf import writer
from .report import Report, characters
from .sections import UNSTORED, WRITERS
from .steps import STEPS

logger = logging.getLogger(__name__)
BEAT_GOOD_FOR = timedelta(minutes=3)  # the longest step takes some ten seconds; silence for longer means it died
KEPT = timedelta(days=1)  # how long leavings of killed runs lie


class Superseded(Exception):
    """Somebody pressed again and a newer run is at work: this one writes nothing any more."""


def run(compilation: Compilation, number: int) -> Edition | None:
    """Do press `number`; None when a newer press has taken over. What goes wrong is kept on the compilation, in words."""
    made: dict[str, shelf.Kept] = {}
    try:
        with translation.override(compilation.language):
            return _run(compilation, number, made)
    except Superseded:
        _discard(made)
        return None
    except Exception:
        logger.exception("Compiling %s failed", compilation.code)
        _discard(made)
        _mine(compilation, number).update(state=CompilationState.FAILED, problem="failed", beaten_at=clock.wall())
        raise


def _run(compilation: Compilation, number: int, made: dict[str, shelf.Kept]) -> Edition:
    _beat(compilation, number, "gather", state=CompilationState.RUNNING)
    found, notes = gather(compilation), Notes()
    _beat(compilation, number, "write")
    drafts = [draft for write in WRITERS for draft in write(found, notes)]
    with transaction.atomic():
        _hold(compilation, number)
        keep(compilation, drafts, notes)
    _beat(compilation, number, "pictures")
    report = assemble(compilation, found.at, unstored={one.key: one.blocks for one in drafts if one.key in UNSTORED})
    counts = {
        "units": len(found.units),
        "reports": len(found.sent),
        "activities": len(found.activities),
        "sources": len(notes.found),
    }
    del found, drafts
    for kind in shelf.KINDS:
        _beat(compilation, number, kind)
        made[kind] = shelf.put(kind, lambda out, kind=kind: _write(report, kind, out))  # type: ignore[misc]
    _beat(compilation, number, "keep")
    edition = _keep(compilation, number, made, counts, report)
    shelf.sweep(_known(), time.time() - KEPT.total_seconds())
    return edition


def _write(report: Report, kind: str, out: BinaryIO) -> None:
    if kind == "docx":
        package.write(report, writer.charts_as_pictures(report), out)
    elif kind == "pdf":
        writer.write(report, out)
    else:
        out.writelines(html.write(report))


@transaction.atomic
def _keep(
    compilation: Compilation, number: int, made: dict[str, shelf.Kept], counts: dict[str, int], report: Report
) -> Edition:
    held = _hold(compilation, number)
    last = held.editions.order_by("-number").values_list("number", flat=True).first() or 0
    edition = Edition.objects.create(
        compilation=held,
        number=last + 1,
        files=made,
        fonts_missing=fonts.missing(),
        glyphs_missing=fonts.undrawable(characters(report)),
        figures=counts,
        made_at=clock.now(),
        made_by=held.asked_by,
    )
    done = {"state": CompilationState.READY, "step": "", "done": len(STEPS), "problem": "", "beaten_at": clock.wall()}
    _mine(held, number).update(**done)
    after = {"edition": edition.number, **counts, "digests": {kind: kept["digest"] for kind, kept in made.items()}}
    by = held.asked_by or audit.System("compiler")
    audit.record(by=by, action="report-compiled", target=held, scope_path=held.issuer.path, after=after)
    return edition


def _beat(compilation: Compilation, number: int, step: str, **also: str) -> None:
    """Say what is being done now, and find out whether a newer press has taken over."""
    place = list(STEPS).index(step)
    if not _mine(compilation, number).update(step=step, done=place, total=len(STEPS), beaten_at=clock.wall(), **also):
        raise Superseded


def _hold(compilation: Compilation, number: int) -> Compilation:
    """Lock the row for the rest of the transaction; a newer press waits, or has won already."""
    held = _mine(compilation, number).select_for_update(of=("self",)).select_related("issuer", "asked_by").first()
    if held is None:
        raise Superseded
    found: Compilation = held
    return found


def _mine(compilation: Compilation, number: int):  # type: ignore[no-untyped-def]
    return Compilation.objects.filter(pk=compilation.pk, run=number)


def _known() -> set[str]:
    return {kept["stored"] for files in Edition.objects.values_list("files", flat=True) for kept in files.values()}


def _discard(made: dict[str, shelf.Kept]) -> None:
    for kept in made.values():
        shelf.discard(kept)
