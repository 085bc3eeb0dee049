"""Rows that come in a heap: pasted, or in a file. Right ones go in; wrong ones come back to be mended, named by line."""

from __future__ import annotations

import tempfile
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from worldday.base.problems import Problem
from worldday.notices.reading.errors import Unreadable
from worldday.reports.planning import columns, lines, pasted
from worldday.reports.planning.faults import Fault, faults_of
from worldday.reports.planning.files import plan_among, tables_in
from worldday.reports.planning.tables import Table, TooLarge
from worldday.reports.proposing import values_of

MAX_BYTES = 20 * 1024 * 1024
CHUNK = 1024 * 1024
TOO_LARGE = _(
    "This is more than any plan holds. Nothing was added; copy only the table of activities, at most 1,000 lines."
)
# Where the reader's own sentence speaks of a notice.
SENTENCES: dict[str, str | Promise] = {
    "not_this_format": _("What the file holds is neither a spreadsheet nor a document. Save the plan as .xlsx or .docx and try again."),
    "no_text": _("The file holds pictures and no text (perhaps a scan). Paste the rows, or save the plan as .xlsx or .docx."),
    "too_long": TOO_LARGE,
    "truncated": _("The file is incomplete or damaged. Open it, save it again as .xlsx or .docx, and try again."),
    "empty": _("There is no table in it. Paste the rows, or start from the template."),
}  # fmt: skip
HEADINGS: dict[str, str | Promise] = {
    "name": _("Activity"),
    "window": _("When"),
    "place": _("Place"),
    "audience": _("Expected audience"),
    "content": _("Content"),
}


@dataclass
class Taken:
    """`rows`: values for the verb; `back`: the text of lines that could not go in, under their headings; `faults`: why."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    back: str = ""
    faults: list[str] = field(default_factory=list)
    passed_over: list[tuple[int, str]] = field(default_factory=list)


def from_text(text: str, *, year: int, kinds: Collection[str]) -> Taken:
    """What was pasted. Raises `Problem` when it is too much."""
    try:
        return _from_table(pasted.table_of(text), year=year, kinds=kinds)
    except TooLarge:
        raise Problem(TOO_LARGE) from None


def from_file(file: UploadedFile | None, *, year: int, kinds: Collection[str]) -> Taken:
    """The plan in an uploaded file, whatever its name. Raises `Problem` with what to do."""
    if file is None or not file.size:
        raise Problem(_("Choose a file first: .xlsx or .docx."))
    if file.size > MAX_BYTES:
        said = gettext("The file is larger than {mb} MB. Nothing was added; send a file that holds the plan alone.")
        raise Problem(said.format(mb=MAX_BYTES // CHUNK))
    with tempfile.NamedTemporaryFile(prefix="worldday-plan-") as kept:
        for chunk in file.chunks(CHUNK):
            kept.write(chunk)
        kept.flush()
        try:
            table = plan_among(tables_in(Path(kept.name)))
        except Unreadable as error:
            raise Problem(SENTENCES.get(error.code) or error.sentence(get_language() or "")) from None
    if not table:
        raise Problem(SENTENCES["empty"])
    return _from_table(table, year=year, kinds=kinds)


def _from_table(table: Table, *, year: int, kinds: Collection[str]) -> Taken:
    reading = lines.read(table, kinds=kinds)
    taken = Taken(passed_over=reading.passed_over)
    wrong = []
    for line in reading.lines:
        if faults := faults_of(line):
            wrong.append(line.number)
            taken.faults += [sentence(fault) for fault in faults]
        else:
            taken.rows.append(values_of(line, year=year))
    if wrong:
        above = [row for row in table[: wrong[0] - 1] if columns.headed(row)][-1:]
        taken.back = pasted.text_of(above + [table[number - 1] for number in wrong])
    return taken


def sentence(fault: Fault) -> str:
    """Line and column by name, and what to do."""
    heading = HEADINGS[fault.column]
    if fault.code == "lacking":
        said = gettext("Line {n}, {column}: it is empty. Say what the activity is called.")
    else:
        said = gettext("Line {n}, {column}: longer than {limit} characters. Shorten it.")
    return said.format(n=fault.number, column=heading, limit=fault.limit)


def summary(taken: Taken, added: int) -> str:
    """What happened to them, in one sentence each."""
    told = [ngettext("{n} row added.", "{n} rows added.", added).format(n=added)]
    if same := len(taken.rows) - added:
        told.append(ngettext("{n} stood in the plan already.", "{n} stood in the plan already.", same).format(n=same))
    if over := len(taken.passed_over):
        texts = "、".join(f"“{text[:20]}”" for _n, text in taken.passed_over[:5])
        said = ngettext("{n} line names no activity and was passed over: {texts}", "{n} lines name no activity and were passed over: {texts}", over)  # fmt: skip
        told.append(said.format(n=over, texts=texts))
    return " ".join(told)
