"""Telling a holder where the certificate is: once, by e-mail, in both languages."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from worldday.certificates.models import Certificate
from worldday.messages import outbox
from worldday.messages.models import Channel
from worldday.messages.outbox import Letter

OCCASION = "certificate"


def tell(issued: Sequence[tuple[Certificate, str]]) -> int:
    """Queue a message for each (certificate, e-mail address); how many were new. The address is kept with the message only."""
    return outbox.queue(_letter(certificate, address) for certificate, address in issued)


def _letter(certificate: Certificate, address: str) -> Letter:
    said = [_text(certificate, language) for language in ("zh-hans", "en")]
    return Letter(
        key=f"certificate:{certificate.code}",
        occasion=OCCASION,
        channel=Channel.EMAIL,
        to=certificate.code,
        to_name=certificate.holder_name[:60],
        address=address,
        about=certificate.code,
        scope_path=certificate.design.owner.path,
        subject=" / ".join(subject for subject, _text_of in said),
        text="\n\n".join(text for _subject, text in said),
        campaign=certificate.design.campaign.code if certificate.design.campaign else "",
        link=reverse("public:certificate", args=[certificate.number]),
    )


def _text(certificate: Certificate, language: str) -> tuple[str, str]:
    with override(language):
        subject = _("Your certificate {number}").format(number=certificate.number)
        text = _(
            "Your certificate has been issued under the number {number}. On its page you can download it, and everybody to "
            "whom you show the number can see that it is genuine."
        ).format(number=certificate.number)
    return subject, text
