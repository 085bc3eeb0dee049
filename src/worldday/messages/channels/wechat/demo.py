"""For the demo: nobody has an account there; the log of messages shows what would have gone out."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from worldday.messages.models import Message


def send(message: Message) -> None:  # noqa: ARG001  a channel's form
    if not settings.DEMO:
        raise ImproperlyConfigured("WeChat messages need WORLDDAY_WECHAT_APP_ID, …_SECRET and …_TEMPLATE.")
