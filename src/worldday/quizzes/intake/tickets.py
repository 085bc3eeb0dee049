"""Passes and tickets: what a phone carries between two requests, signed so that no parameter can be altered.

A *pass* says who may start which attempt; a *ticket* is one running attempt. Both are MessagePack arrays, not secret,
behind the id of their key and before a keyed BLAKE2b (RFC 7693) of 16 bytes: base64url(key id ‖ fields ‖ digest).
"""

import hashlib
from binascii import Error as NotBase64
from binascii import a2b_base64, b2a_base64
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from hmac import compare_digest
from typing import Annotated, TypeVar

import msgspec

LONGEST_ATTEMPT_MS = 4 * 3600 * 1000
"""No time limit may exceed it: a retired key opens for that long, so rotation ends no running attempt."""

ID_BYTES, MAC_BYTES = 4, 16
Natural = Annotated[int, msgspec.Meta(ge=0, le=2**63 - 1)]
Whole = Annotated[int, msgspec.Meta(ge=0, le=2**31 - 1)]
Small = Annotated[int, msgspec.Meta(ge=0, le=32767)]


class Pass(msgspec.Struct, array_like=True, frozen=True):
    """Who may start which attempt. `number` and `day_number` count from 0: in all, and on `day` (20201014)."""

    quiz: Natural
    player: Natural
    number: Small
    day: Whole
    day_number: Small
    entrance: Whole
    district: Annotated[str, msgspec.Meta(max_length=20)]
    group: Annotated[str, msgspec.Meta(max_length=60)]
    age_band: Annotated[str, msgspec.Meta(max_length=10)]
    strength: Annotated[str, msgspec.Meta(max_length=10)]
    expires_ms: Natural


class Ticket(Pass, array_like=True, frozen=True):
    """One running attempt: its pass, which questions (`edition`, `seed`) and until when (without the line's grace)."""

    edition: Small
    seed: Natural
    started_ms: Natural
    deadline_ms: Natural
    practice: bool


class BadTicket(Exception):
    """A pass or ticket that cannot be used: `malformed`, `unknown-key`, `forged` or `expired`."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


@dataclass(frozen=True)
class Key:
    """One row of quizzes_signingkey; times in Unix milliseconds."""

    id: int
    secret: bytes = field(repr=False)
    retired_ms: int | None = None

    def opens(self, now_ms: int) -> bool:
        return self.retired_ms is None or now_ms < self.retired_ms + LONGEST_ATTEMPT_MS


class KeyRing:
    """The newest key that is not retired signs; every key opens until the longest attempt after it was retired."""

    def __init__(self, keys: Iterable[Key]) -> None:
        self._keys = {key.id: key for key in keys}
        signing = [key for key in self._keys.values() if key.retired_ms is None]
        self.signing: Key | None = max(signing, key=lambda key: key.id, default=None)

    def find(self, key_id: int, now_ms: int) -> Key:
        key = self._keys.get(key_id)
        if key is None or not key.opens(now_ms):
            raise BadTicket("unknown-key")
        return key


_encode = msgspec.msgpack.Encoder().encode
_decode = {kind: msgspec.msgpack.Decoder(kind).decode for kind in (Pass, Ticket)}
_TO_ADDRESSES, _FROM_ADDRESSES = bytes.maketrans(b"+/", b"-_"), bytes.maketrans(b"-_", b"+/")  # RFC 4648, 5
_purposes = {Pass: b"worldday pass", Ticket: b"worldday ticket"}
Sealed = TypeVar("Sealed", Pass, Ticket)


def seal(content: Pass | Ticket, key: Key) -> str:
    """The text form of a pass or ticket, for JSON and addresses."""
    body = key.id.to_bytes(ID_BYTES, "big") + _encode(content)
    text = b2a_base64(body + _mac(body, key, _purposes[type(content)]), newline=False)
    return text.translate(_TO_ADDRESSES).rstrip(b"=").decode()


def open_pass(text: str, ring: KeyRing, now_ms: int) -> Pass:
    """The pass in `text`; raises `BadTicket`, also when its time is over."""
    opened = _open(text, ring, now_ms, Pass)
    if opened.expires_ms < now_ms:
        raise BadTicket("expired")
    return opened


def open_ticket(text: str, ring: KeyRing, now_ms: int) -> Ticket:
    """The ticket in `text`; raises `BadTicket`. Being late is not the ticket's fault: whoever opens it looks at the deadline."""
    return _open(text, ring, now_ms, Ticket)


def _open(text: str, ring: KeyRing, now_ms: int, kind: type[Sealed]) -> Sealed:
    try:
        raw = a2b_base64(text.encode("ascii").translate(_FROM_ADDRESSES) + b"==")
    except (NotBase64, ValueError):
        raise BadTicket("malformed") from None
    body = raw[:-MAC_BYTES]
    if len(body) <= ID_BYTES:
        raise BadTicket("malformed")
    key = ring.find(int.from_bytes(body[:ID_BYTES], "big"), now_ms)
    if not compare_digest(raw[-MAC_BYTES:], _mac(body, key, _purposes[kind])):
        raise BadTicket("forged")
    try:
        return _decode[kind](body[ID_BYTES:])  # type: ignore[return-value]  # the table pairs them
    except msgspec.DecodeError:
        raise BadTicket("malformed") from None


def voucher_of(ticket: str, answers: str, key: Key) -> str:
    """What says that these answers to this ticket are on disk, and were the first. Only given out when they are."""
    return _mac(f"{ticket} {answers}".encode(), key, b"worldday voucher").hex()


def _mac(body: bytes, key: Key, purpose: bytes) -> bytes:
    hasher = _keyed(key.secret, purpose).copy()
    hasher.update(body)
    return hasher.digest()


@lru_cache(maxsize=64)
def _keyed(secret: bytes, purpose: bytes) -> "hashlib.blake2b":
    """The digest as it stands after the key: to copy it costs half of beginning anew."""
    return hashlib.blake2b(key=secret, digest_size=MAC_BYTES, person=purpose)
