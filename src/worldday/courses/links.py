"""Personal links: what opens a learner's own pages on any device. Made from the enrolment, so that it can be shown again, and
void once `link_edition` is counted up."""

from __future__ import annotations

from django.core import signing
from django.utils.crypto import constant_time_compare, salted_hmac

from worldday.base import scope

from .models import Enrolment, EnrolmentState

SALT = "worldday.courses.link"
LETTERS = 32  # hexadecimal digits: 128 bits
NOTE = "worldday.learner"


def token_of(enrolment: Enrolment) -> str:
    """The secret part of the personal link."""
    said = f"{enrolment.code}:{enrolment.link_edition}"
    return salted_hmac(SALT, said, algorithm="sha256").hexdigest()[:LETTERS]


def opened(code: str, token: str) -> Enrolment | None:
    """Whose link this is; None for anything else, a link made void, or somebody who has left."""
    enrolment = _find(code)
    fits = enrolment is not None and constant_time_compare(token_of(enrolment), token)
    return enrolment if fits else None


def note_of(enrolment: Enrolment) -> str:
    """What a browser keeps to be recognised again: signed, and of use for this enrolment only."""
    return signing.dumps([enrolment.code, enrolment.link_edition], salt=NOTE, compress=True)


def noted(note: str, *, days: int) -> Enrolment | None:
    """Whose note this is, unless it is older than `days` or its link was made void."""
    try:
        code, edition = signing.loads(note, salt=NOTE, max_age=days * 86400)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    enrolment = _find(str(code))
    return enrolment if enrolment is not None and enrolment.link_edition == edition else None


def _find(code: str) -> Enrolment | None:
    with scope.everything("a personal link says whose it is"):
        rows = Enrolment.objects.select_related("cohort__course", "cohort__activity__campaign__owner")
        found: Enrolment | None = rows.filter(code=code).exclude(state=EnrolmentState.WITHDRAWN).first()
    return found
