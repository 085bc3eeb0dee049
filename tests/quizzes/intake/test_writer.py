"""Group commit, with a store whose disk is in our hands."""

import asyncio

import pytest
from tests.quizzes.intake.test_stores import row

from worldday.base.hotpath.writer import MOST_ROWS, Writer
from worldday.quizzes.intake.clock import Clock, Ids, day_of
from worldday.quizzes.intake.stores import RowRefused, StoreDown


class Disk:
    """Commits when `turn` is set; fails as often as told; takes no row of player 666; id 1 is taken."""

    def __init__(self, fails: int = 0) -> None:
        self.turn, self.batches, self.fails, self.at_once = asyncio.Event(), [], fails, 0
        self.turn.set()

    async def commit(self, rows):
        self.at_once += 1
        assert self.at_once == 1, "one commit in flight"
        try:
            await self.turn.wait()
            if self.fails:
                self.fails -= 1
                raise StoreDown("away")
            if any(one.player == 666 for one in rows):
                raise RowRefused("666")
            self.batches.append(len(rows))
            return [None if one.id == 1 else one for one in rows]
        finally:
            self.at_once -= 1


def play(work, **disk):
    async def go():
        store = Disk(**disk)
        writer = Writer(store, Ids(), patience_s=0.5)
        result = await work(writer, store)
        await writer.finish()
        return result

    return asyncio.run(go())


def test_what_arrives_during_a_commit_goes_into_the_next_and_nobody_is_answered_before():
    async def work(writer, disk):
        disk.turn.clear()
        waiting = [writer.add(row(2, 0))]
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        waiting += [writer.add(row(10 + place, place)) for place in range(1, 40)]
        await asyncio.sleep(0.02)
        assert not any(task.done() for task in waiting)
        disk.turn.set()
        await asyncio.gather(*waiting)
        return disk.batches

    assert play(work) == [1, 39]


def test_a_transaction_has_a_largest_size():
    async def work(writer, disk):
        await asyncio.gather(*(writer.add(row(10 + place, place)) for place in range(MOST_ROWS + 1)))
        return disk.batches

    assert play(work) == [MOST_ROWS, 1]


def test_a_short_absence_of_the_store_is_waited_for():
    async def work(writer, disk):
        stored = await writer.add(row(2, 1))
        return stored.id, writer.down

    assert play(work, fails=2) == (2, False)


def test_a_long_absence_is_told_and_ends_by_itself():
    async def work(writer, disk):
        with pytest.raises(StoreDown):
            await writer.add(row(2, 1))
        assert writer.down
        disk.fails = 0
        return (await writer.add(row(2, 1))).id, writer.down

    assert play(work, fails=100) == (2, False)


def test_a_row_that_is_refused_fails_alone():
    async def work(writer, disk):
        return await asyncio.gather(
            *(writer.add(row(player, player)) for player in (665, 666, 667)), return_exceptions=True
        )

    first, bad, last = play(work)
    assert (first.id, last.id) == (665, 667) and isinstance(bad, RowRefused)


def test_a_row_whose_id_was_taken_gets_another():
    async def work(writer, disk):
        return await writer.add(row(1, 5))

    stored = play(work)
    assert stored.id > 1 and stored.player == 5


def test_ids_grow_with_time_and_also_when_the_clock_goes_back():
    ids = Ids()
    given = [ids.new(moment) for moment in (1_000, 1_000, 2_000, 500, 500, 3_000)]
    assert given == sorted(set(given)) and given[-1] >> 20 == 3_000


def test_a_step_of_the_systems_clock_does_not_reach_a_running_quiz():
    wall, monotonic = [5_000.0], [100.0]
    clock = Clock(wall=lambda: wall[0], monotonic=lambda: monotonic[0])
    assert clock.now_ms() == 5_000_000
    wall[0], monotonic[0] = 1_400.0, 101.5  # an hour back
    assert clock.now_ms() == 5_001_500


def test_the_day_is_the_installations():
    assert day_of(1_602_604_799_999, "Asia/Shanghai") == 20201013
    assert day_of(1_602_604_800_000, "Asia/Shanghai") == 20201014
    assert day_of(1_602_604_800_000, "UTC") == 20201013
