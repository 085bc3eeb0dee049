"""Against trying numbers to read names: six of a number's digits are secret, and whoever misses often answers a small question
before each further look. Nobody is locked out, since a school stands behind one address."""

from __future__ import annotations

from django.core import signing
from django.core.cache import cache
from django.http import HttpRequest

from worldday.base.address import client_address
from worldday.people.identity import digest_of

MISSES, SPAN_S = 20, 600  # numbers that do not exist, from one address
SALT, GOOD_FOR_S = "worldday.certificate.pass", 1800


def missed(request: HttpRequest) -> None:
    """A number that could exist and does not. Mistyped ones do not count: their check digits give them away before."""
    cache.set(_key(request), cache.get(_key(request), 0) + 1, SPAN_S)


def must_answer(request: HttpRequest, number: str) -> bool:
    """Whether a question comes first; not for whoever has just answered one for this number."""
    return cache.get(_key(request), 0) >= MISSES and not _has_pass(request.GET.get("pass", ""), number)


def pass_for(number: str) -> str:
    """What an answered question gives: half an hour for this number and its files."""
    return signing.dumps(number, salt=SALT)


def _has_pass(given: str, number: str) -> bool:
    try:
        return bool(given) and signing.loads(given, salt=SALT, max_age=GOOD_FOR_S) == number
    except signing.BadSignature:
        return False


def _key(request: HttpRequest) -> str:
    return f"certificate-misses-{digest_of('network', client_address(request) or '')}"
