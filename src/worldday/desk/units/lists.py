"""Units in from a spreadsheet and out to one, with the same columns, so that an export can be corrected and imported."""

import re
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from django.views.decorators.http import require_GET, require_http_methods

from worldday.base.text import fold
from worldday.desk import imports, sheets
from worldday.desk.access import needs
from worldday.desk.imports import CHANGED, NEW, Line
from worldday.desk.sheets import Column, Row
from worldday.units.actions.imports import WantedUnit, put_units
from worldday.units.actions.units import FIELDS
from worldday.units.models import Staff, Unit, UnitType
from worldday.units.permissions import Permission

from .queries import managed_by

COLUMNS = (
    Column("code", gettext_lazy("Code"), gettext_lazy("Leave empty for a new unit; an export fills it in.")),
    Column("name", gettext_lazy("Name"), gettext_lazy("The full official name."), required=True),
    Column("short_name", gettext_lazy("Short name"), gettext_lazy("Optional.")),
    Column("name_en", gettext_lazy("English name"), gettext_lazy("Optional.")),
    Column(
        "type",
        gettext_lazy("Type of unit"),
        gettext_lazy("One of the types the list of units offers, such as: District bureau."),
    ),
    Column(
        "parent",
        gettext_lazy("Parent unit"),
        gettext_lazy("For a new unit: the name of a unit above it, in the desk or further up in this list."),
    ),
    Column("district", gettext_lazy("District"), gettext_lazy("Optional.")),
    Column("contact", gettext_lazy("Public contact point"), gettext_lazy("Published; no person's own number.")),
    Column("website", gettext_lazy("Website"), gettext_lazy("Optional; begins with https://")),
    Column(
        "aliases",
        gettext_lazy("Also called"),
        gettext_lazy("Other names, with semicolons between; those missing here are kept."),
    ),
)
LIMITS = {"name": 120, "short_name": 40, "name_en": 200, "district": 20, "contact": 200, "website": 200}


@needs(Permission.MANAGE_UNITS)
@require_http_methods(["GET", "POST"])
def import_units(request: HttpRequest) -> HttpResponse:
    return imports.show(request, imports.Import("units", COLUMNS, plan, _put))


@needs(Permission.MANAGE_UNITS)
@require_GET
def template(_request: HttpRequest) -> HttpResponse:
    return imports.template(imports.Import("units", COLUMNS, plan, _put), _("Units, template"))


@needs(Permission.MANAGE_UNITS)
@require_GET
def export(request: HttpRequest) -> HttpResponse:
    units = managed_by(request.user).select_related("parent").prefetch_related("aliases").order_by("path")
    return sheets.download(_("Units"), [str(column.heading) for column in COLUMNS], (_cells(unit) for unit in units))


def _cells(unit: Unit) -> list[str]:
    aliases = "；".join(alias.text for alias in unit.aliases.all())
    values = {field: getattr(unit, field) for field in FIELDS}
    values |= {
        "code": unit.code,
        "type": _type_word(unit.type),
        "parent": unit.parent.name if unit.parent else "",
        "aliases": aliases,
    }
    return [values[column.key] for column in COLUMNS]


def _type_word(value: str) -> str:
    return str(dict(UnitType.choices).get(value, value))


def _put(lines: list[Line], staff: Staff) -> None:
    put_units(wanted=[line.wanted["unit"] for line in lines], by=staff)


def plan(rows: list[Row], staff: Staff) -> list[Line]:
    """What each row would do, for this person, to the database as it is now."""
    return Plan(staff).lines(rows)


class Plan:
    """The units one person manages, read once (two queries), and the rows seen so far."""

    def __init__(self, staff: Staff) -> None:
        units = list(managed_by(staff).prefetch_related("aliases"))
        self.by_code = {unit.code: unit for unit in units}
        self.by_name: dict[str, list[Unit]] = {}
        for unit in units:
            self.by_name.setdefault(fold(unit.name), []).append(unit)
        self.types = _types()
        self.seen: dict[str, int] = {}  # what an earlier line already is about → its number
        self.new: dict[str, str] = {}  # folded → name of units this list creates

    def lines(self, rows: list[Row]) -> list[Line]:
        return [self.line(row) for row in rows]

    def line(self, row: Row) -> Line:
        line, values = Line(row), row.values
        if not values["name"]:
            return line.fail(_("The name is missing."))
        unit = self._unit(line)
        fields = self._fields(line)
        parent, parent_name = (None, "") if unit else self._parent(line)
        aliases = [alias for alias in re.split(r"[;；\n]", values.get("aliases", "")) if alias.strip()]
        if line.state == imports.ERROR:
            return line
        self._once(line, unit.code if unit else fold(values["name"]))
        line.wanted["unit"] = WantedUnit(unit, parent, parent_name, fields, self._new_aliases(unit, aliases))
        return self._say(line) if line.state != imports.ERROR else line

    def _unit(self, line: Line) -> Unit | None:
        code, name = line.row.values.get("code", ""), line.row.values["name"]
        if code:
            if code not in self.by_code:
                line.fail(_("There is no unit with the code {code} among those you manage.").format(code=code))
            return self.by_code.get(code)
        found = self.by_name.get(fold(name), [])
        if len(found) > 1:
            line.fail(_("Several units have this name; write the code of the one you mean."))
        return found[0] if found else None

    def _fields(self, line: Line) -> dict[str, Any]:
        """The values written; an empty cell changes nothing."""
        fields = {field: line.row.values.get(field, "") for field in FIELDS if line.row.values.get(field)}
        for field, value in fields.items():
            if len(value) > LIMITS.get(field, len(value)):
                line.fail(
                    _("“{value}…” is longer than {limit} characters.").format(value=value[:12], limit=LIMITS[field])
                )
        if "type" in fields:
            word = fields["type"]
            fields["type"] = self.types.get(fold(word), "")
            if not fields["type"]:
                line.fail(_("There is no type “{type}”.").format(type=word))
        if not re.match(r"https?://[^\s/]+", fields.get("website", "https://x")):
            line.fail(_("The website does not begin with https://"))
        return fields

    def _parent(self, line: Line) -> tuple[Unit | None, str]:
        name = line.row.values.get("parent", "")
        if not name:
            line.fail(_("A new unit needs its parent unit."))
        elif fold(name) in self.new:
            return None, self.new[fold(name)]
        elif len(found := [unit for unit in self.by_name.get(fold(name), []) if unit.closed_on is None]) == 1:
            return found[0], ""
        else:
            line.fail(_("“{name}” is not an open unit that you manage.").format(name=name))
        return None, ""

    def _once(self, line: Line, key: str) -> None:
        if key in self.seen:
            line.fail(_("Line {line} is about the same unit.").format(line=self.seen[key]))
        self.seen[key] = line.row.number

    def _new_aliases(self, unit: Unit | None, aliases: list[str]) -> list[str]:
        known = {alias.folded for alias in unit.aliases.all()} if unit else set()
        return [alias.strip() for alias in aliases if fold(alias) not in known]

    def _say(self, line: Line) -> Line:
        wanted: WantedUnit = line.wanted["unit"]
        if wanted.unit is None:
            line.state = NEW
            wanted.fields.setdefault("type", UnitType.OTHER.value)
            self.new[fold(wanted.fields["name"])] = wanted.fields["name"]
            return line
        for field, value in wanted.fields.items():
            if (old := getattr(wanted.unit, field)) != value:
                heading = next(column.heading for column in COLUMNS if column.key == field)
                told = [_type_word(each) if field == "type" else each for each in (old, value)]
                line.notes.append(f"{heading}：{told[0] or '—'} → {told[1]}")
        line.notes += [_("also called “{alias}”").format(alias=alias) for alias in wanted.aliases]
        line.state = CHANGED if line.notes else line.state
        return line


def _types() -> dict[str, str]:
    """Every word for a type, in both languages, and the stored value itself."""
    words = {fold(value): value for value in UnitType.values}
    for language in ("zh-hans", "en"):
        with override(language):
            words |= {fold(str(label)): value for value, label in UnitType.choices}
    return words
