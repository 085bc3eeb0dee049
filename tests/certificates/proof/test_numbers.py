"""Numbers survive being read aloud, typed and scanned; one wrong digit never leads to another certificate."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worldday.certificates.proof.numbers import number_of, typed_number

NUMBERS = st.builds(number_of, st.integers(1949, 2099), st.integers(1, 9_999_999), st.integers(0, 999_999))


def test_a_number_has_four_groups_and_two_check_digits():
    number = number_of(2020, 123, 581604)
    assert number == "2020-000123-581604-81"
    assert int(number.replace("-", "")) % 97 == 1


@given(NUMBERS)
def test_a_number_is_read_back_however_it_is_written(number):
    digits = number.replace("-", "")
    for typed in (
        number,
        digits,
        " ".join(digits),
        number.replace("-", "—"),
        f"编号：{number}。",
        f"https://a.example/{number}/",
    ):
        assert typed_number(typed) == number


@given(NUMBERS, st.data())
def test_one_wrong_digit_is_always_noticed(number, data):
    digits = number.replace("-", "")
    at = data.draw(st.integers(0, len(digits) - 1))
    other = data.draw(st.sampled_from([digit for digit in "0123456789" if digit != digits[at]]))
    assert typed_number(digits[:at] + other + digits[at + 1 :]) == ""


@given(NUMBERS, st.data())
def test_two_swapped_neighbours_are_always_noticed(number, data):
    digits = number.replace("-", "")
    at = data.draw(st.integers(0, len(digits) - 2))
    swapped = digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
    assert typed_number(swapped) == ("" if swapped != digits else number)


@given(st.text(max_size=60))
def test_any_other_text_is_no_number(text):
    found = typed_number(text)
    assert found == "" or sum(sign.isdecimal() for sign in text) >= 18


@pytest.mark.parametrize("text", ["", "2020", "2020-000123-581604-38", "a" * 18, "1" * 400])
def test_what_cannot_be_a_number_is_empty(text):
    assert typed_number(text) == ""
