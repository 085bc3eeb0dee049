"""What came late the last time: for whoever starts the next campaign from a past one."""

from __future__ import annotations

from worldday.base import clock
from worldday.campaigns.models import Campaign, Task, TaskState
from worldday.reports.models import Filing


def late_tasks(past: Campaign) -> dict[int, str]:
    """By the task's key: `late` what was first sent after it was due, `never` what never came though its day is past. Units
    that were exempt, or closed before they sent anything, are neither. Two queries.

    What was sent on paper and noted as received counts by the day on which it was received.
    """
    sent = dict(Filing.objects.filter(task__campaign=past, versions__gt=0).values_list("task", "late"))
    rows = Task.objects.filter(campaign=past, issuer=None).exclude(state=TaskState.EXEMPT)
    found, today = dict[int, str](), clock.today()
    for key, state, due, closed_on, gone in rows.values_list("pk", "state", "due", "closed_on", "unit__closed_on"):
        on_paper_late = state == TaskState.DONE and due is not None and closed_on > due
        if sent.get(key, on_paper_late):
            found[key] = "late"
        elif state == TaskState.OPEN and key not in sent and gone is None and (due is None or due < today):
            found[key] = "never"
    return found
