"""Both databases behind the one interface."""

import asyncio
from collections.abc import Sequence
from contextlib import asynccontextmanager

import pytest
from tests.factories.quiz_content import content
from tests.factories.quiz_database import add_edition, rows

from worldday.base.env import BadSetting
from worldday.quizzes.intake.rows import Row
from worldday.quizzes.intake.stores import RowRefused, StoreDown, open_store
from worldday.quizzes.intake.tickets import Pass


def row(row_id: int, player: int, number: int = 0, *, day_number: int = 0, score: int = 50, day: int = 20201014) -> Row:
    return Row(
        row_id, 1, player, number, day, day_number, 0, "310115", "一班", "adult", "device", 1, 1_000, 2_000, score, 5,
        '[["标准"]]', 11, 12,
    )  # fmt: skip


def ids(stored: Sequence[Row | None]) -> list[tuple[int, int]]:
    return [(one.id, one.score) for one in stored if one]


@asynccontextmanager
async def opened(url: str):
    store = open_store(url)
    await store.open()
    try:
        yield store
    finally:
        await store.close()


def run(url: str, work):
    async def go():
        async with opened(url) as store:
            return await work(store)

    return asyncio.run(go())


def test_a_batch_is_stored_as_it_was_given(either):
    given = [row(5, 1), row(6, 2**63 - 1), row(7, 1, 1, day_number=1)]
    stored = run(either, lambda store: store.commit(given))
    assert list(stored) == given
    columns = ", ".join(Row._fields)
    assert [Row(*one) for one in rows(either, f"SELECT {columns} FROM quizzes_attempt ORDER BY id")] == given


def test_of_the_same_attempt_the_first_is_kept_within_a_batch_and_across_batches(either):
    async def work(store):
        inside = await store.commit([row(5, 1, score=10), row(6, 1, score=90), row(7, 2)])
        later = await store.commit([row(8, 1, score=100), row(9, 3)])
        return inside, later

    inside, later = run(either, work)
    assert ids(inside) == [(5, 10), (5, 10), (7, 50)]
    assert ids(later) == [(5, 10), (9, 50)]
    assert len(rows(either)) == 3


def test_the_days_limit_holds_by_its_own_constraint(either):
    stored = run(either, lambda store: store.commit([row(5, 1, 0), row(6, 1, 1), row(7, 1, 2, day=20201015)]))
    assert ids(stored) == [(5, 50), (5, 50), (7, 50)]


def test_where_no_day_is_limited_its_constraint_binds_nothing(either):
    free = [row(5, 1, 0)._replace(day_number=None), row(6, 1, 1)._replace(day_number=None)]
    again = run(either, lambda store: store.commit([*free, row(7, 1, 1)._replace(day_number=None)]))
    assert ids(again) == [(5, 50), (6, 50), (6, 50)]


def test_a_commit_whose_answer_was_lost_is_recognised_by_its_ids(either):
    async def work(store):
        await store.commit([row(5, 1)])
        return await store.commit([row(5, 1), row(6, 2)])

    assert ids(run(either, work)) == [(5, 50), (6, 50)]


def test_an_id_that_another_server_took_is_reported_not_confused(either):
    async def work(store):
        await store.commit([row(5, 1)])
        return await store.commit([row(5, 2), row(6, 3)])

    first, second = run(either, work)
    assert first is None and second.id == 6


def test_a_row_the_database_does_not_take_is_refused_whole(either):
    bad = row(6, 2)._replace(score=None)
    with pytest.raises(RowRefused):
        run(either, lambda store: store.commit([row(5, 1), bad]))
    assert rows(either) == []


def test_two_servers_with_the_same_tickets_agree(either):
    async def go():
        async with opened(either) as one, opened(either) as other:
            batches = [
                [row(1000 * base + place, place) for place in order]
                for base, order in ((1, range(200)), (2, range(199, -1, -1)))
            ]
            return await asyncio.gather(one.commit(batches[0]), other.commit(batches[1]))

    one, other = asyncio.run(go())
    told = {stored.player: stored.id for stored in one}
    assert {stored.player: stored.id for stored in other} == told and len(rows(either)) == 200
    assert sum(stored.id // 1000 == base for base, batch in ((1, one), (2, other)) for stored in batch) == 200


def test_what_was_played_and_found_is_what_is_stored(either):
    async def work(store):
        await store.commit([row(5, 1), row(6, 1, 1, day=20201015), row(7, 1, 2, day=20201015, day_number=1)])
        held = Pass(1, 1, 1, 20201015, 0, 0, "", "", "", "device", 0)
        stranger = Pass(1, 9, 0, 20201015, 0, 0, "", "", "", "device", 0)
        return (
            [await store.played(1, 1, day) for day in (20201014, 20201015, 20201016)],
            await store.played(1, 9, 20201014),
            (await store.find(held)).id,
            await store.find(stranger),
        )

    assert run(either, work) == ([(3, 1), (3, 2), (3, 0)], (0, 0), 6, None)


def test_editions_and_keys_are_read_as_django_wrote_them(either):
    add_edition(either, content(5))
    add_edition(either, content(6), number=2)

    async def work(store):
        await store.add_key(b"k" * 32)
        return (
            await store.newest_edition(1),
            await store.newest_edition(2),
            await store.edition(1, 1),
            await store.keys(),
        )

    newest, none, first, (key,) = run(either, work)
    assert (newest, none, first) == (2, None, content(5))
    assert (key.id, key.secret, key.retired_ms) == (1, b"k" * 32, None)


def test_a_store_that_is_away_says_so(tmp_path):
    with pytest.raises(StoreDown):
        run(f"sqlite:///{tmp_path}/nothing.sqlite3", lambda store: store.commit([row(5, 1)]))
    with pytest.raises(StoreDown):
        run("postgres://nobody@127.0.0.1:1/none", lambda store: store.commit([row(5, 1)]))


@pytest.mark.parametrize("url", ["mysql://x/y", "sqlite://:memory:", "oracle"])
def test_another_database_stops_the_start_with_one_sentence(url):
    with pytest.raises(BadSetting, match="DATABASE_URL"):
        open_store(url)
