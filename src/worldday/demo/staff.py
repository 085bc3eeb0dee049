"""Accounts to try every role with. Their passwords are made afresh by each installation and kept where only its user reads."""

import secrets
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from worldday.base import audit
from worldday.base.audit import Actor
from worldday.units.actions.staff import grant_role
from worldday.units.models import Staff, Unit

from .files import content

Passwords = dict[str, str]  # e-mail → password


def load_staff(*, root: Unit, by: Actor) -> tuple[Passwords, bool]:
    """Create the demo's people. Returns their passwords and whether these are new.

    New passwords are made when somebody is missing or the file that keeps them is gone: they stand nowhere else.
    """
    rows = content("staff.json")["staff"]
    kept = _kept()
    missing = {row["email"] for row in rows} - set(Staff.objects.values_list("email", flat=True))
    if not missing and set(kept) == {row["email"] for row in rows}:
        return kept, False
    fresh = {row["email"]: secrets.token_urlsafe(12) for row in rows}
    with transaction.atomic():
        for row in rows:
            names = row.get("units") or [row["unit"]]
            units = Unit.objects.filter(path__startswith=root.path, name__in=names).order_by("pk")
            _put(row, fresh[row["email"]], list(units), by)
    _keep(fresh)
    return fresh, True


def _put(row: dict[str, Any], password: str, units: list[Unit], by: Actor) -> None:
    staff = Staff.objects.filter(email=row["email"]).first() or Staff(email=row["email"], name=row["name"])
    staff.set_password(password)
    staff.save()
    audit.record(by=by, action="demo-password-made", target=staff, scope_path=units[0].path)
    if not staff.memberships.exists():
        for unit in units:
            grant_role(staff=staff, unit=unit, role=row["role"], by=by)


def password_file() -> Path:
    return Path(settings.DATA) / "demo-passwords"


def _kept() -> Passwords:
    try:
        lines = password_file().read_text("utf8").splitlines()
    except FileNotFoundError:
        return {}
    return dict(line.split("\t", 1) for line in lines if "\t" in line)


def _keep(passwords: Passwords) -> None:
    path = password_file()
    path.unlink(missing_ok=True)
    path.touch(mode=0o600)
    path.write_text("".join(f"{email}\t{password}\n" for email, password in passwords.items()), "utf8")
