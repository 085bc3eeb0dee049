"""E-mail by Django's mail backend (WORLDDAY_EMAIL_BACKEND, WORLDDAY_SMTP_…), over one connection for as many as are due."""

import smtplib
import threading
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.utils.translation import gettext as _
from django.utils.translation import override

from worldday.messages.channels import NotSent, PerhapsSent
from worldday.messages.models import Message

_line = threading.local()


def is_available() -> bool:
    return True


def send(message: Message) -> None:
    try:
        connection = _open()
    except (OSError, smtplib.SMTPException) as error:  # nothing was handed over yet
        finish()
        raise NotSent(f"The mail server cannot be reached: {error}", again=True) from None
    try:
        _email(message, connection).send()
    except (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused) as error:
        finish()
        raise NotSent(f"The mail server refused it: {error}", again=not _for_good(error)) from None
    except (OSError, smtplib.SMTPException) as error:
        finish()
        raise PerhapsSent(f"The line to the mail server broke: {error}") from None
    except Exception:
        finish()
        raise


def finish() -> None:
    connection, _line.connection = getattr(_line, "connection", None), None
    if connection is not None:
        with suppress(OSError, smtplib.SMTPException):
            connection.close()


def _open() -> Any:
    if getattr(_line, "connection", None) is None:
        _line.connection = get_connection()
        _line.connection.open()
    return _line.connection


def _email(message: Message, connection: Any) -> EmailMessage:
    """Its own number goes along, so that a mail server that sees it twice can tell."""
    text = message.text
    with override(message.language):
        if message.link:
            text += "\n\n" + settings.PUBLIC_URL + message.link
        text += "\n\n-- \n" + _("Sent by the desk of {site}; answers to this address are not read.").format(
            site=settings.PUBLIC_URL.partition("://")[2]
        )
    headers = {"Message-ID": f"<{message.code}@{settings.DEFAULT_FROM_EMAIL.rpartition('@')[2].strip('> ')}>"}
    sender, to = settings.DEFAULT_FROM_EMAIL, [message.address]
    return EmailMessage(message.subject, text, sender, to, connection=connection, headers=headers)


def _for_good(error: Exception) -> bool:
    """5xx says never, 4xx says later (RFC 5321, 4.2.1)."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _said in error.recipients.values())
    return isinstance(error, smtplib.SMTPResponseException) and error.smtp_code >= 500
