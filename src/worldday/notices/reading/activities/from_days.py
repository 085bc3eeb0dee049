"""A programme by days: lines that open with a date and name what is on (“5月13日（星期一） 启动日”)."""

from collections.abc import Iterator

from worldday.notices.reading import windows
from worldday.notices.reading.model import Activity, Source
from worldday.notices.reading.text import rule, strip
from worldday.notices.reading.windows import Window

from . import details
from .from_tables import lines

FEWEST = 2  # One dated line is a remark, two are a programme.
_LINE = rule(r"[^\n]+")
_NAME = rule(r"[\s：、，]+(?P<name>[^\n。；，：]{2,40})[。；]?\s*$")


def read(source: Source, start: int, end: int) -> list[Activity]:
    """The dated lines of a section as activities, each with the lines beneath it."""
    found = list(_dated(source, start, end))
    if len(found) < FEWEST:
        return []
    stops = [*(line for line, _, _ in found[1:]), end]
    return [_activity(source, *entry, stop) for entry, stop in zip(found, stops, strict=True)]


def _dated(source: Source, start: int, end: int) -> Iterator[tuple[int, Window, tuple[int, int]]]:
    for line in _LINE.finditer(source.prose, start, end):
        first, last = strip(source.prose, *line.span())
        window = windows.first(source.prose, first, last, source.calendar)
        if window and window.start == first and (name := _NAME.match(source.prose, window.end, last)):
            yield first, window, name.span("name")


def _activity(source: Source, line: int, window: Window, name: tuple[int, int], stop: int) -> Activity:
    activity = Activity(source.found(*name), start=line, end=stop)
    details.fill(source, activity, [(name[1], stop)])
    activity.window = window
    activity.content = lines(source, name[1], stop) if source.prose[name[1] : stop].strip(" \n。；") else None
    return activity
