"""A small question that a person answers by reading or hearing it, and a script must be made for: no picture, no sound.

Asked only where many requests come from one network. It stops floods, not experts; limits and people's decisions do the rest.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass

from django.core import signing
from django.core.cache import cache
from django.utils.translation import get_language

from .identity import digest_of

SALT, KIND = "worldday.riddle", "riddle"
GOOD_FOR_S = 600
ZH = ("零", "一", "二", "三", "四", "五", "六", "七", "八", "九")
EN = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


@dataclass(frozen=True)
class Riddle:
    """`token` goes back with the answer; it holds only a keyed digest of what is right."""

    question: str
    token: str


def make_riddle() -> Riddle:
    """A sum or a difference of two digits, in words of the language in force."""
    zh = (get_language() or "zh").startswith("zh")
    words = ZH if zh else EN
    one, other = secrets.randbelow(8) + 2, secrets.randbelow(8) + 2
    plus = secrets.randbelow(2) == 1
    high, low = max(one, other), min(one, other)
    result = high + low if plus else high - low
    if zh:
        question = f"{words[high]}{'加' if plus else '减'}{words[low]}等于几？请填数字。"
    else:
        question = f"What is {words[high]} {'plus' if plus else 'minus'} {words[low]}? Please answer with a number."
    nonce = secrets.token_urlsafe(9)
    return Riddle(question, signing.dumps([nonce, digest_of(KIND, f"{nonce} {result}")], salt=SALT))


def is_solved(token: str, answer: str) -> bool:
    """Whether `answer` is right; each riddle can be answered once, right or wrong, within ten minutes."""
    try:
        nonce, digest = signing.loads(token, salt=SALT, max_age=GOOD_FOR_S)
    except (signing.BadSignature, ValueError):
        return False
    if not cache.add(f"riddle-{nonce}", 1, GOOD_FOR_S):
        return False
    number = "".join(str(int(sign)) for sign in answer if sign.isdecimal())  # full-width digits are digits
    return hmac.compare_digest(digest, digest_of(KIND, f"{nonce} {number}"))
