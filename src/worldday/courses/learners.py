"""Who a learner is: the person as they introduce themselves, and as whoever does something in the audit trail."""

from __future__ import annotations

from dataclasses import dataclass

from worldday.people.identity import number_of

from .models import Enrolment

KIND = "learner"  # a kind of number beside the identities of people: somebody with nothing but a personal link


@dataclass(frozen=True)
class Person:
    """What a learner says of themselves; only the name is needed, and is printed on the certificate."""

    name: str
    latin: str = ""
    unit_name: str = ""
    district: str = ""
    phone: str = ""
    email: str = ""

    @property
    def contact(self) -> dict[str, str]:
        return {key: value for key, value in (("phone", self.phone), ("email", self.email)) if value}


class Self:
    """A learner, doing something for themselves: named by the enrolment's code, never by the person."""

    def __init__(self, enrolment: Enrolment) -> None:
        self.actor_ref = f"learner:{enrolment.code}"
        self.actor_name = enrolment.code


class Newcomer:
    """Somebody at the door, who has no enrolment yet."""

    actor_ref = "learner:new"
    actor_name = "learner"


def number_by(word: str) -> int:
    """The learner's number of somebody who is known by this word only: a form's once-only key, a line of a roster."""
    return number_of(KIND, word)
