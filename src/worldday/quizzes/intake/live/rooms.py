"""A hall as the intake sees it: what stands on the stage, read from the database a few times a second for all phones at once."""

import asyncio
import hashlib
import json
from typing import Any

from worldday.people.numbers import label_of
from worldday.quizzes.intake.known import Editions
from worldday.quizzes.intake.papers import Asked, EditionContent, Line
from worldday.quizzes.intake.papers import shown as paper_shown
from worldday.quizzes.intake.refusals import Refused
from worldday.quizzes.intake.scoring import right_answer
from worldday.quizzes.intake.stores import Store

from . import tables
from .tables import Round

FRESH_MS = 300  # how old a look may be: several servers and a thousand phones cost three small reads each time
MOST = 200
LATE_MS = 3000  # for the line: an answer given in time may arrive this late, while nothing has been shown yet


class Room:
    """One stage. `public` and `host` are what phones and the big screen get, with a short digest of each."""

    def __init__(self, code: str, held: Round, edition: EditionContent) -> None:
        self.code, self.held = code, held
        known = [edition.questions[question] for question in held.questions if question in edition.questions]
        self.asked = [Line((question,), 1, 1, shared=False).make(0) for question in known]  # one order for all screens
        self.read_ms = 0
        self.public = self.host = (b"", "")
        self.reading: asyncio.Task[None] | None = None

    def question(self) -> Asked | None:
        """The one at hand; None in the lobby."""
        return self.asked[self.held.step - 1] if 0 < self.held.step <= len(self.asked) else None

    def takes(self, step: int, now_ms: int) -> bool:
        """Whether an answer to the question at `step` still counts."""
        held = self.held
        return held.phase == "asking" and held.step == step and now_ms <= held.opened_ms + held.seconds * 1000 + LATE_MS


class Rooms:
    """The stages somebody has looked at lately."""

    def __init__(self, store: Store, editions: Editions, secret: str) -> None:
        self._store, self._editions, self._secret = store, editions, secret
        self._rooms: dict[str, Room] = {}

    async def look(self, code: str, now_ms: int) -> Room:
        """The room, no older than `FRESH_MS`. Raises `Refused`."""
        room = self._rooms.get(code) or await self._make(code)
        if now_ms - room.read_ms > FRESH_MS:
            if room.reading is None:
                room.reading = asyncio.ensure_future(self._read(room, now_ms))
            await asyncio.shield(room.reading)
        return room

    async def _make(self, code: str) -> Room:
        held = await tables.round_of(self._store, code)
        room = Room(code, held, await self._editions.exact(held.quiz, held.edition))
        while len(self._rooms) >= MOST:
            self._rooms.pop(next(iter(self._rooms)))
        return self._rooms.setdefault(code, room)

    async def _read(self, room: Room, now_ms: int) -> None:
        try:
            room.held = held = await tables.round_of(self._store, room.code)
            bars = await tables.bars(self._store, held.id, held.step) if held.step else {}
            best = await tables.best(self._store, held.id) if held.phase in ("top", "over") else []
            told = self._told(room, await tables.joined(self._store, held.id), sum(bars.values()), best)
            open_now = held.phase == "asking"
            room.public = _sealed(told if open_now else told | {"bars": _places(bars)})
            room.host = _sealed(told | {"bars": _places(bars)})
            room.read_ms = now_ms
        finally:
            room.reading = None

    def _told(self, room: Room, joined: int, answered: int, best: list[tuple[int, int, int]]) -> dict[str, Any]:
        held, asked = room.held, room.question()
        told: dict[str, Any] = {
            "step": held.step, "of": len(room.asked), "phase": held.phase, "opened_ms": held.opened_ms,
            "seconds": held.seconds, "joined": joined, "answered": answered,
        }  # fmt: skip
        if asked is not None and held.phase in ("asking", "shown"):
            told["question"] = json.loads(paper_shown([asked]))[0]
        if asked is not None and held.phase == "shown":
            told["right"] = right_answer(asked)
        if held.phase in ("top", "over"):
            told["top"] = [
                {"label": label_of(player, self._secret), "right": right, "took_ms": took}
                for player, right, took in best
            ]
        return told


def next_turn(room: Room) -> tuple[int, str]:
    """(step, phase) that follows: each question is asked, shown, then the best are; after the last it is over."""
    held = room.held
    if held.phase == "asking":
        return held.step, "shown"
    if held.phase == "shown":
        return held.step, "top" if held.step < len(room.asked) else "over"
    if held.phase == "over":
        raise Refused("stage-over")
    return held.step + 1, "asking"


def _places(bars: dict[str, int]) -> list[dict[str, Any]]:
    return [{"answer": json.loads(answer), "count": count} for answer, count in sorted(bars.items())]


def _sealed(told: dict[str, Any]) -> tuple[bytes, str]:
    body = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
    return body, hashlib.blake2b(body, digest_size=8).hexdigest()
