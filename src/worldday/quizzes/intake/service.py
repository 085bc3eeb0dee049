"""Entering, starting, submitting: what each does, without HTTP. `docs/intake.md` has the contract."""

import asyncio
import logging
import secrets
from collections.abc import Sequence
from hmac import compare_digest

import msgspec

from worldday.base.digests import number_of
from worldday.base.hotpath.config import Config
from worldday.base.hotpath.origin import Headers, Origin
from worldday.base.hotpath.visiting import clock_and_ids
from worldday.base.hotpath.writer import Writer

from .admission import check_choices, check_open, check_pass
from .clock import Clock, day_of
from .known import REFRESH_S, Editions, Keys, Started
from .messages import Submit, read_answers, read_enter, read_reviewed, read_start, read_submit
from .papers import EditionContent, Paper, draw_paper, seed_of, shown
from .refusals import Refused
from .rows import Row
from .running import PASS_MS, Running, ticket_for
from .scoring import Answer, Scored, score
from .stores import Store, StoreDown, open_store
from .tickets import Key, Pass, Ticket, open_pass, open_ticket, seal, voucher_of

logger = logging.getLogger(__name__)
NOTHING, NOWHERE = Scored(0, 0), (0, 0)
Attempted = tuple[Running, Paper, Sequence[Answer]]


class Intake:
    """One per process and event loop."""

    def __init__(self, config: Config, *, store: Store | None = None, clock: Clock | None = None) -> None:
        self.store = store or open_store(config.database_url)
        own, self.ids = clock_and_ids(config)
        self.clock = clock or own
        self.keys, self.editions, self.started = Keys(self.store), Editions(self.store), Started()
        self.writer: Writer[Row, Row] = Writer(self.store, self.ids)
        self.origin = Origin(config.secret, config.trusted_proxies)
        self._secret = config.secret
        self._refreshing: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Connect and read the keys; a store that is away is waited for, not fatal."""
        await self._refresh()
        self._refreshing = asyncio.create_task(self._keep_fresh())

    async def close(self) -> None:
        """Everything accepted is answered first."""
        if self._refreshing:
            self._refreshing.cancel()
        await self.writer.finish()
        await self.store.close()

    async def _keep_fresh(self) -> None:
        while True:
            await asyncio.sleep(REFRESH_S)
            await self._refresh()

    async def _refresh(self) -> None:
        try:
            await self.store.open()
            await self.keys.refresh()
            await self.editions.refresh()
        except StoreDown as error:
            logger.warning("The store is away: %s", error)
        except Exception:
            logger.exception("Keys and editions could not be read")

    async def enter(self, body: bytes) -> bytes:
        """A pass for an anonymous device, for the attempt that is its next."""
        asked = read_enter(body)
        edition, now = await self.editions.newest(asked.quiz), self.clock.now_ms()
        check_choices(asked, edition)
        if asked.unit and not (edition.limits.units and await self.store.has_unit(asked.quiz, asked.unit)):
            raise Refused("unknown-unit")
        device = asked.device or secrets.token_urlsafe(18)
        player, day = number_of(self._secret, "device", device), day_of(now, edition.limits.time_zone)
        number, day_number = await self.store.played(asked.quiz, player, day) if asked.device else (0, 0)
        granted = Pass(
            asked.quiz, player, number, day, day_number, asked.entrance, asked.district, asked.unit, asked.age_band,
            "device", now + PASS_MS,
        )  # fmt: skip
        check_pass(granted, edition, now)
        times = {"opens_ms": edition.opens_ms, "closes_ms": edition.closes_ms, "now_ms": now}
        return msgspec.json.encode({"pass": seal(granted, self._key()), "device": device, **times})

    async def start(self, body: bytes) -> bytes:
        """The paper of an attempt and its ticket; again and again the same until it is submitted."""
        asked, now = read_start(body), self.clock.now_ms()
        held = self.keys.at_once(open_pass, asked.pass_, now) or await self.keys.looked_for(open_pass, asked.pass_, now)
        edition = self.editions.newest_known(held.quiz) or await self.editions.newest(held.quiz)
        if asked.practice:
            if not edition.limits.practice:
                raise Refused("no-practice")
            ticket = ticket_for(held, edition, secrets.randbits(63), now, practice=True)
        else:
            check_pass(held, edition, now)
            check_open(edition, now)
            seed = seed_of(edition, held.quiz, held.player, held.number)
            ticket = ticket_for(held, edition, seed, self.started.first(seed, now))
            if (running := Running(ticket, edition, now)).late:
                await self._forfeit(running)
        paper = shown(draw_paper(edition, ticket.seed, practice=ticket.practice))
        signed = seal(ticket, self._key()).encode()
        return b'{"ticket":"%b","deadline_ms":%d,"now_ms":%d,"paper":%b}' % (signed, ticket.deadline_ms, now, paper)

    async def _forfeit(self, running: Running) -> None:
        """An attempt whose time ran out counts, with nothing: otherwise its questions could be studied at leisure."""
        row = running.row(self.ids.new(running.now_ms), NOTHING, "[]", NOWHERE)
        await self.writer.add(row)
        self.started.over(running.ticket.seed)
        raise Refused("time-up", next_pass=running.next_pass(self._key()))

    async def submit(self, body: bytes, headers: Headers, client: tuple[str, int] | None) -> bytes:
        """The result, once it is on disk; whatever is sent later for the same attempt gets this first result."""
        sent, now = read_submit(body), self.clock.now_ms()
        running, paper, answers = self._at_once(sent, now) or await self._looked_for(sent, now)
        ticket = running.ticket
        if ticket.practice:
            return running.told_of_practice(paper, answers)
        if (late := running.late) and running.edition.closed(now):  # nothing more is stored; what is, can be asked for
            given, row = None, await self._stored(ticket)
        else:
            origin = self.origin.digests(ticket.quiz, headers, client)
            scored = NOTHING if late else score(paper, answers)
            given = running.row(self.ids.new(now), scored, bytes(sent.answers).decode(), origin)
            row = await self.writer.add(given)
            self.started.over(ticket.seed)
        key = self._key()
        if running.late_at(row.submitted_ms):
            raise Refused("late", next_pass=running.next_pass(key))
        if given is None or row.id != given.id:
            return running.told_again(row, paper, key)
        return running.told_first(row, voucher_of(sent.ticket, given.answers, key))

    async def review(self, body: bytes) -> bytes:
        """What `submit` leaves out of a first result: the voucher shows, without a look into the store, that it is there."""
        sent, now = read_reviewed(body), self.clock.now_ms()
        running, paper, answers = self._at_once(sent, now) or await self._looked_for(sent, now)
        voucher = voucher_of(sent.ticket, bytes(sent.answers).decode(), self._key())
        if not compare_digest(voucher.encode(), sent.voucher.encode()):
            raise Refused("bad-ticket")
        return b"{%b}" % running.rest(paper, answers, self._key())

    def _at_once(self, sent: Submit, now: int) -> Attempted | None:
        """What nearly every request finds in memory: no waiting, and not even a coroutine to be made."""
        ticket = self.keys.at_once(open_ticket, sent.ticket, now)
        edition = ticket and self.editions.known(ticket.quiz, ticket.edition)
        return _attempted(ticket, edition, sent, now) if ticket and edition else None

    async def _looked_for(self, sent: Submit, now: int) -> Attempted:
        ticket = self.keys.at_once(open_ticket, sent.ticket, now)
        ticket = ticket or await self.keys.looked_for(open_ticket, sent.ticket, now)
        return _attempted(ticket, await self.editions.exact(ticket.quiz, ticket.edition), sent, now)

    async def _stored(self, ticket: Ticket) -> Row:
        row = await self.store.find(ticket)
        if row is None:
            raise Refused("late", next_pass=None)
        return row

    def _key(self) -> Key:
        if self.keys.ring.signing is None:
            raise StoreDown("no signing key could be read yet")
        return self.keys.ring.signing


def _attempted(ticket: Ticket, edition: EditionContent, sent: Submit, now: int) -> Attempted:
    paper, answers = draw_paper(edition, ticket.seed, practice=ticket.practice), read_answers(sent.answers)
    if len(answers) > len(paper):
        raise Refused("too-many-answers")
    return Running(ticket, edition, now), paper, answers
