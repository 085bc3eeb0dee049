"""What a certificate will look like, before there is one: nothing is written, nothing signed, and it says that it is a sample."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from worldday.base import clock
from worldday.base.problems import Problem
from worldday.campaigns.models import Campaign
from worldday.messages.letters import Words, with_link

from . import wording
from .actions.telling import mail, text_message, texts_reach
from .checking import Raw, award_of
from .holder import Holder
from .models import Lot
from .papers import look_of
from .periods import last_day
from .rendering import LAYOUTS, CertificatePaper

NUMBER = "2020-000000-000000-00"
BANNER = "样张 SAMPLE"
HOLDER = Holder("欧阳小明", "Ouyang Xiaoming", "（单位名称）")
DIGITS = "0123456789" * 60  # as many as the code of a usual certificate holds


def sample(
    *,
    words: Mapping[str, str],
    issuer: str,
    template: str,
    campaign: Campaign | None = None,
    valid_months: int | None = None,
    holder: Holder = HOLDER,
    said: Mapping[str, str] | None = None,
    on: date | None = None,
) -> CertificatePaper:
    """A design with a person in it; places nothing is given for show their label. Raises `Problem` for words that cannot stand."""
    if wording.is_forbidden(words):
        raise Problem(_("These words may only stand on what an approved certification body issues; nothing was saved."))
    issued = on or clock.today()
    until = last_day(issued, valid_months)
    spoken = {"issuer": issuer} | {name: text for name, text in words.items() if text}
    given = {label: f"（{label}）" for label in wording.places_of(spoken)} | dict(said or {})
    printed = wording.printed(spoken, holder=holder, said=given, issued=issued, until=until)
    address = f"{settings.PUBLIC_URL}/certificates/{NUMBER}/"
    return CertificatePaper(
        said=tuple(printed),
        number=NUMBER,
        issued=issued,
        until=until,
        qr=f"{address}#{DIGITS}",
        address=address,
        layout=template if template in LAYOUTS else LAYOUTS[0],
        banner=BANNER,
        **look_of(campaign),
    )


def sample_of(lot: Lot, row: Raw) -> CertificatePaper:
    """A row of a roster as it will be printed."""
    design, award = lot.design, award_of(lot, row)
    return sample(
        words=design.words,
        issuer=design.owner.name,
        template=design.template,
        campaign=design.campaign,
        valid_months=design.valid_months,
        holder=award.holder,
        said=award.said,
        on=award.on,
    )


@dataclass(frozen=True)
class Told:
    """What a roster's holders are sent, with an invented number. `texts`: text messages go out here; `mailed`, `texted`: whether
    there is a column of addresses, of phones."""

    mail: Words
    text: str
    texts: bool
    mailed: bool
    texted: bool


def what_is_told(lot: Lot) -> Told:
    path = f"/certificates/{NUMBER}/"
    text = with_link(text_message(NUMBER).text, path)
    return Told(mail(NUMBER), text, texts_reach(), "email" in lot.mapping, "phone" in lot.mapping)
