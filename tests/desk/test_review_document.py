"""The document's marks: cut at every border, innermost first; warnings stand at the value they speak of."""

from hypothesis import given
from hypothesis import strategies as st
from tests.factories.measured import quickest

from worldday.desk.notices.highlight import Piece, pieces
from worldday.desk.notices.warnings import place, value_at


def test_nested_and_overlapping_spans_are_cut_at_every_border():
    cut = pieces("市局牵头；浙江局", {"text": (0, 8), "lead": (0, 2), "warn": (3, 6)})
    assert cut == [
        Piece("市局", ("lead", "text"), ("lead", "text")),
        Piece("牵", ("text",), ()),
        Piece("头；浙", ("warn", "text"), ("warn",)),
        Piece("江局", ("text",), ()),
    ]


def test_spans_that_are_empty_or_outside_the_text_mark_nothing():
    assert pieces("标准", {"a": (1, 1), "b": (-1, 1), "c": (0, 3)}) == [Piece("标准", (), ())]
    assert pieces("", {}) == []


@given(
    st.text(max_size=40),
    st.dictionaries(st.text(max_size=3), st.tuples(st.integers(-2, 42), st.integers(-2, 42)), max_size=8),
)
def test_the_pieces_always_make_up_the_text_and_each_span_begins_once(text, spans):
    cut = pieces(text, spans)
    assert "".join(piece.text for piece in cut) == text
    begins = [name for piece in cut for name in piece.begins]
    assert sorted(begins) == sorted(name for name, (start, end) in spans.items() if 0 <= start < end <= len(text))


def test_a_notice_of_five_hundred_activities_is_cut_in_a_moment():
    spans = {f"/activities/{n}/{part}": (n * 60 + part, n * 60 + part + 9) for n in range(500) for part in range(10)}
    assert len(pieces("字" * 30_000, spans)) > 5000
    assert quickest(lambda: pieces("字" * 30_000, spans)) < 1


def reading(content: str, **spans) -> dict:
    data = {"activities": [{"name": "启动", "content": content}], "spans": {"/activities/0/content": [10, 30], **spans}}
    return data | {"warnings": [{"code": "character", "message": "疑为颁发", "start": 12, "end": 14}]}


def test_a_warning_stands_at_the_smallest_value_it_touches():
    data = reading("办法证书", **{"/activities/0": [0, 40]})
    (warning,) = place(data, data)
    assert (warning.pointer, warning.settled, warning.number) == ("/activities/0/content", False, 1)


def test_correcting_the_value_settles_the_warning_and_undoing_brings_it_back():
    read = reading("办法证书")
    assert place(reading("颁发证书"), read)[0].settled
    assert not place(reading("办法证书"), read)[0].settled


def test_a_warning_follows_its_value_when_rows_move_and_is_settled_when_the_row_is_gone():
    read = reading("办法证书")
    moved = {**read, "activities": [{}, read["activities"][0]], "spans": {"/activities/1/content": [10, 30]}}
    assert (place(moved, read)[0].pointer, place(moved, read)[0].settled) == ("/activities/1/content", False)
    assert place({**read, "activities": [], "spans": {}}, read)[0].settled


def test_a_warning_about_the_whole_notice_belongs_to_no_field():
    data = {"warnings": [{"code": "date", "message": "没有成文日期", "start": None, "end": None}], "spans": {}}
    assert [(w.pointer, w.span, w.settled) for w in place(data, data)] == [("", None, False)]


def test_a_pointer_that_leads_nowhere_names_nothing():
    assert value_at({"a": [1]}, "/a/0") == 1
    assert [value_at({"a": [1]}, pointer) for pointer in ("/a/5", "/a/x", "/b/c", "/a/0/z")] == [None] * 4


def test_a_warning_about_what_is_not_said_leads_to_where_it_would_be_said():
    said = {"code": "no_issue_date", "message": "没有成文日期", "start": 5, "end": 9}
    read = {"issue_date": None, "warnings": [said], "spans": {"/title": [0, 9]}}
    assert [(w.pointer, w.settled) for w in place(read, read)] == [("/issue_date", False)]
    assert place({**read, "issue_date": "2020-09-09"}, read)[0].settled


def test_a_slip_the_reader_knows_the_word_for_can_be_mended_by_one_click():
    data = reading("办法证书")
    data["warnings"][0]["params"] = {"word": "办法", "instead": "颁发"}
    assert place(data, data)[0].slip == ("办法", "颁发")


def test_a_warning_is_said_in_the_readers_language():
    said = {"code": "no_issue_date", "message": "没有找到成文日期", "start": None, "end": None, "params": {}}
    data = {"warnings": [said], "spans": {}}
    assert place(data, data, lang="en")[0].sentence == "No date of issue was found; please add it."
