"""What the intake remembers of the database: keys and editions; and of the requests: when an attempt was first started."""

import asyncio
import secrets
from collections.abc import Callable

from .papers import EditionContent, edition_of
from .refusals import Refused
from .stores import Store
from .tickets import BadTicket, KeyRing, Pass, Sealed

REFRESH_S = 3.0
MOST_EDITIONS, MOST_UNKNOWN, MOST_STARTED = 32, 1000, 200_000  # an edition of 500 questions takes some 10 MB


class Keys:
    """The key ring, as fresh as the last refresh."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._looked_for: set[str] = set()
        self.ring = KeyRing(())

    async def refresh(self) -> None:
        """Read the keys; the very first of an installation is made here."""
        self.ring = KeyRing(await self._store.keys())
        if self.ring.signing is None:
            await self._store.add_key(secrets.token_bytes(32))
            self.ring = KeyRing(await self._store.keys())
        self._looked_for.clear()

    def at_once(self, how: "Callable[[str, KeyRing, int], Sealed]", text: str, now_ms: int) -> Sealed | None:
        """`how(text, ring, now_ms)`, or None where it is worth looking for a key of the last seconds. Raises `Refused`."""
        try:
            return how(text, self.ring, now_ms)
        except BadTicket as bad:
            if bad.reason != "unknown-key" or text[:6] in self._looked_for or len(self._looked_for) > MOST_UNKNOWN:
                raise _refused(bad) from None
            return None

    async def looked_for(self, how: "Callable[[str, KeyRing, int], Sealed]", text: str, now_ms: int) -> Sealed:
        """The same after the keys were read once more. Raises `Refused`."""
        await self.refresh()
        self._looked_for.add(text[:6])  # 6 characters of base64 hold the key's id
        try:
            return how(text, self.ring, now_ms)
        except BadTicket as bad:
            raise _refused(bad) from None


def _refused(bad: BadTicket) -> Refused:
    return Refused("expired" if bad.reason in ("expired", "unknown-key") else "bad-ticket")


class Editions:
    """Editions made ready, by (quiz, number), and which is a quiz's newest."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._ready: dict[tuple[int, int], EditionContent] = {}
        self._loading: dict[tuple[int, int], asyncio.Task[EditionContent]] = {}
        self._newest: dict[int, int] = {}
        self._unknown: set[int] = set()

    def newest_known(self, quiz: int) -> EditionContent | None:
        """Its newest edition, if it has been read."""
        return self._ready.get((quiz, self._newest.get(quiz, 0)))

    async def newest(self, quiz: int) -> EditionContent:
        """Raises `Refused` for a quiz that was never frozen."""
        number = self._newest.get(quiz)
        if number is None:
            number = None if quiz in self._unknown else await self._store.newest_edition(quiz)
            if number is None:
                if len(self._unknown) < MOST_UNKNOWN:
                    self._unknown.add(quiz)
                raise Refused("no-quiz")
            self._newest[quiz] = number
        return self.known(quiz, number) or await self.exact(quiz, number)

    def known(self, quiz: int, number: int) -> EditionContent | None:
        """This very edition, if it has been read."""
        return self._ready.get((quiz, number))

    async def exact(self, quiz: int, number: int) -> EditionContent:
        """This very edition. Raises `Refused` when there is none."""
        if known := self.known(quiz, number):
            return known
        loading = self._loading.get((quiz, number))
        if loading is None:
            loading = self._loading[quiz, number] = asyncio.create_task(self._load(quiz, number))
            loading.add_done_callback(lambda _done: self._loading.pop((quiz, number)))
        return await asyncio.shield(loading)

    async def refresh(self) -> None:
        """A newer edition, such as a later closing, is seen by whoever starts from now on."""
        self._unknown.clear()
        for quiz in tuple(self._newest):
            number = await self._store.newest_edition(quiz)
            if number is None:
                self._newest.pop(quiz, None)
            else:
                self._newest[quiz] = number

    async def _load(self, quiz: int, number: int) -> EditionContent:
        content = await self._store.edition(quiz, number)
        if content is None:
            raise Refused("no-quiz")
        ready = self._ready[quiz, number] = edition_of(content, quiz, number)
        while len(self._ready) > MOST_EDITIONS:
            oldest = next(iter(self._ready))
            self._ready.pop(oldest)
            self._newest.pop(oldest[0], None)
        return ready


class Started:
    """When each running attempt was first started here, so that starting again does not set its clock back.

    By its seed, which is the digest of quiz, player and number. Bounded: the oldest are forgotten. Of one server: behind
    several, a player could win one more look, which the time between his submissions shows.
    """

    def __init__(self, most: int = MOST_STARTED) -> None:
        self._most = most
        self._first: dict[int, int] = {}

    def first(self, seed: int, now_ms: int) -> int:
        """When this attempt was first started: now, if it was not before."""
        if len(self._first) >= self._most and seed not in self._first:
            self._first.pop(next(iter(self._first)))
        return self._first.setdefault(seed, now_ms)

    def over(self, seed: int) -> None:
        self._first.pop(seed, None)


__all__ = ["REFRESH_S", "Editions", "Keys", "Pass", "Started"]
