"""Staff in from a spreadsheet and out to one. A line gives one person one role in one unit."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from django.views.decorators.http import require_GET, require_http_methods

from worldday.base.text import fold
from worldday.desk import imports, sheets
from worldday.desk.access import needs
from worldday.desk.imports import CHANGED, ERROR, NEW, Line
from worldday.desk.sheets import Column, Row
from worldday.units.actions.imports import WantedStaff, put_staff
from worldday.units.models import Membership, Staff, Unit
from worldday.units.permissions import Permission
from worldday.units.roles import ROLES

from .forms import GRANTABLE
from .queries import people_of, units_of

COLUMNS = (
    Column("name", gettext_lazy("Full name"), gettext_lazy("The person's name."), required=True),
    Column(
        "email",
        gettext_lazy("E-mail"),
        gettext_lazy("Their own address at work; the invitation goes there."),
        required=True,
    ),
    Column(
        "unit", gettext_lazy("Unit"), gettext_lazy("The full name of a unit whose staff you manage."), required=True
    ),
    Column(
        "role", gettext_lazy("Role"), gettext_lazy("Organiser, Editor, Unit staff, Expert or Auditor."), required=True
    ),
)


@needs(Permission.MANAGE_STAFF)
@require_http_methods(["GET", "POST"])
def import_staff(request: HttpRequest) -> HttpResponse:
    return imports.show(request, imports.Import("staff", COLUMNS, plan, _put))


@needs(Permission.MANAGE_STAFF)
@require_GET
def template(_request: HttpRequest) -> HttpResponse:
    return imports.template(imports.Import("staff", COLUMNS, plan, _put), _("Staff, template"))


@needs(Permission.MANAGE_STAFF)
@require_GET
def export(request: HttpRequest) -> HttpResponse:
    headings = [*(str(column.heading) for column in COLUMNS), _("Last sign-in"), _("Active")]
    rows = (_cells(staff, role) for staff in people_of(request.user) for role in staff.roles_here)
    return sheets.download(_("Staff"), headings, rows)


def _cells(staff: Staff, membership: Membership) -> list[object]:
    role = ROLES.get(membership.role)
    seen = localtime(staff.last_login) if staff.last_login else None
    return [
        staff.name,
        staff.email,
        membership.unit.name,
        str(role.name) if role else membership.role,
        seen,
        _("yes") if staff.is_active else _("no"),
    ]


def _put(lines: list[Line], staff: Staff) -> None:
    put_staff(wanted=[line.wanted["staff"] for line in lines], by=staff)


def plan(rows: list[Row], manager: Staff) -> list[Line]:
    """What each row would do, for this manager, to the database as it is now."""
    plan = Plan(rows, manager)
    return [plan.line(Line(row)) for row in rows]


class Plan:
    """What has to be known about the rows, read once (three queries) however many they are."""

    def __init__(self, rows: list[Row], manager: Staff) -> None:
        self.manager, self.words = manager, _role_words()
        self.units: dict[str, list[Unit]] = {}
        for unit in units_of(manager):
            self.units.setdefault(fold(unit.name), []).append(unit)
        emails = {row.values["email"].lower() for row in rows}
        self.known = set(Staff.objects.filter(email__in=emails).values_list("email", flat=True))
        here = Membership.objects.filter(staff__email__in=emails)
        self.serving = set(here.values_list("staff__email", "unit_id", "role"))
        self.seen: dict[tuple[str, int, str], int] = {}  # what an earlier line already says → its number

    def line(self, line: Line) -> Line:
        values = line.row.values
        email, role = values["email"].lower(), self.words.get(fold(values["role"]), "")
        units = self.units.get(fold(values["unit"]), [])
        if not values["name"]:
            line.fail(_("The name is missing."))
        if not _is_email(email):
            line.fail(_("“{email}” is not an e-mail address.").format(email=values["email"]))
        if len(units) != 1:
            line.fail(_("“{name}” is not a unit whose staff you manage.").format(name=values["unit"]))
        if not role:
            line.fail(_("There is no role “{role}” to give.").format(role=values["role"]))
        if email == self.manager.email:
            line.fail(_("This is yourself; nobody changes their own roles."))
        if line.state == ERROR:
            return line
        return self._say(line, WantedStaff(email, values["name"], units[0], role))

    def _say(self, line: Line, wanted: WantedStaff) -> Line:
        line.wanted["staff"] = wanted
        key = (wanted.email, wanted.unit.pk, wanted.role)
        if key in self.seen:
            return line.fail(_("Line {line} says the same.").format(line=self.seen[key]))
        self.seen[key] = line.row.number
        if key not in self.serving:
            line.state = CHANGED if wanted.email in self.known else NEW
            if wanted.email in self.known:
                line.notes.append(_("has an account; gets this role too"))
        return line


def _is_email(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def _role_words() -> dict[str, str]:
    """Every word for a role that may be given, in both languages, and the stored value itself."""
    words = {fold(slug): slug for slug, _role in GRANTABLE}
    for language in ("zh-hans", "en"):
        with override(language):
            words |= {fold(str(role.name)): slug for slug, role in GRANTABLE}
    return words
