"""Template messages of the authority's WeChat official account, to people who connected theirs. `official` in earnest, `demo`
in a demo without an account."""

from collections.abc import Callable
from types import ModuleType

from django.conf import settings

from worldday.messages.models import Message

from . import demo, official


def use_token(token: Callable[[], str]) -> None:
    """Where the account's one access token comes from: `people.wechat` renews it for everybody and registers itself here."""
    official.token_from = token


def is_available() -> bool:
    return settings.DEMO or bool(settings.WECHAT_APP_ID and settings.WECHAT_SECRET and settings.WECHAT_TEMPLATE)


def send(message: Message) -> None:
    _chosen().send(message)


def finish() -> None:
    pass


def _chosen() -> ModuleType:
    return official if settings.WECHAT_APP_ID else demo
