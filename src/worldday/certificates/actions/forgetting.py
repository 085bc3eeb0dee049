"""Parting from a holder: at their own request (PIPL art. 47), or when the time in policies/retention.toml is over.

Number, state and history stay, so that the page never looks as if the certificate had not existed. The paper goes on proving itself:
its code holds what was signed.
"""

from __future__ import annotations

from django.db import transaction

from worldday.base import scope
from worldday.base.audit import Actor
from worldday.certificates.models import Certificate, CertificateChange
from worldday.certificates.queries import CHAIN
from worldday.messages.models import Message, MessageState

from .bundling import drop_with
from .rows import locked_certificate, record

PERSONAL = {"holder_name": "", "holder_latin": "", "holder_unit": "", "given": {}, "said": []}


@transaction.atomic
def forget(*, certificate: Certificate, by: Actor) -> Certificate:
    """Erase everything that says who holds it, also what was corrected before it and what replaced it. A second time nothing changes."""
    with scope.everything("the caller has the certificate, and with it its corrections"):
        pks = _chain(certificate)
        for pk in sorted(pks):
            _empty(locked_certificate(Certificate(pk=pk)), by)
        found: Certificate = Certificate.objects.select_related("design").get(pk=certificate.pk)
    return found


def _chain(certificate: Certificate) -> set[int]:
    """Itself, the ones it replaced, the ones that replaced it: one person's."""
    pks, fresh = {certificate.pk}, {certificate.pk}
    for _step in range(CHAIN):
        rows = Certificate.objects.filter(replaced_by__in=fresh) | Certificate.objects.filter(replaces__in=fresh)
        fresh = set(rows.values_list("pk", flat=True)) - pks
        pks |= fresh
        if not fresh:
            break
    return pks


def _empty(row: Certificate, by: Actor) -> None:
    if not row.said:
        return
    for field, value in PERSONAL.items():
        setattr(row, field, value)
    row.save(update_fields=list(PERSONAL))
    CertificateChange.objects.filter(certificate=row).update(reason="")  # a reason may say how the name was misspelt
    Message.objects.filter(about=row.code).exclude(state=MessageState.SENDING).delete()
    drop_with(row)
    record("certificate-forgotten", row, by, row.design)
