"""Do the dates hold: is there a day of issue, are duties dated, do years and weekdays agree?"""

import re
from collections.abc import Iterator

from worldday.notices.reading import numbers
from worldday.notices.reading.days import day
from worldday.notices.reading.model import Doubt, Notice, Task
from worldday.notices.reading.windows import Window

from .texts import DAYS, DAYS_EN

WHAT = {
    "plan": ("方案", "A plan"),
    "summary": ("总结", "A summary"),
    "materials": ("材料", "Material"),
    "nomination": ("名单", "A nomination"),
    "other": ("材料", "A paper"),
}
_WEEKDAY = re.compile(
    r"(?:(?P<y>20\d\d)年)?(?P<m>\d{1,2})月(?P<d>\d{1,2})[日号]\s?[（，]?\s?(?:星期|周)(?P<day>[一二三四五六日天])(?!期)"
)
_DAY = re.compile(r"(?<!\d)(?:(?P<y>20\d\d)年)?(?P<m>\d{1,2})月(?P<d>\d{1,2})日")


def no_issue_date(notice: Notice) -> Iterator[Doubt]:
    """GB/T 9704-2012, 7.3.5.4: every document carries its day of issue."""
    if notice.issued is None and (notice.activities or notice.tasks):
        end = len(notice.source.raw.rstrip())
        yield Doubt("no_issue_date", end, end)


def no_due_date(notice: Notice) -> Iterator[Doubt]:
    """A plan or summary asked for without any day."""
    for task in notice.tasks:
        if task.due is None and task.due_text is None and task.what in ("plan", "summary"):
            zh, en = WHAT[task.what]
            yield Doubt("no_due_date", task.start, task.end, {"what": zh, "what_en": en})


def due_before_issue(notice: Notice) -> Iterator[Doubt]:
    """A due date that had passed when the notice was written."""
    for task in _once(notice):
        if (
            notice.issued
            and task.due
            and task.due < notice.issued
            and task.due.year == notice.issued.year
            and task.due_text
        ):
            params: dict[str, object] = {"due": task.due.isoformat(), "issued": notice.issued.isoformat()}
            yield Doubt("due_before_issue", task.due_text.start, task.due_text.end, params)


def _once(notice: Notice) -> Iterator[Task]:
    seen: set[object] = set()
    for task in notice.tasks:
        key = task.due_text.start if task.due_text else None
        if key not in seen:
            seen.add(key)
            yield task


def year_mismatch(notice: Notice) -> Iterator[Doubt]:
    """A window, due date or observance dated in a year before the notice's own."""
    year = notice.source.calendar.year
    spans = [(window.start, window.end) for window in _windows(notice)]
    spans += [(task.due_text.start, task.due_text.end) for task in notice.tasks if task.due_text]
    for start, end in dict.fromkeys(spans):
        hit = re.search(r"(20\d\d)年", notice.source.text[start:end])
        if hit and year and int(hit[1]) < year:
            params: dict[str, object] = {
                "text": notice.source.found(start, end).value,
                "printed": hit[1],
                "year": str(year),
            }
            yield Doubt("year_mismatch", start, end, params)


def _windows(notice: Notice) -> Iterator[Window]:
    if notice.observance and notice.observance.window:
        yield notice.observance.window
    yield from (activity.window for activity in notice.activities if activity.window)


def weekday_mismatch(notice: Notice) -> Iterator[Doubt]:
    """10月14日（周三） in a year whose 14 October is another day."""
    text = notice.source.text
    for hit in _WEEKDAY.finditer(text, notice.body):
        that = day(int(hit["y"]) if hit["y"] else notice.source.calendar.year, int(hit["m"]), int(hit["d"]))
        printed = "一二三四五六日天".index(hit["day"]) % 7 if hit["day"] != "天" else 6
        if that and that.weekday() != printed:
            params: dict[str, object] = {
                "date": that.isoformat(), "right": DAYS[that.weekday()], "printed": DAYS[printed],
                "right_en": DAYS_EN[that.weekday()], "printed_en": DAYS_EN[printed],
            }  # fmt: skip
            yield Doubt("weekday_mismatch", hit.start(), hit.end(), params)


def no_such_day(notice: Notice) -> Iterator[Doubt]:
    """31 June: a date the calendar does not have."""
    for hit in _DAY.finditer(notice.source.text, notice.body):
        month, number = numbers.number(hit["m"]), numbers.number(hit["d"])
        year = int(hit["y"]) if hit["y"] else notice.source.calendar.year
        if year and day(year, month, number) is None:
            yield Doubt("no_such_day", hit.start(), hit.end(), {"text": hit.group()})
