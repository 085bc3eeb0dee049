"""WeChat as a way to be recognised: `snsapi_base`, silent, the openid and nothing else. Optional: without an app id it is off.

allauth's provider signs people in as accounts of ours; the public has none, so these are the two requests it takes.
"""

from __future__ import annotations

import json
import logging
import secrets
import time
from typing import Any
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import urlopen

from django.conf import settings
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

from worldday.base.problems import Problem

from .identity import recognise
from .models import IdentityKind, Participant

logger = logging.getLogger(__name__)
SECONDS = 5
TOKEN, LOCK = "wechat-token", "wechat-token-lock"
EARLY = 300  # seconds before its end at which the token is renewed
WAITS = 50  # tenths of a second to wait for whoever renews it


class NotRecognised(Problem):
    sentence = _(
        "WeChat did not confirm who you are. Please go back and open the quiz again, or use a phone number; nothing is lost."
    )


class Unreachable(Exception):
    """WeChat did not answer, or answered with an error; for the log."""


def is_available() -> bool:
    return bool(settings.WECHAT_APP_ID and settings.WECHAT_SECRET)


def authorize_address(*, back: str, state: str) -> str:
    """Where to send a browser inside WeChat; it returns to `back` (on the registered domain) with `code` and `state`.

    `state` is a value that only this visitor's session knows (`new_state`), compared on return.
    """
    asked = {
        "appid": settings.WECHAT_APP_ID,
        "redirect_uri": back,
        "response_type": "code",
        "scope": "snsapi_base",
        "state": state,
    }
    return f"{settings.WECHAT_OPEN}/connect/oauth2/authorize?{urlencode(asked)}#wechat_redirect"


def new_state() -> str:
    return secrets.token_urlsafe(16)


def recognise_by_code(code: str) -> Participant:
    """The participant whom WeChat confirms by this one-time code. Raises `NotRecognised`."""
    return recognise(kind=IdentityKind.WECHAT, value=openid_of(code))


def openid_of(code: str) -> str:
    """Whom WeChat confirms by this one-time code. Raises `NotRecognised`."""
    asked = {
        "appid": settings.WECHAT_APP_ID,
        "secret": settings.WECHAT_SECRET,
        "code": code,
        "grant_type": "authorization_code",
    }
    try:
        return str(_get("/sns/oauth2/access_token", asked)["openid"])
    except (Unreachable, KeyError) as error:
        logger.warning("WeChat did not recognise a visitor: %s", error)
        raise NotRecognised from None


def central_token() -> str:
    """The account's one access token, shared by all processes: 2,000 a day are soon used up by many workers. Raises
    `Unreachable`."""
    for _wait in range(WAITS):
        if token := cache.get(TOKEN):
            return str(token)
        if cache.add(LOCK, 1, SECONDS * 2):
            try:
                return str(cache.get(TOKEN) or _renewed())  # somebody may have renewed it since the look
            finally:
                cache.delete(LOCK)
        time.sleep(0.1)
    raise Unreachable("nobody renewed the token in time")


def _renewed() -> str:
    asked = {"grant_type": "client_credential", "appid": settings.WECHAT_APP_ID, "secret": settings.WECHAT_SECRET}
    told = _get("/cgi-bin/token", asked)
    token = str(told["access_token"])
    cache.set(TOKEN, token, max(int(told.get("expires_in", 0)) - EARLY, 1))
    return token


def _get(path: str, asked: dict[str, str]) -> dict[str, Any]:
    try:
        with urlopen(f"{settings.WECHAT_API}{path}?{urlencode(asked)}", timeout=SECONDS) as answer:  # noqa: S310  set by the operator
            told: dict[str, Any] = json.load(answer)
    except (URLError, OSError, ValueError) as error:
        raise Unreachable(str(error)) from None
    if told.get("errcode"):
        raise Unreachable(f"{told['errcode']} {told.get('errmsg', '')}")
    return told
