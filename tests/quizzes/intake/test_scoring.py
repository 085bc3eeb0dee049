import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worldday.quizzes.intake.papers import draw_paper, edition_of
from worldday.quizzes.intake.questions import prepare
from worldday.quizzes.intake.scoring import bank_answer, marks, review, right_answer, score

OPTIONS = [{"key": key, "text": key} for key in "abcde"]
COLUMNS = {"left": [{"key": key, "text": key} for key in "xyz"], "right": [{"key": key, "text": key} for key in "klmn"]}
SORTS: dict[str, dict[str, Any]] = {
    "single": {"options": OPTIONS, "answer": ["c"]},
    "multiple": {"options": OPTIONS, "answer": ["a", "d", "e"]},
    "true-false": {"options": [], "answer": [False]},
    "fill-in": {"options": [], "answer": [["GB/T 1.1", "GB/T1.1-2020"], ["标准化"]]},
    "ordering": {"options": OPTIONS, "answer": ["e", "a", "d", "b", "c"]},
    "matching": {"options": COLUMNS, "answer": [["x", "m"], ["y", "k"], ["z", "m"]]},
}
EDITION = edition_of(
    {
        "questions": {
            sort: {"sort": sort, "stem": sort, "explanation": "因为", **given} for sort, given in SORTS.items()
        },
        "recipe": [{"question": sort, "points": place} for place, sort in enumerate(SORTS, 1)],
    }
)
PLACE = {sort: place for place, sort in enumerate(SORTS)}
seeds = st.integers(0, 2**63 - 1)
anything = st.none() | st.lists(st.none() | st.booleans() | st.integers() | st.text(max_size=5), max_size=6)


def right_sheet(seed: int) -> list[Any]:
    return [right_answer(asked) for asked in draw_paper(EDITION, seed)]


@given(seeds)
def test_right_answers_bring_all_points_in_every_order_of_options(seed):
    scored = score(draw_paper(EDITION, seed), right_sheet(seed))
    assert scored == (1 + 2 + 3 + 4 + 5 + 6, 6)


@given(seeds, st.sampled_from(sorted(SORTS)), anything)
def test_any_other_answer_brings_nothing_for_its_question_and_breaks_nothing(seed, sort, other):
    paper, sheet, place = draw_paper(EDITION, seed), right_sheet(seed), PLACE[sort]
    if sort == "multiple" and other and None not in other and sorted(map(str, other)) == sorted(map(str, sheet[place])):
        return
    if other == sheet[place]:
        return
    sheet[place] = other
    assert marks(paper, sheet) == [at != place for at in range(6)]
    assert score(paper, sheet) == (21 - (place + 1), 5)


@given(seeds)
def test_missing_answers_at_the_end_count_as_wrong(seed):
    paper = draw_paper(EDITION, seed)
    assert marks(paper, right_sheet(seed)[:2]) == [True, True] + [False] * 4
    assert score(paper, right_sheet(seed)[:2]) == (1 + 2, 2)
    assert score(paper, []) == (0, 0)


@given(seeds, st.permutations([0, 1, 2]))
def test_a_multiple_choice_may_be_ticked_in_any_order_but_must_be_whole(seed, order):
    paper, sheet = draw_paper(EDITION, seed), right_sheet(seed)
    ticked = sheet[PLACE["multiple"]]
    for answer, right in (
        ([ticked[place] for place in order], True),
        (ticked[:2], False),
        ([*ticked[:2], ticked[0]], False),
    ):
        sheet[PLACE["multiple"]] = answer
        assert marks(paper, sheet)[PLACE["multiple"]] is right


@pytest.mark.parametrize("text", ["GB/T 1.1", "gb/t1.1", "ＧＢ／Ｔ　１．１", " G B / T 1 . 1 ", "GB/T1.1-2020"])
def test_a_filled_in_answer_may_differ_in_width_case_and_blanks(text):
    paper, sheet = draw_paper(EDITION, 3), right_sheet(3)
    sheet[PLACE["fill-in"]] = [text, "标 准 化"]
    assert score(paper, sheet).right == 6


@pytest.mark.parametrize(
    "answer", [["GB/T 1.2", "标准化"], ["GB/T 1.1"], ["GB/T 1.1", "标准化", ""], ["", ""], [1.1, 2]]
)
def test_a_filled_in_answer_must_be_one_of_the_accepted_in_every_blank(answer):
    paper, sheet = draw_paper(EDITION, 3), right_sheet(3)
    sheet[PLACE["fill-in"]] = answer
    assert score(paper, sheet).right == 5


@given(seeds)
def test_statistics_get_the_banks_keys_back(seed):
    back = [
        bank_answer(asked, answer) for asked, answer in zip(draw_paper(EDITION, seed), right_sheet(seed), strict=True)
    ]
    back[PLACE["multiple"]] = sorted(back[PLACE["multiple"]])
    expected = [given["answer"] for given in SORTS.values()]
    expected[PLACE["fill-in"]] = ["GB/T 1.1", "标准化"]
    assert back == expected
    assert bank_answer(draw_paper(EDITION, seed)[0], [9]) == []


def test_the_review_says_what_is_right_and_why():
    paper = draw_paper(EDITION, 3)
    told = review(paper, [right_sheet(3)[0]]).decode()
    assert told.startswith('[{"right":true,"answer":') and told.count('"right":false') == 5
    assert told.count('"explanation":"因为"') == 6


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ({"stem_en": "every ____ years", "answer": [["五", "5"], ["2020"]]}, ["5", "2020"]),
        ({"stem_en": "every ____ years", "answer": [["5", "五"]]}, None),
        ({"answer": [["五", "5"]]}, None),  # asked in Chinese only
    ],
)
def test_an_english_reader_is_shown_a_blank_filled_in_english(asked, shown):
    question = prepare("q1", {"sort": "fill-in", "stem": "每____年", "options": [], "basis": "标准化法"} | asked)
    told = json.loads(b"{" + question.review)
    assert (told.get("answer_en"), told["basis"]) == (shown, "标准化法")
    assert question.spellings[0] == asked["answer"][0][0]
