"""Everything of a campaign as one workbook, sheet by sheet; rows are read and written as they come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import IO, Any

from django.utils.translation import gettext as _

from worldday.campaigns.models import Campaign
from worldday.desk import sheets
from worldday.desk.figures.sheet import figure_headings, figure_lines
from worldday.desk.sheets import Sheet

from . import kept, owed, sent


def write_workbook(campaign: Campaign, out: IO[bytes], _by: str) -> dict[str, int]:
    """Returns how many rows each sheet got."""
    counts: Counter[str] = Counter()
    sheets.write(out, _counting(sheets_of(campaign), counts))
    return dict(counts)


def sheets_of(campaign: Campaign) -> Iterator[Sheet]:
    yield Sheet(_("Overview"), owed.overview_headings(), owed.overview(campaign))
    yield Sheet(_("Tasks"), owed.task_headings(), owed.tasks(campaign))
    yield Sheet(_("Submissions"), sent.version_headings(), sent.versions(campaign))
    yield Sheet(_("Plan rows"), sent.plan_headings(), sent.plan_rows(campaign))
    yield Sheet(_("Figures"), figure_headings(), figure_lines(campaign))
    yield Sheet(_("Materials"), kept.material_headings(), kept.materials(campaign))
    yield Sheet(_("Good practices"), kept.practice_headings(), kept.practices(campaign))
    yield Sheet(_("Messages sent"), kept.message_headings(), kept.messages(campaign))


def _counting(all_sheets: Iterable[Sheet], counts: Counter[str]) -> Iterator[Sheet]:
    for sheet in all_sheets:
        yield Sheet(sheet.title, sheet.headings, _counted(sheet, counts))


def _counted(sheet: Sheet, counts: Counter[str]) -> Iterator[Any]:
    for row in sheet.rows:
        counts[sheet.title] += 1
        yield row
