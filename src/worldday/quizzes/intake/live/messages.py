"""What phones and the host's screen send, checked while it is read."""

from typing import Annotated

import msgspec

from worldday.quizzes.intake.messages import Token

Code = Annotated[str, msgspec.Meta(pattern="^[a-z0-9]{4,12}$")]


class Join(msgspec.Struct):
    """A phone comes in. `device` is what an earlier `join` or `enter` gave it."""

    code: Code
    device: Annotated[str, msgspec.Meta(pattern="^[A-Za-z0-9_-]{20,64}$")] | None = None


class Look(msgspec.Struct):
    """What stands on the stage now; nothing new when it is still `seen`. `key`: the host's, who sees more."""

    code: Code
    seen: Annotated[str, msgspec.Meta(max_length=32)] = ""
    key: Annotated[str, msgspec.Meta(max_length=32)] = ""


class Say(msgspec.Struct):
    """A phone's answer to the question at `step`."""

    pass_: Token = msgspec.field(name="pass")
    step: Annotated[int, msgspec.Meta(ge=1, le=1000)] = 1
    answer: Annotated[list[bool | int], msgspec.Meta(max_length=12)] = []


class Turn(msgspec.Struct):
    """The host goes on: from (`step`, `phase`) as shown on the screen to the next. Sent twice, it happens once."""

    code: Code
    key: Annotated[str, msgspec.Meta(max_length=32)]
    step: Annotated[int, msgspec.Meta(ge=0, le=1000)]
    phase: Annotated[str, msgspec.Meta(max_length=8)]


read_join = msgspec.json.Decoder(Join).decode
read_look = msgspec.json.Decoder(Look).decode
read_say = msgspec.json.Decoder(Say).decode
read_turn = msgspec.json.Decoder(Turn).decode
