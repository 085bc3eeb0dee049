"""What must hold for any text: no crash, spans in place, times in order, noise without effect."""

import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.factories.notice_texts import FOOT, HEAD, reading

from worldday.notices.reading.errors import NotANotice
from worldday.notices.reading.text import bare, normalise

HERE = Path(__file__).parent
TEXTS = {path.stem: path.read_text("utf8") for path in sorted((HERE / "corpus").glob("*.txt"))}
READABLE = [name for name in TEXTS if name != "negative-novel"]
WORDS = st.sampled_from(
    ["关于开展", "世界标准日", "活动", "的通知", "\n", "一、", "（一）", "1.", "①", "主题", "：", "。", "，", "“", "”", "《", "》", "（", "）",
     "10月14日", "9—10月", "前", "报送", "总结", "500字内", "市局", "主办", "序号\t活动名称\t时间\n", "联系人", "13800000000", "\t", "|",
     "二〇二〇年", "31日", "0", "９", "\u3000", "等", "各单位", "附件", "星期三", "每月", "至", "第", "个"]
)  # fmt: skip
calm = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def any_reading(text: str) -> dict[str, Any] | None:
    try:
        return reading(text)
    except NotANotice:
        return None


def value_at(read: Any, pointer: str) -> Any:
    for part in pointer.split("/")[1:]:
        read = read[int(part)] if isinstance(read, list) else read[part]
    return read


def check(text: str, read: dict[str, Any]) -> None:
    for start, end in read["spans"].values():
        assert 0 <= start <= end <= len(text)
    for warning in read["warnings"]:
        assert 0 <= warning["start"] <= warning["end"] <= len(text)
        assert warning["message"]
        assert "{" not in warning["message"]
    for activity in read["activities"]:
        first, last = activity["window"]["start"], activity["window"]["end"]
        assert first is None or last is None or first <= last
        assert activity["name"]


@calm
@given(st.text(max_size=400))
@example("\x00\x1c\u2028")
def test_no_text_crashes_the_reader(text):
    read = any_reading(text)
    if read is not None:
        check(text, read)


@calm
@given(st.lists(WORDS, max_size=80).map("".join))
def test_no_heap_of_official_words_crashes_the_reader(body):
    for text in (body, HEAD + body + FOOT):
        read = any_reading(text)
        if read is not None:
            check(text, read)


@pytest.mark.parametrize("name", READABLE)
def test_every_verbatim_value_stands_at_its_span(name):
    text = TEXTS[name]
    read = reading(text)
    check(text, read)
    for pointer, (start, end) in read["spans"].items():
        field = pointer.rsplit("/", 1)[1]
        value = value_at(read, pointer)
        if (
            isinstance(value, str)
            and field not in {"seq", "what", "issue_date", "start", "end"}
            and "/phones/" not in pointer
        ):
            assert bare(text[start:end]) == bare(value), pointer


@pytest.mark.parametrize("name", READABLE)
def test_what_is_read_has_a_place(name):
    read = reading(TEXTS[name])
    for n, activity in enumerate(read["activities"]):
        assert f"/activities/{n}/name" in read["spans"]
        assert (f"/activities/{n}/window/text" in read["spans"]) == (activity["window"]["text"] is not None)
        for m in range(len(activity["units"])):
            assert f"/activities/{n}/units/{m}/name" in read["spans"]


def facts(read: dict[str, Any]) -> tuple[Any, ...]:
    """What must not depend on how the text is set."""
    return (
        bare(read["title"] or ""),
        [bare(issuer) for issuer in read["issuers"]],
        read["issue_date"],
        [
            (
                bare(a["name"]),
                [bare(u["name"]) for u in a["units"]],
                a["window"]["start"],
                a["window"]["end"],
                a["kind"],
            )
            for a in read["activities"]
        ],
        [(task["what"], task["due"], task["max_chars"]) for task in read["tasks"]],
        [contact["phones"] for contact in read["contacts"]],
        [warning["code"] for warning in read["warnings"]],
    )


WIDE = str.maketrans("0123456789.()@", "０１２３４５６７８９．（）＠")


@pytest.mark.parametrize("name", READABLE)
def test_full_width_digits_read_the_same(name):
    assert facts(reading(TEXTS[name].translate(WIDE))) == facts(reading(TEXTS[name]))


@pytest.mark.parametrize("name", READABLE)
def test_half_width_punctuation_reads_the_same(name):
    text = TEXTS[name].replace("：", ":").replace("；", ";").replace("（", "(").replace("）", ")")
    assert facts(reading(text)) == facts(reading(TEXTS[name]))


@pytest.mark.parametrize("name", [name for name in READABLE if "|" not in TEXTS[name]])
def test_blank_lines_and_windows_line_ends_change_nothing(name):
    text = TEXTS[name]
    assert facts(reading(text.replace("\n", "  \r\n\r\n"))) == facts(reading(text))


@pytest.mark.parametrize(
    "name", ["metrology-day-sections", "chinese-digits", "year-crossing", "theme-english", "week-with-limits", "phases"]
)
def test_a_page_that_lost_its_line_breaks_reads_the_same(name):
    text = " ".join(line.strip() for line in TEXTS[name].splitlines() if line.strip())
    assert facts(reading(text)) == facts(reading(TEXTS[name]))


def seconds(text: str) -> float:
    best = 9.0
    for _ in range(2):
        began = time.process_time()
        any_reading(text)
        best = min(best, time.process_time() - began)
    return best


def test_time_grows_with_the_length_and_no_faster():
    body = TEXTS["metrology-day-sections"]
    short, long_ = seconds(body * 10), seconds(body * 80)
    assert long_ < short * 8 * 2.5


@pytest.mark.parametrize(
    "heap",
    [
        "1",
        "标",
        "\n",
        "一、",
        "（",
        "“",
        "10月14日",
        "关于开展",
        "1.",
        "局",
        " ",
        "《",
        "联系人：",
        "a@",
        "请于6月5日前报送",
        "序号\n活动名称\n时间\n1\n",
        "、",
        "20",
        "（一）各单位要",
    ],
)
def test_no_repetition_is_slow(heap):
    text = HEAD + heap * (60_000 // len(heap)) + FOOT
    assert seconds(text) < 2.0


def test_a_text_as_long_as_a_novel_is_refused_at_once():
    with pytest.raises(NotANotice) as refusal:
        reading("话说天下大势，分久必合。" * 100_000)
    assert (refusal.value.code, refusal.value.params) == ("too_long", {"chars": 1_200_000})


def test_spans_survive_normalising():
    for text in TEXTS.values():
        assert len(normalise(text)) == len(text)
