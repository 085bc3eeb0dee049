"""A learner's name as it is to be printed."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from worldday.base import scope
from worldday.base.audit import Actor
from worldday.base.changes import change
from worldday.base.problems import Problem
from worldday.courses.models import Enrolment

from .record import note


class Printed(Problem):
    sentence = _(
        "A certificate with this name was issued already. Please ask the unit to issue a corrected one in its place."
    )


@transaction.atomic
def correct_name(*, enrolment: Enrolment, name: str, latin: str, unit_name: str, by: Actor) -> Enrolment:
    """What the learner is called from now on. Raises `Printed` once a certificate says otherwise, `Invalid` for an empty name."""
    with scope.everything("whoever calls has the enrolment"):
        row: Enrolment = Enrolment.objects.select_for_update().get(pk=enrolment.pk)
        said = {
            key: " ".join(value.split()) for key, value in (("name", name), ("latin", latin), ("unit_name", unit_name))
        }
        before, _after = change(row, said, allowed=("name", "latin", "unit_name"))
        if not before:
            return row
        if row.certificate:
            raise Printed
        row.save(update_fields=["name", "latin", "unit_name"])
        note("learner-corrected", row, by, fields=", ".join(before))
    return row
