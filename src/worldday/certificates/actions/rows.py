"""Rows the verbs lock and what they write down."""

from __future__ import annotations

from typing import Any

from cryptography.fernet import InvalidToken

from worldday.base import audit, clock, scope
from worldday.base.audit import Actor
from worldday.certificates.models import Certificate, CertificateChange, Design, NumberSeries, StatusList
from worldday.certificates.status import new_order, place

Place = tuple[StatusList, int]


def locked_series(year: int) -> NumberSeries:
    """The year's series, locked: whoever holds it is the only one who issues."""
    NumberSeries.objects.get_or_create(year=year)
    return NumberSeries.objects.select_for_update().get(year=year)


def take_serials(series: NumberSeries, count: int) -> int:
    """The first of the next `count` serials."""
    first = series.last + 1
    series.last += count
    series.save()
    return first


def take_places(count: int) -> list[Place]:
    """Places in the newest status list, and in a new one when it is full. Called with a series locked."""
    places: list[Place] = []
    while len(places) < count:
        status = _open_list()
        turns = range(status.taken, min(status.taken + count - len(places), StatusList.SIZE))
        places += [(status, place(status, turn)) for turn in turns]
        status.taken = turns.stop
        status.save()
    return places


def _open_list() -> StatusList:
    newest = StatusList.objects.order_by("-pk").values_list("pk", flat=True).first()
    try:
        locked = StatusList.objects.select_for_update().get(pk=newest) if newest else None
    except InvalidToken:  # the installation lost its secret, and with it the order of this list: another one goes on
        locked = None
    if locked is None or locked.taken >= StatusList.SIZE:
        order: Any = new_order()  # the field takes objects, its type says text
        return StatusList.objects.create(order=order, made_at=clock.now())
    return locked


def locked_certificate(certificate: Certificate) -> Certificate:
    with scope.everything("the caller has the certificate"):
        found: Certificate = Certificate.objects.select_for_update().get(pk=certificate.pk)
        return found


def changed(certificate: Certificate, state: str, reason: str) -> None:
    """A line of the certificate's public history."""
    CertificateChange.objects.create(certificate=certificate, at=clock.now(), state=state, reason=reason)


def record(action: str, target: Any, by: Actor, design: Design | None = None, **after: object) -> None:
    """The audit row; without a design it belongs to the installation."""
    path = design.owner.path if design else ""
    audit.record(by=by, action=action, target=target, scope_path=path, after=after)
