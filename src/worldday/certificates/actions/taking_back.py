"""What ends a certificate. Nothing is deleted and nothing comes back: the page of its number tells what happened, for ever."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from worldday.base import clock, scope
from worldday.base.audit import Actor, System
from worldday.base.problems import Problem
from worldday.certificates import queries
from worldday.certificates.holder import Award, Holder
from worldday.certificates.models import Certificate, CertificateChange, CertificateState

from .issuing import issue_ready, ready
from .rows import changed, locked_certificate, locked_series, record

LONGEST_REASON = 300
BATCH = 500


@transaction.atomic
def revoke(*, certificate: Certificate, reason: str, by: Actor) -> Certificate:
    """It counts for nothing any more; `reason` is public on its page. A second time nothing changes. Raises `Problem` without a
    reason, or for one that was replaced."""
    why = _reason(reason)
    row = locked_certificate(certificate)
    if row.state == CertificateState.REVOKED:
        return row
    if row.state == CertificateState.REPLACED:
        raise Problem(_("It was replaced; revoke the one that stands for it now. Nothing was changed."))
    row.state = CertificateState.REVOKED
    row.save(update_fields=["state"])
    changed(row, row.state, why)
    # the reason may name the holder: it stands in the history, which can be emptied
    record("certificate-revoked", row, by, row.design)
    return row


@transaction.atomic
def replace(
    *, certificate: Certificate, holder: Holder, reason: str, by: Actor, said: Mapping[str, str] | None = None
) -> Certificate:
    """Issue it again, for a misspelt name or word: same design, same days, a new number; the old one shows replaced from now on.

    `said` None = what was given the first time. Raises `Problem` without a reason, or unless the old one is valid.
    """
    why = _reason(reason)
    series = locked_series(certificate.issued_on.year)  # before the certificate: whoever issues locks in this order
    old = locked_certificate(certificate)
    if old.state == CertificateState.REPLACED:
        raise Problem(_("It was replaced before; please correct the one that stands for it now. Nothing was changed."))
    if queries.state_on(old) != CertificateState.VALID:
        raise Problem(_("Only a valid certificate can be replaced. Nothing was changed."))
    given = old.given if said is None else said
    again = Award(holder, f"{queries.CORRECTION}{old.code}", given, old.issued_on, old.expires_on)
    new = issue_ready(old.design, [ready(design=old.design, award=again, corrected=True)], by, series)[0]
    old.state, old.replaced_by = CertificateState.REPLACED, new
    old.save(update_fields=["state", "replaced_by"])
    changed(old, old.state, why)
    record("certificate-replaced", old, by, old.design, new=new.number)  # likewise
    return new


def expire_due() -> int:
    """Mark what is past its last day; how many. Run every day, safe to run twice at once."""
    count = 0
    while done := _expire_some():
        count += done
    return count


@transaction.atomic
def _expire_some() -> int:
    with scope.everything("expiry is the calendar's"):
        due = Certificate.objects.filter(state=CertificateState.VALID, expires_on__lt=clock.today())
        rows = list(due.select_for_update().order_by("pk")[:BATCH])
        if not rows:
            return 0
        Certificate.objects.filter(pk__in=[row.pk for row in rows]).update(state=CertificateState.EXPIRED)
    now = clock.now()
    CertificateChange.objects.bulk_create(
        CertificateChange(certificate=row, at=now, state=CertificateState.EXPIRED) for row in rows
    )
    record("certificates-expired", rows[0], System("certificates"), count=len(rows))
    return len(rows)


def _reason(text: str) -> str:
    reason = " ".join(text.split())
    if not reason:
        raise Problem(_("Please give a reason; whoever checks the certificate will read it. Nothing was changed."))
    if len(reason) > LONGEST_REASON:
        raise Problem(_("Please give the reason in at most 300 characters. Nothing was changed."))
    return reason
