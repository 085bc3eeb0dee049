"""Joining, looking, answering on stage, and the host's one button. `docs/intake.md` has the contract."""

import hmac
import json
import secrets
from typing import TYPE_CHECKING

import msgspec

from worldday.base.digests import number_of
from worldday.base.hotpath.writer import Writer
from worldday.people.numbers import label_of
from worldday.quizzes.intake.refusals import Refused
from worldday.quizzes.intake.running import PASS_MS
from worldday.quizzes.intake.scoring import is_right
from worldday.quizzes.intake.tickets import Pass, open_pass, seal

from . import tables
from .messages import read_join, read_look, read_say, read_turn
from .rooms import Room, Rooms, next_turn

if TYPE_CHECKING:
    from worldday.quizzes.intake.service import Intake

HALL = "stage:"


def host_key(secret: str, code: str) -> str:
    """What the host's screen shows that it may go on; the public code of the stage does not tell it."""
    return f"{number_of(secret, 'stage host', code):x}"


class Live:
    """The stage beside the counted quiz: same process, same store, same keys, a writer of its own."""

    def __init__(self, intake: "Intake", secret: str) -> None:
        self.intake, self._secret = intake, secret
        self.rooms = Rooms(intake.store, intake.editions, secret)
        self.writer: Writer[tables.Said, tables.Said] = Writer(tables.AnswerTable(intake.store), intake.ids)

    async def join(self, body: bytes) -> bytes:
        """{"pass", "device", "label", "now_ms"}: a phone is in the hall, and counted there once."""
        asked, now = read_join(body), self.intake.clock.now_ms()
        held = (await self.rooms.look(asked.code, now)).held
        device = asked.device or secrets.token_urlsafe(18)
        player = number_of(self._secret, "device", device)
        await self._kept(tables.Said(self.intake.ids.new(now), held.id, 0, player, "", 0, is_right=False))
        granted = Pass(held.quiz, player, 0, 0, 0, 0, "", HALL + asked.code, "", "device", now + PASS_MS)
        sealed = seal(granted, self.intake._key())
        told = {"pass": sealed, "device": device, "label": label_of(player, self._secret), "now_ms": now}
        return msgspec.json.encode(told)

    async def look(self, body: bytes) -> bytes:
        """What stands on the stage, with a digest as `seen`; {"same": true} when the phone has that already."""
        asked, now = read_look(body), self.intake.clock.now_ms()
        room = await self.rooms.look(asked.code, now)
        told, digest = room.host if asked.key and self._is_host(room, asked.key) else room.public
        if digest == asked.seen:
            return b'{"same":true,"now_ms":%d}' % now
        return b'{"seen":"%b","now_ms":%d,"stage":%b}' % (digest.encode(), now, told)

    async def say(self, body: bytes) -> bytes:
        """{"kept": true, "answer"} once the answer, or an earlier one of this phone, is on disk."""
        sent, now = read_say(body), self.intake.clock.now_ms()
        keys = self.intake.keys
        held = keys.at_once(open_pass, sent.pass_, now) or await keys.looked_for(open_pass, sent.pass_, now)
        if not held.group.startswith(HALL):
            raise Refused("bad-ticket")
        room = await self.rooms.look(held.group.removeprefix(HALL), now)
        if not room.takes(sent.step, now):
            room.read_ms = 0  # perhaps the host has gone on since the last look
            room = await self.rooms.look(room.code, now)
        asked = room.question()
        if asked is None or not room.takes(sent.step, now):
            raise Refused("stage-late")
        took = min(max(now - room.held.opened_ms, 0), room.held.seconds * 1000)
        text = json.dumps(sorted(sent.answer) if asked.question.sort == "multiple" else sent.answer)
        row = tables.Said(
            self.intake.ids.new(now), room.held.id, sent.step, held.player, text, took, is_right(asked, sent.answer)
        )
        return b'{"kept":true,"answer":%b}' % (await self._kept(row)).answer.encode()

    async def turn(self, body: bytes) -> bytes:
        """The host goes on; from another state than the screen showed nothing happens, and the screen learns the new one."""
        asked, now = read_turn(body), self.intake.clock.now_ms()
        room = await self.rooms.look(asked.code, now)
        if not self._is_host(room, asked.key):
            raise Refused("bad-ticket")
        room.held = await tables.round_of(self.intake.store, asked.code)
        if (room.held.step, room.held.phase) == (asked.step, asked.phase):
            await tables.turn(self.intake.store, room.held, *next_turn(room), now)
        room.read_ms = 0
        told, digest = (await self.rooms.look(asked.code, now)).host
        return b'{"seen":"%b","now_ms":%d,"stage":%b}' % (digest.encode(), now, told)

    async def _kept(self, row: tables.Said) -> tables.Said:
        """What is on disk for this phone and question: `row`, or what came first."""
        return await self.writer.add(row)

    def _is_host(self, room: Room, key: str) -> bool:
        return hmac.compare_digest(key, host_key(self._secret, room.code))
