"""The official account's own interface: `POST /cgi-bin/message/template/send`. Which facts fill the fields of the template is
said by WORLDDAY_WECHAT_FIELDS, since every account's approved template has its own."""

import json
from collections.abc import Callable
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from django.conf import settings

from worldday.messages.channels import NotSent, PerhapsSent
from worldday.messages.models import Message

SECONDS = 5
LONGEST = 20  # characters of a field; the platform refuses more
LATER = frozenset({-1, 40001, 40014, 42001, 45009, 45011})  # busy, token just renewed, too many for now


def _no_token() -> str:
    raise NotSent("Nobody renews the account's token in this process.")


token_from: Callable[[], str] = _no_token


def send(message: Message) -> None:
    try:
        token = token_from()
    except NotSent:
        raise
    except Exception as error:  # noqa: BLE001  whatever keeps the token away, it may be there later
        raise NotSent(f"WeChat gave no token: {error}") from None
    told = _post(f"/cgi-bin/message/template/send?access_token={token}", _body(message))
    if code := told.get("errcode"):
        raise NotSent(f"WeChat refused it: {code} {told.get('errmsg', '')}", again=code in LATER)


def _body(message: Message) -> dict[str, Any]:
    """`thing1=campaign` in the setting puts the fact `campaign` into the template's field `thing1`."""
    pairs = (pair.partition("=") for pair in settings.WECHAT_FIELDS)
    data = {field: {"value": str(message.facts.get(fact, ""))[:LONGEST]} for field, _is, fact in pairs}
    link = settings.PUBLIC_URL + message.link if message.link else ""
    return {"touser": message.address, "template_id": settings.WECHAT_TEMPLATE, "url": link, "data": data}


def _post(path: str, body: dict[str, Any]) -> dict[str, Any]:
    headers = {"Content-Type": "application/json"}
    request = Request(settings.WECHAT_API + path, json.dumps(body, ensure_ascii=False).encode(), headers)  # noqa: S310
    try:
        with urlopen(request, timeout=SECONDS) as answer:  # noqa: S310  set by the operator
            told: dict[str, Any] = json.load(answer)
    except HTTPError as error:
        raise NotSent(f"WeChat answered {error.code}") from None
    except URLError as error:
        raise NotSent(f"WeChat cannot be reached: {error}") from None
    except (OSError, ValueError) as error:
        raise PerhapsSent(f"The line to WeChat broke: {error}") from None
    return told
