"""The fields of a `worldday.notice/1` reading as data: what the review page shows and in which order.

Adding a field to the schema is one line here; `forms.py` (reading what was posted) and `bound.py` (showing it) follow it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from worldday.campaigns import kinds
from worldday.campaigns.models import TaskKind, UnitRole

Text = str | Promise
Choices = Iterable[tuple[str, Text]]

LINE, LONG, DAY, NUMBER, LINES, CHOICE, FLAG = "line", "long", "day", "number", "lines", "choice", "flag"


@dataclass(frozen=True)
class Field:
    """One value. `empty` is what an empty input means: None where the notice says nothing."""

    name: str
    label: Text
    sort: str = LINE
    choices: Callable[[], Choices] | None = None
    empty: str | None = None


@dataclass(frozen=True)
class Group:
    """Values that belong together in one object, such as a window."""

    name: str
    parts: tuple["Part", ...]


@dataclass(frozen=True)
class Rows:
    """A list of objects. `paged` lists are shown a page at a time; the rest of the list stays as it is."""

    name: str
    label: Text
    parts: tuple["Part", ...]
    paged: bool = False


Part = Field | Group | Rows


def _kinds() -> Choices:
    return [(kind.slug, kind.label) for kind in kinds.all_kinds()]


def _scopes() -> Choices:
    return [("international", _("International")), ("domestic", _("Domestic"))]


def _precisions() -> Choices:
    return [
        ("day", _("to the day")),
        ("ten-day", _("a third of a month")),
        ("month", _("a month")),
        ("open", _("open")),
    ]


NOTICE: tuple[Part, ...] = (
    Field("title", _("Title"), LONG, empty=""),
    Field("issuers", _("Issued by"), LINES),
    Field("doc_number", _("Document number")),
    Field("addressees", _("Addressed to"), LONG),
    Field("issue_date", _("Date of issue"), DAY),
    Group(
        "observance",
        (
            Field("name", _("Day, week or month marked")),
            Field("ordinal", _("Which one (ordinal)"), NUMBER),
            Field("start", _("First day"), DAY),
            Field("end", _("Last day"), DAY),
        ),
    ),
    Rows(
        "themes",
        _("Themes"),
        (
            Field("scope", _("Scope"), CHOICE, _scopes),
            Field("text", _("Theme"), empty=""),
            Field("text_en", _("Theme in English")),
        ),
    ),
    Rows(
        "activities",
        _("Activities"),
        (
            Field("seq", _("No.")),
            Field("name", _("Name"), LONG),
            Field("content", _("Content"), LONG),
            Field("kind", _("Kind"), CHOICE, _kinds),
            Rows(
                "units",
                _("Units"),
                (Field("name", _("Unit"), empty=""), Field("role", _("Role"), CHOICE, lambda: UnitRole.choices)),
            ),
            Field("units_text", _("Units, as printed"), empty=""),
            Field("open_list", _("and others (等)"), FLAG),
            Group(
                "window",
                (
                    Field("text", _("Window, as printed")),
                    Field("start", _("From"), DAY),
                    Field("end", _("Until"), DAY),
                    Field("precision", _("Precision"), CHOICE, _precisions),
                ),
            ),
        ),
        paged=True,
    ),
    Rows(
        "tasks",
        _("Tasks"),
        (
            Field("what", _("What is owed"), CHOICE, lambda: TaskKind.choices),
            Field("who", _("Who owes it")),
            Field("due", _("Due"), DAY),
            Field("due_text", _("Due, as printed")),
            Field("recipient", _("Sent to")),
            Field("max_chars", _("Limit in characters"), NUMBER),
            Field("points", _("Points to cover, one a line"), LINES),
        ),
    ),
    Rows(
        "contacts",
        _("Contacts"),
        (
            Field("names", _("Names"), LINES),
            Field("phones", _("Telephones"), LINES),
            Field("emails", _("E-mails"), LINES),
        ),
    ),
)
