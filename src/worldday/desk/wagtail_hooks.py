"""How the desk stands inside Wagtail's admin: our addresses, our menu, our first page, our look."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import include, path, reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from worldday.messages.queries import unread
from worldday.units import rules
from worldday.units.permissions import Permission

from .home import panels_for


@dataclass(frozen=True)
class Area:
    """One room of the desk: `worldday/desk/<name>/urls.py` under /desk/<name>/, and its line in the menu."""

    name: str
    label: str | Promise
    icon: str
    permission: Permission


@dataclass(frozen=True)
class Group:
    """Rooms that one kind of work needs together: one line of the menu that unfolds."""

    name: str
    label: str | Promise
    icon: str
    areas: tuple[Area, ...]


MENU: tuple[Area | Group, ...] = (
    Area("tasks", _("My tasks"), "tasks", Permission.REPORT),
    Area("campaigns", _("Campaigns"), "calendar-alt", Permission.SEE_CAMPAIGN),
    Area("notices", _("Notices"), "doc-full", Permission.TAKE_IN_NOTICE),
    Group(
        "reporting",
        _("Reports and summaries"),
        "doc-full-inverse",
        (
            Area("materials", _("Photos and files"), "image", Permission.REPORT),
            Area("passing", _("Pass on"), "redirect", Permission.REPORT),
            Area("board", _("Reporting board"), "table", Permission.REPORT),
            Area("reviews", _("Review"), "check", Permission.REPORT),
            Area("final", _("Final reports"), "doc-full-inverse", Permission.REPORT),
            Area("practices", _("Good practices"), "thumbtack", Permission.REPORT),
        ),
    ),
    Group(
        "running",
        _("Running activities"),
        "date",
        (
            Area("events", _("Events"), "date", Permission.RUN_ACTIVITY),
            Area("quizzes", _("Quizzes"), "clipboard-list", Permission.RUN_ACTIVITY),
            Area("questions", _("Question bank"), "help", Permission.RUN_ACTIVITY),
            Area("draws", _("Prize draws"), "pick", Permission.RUN_ACTIVITY),
            Area("courses", _("Courses"), "desktop", Permission.RUN_ACTIVITY),
            Area("marking", _("Marking"), "edit", Permission.EVALUATE),
            Area("registry", _("Registries and releases"), "list-ul", Permission.RUN_ACTIVITY),
            Area("certificates", _("Certificates"), "form", Permission.RUN_ACTIVITY),
        ),
    ),
    Area("messages", pgettext_lazy("menu", "Messages"), "mail", Permission.SEE_CAMPAIGN),
    Group(
        "administration",
        _("Administration"),
        "cogs",
        (
            Area("units", _("Units"), "site", Permission.MANAGE_UNITS),
            Area("staff", _("Staff"), "group", Permission.MANAGE_STAFF),
            Area("audit", _("Audit trail"), "history", Permission.READ_AUDIT),
            Area("keys", _("Signing keys"), "key", Permission.RUN_SYSTEM),
        ),
    ),
)
AREAS = tuple(area for entry in MENU for area in (entry.areas if isinstance(entry, Group) else (entry,)))

WITHIN = ("plans", "figures", "archives")  # rooms reached from other pages: no line in the menu
WAGTAIL_ENTRIES = ("images", "documents", "settings")


class OurMenuItem(MenuItem):
    """Anything of ours stays in the menu; see `only_what_makes_sense`."""


class AreaMenuItem(OurMenuItem):
    def __init__(self, area: Area, order: int) -> None:
        self.permission = area.permission
        super().__init__(area.label, reverse(f"desk_{area.name}:list"), area.name, icon_name=area.icon, order=order)

    def is_shown(self, request: HttpRequest) -> bool:
        return rules.may(request.user, self.permission)


class NotesMenuItem(AreaMenuItem):
    """Says how many notes this person has not read."""

    def render_component(self, request: HttpRequest) -> Any:
        item = super().render_component(request)
        if waiting := unread(request.user.code):
            item.label = f"{item.label} ({waiting})"
        return item


class GroupMenuItem(SubmenuMenuItem, OurMenuItem):
    """Shown to whoever may enter one of its rooms at least."""

    def __init__(self, group: Group, order: int) -> None:
        rooms = [AreaMenuItem(area, at) for at, area in enumerate(group.areas)]
        super().__init__(group.label, Menu(items=rooms), name=group.name, icon_name=group.icon, order=order)

    def render_component(self, request: HttpRequest) -> Any:
        """A single room needs no unfolding."""
        shown = self.menu.menu_items_for_request(request)
        return shown[0].render_component(request) if len(shown) == 1 else super().render_component(request)


@hooks.register("register_admin_urls")
def addresses() -> list[Any]:
    names = (*(area.name for area in AREAS), *WITHIN)
    return [path(f"{name}/", include(f"worldday.desk.{name}.urls")) for name in names]


def _menu_item(entry: Area | Group, order: int) -> OurMenuItem:
    if isinstance(entry, Group):
        return GroupMenuItem(entry, order)
    return (NotesMenuItem if entry.name == "messages" else AreaMenuItem)(entry, order)


def _register_menu(entry: Area | Group, order: int) -> None:
    hooks.register("register_admin_menu_item", lambda: _menu_item(entry, order))


for _order, _entry in enumerate(MENU):
    _register_menu(_entry, _order)


@hooks.register("register_admin_menu_item")
def my_account() -> MenuItem:
    """One's own password, second factor and roles."""
    return OurMenuItem(_("My account"), reverse("account"), "my-account", icon_name="user", order=20_000)


@hooks.register("construct_main_menu")
def only_what_makes_sense(request: HttpRequest, items: list[MenuItem]) -> None:
    items[:] = [item for item in items if _makes_sense(request, item)]


def _makes_sense(request: HttpRequest, item: MenuItem) -> bool:
    """Ours; Wagtail's own entries only for superusers, since there are no Wagtail pages to explore or report on yet."""
    return isinstance(item, OurMenuItem) or (request.user.is_superuser and item.name in WAGTAIL_ENTRIES)


@hooks.register("construct_homepage_panels")
def first_page(request: HttpRequest, panels: list[Any]) -> None:
    panels[:] = panels_for(request)


@hooks.register("construct_homepage_summary_items")
def no_counts(_request: HttpRequest, items: list[Any]) -> None:
    items.clear()


@hooks.register("insert_global_admin_js")
def clicks() -> str:
    return format_html('<script type="module" src="{}"></script>', static("desk/once.js"))


@hooks.register("insert_global_admin_css")
def look() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("desk/desk.css"))
