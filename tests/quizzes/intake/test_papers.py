from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.factories.quiz_content import TOPICS, content, single

from worldday.quizzes.intake.papers import BadEdition, Limits, draw_paper, edition_of, seed_of, shown

EDITION = edition_of(content())
seeds = st.integers(0, 2**63 - 1)


def of(recipe, questions=60, **more):
    return content(questions) | {"recipe": recipe} | more


@given(seeds)
def test_every_paper_is_equally_hard_and_asks_nothing_twice(seed):
    paper = draw_paper(EDITION, seed)
    assert len({asked.question.code for asked in paper}) == 10
    parts = Counter((asked.question.topics[0], asked.question.difficulty, asked.points) for asked in paper)
    assert parts == {(topic, level, 10): 1 for topic in TOPICS for level in (1, 2)}
    assert sum(asked.points for asked in paper) == EDITION.recipe.points == 100


@pytest.mark.parametrize(
    ("per_day", "in_all", "counts"),
    [(0, 3, False), (0, 0, False), (2, 3, True), (2, 0, True), (3, 3, False), (5, 3, False)],
)
def test_days_are_counted_only_where_their_limit_says_something_of_its_own(per_day, in_all, counts):
    assert Limits(per_day=per_day, in_all=in_all).counts_days is counts


@given(seeds)
def test_the_same_seed_gives_the_same_paper_also_from_an_edition_read_anew(seed):
    assert shown(draw_paper(EDITION, seed)) == shown(draw_paper(edition_of(content()), seed))


def test_a_paper_is_the_same_on_every_version_of_python():
    codes = [asked.question.code for asked in draw_paper(EDITION, 20201014)]
    orders = ["".join(map(str, asked.order)) for asked in draw_paper(EDITION, 20201014)]
    assert (codes, orders) == PINNED


@given(seeds)
def test_lines_that_share_questions_still_ask_none_twice(seed):
    edition = edition_of(of([{"topic": TOPICS[0], "count": 5}, {"difficulty": 1, "count": 5}, {"question": "q003"}]))
    codes = [asked.question.code for asked in draw_paper(edition, seed)]
    assert len(set(codes)) == len(codes) == 11


def test_every_question_and_every_order_comes_up_equally_often():
    edition = edition_of(of([{"count": 2}], questions=5))
    papers = [draw_paper(edition, seed) for seed in range(6000)]
    drawn = Counter(asked.question.code for paper in papers for asked in paper)
    orders = Counter(asked.order for paper in papers for asked in paper)
    assert len(drawn) == 5 and all(2250 < count < 2550 for count in drawn.values())  # 2400 ± 4 sigma
    assert len(orders) == 24 and all(410 < count < 590 for count in orders.values())  # 500 ± 4 sigma


def test_a_fixed_paper_keeps_its_order_and_shuffles_only_options():
    edition = edition_of(of([{"question": code, "points": 5} for code in ("q002", "q000", "q001")]))
    assert all(
        [asked.question.code for asked in draw_paper(edition, seed)] == ["q002", "q000", "q001"] for seed in range(20)
    )
    assert len({asked.order for seed in range(100) for asked in draw_paper(edition, seed)}) == 24


def test_the_phone_is_told_nothing_about_what_is_right():
    told = shown(draw_paper(EDITION, 1)).decode()
    for word in ("answer", "right", "explanation", "参见", "basis", '"key"'):
        assert word not in told


def test_a_counted_attempt_has_one_seed_and_the_next_another():
    assert seed_of(EDITION, 1, 5, 0) == seed_of(EDITION, 1, 5, 0)
    assert (
        len({seed_of(EDITION, quiz, player, number) for quiz in (1, 2) for player in (5, 6) for number in (0, 1)}) == 8
    )
    assert seed_of(edition_of(content() | {"salt": "other"}), 1, 5, 0) != seed_of(EDITION, 1, 5, 0)


def test_a_later_edition_with_the_same_salt_draws_the_same_seeds():
    first, later = content() | {"salt": "s"}, content(59, in_all=9) | {"salt": "s"}
    assert seed_of(edition_of(first), 1, 5, 0) == seed_of(edition_of(later), 1, 5, 0)


def test_seven_options_are_shuffled_too():
    many = single(0) | {"options": [{"key": key, "text": key} for key in "abcdefg"]}
    edition = edition_of({"questions": {"q": many}, "recipe": [{"question": "q"}]})
    orders = {draw_paper(edition, seed)[0].order for seed in range(300)}
    assert len(orders) == 24 and all(sorted(order) == list(range(7)) for order in orders)


@pytest.mark.parametrize(
    ("recipe", "words"),
    [
        ([], "no line"),
        ([{"topic": "没有", "count": 1}], "asks for 1 questions and may find only 0"),
        ([{"topic": TOPICS[0], "count": 10}, {"topic": TOPICS[0], "count": 3}], "may find only 2"),
        ([{"question": "missing"}], "not in the edition"),
        ([{"topic": TOPICS[0], "count": 0}], "asks for 0"),
    ],
)
def test_a_recipe_that_could_fail_is_refused_before_anybody_plays(recipe, words):
    with pytest.raises(BadEdition, match=words):
        edition_of(of(recipe))


@pytest.mark.parametrize(
    "change",
    [
        {"sort": "essay"},
        {"answer": ["e"]},
        {"answer": ["a", "b"]},
        {"answer": []},
        {"options": [{"key": "a", "text": ""}] * 2},
        {"options": [{"key": "a"}]},
        {"sort": "true-false", "answer": ["a"]},
        {"sort": "fill-in", "answer": [[" "]]},
        {"sort": "ordering", "answer": ["a", "b", "c"]},
        {"sort": "matching"},
    ],
)
def test_a_question_without_a_right_answer_is_refused(change):
    with pytest.raises(BadEdition, match="Question q"):
        edition_of({"questions": {"q": single(0) | change}, "recipe": [{"question": "q"}]})


PINNED = (
    ["q045", "q020", "q031", "q021", "q017", "q052", "q033", "q023", "q004", "q039"],
    ["0213", "0213", "1023", "2103", "0123", "0213", "0213", "1320", "0312", "2013"],
)
