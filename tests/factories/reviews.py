from worldday.base import scope
from worldday.campaigns.models import Task
from worldday.reports.actions.writing import send
from worldday.reports.models import Submission
from worldday.units.models import Staff

from .filings import TEXT, make_filing
from .units import make_staff


def make_sent(task: Task, text: str = TEXT, *, by: Staff | None = None, **fields) -> Submission:
    """What the task's unit sent; written and sent by one of its clerks."""
    by = by or make_staff("李二", unit=task.unit, role="unit-staff")
    with scope.everything("factory"):
        return send(filing=make_filing(task, by, text, **fields), by=by)
