"""People and their roles: invite, accept, grant, revoke, deactivate.

Who may: only somebody who manages staff in the unit concerned, and never for themselves. The installation itself
(`System`: a command of the operator) may everything.
"""

from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from worldday.base import audit
from worldday.base.audit import Actor, System
from worldday.base.problems import Invalid, Problem
from worldday.messages.actions import forget_addresses
from worldday.units import invitations, rules
from worldday.units.models import Membership, Staff, Unit
from worldday.units.permissions import Permission
from worldday.units.roles import ROLES, SystemAdministrator
from worldday.units.sign_in_audit import home_path
from worldday.units.tasks import send_invitation

BY_COMMAND_ONLY = frozenset({SystemAdministrator.slug})  # its reach is the installation, which no unit owns


class NotAllowed(Problem):
    sentence = _("You do not manage the staff of this unit; nothing was changed.")


class OwnRoles(Problem):
    sentence = _("Nobody changes their own roles or account state; ask another manager. Nothing was changed.")


@transaction.atomic
def invite(*, email: str, name: str, unit: Unit, role: str, by: Actor) -> Staff:
    """Give somebody a role and, if they have no password yet, mail them the link to choose one.

    An e-mail already known keeps its name and account. Raises `NotAllowed`, `Invalid`.
    """
    check_grant(by, unit, role)
    email, name = email.strip().lower(), name.strip()
    staff = Staff.objects.filter(email=email).first()
    if staff is None:
        staff = _new_staff(email, name)
        audit.record(
            by=by, action="staff-invited", target=staff, scope_path=unit.path, after={"email": email, "unit": unit.name}
        )
    _grant(staff, unit, role, by)
    if not staff.has_usable_password():
        _mail(staff, unit)
    return staff


def _new_staff(email: str, name: str) -> Staff:
    try:
        validate_email(email)
    except ValidationError as error:
        raise Invalid({"email": error.messages}) from None
    if not name:
        raise Invalid({"name": [str(_("Please write the person's name."))]})
    staff = Staff(email=email, name=name[:60])
    staff.set_unusable_password()
    staff.save()
    return staff


def _mail(staff: Staff, unit: Unit) -> None:
    """Queued in the same transaction, so that a rolled-back invitation is never sent."""
    send_invitation.enqueue(staff.code, get_language() or "zh-hans", unit.name)


@transaction.atomic
def invite_again(*, staff: Staff, by: Actor) -> None:
    """Send a new link; older ones die. Only for people who have no password yet. Raises `Problem`."""
    unit = _unit_managed(by, staff)
    if staff.has_usable_password():
        raise Problem(_("This person has a password already and needs no invitation. Nothing was sent."))
    staff.set_unusable_password()  # a new random mark: links sent before are void
    staff.save(update_fields=["password"])
    audit.record(by=by, action="staff-invited-again", target=staff, scope_path=unit.path)
    _mail(staff, unit)


@transaction.atomic
def accept_invitation(*, token: str, password: str) -> Staff:
    """Set the invited person's password. Raises `BadInvitation`, and `Invalid` if the password is too weak."""
    staff = Staff.objects.select_for_update().get(pk=invitations.staff_of(token).pk)
    invitations.staff_of(token)  # again, now that nobody else can use the link meanwhile
    try:
        validate_password(password, staff)
    except ValidationError as error:
        raise Invalid({"password": error.messages}) from None
    staff.set_password(password)
    staff.save(update_fields=["password"])
    audit.record(by=staff, action="invitation-accepted", target=staff, scope_path=home_path(staff))
    return staff


@transaction.atomic
def grant_role(*, staff: Staff, unit: Unit, role: str, by: Actor) -> Membership:
    """Let `staff` serve `unit` in `role`; granting twice changes nothing. Raises `NotAllowed`, `OwnRoles`."""
    check_grant(by, unit, role)
    return _grant(staff, unit, role, by)


def _grant(staff: Staff, unit: Unit, role: str, by: Actor) -> Membership:
    _not_oneself(by, staff)
    membership, new = Membership.objects.get_or_create(staff=staff, unit=unit, role=role)
    if new:
        after = {"role": role, "unit": unit.name}
        audit.record(by=by, action="role-granted", target=staff, scope_path=unit.path, after=after)
    return membership


@transaction.atomic
def revoke_role(*, membership: Membership, by: Actor) -> None:
    """Take a role away. Raises `NotAllowed`, `OwnRoles`."""
    check_manages(by, membership.unit)
    _not_oneself(by, membership.staff)
    before = {"role": membership.role, "unit": membership.unit.name}
    audit.record(by=by, action="role-revoked", target=membership.staff, scope_path=membership.unit.path, before=before)
    membership.delete()


@transaction.atomic
def change_staff(*, staff: Staff, name: str, by: Actor) -> None:
    """Correct a person's name. Raises `NotAllowed`, `Invalid`."""
    unit, name = _unit_managed(by, staff), name.strip()[:60]
    if not name:
        raise Invalid({"name": [str(_("Please write the person's name."))]})
    if name != staff.name:
        before, staff.name = staff.name, name
        staff.save(update_fields=["name"])
        audit.record(
            by=by,
            action="staff-changed",
            target=staff,
            scope_path=unit.path,
            before={"name": before},
            after={"name": name},
        )


@transaction.atomic
def deactivate(*, staff: Staff, by: Actor) -> None:
    """Shut an account. Every session ends with the next click, and the password is gone for good."""
    unit = _unit_managed(by, staff, all_units=True)
    _not_oneself(by, staff)
    staff.is_active = False
    staff.set_unusable_password()
    staff.save(update_fields=["is_active", "password"])
    forget_addresses(person=staff.code, by=by)
    audit.record(by=by, action="staff-deactivated", target=staff, scope_path=unit.path)


@transaction.atomic
def reactivate(*, staff: Staff, by: Actor) -> None:
    """Open a shut account again and invite the person to choose a new password."""
    unit = _unit_managed(by, staff, all_units=True)
    _not_oneself(by, staff)
    staff.is_active = True
    staff.save(update_fields=["is_active"])
    audit.record(by=by, action="staff-reactivated", target=staff, scope_path=unit.path)
    _mail(staff, unit)


@transaction.atomic
def reset_totp(*, staff: Staff, by: Actor) -> None:
    """Forget a lost phone: the authenticator and the recovery codes. Raises `NotAllowed`, `OwnRoles`."""
    unit = _unit_managed(by, staff, all_units=True)
    _not_oneself(by, staff)
    Authenticator.objects.filter(user=staff).delete()
    audit.record(by=by, action="second-factor-reset", target=staff, scope_path=unit.path)


def check_grant(by: Actor, unit: Unit, role: str) -> None:
    """Raises `NotAllowed` unless `by` may give `role` in `unit`; `Invalid` for a role there is not."""
    if role not in ROLES:
        raise Invalid({"role": [str(_("There is no role “{role}”.")).format(role=role)]})
    check_manages(by, unit)
    if role in BY_COMMAND_ONLY and not isinstance(by, System):
        raise NotAllowed(_("System administrators are appointed by the operator, with the command create_admin."))


def check_manages(by: Actor, unit: Unit) -> None:
    """Raises `NotAllowed` unless `by` manages the staff of `unit`."""
    if isinstance(by, System):
        return
    if not isinstance(by, Staff) or not rules.may(by, Permission.MANAGE_STAFF, unit):
        raise NotAllowed


def _unit_managed(by: Actor, staff: Staff, *, all_units: bool = False) -> Unit:
    """The first unit of `staff` that `by` manages. With `all_units`, `by` must manage every one: what is done to the account
    itself reaches them all."""
    units = list(Unit.objects.filter(memberships__staff=staff).distinct())
    managed = [
        unit
        for unit in units
        if isinstance(by, System) or (isinstance(by, Staff) and rules.may(by, Permission.MANAGE_STAFF, unit))
    ]
    if not managed or (all_units and len(managed) < len(units)):
        raise NotAllowed
    return managed[0]


def _not_oneself(by: Actor, staff: Staff) -> None:
    if by.actor_ref == staff.code:
        raise OwnRoles
