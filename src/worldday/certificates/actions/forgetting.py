"""Parting from a holder: at their own request (PIPL art. 47), or when the time in policies/retention.toml is over.

Number, state and history stay, so that the page never looks as if the certificate had not existed. The paper goes on proving itself:
its code holds what was signed.
"""

from __future__ import annotations

from django.db import transaction

from worldday.base.audit import Actor
from worldday.certificates.models import Certificate

from .rows import locked_certificate, record

PERSONAL = {"holder_name": "", "holder_latin": "", "holder_unit": "", "given": {}, "said": []}


@transaction.atomic
def forget(*, certificate: Certificate, by: Actor) -> Certificate:
    """Erase everything that says who holds it. A second time nothing changes."""
    row = locked_certificate(certificate)
    if not row.said:
        return row
    for field, value in PERSONAL.items():
        setattr(row, field, value)
    row.save(update_fields=list(PERSONAL))
    record("certificate-forgotten", row, by, row.design)
    return row
