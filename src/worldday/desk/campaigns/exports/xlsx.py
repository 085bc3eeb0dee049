"""The workplan as a workbook: activities on the first sheet, tasks on the second; ready to print on A4 across."""

from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

from worldday.campaigns.models import Campaign, Task, TaskKind, TaskState
from worldday.desk.campaigns.plan import Row
from worldday.desk.sheets import ILLEGAL

_THIN = Side(style="thin", color="B0B0B0")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_MAX_CELL = 32_767  # characters a cell may hold


def workbook(campaign: Campaign, rows: Iterable[Row], tasks: Iterable[Task]) -> bytes:
    """`rows` and `tasks` in the order given; a name that begins with = stays a name."""
    book = Workbook()
    plan: Any = book.active
    plan.title = _("Workplan")
    _sheet(plan, [(str(heading), width) for heading, width in _headings()], [_activity(row) for row in rows])
    owed = book.create_sheet(_("Tasks"))
    _sheet(owed, _task_headings(), [_task(task) for task in tasks])
    book.properties.title = f"{campaign.name} {campaign.year}"
    book.properties.creator = campaign.owner.name
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _headings() -> list[tuple[str, int]]:
    return [
        (_("No."), 6),
        (_("Name"), 34),
        (_("Content"), 50),
        (_("Kind"), 12),
        (_("Units"), 34),
        (_("Window, as printed"), 16),
        (_("From"), 12),
        (_("Until"), 12),
        (_("Really began"), 12),
        (_("Really ended"), 12),
        (_("Light"), 10),
    ]


def _activity(row: Row) -> list[Any]:
    a = row.activity
    window = [a.window_text, a.window_start, a.window_end]
    return [
        a.seq,
        a.name,
        a.content,
        str(row.kind.label),
        a.units_text or row.units,
        *window,
        a.actual_start,
        a.actual_end,
        str(a.light.label),
    ]


def _task_headings() -> list[tuple[str, int]]:
    return [
        (_("Unit"), 34),
        (_("What is owed"), 14),
        (_("Due"), 12),
        (_("Due, as printed"), 18),
        (_("Sent to"), 24),
        (_("Limit in characters"), 12),
        (_("State"), 10),
        (_("Light"), 10),
        (_("Note"), 30),
    ]


def _task(task: Task) -> list[Any]:
    what = str(dict(TaskKind.choices).get(task.what, task.what))
    state = str(dict(TaskState.choices).get(task.state, task.state))
    end = [task.recipient, task.max_chars, state, str(task.light.label), task.note]
    return [task.unit.name, what, task.due, task.due_text, *end]


def _sheet(sheet: Any, headings: Sequence[tuple[str, int]], rows: Sequence[Sequence[Any]]) -> None:
    for place, (heading, width) in enumerate(headings, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
        _put(sheet.cell(1, place), heading).font = Font(bold=True)
    for line, row in enumerate(rows, 2):
        for place, value in enumerate(row, 1):
            _put(sheet.cell(line, place), value)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.print_title_rows = "1:1"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = sheet.ORIENTATION_LANDSCAPE
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _put(cell: Any, value: Any) -> Any:
    """Text stays text, whatever it begins with: marked as a string, and quoted so that editing it keeps it one."""
    if isinstance(value, str):
        cell.value = value.translate(ILLEGAL)[:_MAX_CELL]
        cell.data_type = "s"
        cell.quotePrefix = value[:1] in "=+-@\t\r" and bool(value)
    elif value is not None:
        cell.value = value
    if isinstance(value, date):
        cell.number_format = "yyyy-mm-dd"
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    cell.border = _BOX
    return cell
