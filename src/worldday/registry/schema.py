"""What a registry asks of each record, and whether a record answers it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from worldday.base.problems import Invalid

from .models import Registry
from .patterns import could_take_long

SORTS = {
    "text": gettext_lazy("One line of text"),
    "long": gettext_lazy("Several lines of text"),
    "number": gettext_lazy("Number"),
    "day": gettext_lazy("Day"),
    "choice": gettext_lazy("One of a list"),
    "link": gettext_lazy("Web address"),
}
LONGEST = {"text": 300, "long": 2000, "number": 30, "day": 10, "choice": 60, "link": 500}
MOST_FIELDS, MOST_FILTERS, MOST_CHOICES = 30, 3, 60
CORE = ("number", "name", "valid_from", "valid_until", "source", "source_url")
DAYS = ("valid_from", "valid_until")
CORE_LABELS: dict[str, str | Promise] = {
    "valid_from": gettext_lazy("Valid from"),
    "valid_until": gettext_lazy("Valid until"),
    "source": gettext_lazy("Source"),
    "source_url": gettext_lazy("Web address of the source"),
}
_KEY = re.compile(r"[a-z][a-z0-9_]{0,29}")
_LOOKALIKES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2015\u2212\u2500"), "-")
_DAY = re.compile(r"(\d{4})\s*[-/.年]?\s*(\d{1,2})\s*[-/.月]?\s*(\d{1,2})\s*日?(?:[ T].*)?")


@dataclass(frozen=True)
class Field:
    """One thing a record says. `public` ones are shown and dumped, `searched` ones found, `filtered` ones narrow a list."""

    key: str
    label: str
    label_en: str = ""
    sort: str = "text"
    needed: bool = False
    public: bool = True
    searched: bool = False
    filtered: bool = False
    pattern: str = ""
    choices: tuple[str, ...] = ()
    choices_en: Mapping[str, str] = field(default_factory=dict)  # choice → how English pages say it; kept is the choice

    def english(self, value: str) -> str:
        """What an English page says for a choice; "" where nobody has said it in English."""
        return self.choices_en.get(value, "") if self.sort == "choice" else ""

    @property
    def labelled(self) -> list[tuple[str, str]]:
        """Each choice as it is kept, and in English."""
        return [(one, self.english(one)) for one in self.choices]


@dataclass(frozen=True)
class Entry:
    """A record as somebody writes it; days as `date`, everything else as text."""

    name: str
    number: str = ""
    valid_from: date | None = None
    valid_until: date | None = None
    source: str = ""
    source_url: str = ""
    values: Mapping[str, str] = field(default_factory=dict)


def fields_of(registry: Registry) -> list[Field]:
    return [Field(**row | {"choices": tuple(row.get("choices", ()))}) for row in registry.fields]


def public_fields(registry: Registry) -> list[Field]:
    return [one for one in fields_of(registry) if one.public]


def filters_of(registry: Registry) -> list[Field]:
    return [one for one in fields_of(registry) if one.public and one.filtered]


def as_json(fields: list[Field]) -> list[dict[str, Any]]:
    return [asdict(one) | {"choices": list(one.choices), "choices_en": dict(one.choices_en)} for one in fields]


def day_of(text: str) -> date | None:
    """2020-06-09, 2020/6/9, 2020年6月9日, 20200609; None for anything else."""
    found = _DAY.fullmatch(text.strip())
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def _narrow(text: str) -> str:
    """Full-width letters and digits as a pattern knows them, and the dashes nobody can tell from a common one."""
    return unicodedata.normalize("NFKC", text).translate(_LOOKALIKES)


def check_schema(fields: list[Field], number_pattern: str) -> None:
    """Raises `Invalid` with a sentence for whoever defines the registry."""
    wrong = [*_faults_of_fields(fields), *_faults_of_pattern(number_pattern)]
    if wrong:
        raise Invalid({"fields": wrong})


def _faults_of_fields(fields: list[Field]) -> Iterator[str]:
    if len(fields) > MOST_FIELDS:
        yield _("A registry has at most {n} fields.").format(n=MOST_FIELDS)
    if sum(one.filtered for one in fields) > MOST_FILTERS:
        yield _("At most {n} fields can be filters.").format(n=MOST_FILTERS)
    keys = [one.key for one in fields]
    for one in fields:
        if not _KEY.fullmatch(one.key) or one.key in CORE or keys.count(one.key) > 1:
            yield _("“{key}” cannot be the key of a field: small letters, digits and _, each key once.").format(
                key=one.key
            )
        if one.sort not in SORTS or not one.label.strip():
            yield _("Field “{key}” needs a label and a sort.").format(key=one.key)
        if one.sort == "choice" and not 0 < len(one.choices) <= MOST_CHOICES:
            yield _("Field “{label}” needs a list of 1 to {n} choices.").format(label=one.label, n=MOST_CHOICES)
        if one.filtered and (one.sort != "choice" or not one.public):
            yield _("Only a public field with a list of choices can be a filter: “{label}”.").format(label=one.label)
        yield from _faults_of_pattern(one.pattern)


def _faults_of_pattern(pattern: str) -> Iterator[str]:
    try:
        re.compile(pattern)
    except re.error:
        yield _("“{pattern}” is not a pattern that can be understood.").format(pattern=pattern)
        return
    if len(pattern) > 200 or could_take_long(pattern):
        yield _("“{pattern}” could take too long to compare; please write it more simply.").format(pattern=pattern)


@dataclass(frozen=True)
class Schema:
    """A registry's questions, ready to be asked of many records."""

    number_label: str
    number_pattern: re.Pattern[str] | None
    number_needed: bool
    name_label: str
    fields: tuple[Field, ...]
    patterns: Mapping[str, re.Pattern[str]]

    @classmethod
    def of(cls, registry: Registry) -> Schema:
        fields = tuple(fields_of(registry))
        patterns = {one.key: re.compile(one.pattern) for one in fields if one.pattern}
        number = re.compile(registry.number_pattern) if registry.number_pattern else None
        return cls(registry.number_label, number, registry.number_needed, registry.name_label, fields, patterns)

    def faults(self, entry: Entry) -> list[str]:
        """Sentences about what cannot be kept; none for a record that is in order."""
        return [*self._of_core(entry), *self._of_fields(entry)]

    def _of_core(self, entry: Entry) -> Iterator[str]:
        if not entry.name:
            yield _("“{label}” is missing.").format(label=self.name_label)
        elif len(entry.name) > 300:
            yield _("“{label}” is longer than {n} characters.").format(label=self.name_label, n=300)
        if self.number_needed and not entry.number:
            yield _("“{label}” is missing.").format(label=self.number_label)
        if len(entry.number) > 100:
            yield _("“{label}” is longer than {n} characters.").format(label=self.number_label, n=100)
        elif entry.number and self.number_pattern and not self.number_pattern.fullmatch(_narrow(entry.number)):
            yield _("“{label}” does not have the expected form: {value}").format(
                label=self.number_label, value=entry.number
            )
        if entry.valid_from and entry.valid_until and entry.valid_until < entry.valid_from:
            yield _("It ends before it begins: valid until {until}.").format(until=entry.valid_until)
        if len(entry.source) > 300 or len(entry.source_url) > 500:
            yield _("The source is too long.")
        if entry.source_url and not entry.source_url.startswith(("https://", "http://")):
            yield _("A web address begins with https:// or http://: {value}").format(value=entry.source_url[:60])

    def _of_fields(self, entry: Entry) -> Iterator[str]:
        for one in self.fields:
            value = entry.values.get(one.key, "")
            if value:
                yield from self._of_value(one, value)
            elif one.needed:
                yield _("“{label}” is missing.").format(label=one.label)

    def _of_value(self, one: Field, value: str) -> Iterator[str]:
        if len(value) > LONGEST[one.sort]:
            yield _("“{label}” is longer than {n} characters.").format(label=one.label, n=LONGEST[one.sort])
            return
        pattern = self.patterns.get(one.key)
        right = {
            "number": lambda: re.fullmatch(r"[+-]?\d+(\.\d+)?", value),
            "day": lambda: day_of(value),
            "choice": lambda: value in one.choices,
            "link": lambda: value.startswith(("https://", "http://")),
        }.get(one.sort, lambda: True)()
        if not right or (pattern and not pattern.fullmatch(_narrow(value))):
            yield _("“{label}” does not have the expected form: {value}").format(label=one.label, value=value[:60])
