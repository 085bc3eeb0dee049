"""Asking how old a party is: five numbers that nobody must fill in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.functional import Promise

from worldday.events.party import age_field
from worldday.people.age_words import AGE_WORDS
from worldday.people.ages import BANDS, OF_ADULTS

MOST = 999
NAMES = tuple(map(age_field, BANDS))


def _asked(label: str | Promise) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=MOST, required=False)


class AgeFields(forms.Form):
    """Left out where the event does not ask."""

    age_0, age_1, age_2, age_3, age_4 = (_asked(AGE_WORDS[band]) for band in BANDS)

    @property
    def ages(self) -> list[Any]:
        return [self[name] for name in NAMES if name in self.fields]


def left_out(*, asked: bool, minors: bool) -> set[str]:
    """Fields of a form that does not ask, or where nobody under 18 comes."""
    return set() if asked and minors else set(NAMES) - ({age_field(band) for band in OF_ADULTS} if asked else set())


def said(given: Mapping[str, Any]) -> tuple[tuple[str, int], ...]:
    """What was filled in."""
    return tuple((band, n) for band in BANDS if (n := given.get(age_field(band))))
