from worldday.base import clock
from worldday.campaigns.models import Task
from worldday.reports.models import Filing, Submission


def make_filing(task: Task, *, state: str = "submitted", late: bool = False, versions: int = 1, **fields) -> Filing:
    """A file with its versions, the newest in `state`, and the task as sending, returning or accepting leaves it. `fields` are of
    the newest version; earlier ones were returned."""
    now = clock.now()
    filing = Filing.objects.create(task=task, state=state, late=late, versions=versions, first_sent_at=now)
    for number in range(1, versions + 1):
        last = number == versions
        own = state if last else "returned"
        values = {"text": "活动总结", "chars": 4, "sent_at": now, **(fields if last else {})}
        decided = None if own == "submitted" else now
        filing.current = Submission.objects.create(
            filing=filing, number=number, state=own, decided_at=decided, **values
        )
    filing.save()
    received = (
        {"state": "open", "closed_on": None} if state == "returned" else {"state": "done", "closed_on": now.date()}
    )
    Task._base_manager.filter(pk=task.pk).update(**received)
    task.refresh_from_db()
    return filing
