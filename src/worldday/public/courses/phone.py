"""A code to a phone, asked for by a form that works without script; where many ask, a small question comes first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from worldday.base.address import client_address
from worldday.base.problems import Problem
from worldday.messages.channels.sms import demo as demo_channel
from worldday.people import codes, riddles
from worldday.people.numbers import normal_phone


class RiddleFirst(Problem):
    sentence = _(
        "Many people are asking from your network. Please answer the small question first; what you typed is kept."
    )


def send_code(request: HttpRequest, said: Mapping[str, str]) -> dict[str, Any]:
    """Send it and say so; in a demo, where nobody has such a phone, the page says the code. Raises `RiddleFirst` and whatever
    `codes.send_code` raises."""
    address = client_address(request)
    if codes.is_busy(address):
        check_riddle(said)
    codes.send_code(phone=said["phone"], address=address, language=get_language() or "zh-hans")
    if settings.DEMO and settings.SMS_CHANNEL == "demo":
        return {"sent": True, "demo_code": demo_channel.last_code(normal_phone(said["phone"]))}
    return {"sent": True}


def check_riddle(said: Mapping[str, str]) -> None:
    if not riddles.is_solved(said["token"], said["riddle"]):
        raise RiddleFirst


def riddle_of(problem: Problem) -> dict[str, Any]:
    """A new question for the page, where one was asked for."""
    return {"riddle": riddles.make_riddle()} if isinstance(problem, RiddleFirst) else {}
