"""The results as a workbook. It holds what the table holds: labels instead of people, and no device, account or phone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext as _

from worldday.desk.sheets import download
from worldday.quizzes.evidence import BAND_WORDS
from worldday.quizzes.models import Standing
from worldday.quizzes.queries.places import ORDER
from worldday.quizzes.queries.results import in_words

from .fetch import Seen

BATCH = 500


def workbook(seen: Seen, rows: QuerySet[Standing]) -> HttpResponse:
    """In the order of the ranking. Text that looks like a formula stays text (desk/sheets)."""
    headings = [
        *(_("Player"), _("Score"), _("Seconds"), _("Handed in"), _("Counted attempts"), _("Entrance"), _("District")),
        *(_("Age"), _("Class or unit"), _("Identity"), _("Flags")),
    ]
    name = f"{seen.quiz.name[:60]}{seen.campaign.year}{_('Results')}"
    return download(name, headings, _lines(seen, rows))


def _lines(seen: Seen, rows: QuerySet[Standing]) -> Iterator[list[Any]]:
    doors = {door.pk: door.name for door in seen.quiz.entrances.all()}
    zone = get_current_timezone()
    for some in _batches(rows.order_by(*ORDER)):
        for row in in_words(some):
            one = row.standing
            yield [
                row.label,
                one.score,
                one.time_ms / 1000,
                datetime.fromtimestamp(one.submitted_ms // 1000, zone),
                one.attempts,
                doors.get(one.entrance, ""),
                one.district,
                str(BAND_WORDS.get(one.age_band, one.age_band)),
                row.group,
                one.strength,
                row.flags,
            ]


def _batches(rows: QuerySet[Standing]) -> Iterator[list[Standing]]:
    found: list[Standing] = []
    for row in rows.iterator(BATCH):
        found.append(row)
        if len(found) == BATCH:
            yield found
            found = []
    if found:
        yield found
