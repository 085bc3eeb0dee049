"""How long a text is, by the published rule."""

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worldday.reports.counting import count

CASES = json.loads((Path(__file__).parent / "counting_cases.json").read_text("utf8"))
HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["shows"])
def test_each_test_text_counts_what_the_table_says(case):
    assert count(case["text"]) == case["count"]


def test_the_table_in_the_decision_record_is_the_one_that_is_tested():
    record = Path("docs/decisions/0401-what-counts-as-a-character.md").read_text("utf8")
    rows = [line.split("|")[1:3] for line in record.splitlines() if line.startswith("| `")]
    assert len(rows) >= 15
    told = {case["text"]: case["count"] for case in CASES}
    assert [text for text, n in rows if told[text.strip().strip("`")] != int(n)] == []


@given(HAN)
def test_every_ideograph_counts_one(text):
    assert count(text) == len(text)


@given(st.text(), st.text())
def test_texts_parted_by_a_line_break_count_apart(first, second):
    assert count(f"{first}\n{second}") == count(first) + count(second)


@given(st.text())
def test_blanks_around_change_nothing_and_no_text_counts_more_than_its_characters(text):
    assert count(f" \t{text}\u3000\r\n") == count(text) <= len(text)


@given(st.text(st.characters(categories=["Zs", "Zl", "Zp"])))
def test_blanks_of_every_sort_count_nothing(text):
    assert all(unicodedata.category(one).startswith("Z") for one in text)
    assert count(text) == 0


@given(st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), min_size=1))
def test_an_unbroken_run_of_half_width_signs_counts_one(text):
    assert count(text) == 1
