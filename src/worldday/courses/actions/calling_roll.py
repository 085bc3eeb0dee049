"""A day on site, called at once: whoever was not there and is ticked now, and the other way round."""

from __future__ import annotations

from collections.abc import Iterable

from worldday.base.audit import Actor
from worldday.courses.models import Enrolment, EnrolmentState, Lesson, Progress

from .progress import attend

THERE = 100


def call_roll(*, lesson: Lesson, shown: Iterable[tuple[Enrolment, bool]], by: Actor) -> int:
    """How many were changed: each learner in a transaction of his own, with his own line in the audit trail. `shown`: whom the
    teacher had before him, and whether they are ticked. Nothing is taken from whoever has completed the course."""
    rows = list(shown)
    there = set(
        Progress.objects.filter(
            lesson=lesson, percent=THERE, enrolment__in=[one.pk for one, _present in rows]
        ).values_list("enrolment", flat=True)
    )
    changed = [
        (one, present)
        for one, present in rows
        if present != (one.pk in there) and (present or one.state != EnrolmentState.COMPLETED)
    ]
    for one, present in changed:
        attend(enrolment=one, lesson=lesson, present=present, by=by)
    return len(changed)
