"""The plan as the page holds it: a form for each row, in the order they stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from worldday.campaigns import kinds
from worldday.campaigns.models import Activity, Campaign
from worldday.desk.campaigns.forms import day, window_in_order
from worldday.reports.models import PlanRow
from worldday.reports.planned import parents_of
from worldday.reports.planning.faults import LIMITS
from worldday.ui import dates

BLANK = "new"  # the key of the empty row at the end, for writing one more
FIELDS = ("name", "kind", "window_text", "window_start", "window_end", "place", "audience", "content", "parent")
LONGEST_PARENT = 40  # letters of an activity's name in the list to choose from


def line(label: Any, field: str, **attrs: Any) -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": "off", **attrs})
    return forms.CharField(label=label, max_length=LIMITS[field], required=field == "name", widget=widget)


class RowForm(forms.Form):
    name = line(_("Activity"), "name")
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    window_text = line(_("When"), "window")
    place = line(_("Place"), "place")
    audience = line(_("Expected audience"), "audience")
    window_start = day(_("First day"))
    window_end = day(_("Last day"))
    parent = forms.ChoiceField(label=_("Part of"), required=False)
    content = forms.CharField(
        label=_("Content"), max_length=LIMITS["content"], required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, key: str, row: PlanRow | None, choices: Choices, data: Mapping[str, Any] | None = None) -> None:
        self.key, self.row, self.number = key, row, 0
        self.tag = ""  # new or changed, beside the version that was sent last
        super().__init__(data, prefix=key, initial=_initial(row), use_required_attribute=False)
        self.fields["kind"].choices = choices.kinds  # type: ignore[attr-defined]
        self.fields["parent"].choices = choices.parents  # type: ignore[attr-defined]
        self.parents = choices.by_code

    @property
    def is_blank(self) -> bool:
        """A row nobody wrote into."""
        return self.row is None and not any(self[field].data for field in FIELDS)

    @property
    def days(self) -> str:
        """The days that were understood, in words."""
        return dates.span(self.row.window_start, self.row.window_end) if self.row else ""

    @property
    def not_understood(self) -> bool:
        """A time is written, and nobody knows which days it means."""
        return bool(self.row and self.row.window_text and not self.row.window_precision)

    def clean(self) -> dict[str, Any]:
        return window_in_order(self, super().clean() or {})

    def given(self) -> dict[str, Any]:
        """What the verb takes: all of it, or for a row that cannot be kept, that it stays as it is."""
        if not self.is_valid():
            return {"code": self.row.code} if self.row else {}
        values: dict[str, Any] = dict(self.cleaned_data)
        values["parent"] = self.parents.get(values["parent"])
        return values | ({"code": self.row.code} if self.row else {})


def _initial(row: PlanRow | None) -> dict[str, Any]:
    if row is None:
        return {}
    return {field: getattr(row, field) for field in FIELDS} | {"parent": row.parent.code if row.parent else ""}


class Choices:
    """What every row of a plan chooses from, asked once."""

    def __init__(self, campaign: Campaign) -> None:
        self.by_code: dict[str, Activity] = parents_of(campaign)
        self.kinds = [("", _("proposed from the name")), *((kind.slug, kind.label) for kind in kinds.all_kinds())]
        shown = [(code, f"{one.seq} {_short(one.name)}".strip()) for code, one in self.by_code.items()]
        self.parents = [("", _("stands by itself")), *shown]

    def words(self) -> set[str]:
        """The kinds' names, for telling which column of a table holds them."""
        return {str(label) for _slug, label in self.kinds[1:]}


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_PARENT else f"{name[: LONGEST_PARENT - 1]}…"


def standing(rows: Iterable[PlanRow], choices: Choices) -> list[RowForm]:
    """The plan as it is kept."""
    return _numbered([RowForm(row.code, row, choices) for row in rows])


def typed(post: Any, rows: Iterable[PlanRow], choices: Choices) -> list[RowForm]:
    """The rows as they were sent, in the order the page had them, the step that was pressed taken; empty ones left out."""
    known = {row.code: row for row in rows}
    keys = list(dict.fromkeys(post.getlist("row")))
    forms_ = [RowForm(key, known.get(key), choices, post) for key in keys if key.replace("-", "").isalnum()]
    return _numbered([form for form in _stepped(forms_, post.get("do", "")) if not form.is_blank])


def _stepped(rows: list[RowForm], do: str) -> list[RowForm]:
    """`remove:KEY`, `up:KEY`, `down:KEY`."""
    step, _colon, key = do.partition(":")
    place = next((place for place, form in enumerate(rows) if form.key == key), None)
    if place is None:
        return rows
    if step == "remove":
        return rows[:place] + rows[place + 1 :]
    other = place - 1 if step == "up" else place + 1
    if step in ("up", "down") and 0 <= other < len(rows):
        rows[place], rows[other] = rows[other], rows[place]
    return rows


def after_saving(rows: list[RowForm], kept: Iterable[PlanRow], choices: Choices) -> list[RowForm]:
    """What was kept as it stands now; what could not be kept still as it was typed, in its place; what was added behind."""
    saved = iter(kept)
    shown = []
    for form in rows:
        if form.given():
            row = next(saved)
            shown.append(RowForm(row.code, row, choices) if form.is_valid() else form)
        else:
            shown.append(form)
    return _numbered([*shown, *(RowForm(row.code, row, choices) for row in saved)])


def _numbered(rows: list[RowForm]) -> list[RowForm]:
    for number, form in enumerate(rows, 1):
        form.number = number
    return rows


def blank(rows: Iterable[RowForm], choices: Choices) -> RowForm:
    """The empty row at the end; its key differs from those of new rows still on the page."""
    taken = {form.key for form in rows}
    key = next(key for n in range(1_000) if (key := f"{BLANK}{n}") not in taken)
    return RowForm(key, None, choices)


def same_as(form: RowForm, before: Mapping[str, Any] | None) -> bool:
    """Whether a kept row says what it said in an earlier version."""
    row = form.row
    if row is None or before is None:
        return False
    now = {field: getattr(row, field) for field in FIELDS} | {"parent": row.parent.code if row.parent else ""}
    return all(_plain(now[field]) == _plain(before.get(field, "")) for field in FIELDS)


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value or "")
