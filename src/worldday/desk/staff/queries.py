"""The people whose roles a person manages."""

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from worldday.base.scope import Subtrees
from worldday.units.models import Membership, Staff, Unit
from worldday.units.permissions import Permission
from worldday.units.rules import paths_where

STATES = {
    "inactive": Q(is_active=False),
    "invited": Q(is_active=True, password__startswith=UNUSABLE_PASSWORD_PREFIX),
}


def units_of(manager: Staff) -> QuerySet[Unit]:
    """Open units in which `manager` gives and takes roles."""
    return Unit.objects.filter(_subtrees(manager).q("path"), closed_on=None)


def people_of(manager: Staff) -> QuerySet[Staff]:
    """Everyone with a role in those units; only these roles come along as `roles_here`, not what they do elsewhere."""
    here = _roles_managed_by(manager)
    roles = Prefetch("memberships", here.select_related("unit").order_by("unit__path", "role"), to_attr="roles_here")
    people = Staff.objects.filter(Exists(here.filter(staff=OuterRef("pk"))))
    return people.prefetch_related(roles).order_by("name", "email")


def search(manager: Staff, *, words: str = "", unit: str = "", role: str = "", state: str = "") -> QuerySet[Staff]:
    """`unit` is a code and means it and all below; `state` is "", "invited" (no password yet) or "inactive"."""
    found, here = people_of(manager), _roles_managed_by(manager).filter(staff=OuterRef("pk"))
    if words:
        found = found.filter(Q(name__icontains=words) | Q(email__icontains=words))
    if unit:
        path = units_of(manager).filter(code=unit).values_list("path", flat=True).first()
        here = here.filter(unit__path__startswith=path) if path else here.none()
    if role:
        here = here.filter(role=role)
    if unit or role:
        found = found.filter(Exists(here))
    return found.filter(STATES[state]) if state in STATES else found


def _roles_managed_by(manager: Staff) -> QuerySet[Membership]:
    return Membership.objects.filter(_subtrees(manager).q("unit__path"))


def _subtrees(manager: Staff) -> Subtrees:
    return Subtrees(paths_where(manager, Permission.MANAGE_STAFF))
