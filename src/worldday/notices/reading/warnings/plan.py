"""Does the workplan fit together: with its due dates, its numbers, its units?"""

import re
from collections.abc import Iterator

from worldday.notices.reading import orgs
from worldday.notices.reading.model import Doubt, Notice

_TOGETHER = re.compile(r"联合(?P<names>[^，。；：]{3,40}?)(?:共同)?(?:举办|开展|主办|承办|组织)")


def after_summary_due(notice: Notice) -> Iterator[Doubt]:
    """An activity that is still running when its summary is due."""
    dues = [task.due for task in notice.tasks if task.what == "summary" and task.due]
    if not dues:
        return
    due = max(dues)
    for activity in notice.activities:
        window = activity.window
        if window and window.last and window.last > due:
            params: dict[str, object] = {
                "name": activity.name.value,
                "end": window.last.isoformat(),
                "due": due.isoformat(),
            }
            yield Doubt("activity_after_summary_due", window.start, window.end, params)


def before_plan_due(notice: Notice) -> Iterator[Doubt]:
    """An activity that starts before its plan is due."""
    dues = [task.due for task in notice.tasks if task.what == "plan" and task.due]
    if not dues:
        return
    due = min(dues)
    for activity in notice.activities:
        window = activity.window
        if window and window.first and window.first < due and window.precision == "day":
            params: dict[str, object] = {
                "name": activity.name.value,
                "start": window.first.isoformat(),
                "due": due.isoformat(),
            }
            yield Doubt("activity_before_plan_due", window.start, window.end, params)


def duplicate_seq(notice: Notice) -> Iterator[Doubt]:
    """A number given to two rows of one table."""
    seen: set[tuple[int, str]] = set()
    for activity in notice.activities:
        if activity.seq is None or activity.table is None:
            continue
        key = (activity.table, activity.seq.value)
        if key in seen:
            yield Doubt("duplicate_seq", activity.seq.start, activity.seq.end, {"seq": activity.seq.value})
        seen.add(key)


def unit_only_in_content(notice: Notice) -> Iterator[Doubt]:
    """“联合A、B共同举办” in the content of a row whose units do not name A and B."""
    for activity in notice.activities:
        if activity.node is not None or activity.content is None:
            continue
        named = " ".join(unit.name for unit in activity.units)
        start, end = activity.content.start, activity.content.end
        for hit in _TOGETHER.finditer(notice.source.text, start, end):
            for piece in re.finditer(r"[^、和及与]+", hit["names"]):
                if orgs.is_name(piece.group()) and piece.group() not in named:
                    a = hit.start("names") + piece.start()
                    yield Doubt("unit_only_in_content", a, a + len(piece.group()), {"unit": piece.group()})
