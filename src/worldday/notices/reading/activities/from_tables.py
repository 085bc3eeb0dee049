"""Rows of a workplan table → activities."""

from collections.abc import Iterator

from worldday.notices.reading import units, windows
from worldday.notices.reading.fitting import is_time
from worldday.notices.reading.model import Activity, Source
from worldday.notices.reading.tables import Grid
from worldday.notices.reading.text import Found, many_lines, rule, strip
from worldday.notices.reading.windows import Window

_TOTAL = rule(r"(?:合\s*计|总\s*计|小\s*计|填表人|注：|备注|例：?|示例)")


def read(source: Source, grid: Grid) -> Iterator[Activity]:
    """One activity per row that names something."""
    for row in grid.rows:
        named = grid.cell(row, "name") or grid.cell(row, "content")
        if named is None or _TOTAL.match(source.text, *named):
            continue
        name = source.found(*named)
        if len(name.value) < 2 or name.value.isdecimal():
            continue
        activity = Activity(name, table=grid.start, start=row[0][0], end=row[-1][1])
        _fill(source, grid, row, activity)
        yield activity


def _fill(source: Source, grid: Grid, row: list[tuple[int, int]], activity: Activity) -> None:
    if seq := grid.cell(row, "seq"):
        found = source.found(*seq, extra=".、")
        activity.seq = found
    if (content := grid.cell(row, "content")) and grid.cell(row, "name"):
        activity.content = lines(source, *content)
    if when := grid.cell(row, "time"):
        activity.window = window(source, *when)
    for column, span in zip(grid.columns, row, strict=False):
        if column and column.kind == "units" and span[1] > span[0]:
            phrase = units.read(source.raw, source.text, *span, default=column.role)
            activity.units += phrase.units
            activity.open_list = activity.open_list or phrase.open_list
            activity.units_text = activity.units_text or source.found(phrase.start, span[1])


def lines(source: Source, start: int, end: int) -> Found:
    """A passage with its line breaks."""
    start, end = strip(source.raw, start, end, "\u3000\u00a0")
    return Found(many_lines(source.raw, start, end), start, end)


def window(source: Source, start: int, end: int) -> Window | None:
    """The whole cell is the phrase; its days are those from the first date to the last."""
    start, end = strip(source.text, start, end)
    dated = list(windows.find(source.text, start, end, source.calendar))
    if not dated:
        words = source.text[start:end]
        return (
            Window(start, end, None, None, "open")
            if is_time(words) or windows.open_phrase(source.text, start, end)
            else None
        )
    firsts = [w.first for w in dated if w.first]
    lasts = [w.last for w in dated if w.last]
    precision = max((w.precision for w in dated), key=("day", "ten-day", "month", "open").index)
    first = min(firsts) if firsts and dated[0].first else None
    return Window(start, end, first, max(lasts) if lasts else None, precision)
