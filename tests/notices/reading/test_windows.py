from datetime import date

import pytest

from worldday.notices.reading import windows
from worldday.notices.reading.days import Calendar
from worldday.notices.reading.text import normalise

NINTH = Calendar(2020, date(2020, 9, 9))


def found(words: str, calendar: Calendar = NINTH) -> list[tuple[str, str | None, str | None, str]]:
    text = normalise(words)
    return [
        (words[w.start : w.end], w.first and w.first.isoformat(), w.last and w.last.isoformat(), w.precision)
        for w in windows.find(text, 0, len(text), calendar)
    ]


@pytest.mark.parametrize(
    ("words", "first", "last", "precision"),
    [
        ("9月", "2020-09-01", "2020-09-30", "month"),
        ("10—11月", "2020-10-01", "2020-11-30", "month"),
        ("9月—10月", "2020-09-01", "2020-10-31", "month"),
        ("2020年9月—12月", "2020-09-01", "2020-12-31", "month"),
        ("9月下旬", "2020-09-21", "2020-09-30", "ten-day"),
        ("10月中下旬", "2020-10-11", "2020-10-31", "ten-day"),
        ("9月中、下旬", "2020-09-11", "2020-09-30", "ten-day"),
        ("6月上旬至7月中旬", "2020-06-01", "2020-07-20", "ten-day"),
        ("6月1日至30日期间", "2020-06-01", "2020-06-30", "day"),
        ("5月18日—24日", "2020-05-18", "2020-05-24", "day"),
        ("11月9至17日", "2020-11-09", "2020-11-17", "day"),
        ("2022年5月21—28日", "2022-05-21", "2022-05-28", "day"),
        ("10月14日、15日", "2020-10-14", "2020-10-15", "day"),
        ("12月20日至1月10日", "2020-12-20", "2021-01-10", "day"),
        ("11月至次年2月", "2020-11-01", "2021-02-28", "month"),
        ("二〇二〇年九月九日", "2020-09-09", "2020-09-09", "day"),
        ("十月十四日", "2020-10-14", "2020-10-14", "day"),
        ("１０月１４日", "2020-10-14", "2020-10-14", "day"),
        ("2018.9.12", "2018-09-12", "2018-09-12", "day"),
        ("10月14日（星期三）上午9:00—11:30", "2020-10-14", "2020-10-14", "day"),
        ("6月20日前后", "2020-06-20", "2020-06-20", "day"),
        ("全年", "2020-01-01", "2020-12-31", "month"),
        ("下半年", "2020-07-01", "2020-12-31", "month"),
        ("第三季度", "2020-07-01", "2020-09-30", "month"),
        ("即日起至10月31日", "2020-09-09", "2020-10-31", "day"),
        ("11月底前", None, "2020-11-30", "ten-day"),
        ("10月23日前", None, "2020-10-23", "day"),
        ("2月下旬", "2020-02-21", "2020-02-29", "ten-day"),
    ],
)
def test_a_time_phrase_is_an_interval_of_days(words, first, last, precision):
    assert found(words) == [(words, first, last, precision)]


@pytest.mark.parametrize("words", ["三月三", "第9月", "13月1日", "2月30日", "9.15版", "一月又一月", "生于月末"])
def test_what_is_no_date_is_left_alone(words):
    assert found(words) == []


def test_a_month_before_a_country_is_a_month():
    assert found("6月中国计量大会") == [("6月", "2020-06-01", "2020-06-30", "month")]


def test_without_a_year_the_phrase_is_kept_and_the_days_stay_open():
    assert found("10月中旬", Calendar(None)) == [("10月中旬", None, None, "ten-day")]


def test_phrases_come_in_order():
    assert [words for words, *_ in found("6月5日前报方案，6月30日前报总结，10月中旬开会")] == [
        "6月5日前",
        "6月30日前",
        "10月中旬",
    ]
