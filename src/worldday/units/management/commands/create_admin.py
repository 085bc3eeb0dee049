from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from worldday.base import scope
from worldday.base.audit import System
from worldday.base.problems import Problem
from worldday.units import invitations
from worldday.units.actions import staff as staff_actions
from worldday.units.actions.units import create_unit
from worldday.units.models import Staff, Unit, UnitType
from worldday.units.roles import ROLES, Organiser

BY = System("create_admin")


class Command(BaseCommand):
    help = "Invite the first person of an authority: prints a link, good for seven days and once, to choose a password."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument(
            "--unit", default="", help="the authority's name; it is created if there is none of that name"
        )
        parser.add_argument("--name", default="", help="the person's name")
        parser.add_argument("--role", default=Organiser.slug, choices=sorted(ROLES))

    def handle(self, *, email: str, unit: str, name: str, role: str, **_options: object) -> None:
        try:
            with scope.everything("create_admin"), transaction.atomic():
                staff = self._invite(email, name or email.partition("@")[0], self._authority(unit), role)
        except Problem as problem:
            raise CommandError(str(problem)) from None
        self.stdout.write(invitations.address_for(staff))

    def _authority(self, name: str) -> Unit:
        roots = Unit.objects.filter(parent=None)
        if found := roots.filter(name=name).first() or (not name and roots.first() if roots.count() == 1 else None):
            return found
        if not name:
            raise CommandError("Say which authority the person works for: --unit NAME")
        return create_unit(name=name, parent=None, type=UnitType.BUREAU, by=BY)

    def _invite(self, email: str, name: str, unit: Unit, role: str) -> Staff:
        staff = staff_actions.invite(email=email, name=name, unit=unit, role=role, by=BY)
        if not staff.is_active:
            raise CommandError(f"The account of {staff.email} is deactivated; a manager reactivates it in the desk.")
        return staff
