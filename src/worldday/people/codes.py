"""Phone codes: six digits, five minutes, three tries, and limits that stop a flood without locking a school out.

A phone gets one code a minute and five a day. One network may ask for `PER_NETWORK` codes in ten minutes, since a school, an
office or a carrier stands behind one address; class mode asks for no phone at all.
"""

from __future__ import annotations

import hmac
import logging
import secrets
from datetime import timedelta

from django.core.cache import cache
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from worldday.base import clock
from worldday.base.problems import Problem
from worldday.messages.channels import sms

from .identity import digest_of, recognise
from .models import IdentityKind, Participant, PhoneCode
from .numbers import normal_phone

logger = logging.getLogger(__name__)
DIGITS, MINUTES, TRIES = 6, 5, 3
PAUSE = timedelta(minutes=1)
PER_DAY = 5
PER_NETWORK, NETWORK_SPAN = 300, timedelta(minutes=10)
BUSY_NETWORK = 30  # from here on whoever asks answers a small question first (people.riddles)
CODE = "phone-code"  # kinds of digests, beside the kinds of identities
NETWORK = "network"


class TooSoon(Problem):
    sentence = _(
        "A code was sent to this phone within the last minute. Please wait for it; you can ask again in a minute."
    )


class TooMany(Problem):
    sentence = _(
        "Too many codes have been asked for. Please use the one you have, or try again later today; nothing else is lost."
    )


class NotDelivered(Problem):
    sentence = _(
        "The text message could not be sent just now. Please try again in a few minutes; nothing you entered is lost."
    )


class WrongCode(Problem):
    sentence = _("This code is not right. Please look at the newest message and type its six digits again.")


class CodeOver(Problem):
    sentence = _("This code is too old or was typed wrong three times. Please ask for a new one.")


def is_busy(address: str | None) -> bool:
    """Whether so many codes have been asked for from this network lately that a person should show to be one."""
    return _asked_from(digest_of(NETWORK, address)) >= BUSY_NETWORK if address else False


def _asked_from(network: str) -> int:
    return PhoneCode.objects.filter(clock.since("sent_at", NETWORK_SPAN), address_digest=network).count()


def send_code(*, phone: str, address: str | None, language: str) -> None:
    """Send a code to `phone`, asked for from the network `address`. Raises `NotAPhone`, `TooSoon`, `TooMany`, `NotDelivered`."""
    digest = digest_of(IdentityKind.PHONE, phone)
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    sent = _remember(digest, digest_of(NETWORK, address) if address else "", code)
    try:
        sms.send_code(phone=normal_phone(phone), code=code, minutes=MINUTES, language=language)
    except sms.NotSent as error:
        logger.warning("%s", error)
        sent.delete()
        cache.delete(_pause(digest))
        raise NotDelivered from None


@transaction.atomic
def _remember(digest: str, network: str, code: str) -> PhoneCode:
    """Check the limits and keep the code's digest. The cache decides between two requests at the same moment."""
    now = clock.now()
    sent = PhoneCode.objects.filter(clock.since("sent_at", timedelta(days=1)), phone_digest=digest)
    if sent.filter(clock.since("sent_at", PAUSE)).exists():
        raise TooSoon
    if sent.count() >= PER_DAY:
        raise TooMany
    if network and _asked_from(network) >= PER_NETWORK:
        raise TooMany
    if not cache.add(_pause(digest), 1, int(PAUSE.total_seconds())):
        raise TooSoon
    return PhoneCode.objects.create(
        phone_digest=digest, address_digest=network, code_digest=digest_of(CODE, digest + code), sent_at=now
    )


def _pause(digest: str) -> str:
    return f"phone-code-{digest}"


def check_code(*, phone: str, code: str) -> Participant:
    """The participant behind this phone, once its newest code has been typed. Raises `NotAPhone`, `WrongCode`, `CodeOver`."""
    prove_phone(phone=phone, code=code)
    return recognise(kind=IdentityKind.PHONE, value=phone)


def prove_phone(*, phone: str, code: str) -> None:
    """Whoever types the newest code has this phone; nobody is remembered for it. Raises `NotAPhone`, `WrongCode`, `CodeOver`."""
    digest = digest_of(IdentityKind.PHONE, phone)
    with transaction.atomic():
        newest = PhoneCode.objects.filter(phone_digest=digest).order_by("-pk").first()
        over = (
            newest is None or newest.used_at is not None or newest.sent_at <= clock.now() - timedelta(minutes=MINUTES)
        )
        if newest is None or over or not _tried(newest):
            raise CodeOver
        right = hmac.compare_digest(newest.code_digest, digest_of(CODE, digest + code.strip()))
        if right:
            newest.used_at = clock.now()
            newest.save(update_fields=["used_at"])
    if not right:  # outside, so that the try stays counted
        raise WrongCode


def _tried(sent: PhoneCode) -> bool:
    """Count one more try; whether it was still allowed. The database counts, so that parallel guesses gain nothing."""
    return PhoneCode.objects.filter(pk=sent.pk, tries__lt=TRIES, used_at=None).update(tries=F("tries") + 1) == 1
