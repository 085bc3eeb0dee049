"""Who may pass which of Wagtail's own doors. Our views name a permission (`access.needs`); Wagtail's are listed here,
and a door that is not listed opens to superusers only, so that an upgrade of Wagtail never opens anything by itself.

Pictures and documents stay shut to everyone else until each authority has its own collection: in one common library the
staff of one authority would see the files of another."""

from enum import Enum
from typing import Any

from django.urls import ResolverMatch

from worldday.units.models import Staff


class Door(Enum):
    ANYONE = "anyone"  # icons and the words of the scripts: no data
    STAFF = "anyone with a role"
    SUPERUSER = "superusers"
    NOBODY = "nobody: we have our own way, which leaves an audit row"


# (beginning of Wagtail's view name, door); the first that fits counts
WAGTAIL: tuple[tuple[str, Door], ...] = (
    ("wagtailadmin_sprite", Door.ANYONE),
    ("wagtailadmin_javascript_catalog", Door.ANYONE),
    ("wagtailadmin_home", Door.STAFF),
    ("wagtailadmin_account", Door.STAFF),
    ("wagtailadmin_logout", Door.STAFF),
    ("wagtailadmin_dismissibles", Door.STAFF),
    ("wagtail.admin.views.home.default", Door.STAFF),  # an unknown address: 404
    ("wagtailadmin_login", Door.NOBODY),
    ("wagtailadmin_password_reset", Door.NOBODY),
    ("wagtailadmin_error_test", Door.NOBODY),
    ("wagtailusers_", Door.NOBODY),
)
# Wagtail's page → our page that stands in its place: names and addresses of staff are changed where it is audited.
INSTEAD = {"wagtailadmin_account": "account"}


def is_ours(view: Any) -> bool:
    return str(getattr(view, "__module__", "")).startswith("worldday.")


def door_of(match: ResolverMatch) -> Door:
    """The door in front of one of Wagtail's views."""
    return next((door for beginning, door in WAGTAIL if match.view_name.startswith(beginning)), Door.SUPERUSER)


def opens(door: Door, staff: Staff) -> bool:
    """Whether a signed-in person passes."""
    return staff.is_superuser if door is Door.SUPERUSER else door is not Door.NOBODY
