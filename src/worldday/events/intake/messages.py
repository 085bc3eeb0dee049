"""What pages send, checked while it is read; docs/booking-storm.md describes them with the answers."""

from typing import Annotated

import msgspec

Code = Annotated[str, msgspec.Meta(max_length=12)]
Key = Annotated[str, msgspec.Meta(pattern="^[A-Za-z0-9_-]{16,64}$")]
Slot = Annotated[int, msgspec.Meta(ge=1, le=2**63 - 1)]


class Look(msgspec.Struct):
    event: Code


class Take(msgspec.Struct):
    """`key` is the form's once-only key, `size` everybody who comes, `minors` how many of them are under 18. `again`: it has
    been sent before, and no answer came."""

    event: Code
    slot: Slot
    size: Annotated[int, msgspec.Meta(ge=1, le=1000)]
    key: Key
    minors: Annotated[int, msgspec.Meta(ge=0, le=1000)] = 0
    group: bool = False
    again: bool = False


class Drop(msgspec.Struct):
    key: Key


read_look = msgspec.json.Decoder(Look).decode
read_take = msgspec.json.Decoder(Take).decode
read_drop = msgspec.json.Decoder(Drop).decode
