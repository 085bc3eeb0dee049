from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worldday.reports.checks.numbers import chinese, numbers_in

ONES, UNITS = "零一二三四五六七八九", ["", "十", "百", "千"]


def written(value: int) -> str:
    """How Chinese writes a number from 1 to 99,999,999."""
    if value >= 10_000:
        head, rest = divmod(value, 10_000)
        gap = "零" if 0 < rest < 1000 else ""
        return f"{written(head)}万{gap}{written(rest) if rest else ''}"
    said, gap = "", False
    for place in range(3, -1, -1):
        digit = value // 10**place % 10
        if digit:
            said += ("零" if gap and said else "") + ONES[digit] + UNITS[place]
            gap = False
        else:
            gap = True
    return said


@given(st.integers(1, 99_999_999))
def test_every_number_written_out_is_read_back(value):
    assert chinese(written(value)) == value


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("三万五", 35_000),
        ("一百二", 120),
        ("一百零二", 102),
        ("十二", 12),
        ("二〇二〇", 2020),
        ("两千", 2000),
        ("十万", 100_000),
        ("一亿三千万", 130_000_000),
        ("万一", None),
        ("千百", None),
        ("百二", None),
        ("二十百", None),
        ("万", None),
    ],
)
def test_short_forms_are_read_and_what_is_no_number_is_not(words, value):
    assert chinese(words) == value


@given(st.text(alphabet="零一二两三四五六七八九十百千万亿〇", min_size=1, max_size=9))
def test_no_row_of_numerals_breaks_the_reading(words):
    value = chinese(words)
    assert value is None or value >= 0


@pytest.mark.parametrize(
    ("text", "true", "false"),
    [
        ("1286人次", [1286], [1285, 1287]),
        ("１２８６人次", [1286], [1285]),
        ("12,860人次", [12860], [12861]),
        ("1200余人次", [1200, 1286, 1300], [1199, 1310]),
        ("1.2万人次", [11_950, 12_040], [13_100, 10_900]),
        ("1.2万余人次", [12_000, 12_999], [11_900, 14_000]),
        ("3万多份", [30_000, 39_000], [29_000, 41_000]),
        ("近200人", [180, 200], [201, 179]),
        ("约200人", [181, 219], [179, 221]),
        ("200人左右", [181, 219], [150]),
        ("超过200人", [200, 500], [199]),
        ("200人以上", [200, 500], [199]),
        ("三千二百余人次", [3200, 3286], [3199, 3310]),
        ("86.5%", [Decimal("86.5"), Decimal("86.45")], [88]),
        ("86.5％", [Decimal("86.5")], [88]),
    ],
)
def test_a_number_admits_what_its_words_admit(text, true, false):
    (number,) = numbers_in(text)
    assert [value for value in true if not number.admits(Decimal(value))] == []
    assert [value for value in false if number.admits(Decimal(value))] == []


@pytest.mark.parametrize(
    "text", ["第51届", "第十二次", "几十人", "数百人", "200—300人", "200至300人", "十几家", "三五百人", "GB/T 1.1"]
)
def test_what_says_nothing_certain_is_not_read(text):
    assert numbers_in(text) == []


@given(st.text(alphabet="共有参与12,３.万余约近百千%％ab，。—第几人次", max_size=40))
def test_places_lie_in_the_text_in_order_and_apart(text):
    found = numbers_in(text)
    places = [place for number in found for place in number.place]
    assert places == sorted(places) and all(0 <= place <= len(text) for place in places)
    assert all(number.high is None or number.low <= number.high for number in found)
