"""The receipt of an entrant: twelve letters that open his own line and, if he has won, his claim.

It follows from the plan and the person's number under the installation's secret, so that a person can be shown it as soon
as he has played, and nobody else can guess it (30¹² possibilities).
"""

from __future__ import annotations

import hashlib

from django.conf import settings

from worldday.base.ids import ALPHABET

LENGTH = 12
GROUP = 4


def receipt_of(plan_code: str, player: int) -> str:
    """The receipt of the person with number `player` in the draw of the plan."""
    key = hashlib.blake2b(settings.SECRET_KEY.encode(), digest_size=32, person=b"worldday receipt").digest()
    value = int.from_bytes(hashlib.blake2b(f"{plan_code}\0{player}".encode(), key=key, digest_size=16).digest(), "big")
    letters = []
    for _place in range(LENGTH):
        value, at = divmod(value, len(ALPHABET))
        letters.append(ALPHABET[at])
    return "".join(letters)


def shown(receipt: str) -> str:
    """`abcd-efgh-jkmn`, as it is printed and read aloud."""
    return "-".join(receipt[start : start + GROUP] for start in range(0, len(receipt), GROUP))


def typed(text: str) -> str:
    """What somebody typed, as it is stored; "" for what can be no receipt."""
    letters = "".join(letter for letter in text.strip().lower() if letter.isalnum())
    return letters if len(letters) == LENGTH and set(letters) <= set(ALPHABET) else ""
