from worldday.base import scope
from worldday.base.audit import Actor
from worldday.reports.actions.practices import mark_passage
from worldday.reports.models import Practice, Submission


def make_practice(sent: Submission, by: Actor, *, start: int = 0, end: int = 12, **fields) -> Practice:
    """A passage of a version, marked and nothing more."""
    with scope.everything("factory"):
        return mark_passage(submission=sent, start=start, end=end, by=by, **({"title": "校地共建实训基地"} | fields))
