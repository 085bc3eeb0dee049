"""Two spellings of one number meet; two numbers do not."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from worldday.registry.folding import number_key, searched, words_of


@pytest.mark.parametrize(
    "spelling",
    [
        "GB/T 1.1—2020",
        "GB/T 1.1-2020",
        "gb/t1.1–2020",
        "ＧＢ／Ｔ　１．１－２０２０",
        "GBT 1.1 −2020",
        "“GB/T 1.1——2020”",
        " GB/T\u200b1.1-2020\n",
    ],
)
def test_every_spelling_of_a_number_has_one_key(spelling):
    assert number_key(spelling) == "gbt1.1-2020"


def test_the_point_and_the_place_of_the_dash_tell_numbers_apart():
    assert number_key("GB/T 1.1-2020") != number_key("GB/T 11-2020")
    assert number_key("T/X 12-2020") != number_key("T/X 1-22020")


def test_words_are_folded_parts_longest_first():
    assert words_of("　上海　-标准 GB/T 1.1—2020 上海") == ["1.12020", "gbt", "上海", "标准"]
    assert words_of("“—” ") == []


@given(st.text())
@example("R¸")
@example("r-\u0327")
def test_folding_twice_is_folding_once(text):
    assert searched(searched(text)) == searched(text)
    assert number_key(number_key(text)) == number_key(text)


@given(st.text(), st.text())
def test_a_part_of_a_text_is_found_in_it(before, after):
    part = "标准化"
    assert searched(part) in searched(before + part + after)
