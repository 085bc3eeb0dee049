"""For the demo: nobody has a phone there, so the page's demo bar shows the code. Refuses to run anywhere else."""

import hashlib

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured


def send_code(*, phone: str, code: str, minutes: int, language: str) -> None:  # noqa: ARG001  a channel's form
    _only_in_a_demo()
    cache.set(_key(phone), code, minutes * 60)


def send_text(*, phone: str, template: str, params: dict[str, str], language: str, number: str) -> None:  # noqa: ARG001  likewise
    """Nobody has a phone in a demo: the log of messages shows what would have gone out."""
    _only_in_a_demo()


def last_code(phone: str) -> str:
    """The code last sent to this phone, for the demo bar; "" when there is none."""
    _only_in_a_demo()
    return str(cache.get(_key(phone), ""))


def _key(phone: str) -> str:
    return f"demo-sms-{hashlib.sha256(phone.encode()).hexdigest()[:32]}"


def _only_in_a_demo() -> None:
    if not settings.DEMO:
        raise ImproperlyConfigured("WORLDDAY_SMS=demo shows codes to everybody; use it with WORLDDAY_DEMO=1 only.")
