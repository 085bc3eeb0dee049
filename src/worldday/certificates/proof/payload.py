"""What the QR code of a certificate holds: every printed field, signed, as decimal digits.

The code's text is `<address of the page>#<digits>`. A phone opens the page and keeps what follows # to itself; a program reads
the digits: one large number whose bytes are version, key, body, signature. Digits, because a QR code packs them closest.
"""

import json
import re
from dataclasses import dataclass
from typing import Any

VERSION = 1
KEY_BYTES = 8
SIGNATURE_BYTES = 64
MOST_BYTES = 900  # of the body: a larger QR code is hard to scan from paper
PREFIX = b"worldday.certificate/1\n"  # signed before the bytes, so that no other signature of the key can stand here
_DIGITS = re.compile(r"[1-9][0-9]{200,4000}")


class Unreadable(ValueError):
    """The text is no payload of this format."""


@dataclass(frozen=True)
class Payload:
    """`fields`: (field, text) in printed order. `expires` is "" for good. `status`: the list's code and the place in it."""

    number: str
    issued: str
    expires: str
    status: tuple[str, int]
    fields: tuple[tuple[str, str], ...]

    @property
    def name(self) -> str:
        return dict(self.fields).get("name", "")


def body_of(payload: Payload) -> bytes:
    """Compact JSON in UTF-8: `[number, issued, expires, [list, place], [[field, text], …]]`."""
    said = [list(pair) for pair in payload.fields]
    value = [payload.number, payload.issued, payload.expires, list(payload.status), said]
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def unsigned(payload: Payload, key: str) -> bytes:
    """Version, key and body; `key` is the key's code, 16 hexadecimal digits."""
    return bytes([VERSION]) + bytes.fromhex(key) + body_of(payload)


def to_sign(head: bytes) -> bytes:
    """The bytes under the signature."""
    return PREFIX + head


def digits_of(head: bytes, signature: bytes) -> str:
    return str(int.from_bytes(head + signature, "big"))


@dataclass(frozen=True)
class Signed:
    """A payload as it was read; nothing is verified yet."""

    payload: Payload
    key: str
    head: bytes
    signature: bytes


def read_payload(text: str) -> Signed:
    """The payload in the text of a QR code, or in the digits alone. Raises `Unreadable`."""
    digits = "".join(text.strip().rpartition("#")[2].split())
    if not _DIGITS.fullmatch(digits):
        raise Unreadable("no digits of a certificate")
    number = int(digits)
    whole = number.to_bytes((number.bit_length() + 7) // 8, "big")
    head, signature = whole[:-SIGNATURE_BYTES], whole[-SIGNATURE_BYTES:]
    if head[:1] != bytes([VERSION]):
        raise Unreadable("not version 1")
    try:
        return Signed(_read_body(head[1 + KEY_BYTES :]), head[1 : 1 + KEY_BYTES].hex(), head, signature)
    except (ValueError, TypeError, OverflowError, RecursionError) as error:  # also an endless place, a bottomless list
        raise Unreadable(str(error)) from None


def _read_body(body: bytes) -> Payload:
    number, issued, expires, (code, place), fields = json.loads(body.decode())
    pairs = tuple((_text(field), _text(text)) for field, text in fields)
    return Payload(_text(number), _text(issued), _text(expires), (_text(code), int(place)), pairs)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("a text is missing")
    return value
