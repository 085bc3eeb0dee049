"""A code to the phone, where the event asks for it: sent when everything else is right, while the places are held.

The flow is that of the quiz (people.codes); nobody is remembered for it. Once the code was right the form carries a note of it, so
that another sitting can be chosen without another code.
"""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.core import signing
from django.http import HttpRequest
from django.utils.translation import get_language

from worldday.base.address import client_address
from worldday.base.problems import Problem
from worldday.messages.channels.sms import demo as demo_channel
from worldday.people import codes
from worldday.people.identity import NotAPhone, number_of
from worldday.people.models import IdentityKind
from worldday.people.numbers import normal_phone

SALT = "worldday.booking-phone"
GOOD_FOR_S = 1800


def proof_of(phone: str) -> str:
    """A note that a code showed this phone to be theirs. Raises `NotAPhone`."""
    return signing.dumps(number_of(IdentityKind.PHONE, phone), salt=SALT)


def is_proof(proof: str, phone: str) -> bool:
    """Whether the note is ours, of this phone, and not too old."""
    try:
        return bool(signing.loads(proof, salt=SALT, max_age=GOOD_FOR_S) == number_of(IdentityKind.PHONE, phone))
    except (signing.BadSignature, NotAPhone):
        return False


def is_busy(request: HttpRequest) -> bool:
    """Whether whoever asks for a code from here answers a small question first; who types one has asked before."""
    typed = "again" not in request.POST and (request.POST.get("code") or request.POST.get("proof"))
    return not typed and codes.is_busy(client_address(request))


def look(form: forms.Form, phone: str) -> str:
    """The note that belongs to this phone: the one the form carried, or a new one for the code that was typed; "" with the fault
    beside the code where it was wrong, and "" where none was typed."""
    proof, code = form.data.get("proof", ""), form.data.get("code", "").strip()
    if is_proof(proof, phone):
        return str(proof)
    if not code or "again" in form.data:
        return ""
    try:
        codes.prove_phone(phone=phone, code=code)
        return proof_of(phone)
    except NotAPhone:
        return ""
    except Problem as problem:
        form.add_error("code", str(problem))
        return ""


def send(request: HttpRequest, phone: str) -> str:
    """Send a code; in a demo, where nobody has such a phone, it is given back to be shown. One that was sent within the last minute
    is still good. Raises `Problem`."""
    try:
        codes.send_code(phone=phone, address=client_address(request), language=get_language() or "zh-hans")
    except codes.TooSoon:
        if "again" in request.POST:
            raise
    shown = settings.DEMO and settings.SMS_CHANNEL == "demo"
    return demo_channel.last_code(normal_phone(phone)) if shown else ""
