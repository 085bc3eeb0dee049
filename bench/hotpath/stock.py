"""Databases with a quiz of 500 questions, filled as far as one likes, and unique signed tickets for them."""

import secrets
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
from tests.factories.clusters import Cluster
from tests.factories.quiz_content import answers, content
from tests.factories.quiz_database import add_edition, add_key, connected, make_tables

from bench.hotpath.processes import PINNED
from worldday.quizzes.intake.clock import Clock, day_of
from worldday.quizzes.intake.papers import edition_of, seed_of
from worldday.quizzes.intake.running import ticket_for
from worldday.quizzes.intake.tickets import Key, Pass, Ticket, seal

QUIZ, ZONE = 1, "Asia/Shanghai"
KEPT_LOG_MB = 512
CONTENT = content(500, in_all=3, per_day=3)
EDITION = edition_of(CONTENT, QUIZ, 1)


@contextmanager
def postgres(make: Callable[[str], None] = make_tables) -> Iterator[Cluster]:
    """A cluster of our own, pinned beside the server. All settings have their defaults but the one that docs/operations.md
    recommends, and it has lived: a new one stops for some 40 ms at every 16 MB of its log, to make the file for the next."""
    cluster = Cluster(*PINNED)
    try:
        make(cluster.url)
        with connected(cluster.url) as connection, connection.cursor() as cursor:
            cursor.execute(f"ALTER SYSTEM SET min_wal_size = '{KEPT_LOG_MB}MB'")
            cursor.execute("SELECT pg_reload_conf()")
            for _segment in range(KEPT_LOG_MB // 16):
                cursor.execute("SELECT pg_logical_emit_message(true, 'lived', ''), pg_switch_wal()")
            cursor.execute("CHECKPOINT")
        yield cluster
    finally:
        cluster.remove()


@contextmanager
def sqlite(make: Callable[[str], None] = make_tables) -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="worldday-bench-", ignore_cleanup_errors=True) as folder:
        url = f"sqlite:///{folder}/bench.sqlite3"
        make(url)
        yield url


def open_quiz(url: str) -> Key:
    """The quiz and its key, once per database."""
    add_edition(url, CONTENT, quiz=QUIZ)
    return Key(1, add_key(url))


def submissions(path: Path, key: Key, count: int) -> Path:
    """`count` requests of as many players; seven answers in ten are right."""
    with path.open("wb") as file:
        for _ in range(count):
            text, ticket = new_ticket(key)
            file.write(msgspec.json.encode({"ticket": text, "answers": answers(EDITION, ticket.seed, right=7)}) + b"\n")
    return path


def starts(path: Path, key: Key, count: int) -> Path:
    now = Clock().now_ms()
    with path.open("wb") as file:
        file.writelines(msgspec.json.encode({"pass": seal(_pass(now), key)}) + b"\n" for _ in range(count))
    return path


def new_ticket(key: Key) -> tuple[str, Ticket]:
    """A running attempt of a new player, begun a minute and a half ago."""
    now = Clock().now_ms()
    held = _pass(now)
    ticket = ticket_for(held, EDITION, seed_of(EDITION, QUIZ, held.player, 0), now - 90_000)
    return seal(ticket, key), ticket


def _pass(now: int) -> Pass:
    player = secrets.randbits(63)
    return Pass(QUIZ, player, 0, day_of(now, ZONE), 0, 0, "310115", "", "adult", "device", now + 3_600_000)


def stored(url: str) -> int:
    with connected(url) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM quizzes_attempt")
        return int(cursor.fetchone()[0])
