"""Telling a holder where the certificate is: once, by e-mail in both languages, or by text message to whoever has only a phone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from worldday.certificates.holder import Holder
from worldday.certificates.models import Certificate
from worldday.messages import outbox
from worldday.messages.channels import channel
from worldday.messages.letters import Letter, Words, stranger
from worldday.messages.models import Channel

OCCASION = "certificate"
LANGUAGES = ("zh-hans", "en")


def texts_reach() -> bool:
    """Whether this installation sends text messages of its own."""
    return channel(Channel.SMS).is_available()


def tell(issued: Sequence[tuple[Certificate, Holder]]) -> int:
    """Queue a message for each holder who can be reached; how many were new. The address is kept with the message only."""
    return outbox.queue(_letter(one, holder) for one, holder in issued if holder.email or holder.phone)


def mail(number: str) -> Words:
    """The mail about a certificate, in both languages."""
    said = [_mail_in(number, language) for language in LANGUAGES]
    return Words(" / ".join(one.subject for one in said), "\n\n".join(one.text for one in said), {"number": number})


def text_message(number: str) -> Words:
    """The text message: Chinese alone, since it is short and paid for by its length. The address follows it."""
    with override(LANGUAGES[0]):
        text = _("Your certificate {number} has been issued; see and download it here:").format(number=number)
    return replace(mail(number), text=text)


def _letter(certificate: Certificate, holder: Holder) -> Letter:
    """By mail before a text message, which rings."""
    number, design = certificate.number, certificate.design
    contact = {"email": holder.email} if holder.email else {"phone": holder.phone}
    return Letter(
        key=f"certificate:{certificate.code}",
        occasion=OCCASION,
        to=replace(stranger(certificate.code, LANGUAGES[0], contact), name=certificate.holder_name),
        about=certificate.code,
        campaign=design.campaign.code if design.campaign else "",
        scope_path=design.owner.path,
        said=mail(number) if holder.email else text_message(number),
        link=reverse("public:certificate", args=[number]),
    )


def _mail_in(number: str, language: str) -> Words:
    with override(language):
        text = _(
            "Your certificate has been issued under the number {number}. On its page you can download it, and everybody to "
            "whom you show the number can see that it is genuine."
        )
        return Words(_("Your certificate {number}").format(number=number), text.format(number=number))
