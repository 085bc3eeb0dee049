"""Standings, places and tallies against a plain computation over every attempt."""

from collections import defaultdict

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.factories.quizzes import BY, OPENS, make_attempt, make_frozen_quiz

from worldday.base.problems import Problem
from worldday.people.models import Participant
from worldday.quizzes import actions, ranking
from worldday.quizzes.models import Attempt, Bucket, Mark, SchoolClass, Standing, Tally
from worldday.quizzes.queries import figures, persons, place_of, teams

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]
DISTRICTS = ("", "嘉定区", "金山区")


@pytest.fixture
def quiz(on_day):
    on_day(OPENS.date())
    return make_frozen_quiz(in_all=2)


def plain(quiz, same=None):
    """Every listed person's best: [(score, time, submitted, player)], computed the slow way, in the rule's order."""
    same, theirs = same or {}, defaultdict(list)
    for a in Attempt.objects.filter(quiz=quiz).order_by("submitted_ms", "id"):
        theirs[same.get(a.player, a.player)].append(a)
    best = []
    for player, attempts in theirs.items():
        valid = [a for a in attempts[:2] if not a.void]
        if valid:
            a = min(valid, key=lambda a: (-a.score, a.submitted_ms - a.started_ms, a.submitted_ms, a.id))
            best.append((-a.score, a.submitted_ms - a.started_ms, a.submitted_ms, player, a.district, len(valid)))
    return sorted(best, key=lambda row: row[:3])


def check_exact(quiz, same=None):
    expected = plain(quiz, same)
    page = persons(quiz, size=1000)
    assert page.total == len(expected) and page.after == ""
    assert [(-r.standing.score, r.standing.time_ms, r.standing.submitted_ms) for r in page.rows] == [
        row[:3] for row in expected
    ]
    assert {r.standing.player for r in page.rows} == {row[3] for row in expected}
    for board in ("", "district:嘉定区", "district:金山区"):
        here = [row for row in expected if not board or row[4] == board.partition(":")[2]]
        for row in here:
            stood = place_of(quiz, row[3], board)
            assert (stood.place, stood.of) == (1 + sum(other[:3] < row[:3] for other in here), len(here))
        tally = Tally.objects.filter(quiz=quiz, board=board).first() or Tally()
        assert (tally.players, tally.points) == (len(here), -sum(row[0] for row in here))
        assert (tally.attempts, tally.passed) == (sum(row[5] for row in here), sum(row[0] <= -60 for row in here))
    assert [r.place for r in page.rows] == [1 + sum(other[:3] < row[:3] for other in expected) for row in expected]


attempts = st.tuples(
    st.integers(1, 6),
    st.sampled_from([0, 50, 60, 100]),
    st.sampled_from([1.0, 1.5, 2.0, 60.0]),
    st.sampled_from(DISTRICTS),
)
steps = st.lists(st.one_of(attempts, st.sampled_from(["void", "restore", "follow", "sweep", "forget"])), max_size=18)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps, st.randoms(use_true_random=False))
def test_whatever_happens_in_whatever_order_the_ranking_is_what_a_full_computation_gives(quiz, steps, chance):
    for model in (Attempt, Standing, Bucket, Tally, Mark):
        model.objects.all().delete()
    follower = ranking.Follower()
    for step in steps:
        if isinstance(step, tuple):
            player, score, seconds, district = step
            make_attempt(quiz, player, score, seconds, district=district)
        elif step == "follow":
            follower.follow()
        elif step == "sweep":
            ranking.sweep(quiz)
        elif step == "forget":
            follower = ranking.Follower()
        elif rows := list(Attempt.objects.filter(quiz=quiz, void=step == "restore")):
            change = actions.void_attempt if step == "void" else actions.restore_attempt
            change(quiz=quiz, attempt=chance.choice(rows).pk, reason="测试", by=BY)
    follower.follow()
    ranking.sweep(quiz)  # attempts are made at the same moment for every player here, so some come in behind the mark
    check_exact(quiz)
    before = sums_of(quiz)
    ranking.settle(quiz)
    assert sums_of(quiz) == before
    check_exact(quiz)


def sums_of(quiz):
    tallies = Tally.objects.filter(quiz=quiz, players__gt=0).order_by("board")
    buckets = Bucket.objects.filter(quiz=quiz, players__gt=0).order_by("board", "score", "second")
    return (
        list(tallies.values_list("board", "players", "attempts", "passed", "points")),
        list(buckets.values_list("board", "score", "second", "players")),
    )


def test_a_person_with_a_phone_and_a_wechat_account_counts_once_with_the_first_attempts_of_both(quiz):
    stays, goes = Participant.objects.create(number=1), Participant.objects.create(number=2)
    for player, score, minute in ((1, 50, 1), (2, 60, 2), (1, 100, 3), (2, 90, 4)):
        make_attempt(quiz, player, score, at=OPENS.replace(minute=minute), number=minute)
    ranking.Follower().follow()
    assert [r.standing.player for r in persons(quiz).rows] == [1, 2]
    goes.merged_into = stays
    goes.save()
    ranking.count_merged(1, 2)
    check_exact(quiz, same={2: 1})
    standing = Standing.objects.get()
    assert (standing.player, standing.score, standing.attempts) == (1, 60, 2)  # two in all: 50 and 60 came first
    assert place_of(quiz, 2).place == 1


def test_an_attempt_committed_late_is_found_by_the_next_look_or_by_the_sweep(quiz):
    follower = ranking.Follower()
    early = make_attempt(quiz, 1, 50)
    make_attempt(quiz, 2, 60, seconds=65.0)
    follower.follow()
    make_attempt(quiz, 3, 70, id=early.pk - (3_000 << 20))  # three seconds older, committed after it
    assert follower.follow() == 1
    make_attempt(quiz, 4, 80, id=early.pk - (60_000 << 20))  # a minute older: the database was away
    assert follower.follow() == 0
    assert ranking.sweep(quiz) == 1
    check_exact(quiz)
    assert ranking.sweep(quiz) == 0


def test_the_sweep_goes_round_in_slices_and_finds_every_stray(quiz, monkeypatch):
    monkeypatch.setattr(ranking, "SLICE", 2)
    for player in (1, 2, 2, 3, 5, 8):
        make_attempt(quiz, player, 50 + player)
    sweeper = ranking.Sweeper()
    assert [sweeper.turn() for _ in range(4)] == [2, 2, 1, 0]  # 1 and 2, then 3 and 5, then 8; then anew
    check_exact(quiz)
    make_attempt(quiz, 13, 90)
    assert [sweeper.turn() for _ in range(3)] == [0, 1, 0]
    check_exact(quiz)


def test_a_clock_set_back_hides_no_attempt(quiz, on_day):
    follower = ranking.Follower()
    make_attempt(quiz, 1, 50, id=OPENS.replace(year=2021).timestamp().__int__() * 1000 << 20)
    follower.follow()
    make_attempt(quiz, 2, 60, at=OPENS.replace(hour=10))
    assert follower.follow() == 1
    check_exact(quiz)


def test_following_costs_the_same_few_queries_for_one_attempt_and_for_three(quiz, django_assert_max_num_queries):
    follower = ranking.Follower()
    make_attempt(quiz, 1, 50)
    follower.follow()
    for players in ((2,), (3, 4, 5)):
        for player in players:
            make_attempt(quiz, player, 70)
        with django_assert_max_num_queries(32):
            assert follower.follow() == len(players)


def test_pages_follow_one_another_without_gap_or_repeat_and_equal_standings_share_a_place(quiz):
    for player in range(1, 24):
        make_attempt(quiz, player, 100 - 10 * (player % 3), seconds=60 + player % 2, number=0)
    ranking.Follower().follow()
    rows, after, pages = [], "", 0
    while True:
        page = persons(quiz, after=after, size=5)
        rows += page.rows
        pages += 1
        if not (after := page.after):
            break
    whole = persons(quiz, size=100).rows
    assert pages == 5 and [(r.place, r.standing.pk) for r in rows] == [(r.place, r.standing.pk) for r in whole]
    assert len({r.place for r in whole}) == 6  # three scores, two times
    for row in whole:
        assert place_of(quiz, row.standing.player).place == row.place


@pytest.mark.parametrize("after", ["x", "1-2-3", "1-2-3-4-5", "٣-1-1-x"])
def test_a_page_that_does_not_exist_says_so(quiz, after):
    with pytest.raises(Problem):
        persons(quiz, after=after)


def test_a_class_counts_for_class_and_school_and_not_among_persons(quiz):
    made = actions.make_class(quiz=quiz, school="普通小学", name="四年级1班", seats=40, by=BY)
    other = SchoolClass.objects.create(quiz=quiz, school="普通小学", name="四年级2班", made_at=OPENS)
    for player, group, score in ((1, made.code, 100), (2, made.code, 50), (3, other.code, 60)):
        make_attempt(quiz, player, score, group=group, strength="seat")
    make_attempt(quiz, 4, 40)
    ranking.Follower().follow()
    assert [r.standing.player for r in persons(quiz).rows] == [4]
    assert place_of(quiz, 1) is None
    assert [(t.place, t.name, t.players, t.passed, t.mean) for t in teams(quiz, "school")] == [
        (1, "普通小学", 3, 2, 70.0)
    ]
    assert [(t.place, t.name, t.mean) for t in teams(quiz, "group")] == [
        (1, "普通小学 四年级1班", 75.0),
        (2, "普通小学 四年级2班", 60.0),
    ]
    before = sums_of(quiz)
    ranking.settle(quiz)
    assert sums_of(quiz) == before


def test_figures_by_district_age_and_entrance_come_from_two_queries(quiz, django_assert_num_queries):
    for player, district, band, score in ((1, "嘉定区", "18-35", 100), (2, "嘉定区", "", 40), (3, "", "18-35", 60)):
        make_attempt(quiz, player, score, district=district, age_band=band)
    make_attempt(quiz, 2, 80, district="嘉定区")
    ranking.Follower().follow()
    with django_assert_num_queries(2):
        found = figures(quiz)
    assert (found.whole.players, found.whole.attempts, found.whole.passed, found.whole.mean, found.whole.pass_rate) == (
        3,
        4,
        3,
        80.0,
        1.0,
    )
    assert [(g.name, g.players, g.mean) for g in found.districts] == [("嘉定区", 2, 90.0), ("金山区", 0, None)]
    assert [(g.name, g.players) for g in found.age_bands if g.players] == [("18-35", 2)]
    assert found.full_marks == 100
