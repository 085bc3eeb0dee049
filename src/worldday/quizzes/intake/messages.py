"""What phones send, checked while it is read; docs/intake.md describes them with the answers."""

from typing import Annotated

import msgspec

from .scoring import Answer

Token = Annotated[str, msgspec.Meta(max_length=1000)]


class Enter(msgspec.Struct):
    """An anonymous device asks for a pass. `device` is what an earlier `enter` gave it."""

    quiz: Annotated[int, msgspec.Meta(ge=0, le=2**63 - 1)]
    entrance: Annotated[int, msgspec.Meta(ge=0, le=2**31 - 1)] = 0
    district: Annotated[str, msgspec.Meta(max_length=20)] = ""
    age_band: Annotated[str, msgspec.Meta(max_length=10)] = ""
    unit: Annotated[str, msgspec.Meta(max_length=12)] = ""
    consent_version: Annotated[str, msgspec.Meta(max_length=64)] = ""
    guardian: bool = False
    device: Annotated[str, msgspec.Meta(pattern="^[A-Za-z0-9_-]{20,64}$")] | None = None


class Start(msgspec.Struct):
    pass_: Token = msgspec.field(name="pass")
    practice: bool = False


class Submit(msgspec.Struct):
    """`answers` stay as they came: they are stored so."""

    ticket: Token
    answers: msgspec.Raw = msgspec.Raw(b"[]")


class Reviewed(Submit):
    """What was submitted, with the `voucher` that its result brought."""

    voucher: Token = ""


Text = Annotated[str, msgspec.Meta(max_length=200)]
read_enter = msgspec.json.Decoder(Enter).decode
read_start = msgspec.json.Decoder(Start).decode
read_submit = msgspec.json.Decoder(Submit).decode
read_reviewed = msgspec.json.Decoder(Reviewed).decode
_read_answers = msgspec.json.Decoder(list[list[bool | int | Text | None] | None]).decode


def read_answers(raw: msgspec.Raw | str) -> list[Answer]:
    """Raises `msgspec.DecodeError` for anything that is not a list of lists, see `scoring`."""
    return _read_answers(raw)  # type: ignore[return-value]  # list is invariant
