"""Designs, rosters and certificates fetched through a permission: what a person may not see does not exist for them (404)."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from worldday.base import clock
from worldday.base.scope import Subtrees
from worldday.campaigns.models import Campaign
from worldday.certificates.models import Certificate, CertificateState, Design, Lot
from worldday.certificates.proof.numbers import typed_number
from worldday.units.models import Staff, Unit
from worldday.units.permissions import Permission
from worldday.units.rules import paths_where, scope_of

MOST_CAMPAIGNS = 100


def sees(staff: Staff) -> Subtrees:
    return Subtrees(paths_where(staff, Permission.RUN_ACTIVITY))


def issuers(staff: Staff) -> QuerySet[Unit]:
    """Units in whose name this person may issue."""
    return Unit.objects.filter(path__in=paths_where(staff, Permission.RUN_ACTIVITY), closed_on=None)


def campaigns_of(staff: Staff) -> list[Campaign]:
    rows: Any = Campaign.objects
    return list(rows.within(scope_of(staff))[:MOST_CAMPAIGNS])


def designs_of(staff: Staff) -> QuerySet[Design]:
    rows: Any = Design.objects
    found: QuerySet[Design] = rows.within(sees(staff)).select_related("owner", "campaign")
    return found.order_by("-active", "name", "id")


def design_for(staff: Staff, code: str) -> Design:
    rows: Any = Design.objects
    found: Design = get_object_or_404(rows.within(sees(staff)).select_related("owner", "campaign"), code=code)
    return found


def lots_of(staff: Staff) -> QuerySet[Lot]:
    rows: Any = Lot.objects
    found: QuerySet[Lot] = rows.within(sees(staff)).select_related("design__owner", "design__campaign")
    return found


def lot_for(staff: Staff, code: str) -> Lot:
    return get_object_or_404(lots_of(staff), code=code)


def certificate_for(staff: Staff, code: str) -> Certificate:
    return get_object_or_404(certificates_of(staff), code=code)


def certificates_of(staff: Staff) -> QuerySet[Certificate]:
    rows: Any = Certificate.objects
    found: QuerySet[Certificate] = rows.within(sees(staff)).select_related(
        "design__owner", "design__campaign", "key", "status_list", "replaced_by"
    )
    return found


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for among certificates: `text` in number, name or unit."""

    text: str = ""
    design: str = ""
    state: str = ""
    lot: str = ""

    def of(self, rows: QuerySet[Certificate]) -> QuerySet[Certificate]:
        if self.text:
            rows = rows.filter(self._said())
        if self.design:
            rows = rows.filter(design__code=self.design)
        if self.lot:
            rows = rows.filter(reason_ref__startswith=f"lot:{self.lot}:")
        return rows.filter(self._state()) if self.state else rows

    def _said(self) -> Q:
        if number := typed_number(self.text):
            return Q(number=number)
        words = ("holder_name", "holder_latin", "holder_unit", "number")
        found = Q()
        for word in words:
            found |= Q(**{f"{word}__icontains": self.text})
        return found

    def _state(self) -> Q:
        """By today's calendar, whether or not the night's job has run."""
        over = Q(expires_on__lt=clock.today())
        if self.state == CertificateState.VALID:
            return Q(state=CertificateState.VALID) & ~(over & ~Q(expires_on=None))
        if self.state == CertificateState.EXPIRED:
            return Q(state=CertificateState.EXPIRED) | (Q(state=CertificateState.VALID) & over)
        return Q(state=self.state)
