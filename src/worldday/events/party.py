"""A party that wants to come, and whether the event's rules let it. Pure.

Minors never come alone; in a group one adult looks after at most `pupils_per_adult` of them. A party is refused as a whole, with
every reason at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from worldday.certificates.wording import clean
from worldday.people.ages import BANDS, OF_ADULTS, OF_MINORS


@dataclass(frozen=True)
class Party:
    """Who comes, as the form says it. `photos` None = was not asked; `briefed` = the safety briefing was signed off."""

    adults: int
    minors: int = 0
    group: bool = False
    name: str = ""
    phone: str = ""
    email: str = ""
    organisation: str = ""  # school or unit of a group, or of a guest at a forum
    class_name: str = ""
    district: str = ""
    allergies: str = ""
    needs: str = ""  # wheelchair, sign language …
    photos: bool | None = None
    guardian: bool = False
    briefed: bool = False
    consent: str = ""  # version of the notice that was shown
    names: tuple[str, ...] = ()  # everybody's, where the event asks; never pupils'
    ages: tuple[tuple[str, int], ...] = ()  # (band of people.ages, so many), as far as they say it
    proven: bool = False  # a code showed that the phone is theirs
    language: str = "zh-hans"

    @property
    def size(self) -> int:
        return self.adults + self.minors


LONGEST_NAME = 40


def lines(text: str) -> tuple[str, ...]:
    """Names typed one per line, tidied; empty lines are none."""
    return tuple(name for line in text.splitlines() if (name := clean(line)[:LONGEST_NAME]))


class PartyRule(NamedTuple):
    """What an event asks of parties (the columns of models.Event)."""

    largest_party: int
    largest_group: int
    pupils_per_adult: int


class Fault(StrEnum):
    """Why a party cannot come like this; events.sentences says it to people."""

    NOBODY = "nobody"
    MINORS_ALONE = "minors-alone"
    TOO_MANY = "too-many"  # for a family; a group may be of more
    TOO_MANY_AT_ALL = "too-many-at-all"  # no groups come to this event
    NO_GROUPS = "no-groups"
    GROUP_TOO_LARGE = "group-too-large"
    TOO_FEW_ADULTS = "too-few-adults"


def age_field(band: str) -> str:
    """What a form calls the number of people of this band."""
    return f"age_{BANDS.index(band)}"


def too_many_ages(party: Party) -> list[str]:
    """The first band of minors, of adults, or both, where more people are said than come; unknown bands count as neither."""
    said = dict(party.ages)
    sides = ((OF_MINORS, party.minors), (OF_ADULTS, party.adults))
    return [bands[0] for bands, come in sides if sum(said.get(band, 0) for band in bands) > come]


class Finding(NamedTuple):
    fault: Fault
    limit: int = 0  # the number that would have been right: most people, or fewest adults


def adults_needed(minors: int, pupils_per_adult: int) -> int:
    """How many adults look after so many minors: none for none, else at least one."""
    return -(-minors // pupils_per_adult)


def findings(party: Party, rule: PartyRule) -> list[Finding]:
    """Every reason why these numbers break the rule; none = the party may come."""
    if party.adults < 0 or party.minors < 0 or party.size < 1:
        return [Finding(Fault.NOBODY)]
    found = []
    if party.minors and not party.adults:
        found.append(Finding(Fault.MINORS_ALONE, _fewest(party, rule)))
    if party.group:
        found += _of_group(party, rule)
    elif party.size > rule.largest_party:
        found.append(Finding(Fault.TOO_MANY if rule.largest_group else Fault.TOO_MANY_AT_ALL, rule.largest_party))
    return found


def _of_group(party: Party, rule: PartyRule) -> list[Finding]:
    if not rule.largest_group:
        return [Finding(Fault.NO_GROUPS)]
    found = []
    if party.size > rule.largest_group:
        found.append(Finding(Fault.GROUP_TOO_LARGE, rule.largest_group))
    if 0 < party.adults < (needed := adults_needed(party.minors, rule.pupils_per_adult)):
        found.append(Finding(Fault.TOO_FEW_ADULTS, needed))
    return found


def _fewest(party: Party, rule: PartyRule) -> int:
    return adults_needed(party.minors, rule.pupils_per_adult) if party.group else 1
