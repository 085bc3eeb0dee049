"""Who may do what, where. One question per function; every desk view asks one of them."""

from worldday.base.scope import Subtrees

from .models import Staff, Unit
from .permissions import Permission
from .roles import ROLES


def paths_where(staff: Staff, permission: Permission) -> tuple[str, ...]:
    """Paths of the units in which `staff` holds a role with `permission`."""
    return tuple(sorted(path for path, role in grants(staff) if permission in ROLES[role].permissions))


def may(staff: Staff, permission: Permission, unit: Unit | None = None) -> bool:
    """Whether `staff` may do it in `unit`, or, without a unit, anywhere at all."""
    paths = paths_where(staff, permission)
    return bool(paths) if unit is None else any(unit.path.startswith(path) for path in paths)


def scope_of(staff: Staff) -> Subtrees:
    """Everything below the units this person serves in any role."""
    return Subtrees(tuple(sorted({path for path, _role in grants(staff)})))


def grants(staff: Staff) -> list[tuple[str, str]]:
    """(unit path, role) of every membership, read once per request and person object."""
    if not staff.is_active or staff.pk is None:
        return []
    if "_grants" not in staff.__dict__:
        rows = staff.memberships.filter(unit__closed_on=None).values_list("unit__path", "role")
        staff.__dict__["_grants"] = [(path, role) for path, role in rows if role in ROLES]
    return list(staff.__dict__["_grants"])
