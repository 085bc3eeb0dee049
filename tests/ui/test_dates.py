from datetime import date

import pytest
from django.utils.translation import override

from worldday.ui import dates

OCT_14 = date(2020, 10, 14)


@pytest.fixture(params=["zh-hans", "en"])
def language(request):
    with override(request.param):
        yield request.param


def test_a_day_is_written_as_people_of_each_language_write_it(language):
    said = {"zh-hans": "10月14日（周三）", "en": "Wed 14 October"}
    assert dates.day(OCT_14) == said[language]


def test_the_year_is_said_only_when_asked(language):
    said = {"zh-hans": "2020年10月14日（周三）", "en": "Wed 14 October 2020"}
    assert dates.day(OCT_14, year=True) == said[language]


@pytest.mark.parametrize(
    ("start", "end", "chinese", "english"),
    [
        (OCT_14, OCT_14, "10月14日（周三）", "Wed 14 October"),
        (date(2020, 10, 11), date(2020, 10, 20), "10月11日—20日", "11–20 October"),
        (date(2020, 9, 1), date(2020, 10, 31), "9月1日—10月31日", "1 September – 31 October"),
        (date(2020, 12, 28), date(2021, 1, 3), "2020年12月28日—2021年1月3日", "28 December 2020 – 3 January 2021"),
        (OCT_14, None, "10月14日（周三）起", "from Wed 14 October"),
        (None, OCT_14, "至10月14日（周三）", "until Wed 14 October"),
        (None, None, "", ""),
    ],
)
def test_a_span_repeats_nothing_and_leaves_nothing_out(start, end, chinese, english):
    with override("zh-hans"):
        assert dates.span(start, end) == chinese
    with override("en"):
        assert dates.span(start, end) == english


@pytest.mark.parametrize(
    ("start", "end", "chinese", "english"),
    [
        (OCT_14, OCT_14, ("10月", "14"), ("October", "14")),
        (date(2020, 10, 11), date(2020, 10, 20), ("10月", "11–20"), ("October", "11–20")),
        (date(2020, 2, 1), date(2020, 2, 29), ("", "2月"), ("", "Feb")),
        (date(2020, 9, 1), date(2020, 10, 31), ("", "9–10月"), ("", "Sep–Oct")),
        (date(2020, 9, 21), date(2020, 10, 20), ("", "9.21–10.20"), ("", "21 Sep – 20 Oct")),
        (OCT_14, None, ("10月", "14–"), ("October", "14–")),
        (None, None, ("", "—"), ("", "—")),
    ],
)
def test_a_window_is_shown_at_its_own_precision(start, end, chinese, english):
    with override("zh-hans"):
        assert dates.block(start, end) == dates.Block(*chinese)
    with override("en"):
        assert dates.block(start, end) == dates.Block(*english)


def test_distances_are_words_near_today_and_counts_beyond(language):
    said = {
        "zh-hans": ["40天前", "昨天", "今天", "明天", "12天后"],
        "en": ["40 days ago", "yesterday", "today", "tomorrow", "in 12 days"],
    }
    assert [dates.distance(days) for days in (-40, -1, 0, 1, 12)] == said[language]
