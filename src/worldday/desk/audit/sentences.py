"""Audit rows as sentences. Each area says its own in `audit.py` (`SENTENCES`: action → sentence with fields in braces)."""

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.utils.functional import Promise
from django.utils.text import Truncator, capfirst

from worldday.base.models import AuditEvent
from worldday.units.roles import ROLES

LONGEST = 60  # characters of a value inside a sentence; the whole of it stands in the comparison below


@dataclass(frozen=True)
class Difference:
    """One field, before and after, in words."""

    field: str
    before: str
    after: str


@cache
def all_sentences() -> dict[str, str | Promise]:
    """Every area's sentences; two areas with one action are a programming error."""
    found: dict[str, str | Promise] = {}
    for area in apps.get_app_configs():
        if (
            not area.name.startswith("worldday.")
            or area.name == "worldday.base"
            or find_spec(f"{area.name}.audit") is None
        ):
            continue
        said = getattr(import_module(f"{area.name}.audit"), "SENTENCES", {})
        if twice := found.keys() & said.keys():
            raise ValueError(f"{area.name} repeats the audit actions {sorted(twice)}")
        found |= said
    return found


def sentence_of(event: AuditEvent) -> str:
    """What happened, without who and when. An action that no area explains shows its own name."""
    sentence = all_sentences().get(event.action)
    if sentence is None:
        return f"{event.action}: {event.target_name}"
    return str(sentence).format_map(_Fields(event))


class _Fields(dict[str, str]):
    """{name}, {changes}, and every value of the row; a field the row does not have shows as a dash."""

    def __init__(self, event: AuditEvent) -> None:
        super().__init__({key: _cut(_word(event, key, value)) for key, value in (event.before | event.after).items()})
        changes = "；".join(f"{d.field}：{_cut(d.before)} → {_cut(d.after)}" for d in differences(event))
        self.update(name=event.target_name or "—", changes=changes or "—")

    def __missing__(self, key: str) -> str:
        return "—"


def differences(event: AuditEvent) -> list[Difference]:
    """Every field the row holds, in the order it was written down."""
    fields = [*event.before, *(key for key in event.after if key not in event.before)]
    return [
        Difference(_label(event, key), *(_word(event, key, values.get(key)) for values in (event.before, event.after)))
        for key in fields
    ]


def _label(event: AuditEvent, key: str) -> str:
    try:
        field = apps.get_model(event.target_kind)._meta.get_field(key)
    except (LookupError, ValueError, FieldDoesNotExist):
        return key
    return str(capfirst(str(getattr(field, "verbose_name", key))))


def _word(event: AuditEvent, key: str, value: Any) -> str:
    """The value as people read it: a stored choice by its label, anything else as text."""
    try:
        choices = getattr(apps.get_model(event.target_kind), "CHOICES", {}).get(key)
    except (LookupError, ValueError):
        choices = None
    if choices is not None and value in choices.values:
        return str(choices(value).label)
    return _text(key, value)


def _text(key: str, value: Any) -> str:
    if value in (None, "", [], {}):
        return "—"
    if key == "role" and value in ROLES:
        return str(ROLES[value].name)
    if isinstance(value, list):
        return "、".join(_text(key, item) for item in value)
    if isinstance(value, dict):
        return "；".join(f"{inner}：{_text(inner, item)}" for inner, item in value.items())
    return str(value)


def _cut(text: str) -> str:
    return Truncator(text).chars(LONGEST)
