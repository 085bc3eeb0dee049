"""Which column of a sheet says what: guessed from its headings, decided by a person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import override

from worldday.base.text import fold

from . import sheet_changes
from .models import Registry
from .schema import CORE, CORE_LABELS, DAYS, Entry, Field, Schema, day_of, fields_of

HEADING_WITHIN = 10  # lines among which the headings are looked for


@dataclass(frozen=True)
class Column:
    """One thing that can be filled from a sheet; `names` are headings that mean it, folded."""

    key: str
    label: str | Promise
    needed: bool
    names: frozenset[str]


def columns_of(registry: Registry) -> list[Column]:
    """In the order of the template: number, name, the fields, validity, source, what happens to a record that is public already."""
    number = (registry.number_label, registry.number_label_en, "编号", "number")
    name = (registry.name_label, registry.name_label_en, "名称", "name")
    core = [_column("number", registry.number_needed, *number), _column("name", True, *name)]
    core += [_column(one.key, one.needed, one.label, one.label_en, one.key) for one in fields_of(registry)]
    rest = {key: CORE_LABELS[key] for key in CORE[2:]} | sheet_changes.LABELS
    return core + [_column(key, False, label, *_in_both(label), key) for key, label in rest.items()]


def labels_of(registry: Registry) -> dict[str, str]:
    """Key → what everything a record says is called."""
    labels = {"number": registry.number_label, "name": registry.name_label}
    labels |= {one.key: one.label for one in fields_of(registry)}
    return labels | {key: str(label) for key, label in CORE_LABELS.items()}


def _column(key: str, needed: bool, label: str | Promise, *names: str) -> Column:  # noqa: FBT001  one row of a table
    return Column(key, label, needed, frozenset(fold(name) for name in (str(label), *names) if name))


def _in_both(label: str | Promise) -> list[str]:
    said = []
    for language in ("zh-hans", "en"):
        with override(language):
            said.append(str(label))
    return said


def guess(columns: Sequence[Column], lines: Iterable[tuple[int, list[str]]]) -> tuple[int, dict[str, int]]:
    """(line of the headings, key → column) by the line that names most; the first line where none is named."""
    best: tuple[int, dict[str, int]] = (1, {})
    for number, cells in lines:
        if number > HEADING_WITHIN:
            break
        places = {fold(text): at for at, text in reversed(list(enumerate(cells))) if text}
        found = {one.key: places[name] for one in columns for name in one.names if name in places}
        if len(found) > len(best[1]):
            best = number, found
    return best


@dataclass(frozen=True)
class Reader:
    """Turns the cells of a line into an entry."""

    schema: Schema
    fields: tuple[Field, ...]
    mapping: Mapping[str, int]
    core: Mapping[str, str]  # label of each day, for sentences

    @classmethod
    def of(cls, registry: Registry, mapping: Mapping[str, int]) -> Reader:
        schema = Schema.of(registry)
        return cls(schema, schema.fields, mapping, {key: str(CORE_LABELS[key]) for key in DAYS})

    def said(self, cells: Sequence[str]) -> dict[str, str]:
        """Key → cell."""
        return {key: cells[at] if at < len(cells) else "" for key, at in self.mapping.items()}

    def read(self, cells: Sequence[str]) -> tuple[Entry, list[str]]:
        """The entry and what is wrong with it, in sentences."""
        said = self.said(cells)
        days = {key: day_of(said.get(key, "")) for key in DAYS}
        wrong = [
            _("“{label}” is not a day: {value}").format(label=self.core[key], value=said[key][:40])
            for key in DAYS
            if said.get(key) and days[key] is None
        ]
        values = {one.key: self._value(one, text) for one in self.fields if (text := said.get(one.key, ""))}
        rest = {key: said.get(key, "") for key in ("number", "source", "source_url")}
        entry = Entry(name=said.get("name", ""), values=values, **days, **rest)
        return entry, wrong + self.schema.faults(entry)

    @staticmethod
    def _value(one: Field, text: str) -> str:
        """Days in one spelling; everything else as it stands."""
        day = day_of(text) if one.sort == "day" else None
        return day.isoformat() if day else text
