"""Lists of learners leave the house only with a purpose, and the audit trail keeps who took which for what."""

from __future__ import annotations

from django.db import transaction

from worldday.base.audit import Actor
from worldday.base.problems import NoPurpose
from worldday.courses.models import Cohort

from .record import record_cohort

LEARNERS, LINKS = "learners-exported", "course-links-listed"


@transaction.atomic
def log_list(*, cohort: Cohort, what: str, purpose: str, by: Actor) -> None:
    """Write down, before it leaves, what a list is for; `what`: LEARNERS or LINKS. Raises `NoPurpose`."""
    if not purpose.strip():
        raise NoPurpose
    record_cohort(what, cohort, by, after={"purpose": purpose.strip()[:200]})
