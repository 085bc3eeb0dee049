"""How pages of registries say a record: its state with shape and word, its fields by their labels."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from worldday.registry.columns import CORE_LABELS
from worldday.registry.models import Record, RecordChange, RecordState, Registry
from worldday.registry.queries.look import Past, history, state_today
from worldday.registry.schema import day_of, public_fields
from worldday.ui import dates
from worldday.ui.languages import either

# state → (symbol and colour of ui/light.html, word)
STATES: dict[str, tuple[str, str | Promise]] = {
    RecordState.VALID: ("done", _("Valid")),
    RecordState.SUSPENDED: ("at-risk", _("Suspended")),
    RecordState.WITHDRAWN: ("cancelled", pgettext_lazy("record", "Withdrawn")),
    RecordState.EXPIRED: ("overdue", _("Expired")),
}
HAPPENED: dict[str, str | Promise] = {
    "added": _("Made public"),
    "changed": _("Changed"),
    "suspended": _("Suspended"),
    "restored": _("Valid again"),
    "withdrawn": pgettext_lazy("record", "Withdrawn"),
    "expired": _("Expired"),
}


@dataclass(frozen=True)
class Said:
    """A label and what stands beside it, both in the language of the page where it is known."""

    label: str
    value: str
    sort: str = "text"


@dataclass(frozen=True)
class Shown:
    """A record in a list: what it is called, and the few facts one chooses by."""

    record: Record
    light: str
    word: str | Promise
    facts: list[tuple[str, str]]  # as it is kept, and in English where that is known


@dataclass(frozen=True)
class Happened:
    """A line of the history."""

    word: str | Promise
    day: date
    past: Past
    changes: list[tuple[str, str, str]]  # label, before, after


def shown(records: list[Record]) -> list[Shown]:
    """Three facts each: what lists are narrowed by, and the first public texts."""
    return [Shown(one, *STATES[state_today(one)], _facts(one)) for one in records]


def _facts(record: Record) -> list[tuple[str, str]]:
    fields = [one for one in public_fields(record.registry) if one.sort in ("text", "choice")]
    return [(value, one.english(value)) for one in fields if (value := record.values.get(one.key))][:3]


def said(record: Record) -> list[Said]:
    """Everything the public reads about it; what is empty is left out, nothing is made up."""
    registry = record.registry
    rows = [Said(either(registry.number_label, registry.number_label_en), record.number)]
    for one in public_fields(registry):
        value = record.values.get(one.key, "")
        day = day_of(value) if one.sort == "day" else None
        shown = dates.day(day, year=True) if day else either(value, one.english(value))
        rows.append(Said(either(one.label, one.label_en), shown, one.sort))
    for key, when in (("valid_from", record.valid_from), ("valid_until", record.valid_until)):
        rows.append(Said(str(CORE_LABELS[key]), dates.day(when, year=True) if when else ""))
    return [row for row in rows if row.value]


def happened(record: Record) -> list[Happened]:
    registry = record.registry
    return [
        Happened(
            HAPPENED.get(past.kind, past.kind),
            past.since,
            past,
            _differences(past.before, past.after, registry),
        )
        for past in history(record)
    ]


def differences(change: RecordChange, registry: Registry) -> list[tuple[str, str, str]]:
    """Label, before and after of what a line of history changed."""
    return _differences(change.before, change.after, registry)


def _differences(before: dict[str, str], after: dict[str, str], registry: Registry) -> list[tuple[str, str, str]]:
    """What is public today: a field that became one for staff only leaves the history, too."""
    names, fields = _names(registry), {one.key: one for one in public_fields(registry)}

    def worded(key: str, text: str) -> str:
        return either(text, fields[key].english(text)) if key in fields else text

    return [
        (names[key], worded(key, before.get(key, "")), worded(key, text)) for key, text in after.items() if key in names
    ]


def _names(registry: Registry) -> dict[str, str]:
    core = {
        "number": either(registry.number_label, registry.number_label_en),
        "name": either(registry.name_label, registry.name_label_en),
    }
    fields = {one.key: either(one.label, one.label_en) for one in public_fields(registry)}
    return core | {key: str(value) for key, value in CORE_LABELS.items()} | fields
