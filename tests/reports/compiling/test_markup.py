"""Blocks to markup and back: nothing is lost, and nothing that is unknown passes in silence."""

import json

from hypothesis import given
from hypothesis import strategies as st
from tests.factories.report_blocks import one_of_everything

from worldday.reports.compiling import markup
from worldday.reports.compiling.blocks import (
    Bar,
    Chart,
    Heading,
    Note,
    PageBreak,
    Paragraph,
    Picture,
    Run,
    Table,
    digest_of,
    from_json,
    text,
    tidy,
    to_json,
    tokens_of,
)

TOKENS = ("aaaaaaaa", "bbbbbbbb", "k7m2q9xd")
CHARTS = {
    name: Chart(name, "图题", "bars", ("应报", "已报"), (Bar("甲", (2, 1)),), "甲：2、1")
    for name in ("plan", "reports")
}
# what breaks markups: its own signs, blanks of all sorts, line breaks, and words
CHARACTERS = (
    st.sampled_from(list("甲乙标准12aA |*[]\\#!>-_^(){}\"'`~=+　\t\n\r\x0b\x85\u2028\u200b\x00&<。“”"))
    | st.characters()
)
WORDS = st.text(CHARACTERS, max_size=12)
INLINES = st.lists(
    st.builds(Run, WORDS, st.booleans()) | st.builds(Note, st.sampled_from(TOKENS)), min_size=1, max_size=5
).map(tidy)


def line_of(words: str) -> str:
    """As `Written` keeps a heading."""
    return " ".join("".join(c for c in words if c.isprintable() or c.isspace()).split())


LINES = WORDS.map(line_of)
TABLES = st.integers(1, 4).flatmap(
    lambda columns: st.builds(
        Table,
        LINES,
        st.tuples(*[LINES] * columns),
        st.lists(st.tuples(*[INLINES] * columns), max_size=3).map(tuple),
        st.tuples(*[st.sampled_from(["start", "center", "end"])] * columns),
    )
)
BLOCKS = st.lists(
    st.one_of(
        st.builds(Heading, st.sampled_from([2, 3]), LINES.filter(bool)),
        st.builds(Paragraph, INLINES.filter(bool), st.sampled_from(["body", "small"])),
        TABLES,
        st.builds(Picture, st.just("material:k7m2q9xd"), LINES, LINES),
        st.sampled_from(list(CHARTS.values())),
        st.just(PageBreak()),
    ),
    max_size=5,
)


def read(said: str) -> markup.Reading:
    return markup.read(said, tokens=TOKENS, charts=CHARTS, materials=["k7m2q9xd"])


@given(BLOCKS)
def test_what_is_written_is_read_back_the_same(blocks):
    found = read(markup.write(blocks))
    assert found.troubles == []
    assert found.blocks == blocks


@given(BLOCKS)
def test_blocks_go_through_json_and_keep_their_name(blocks):
    there = json.loads(json.dumps(to_json(blocks), ensure_ascii=False))
    assert from_json(there) == blocks
    assert digest_of(from_json(there)) == digest_of(blocks)


@given(st.text(CHARACTERS, max_size=200))
def test_any_text_is_read_and_reading_again_changes_nothing(said):
    once = read(said)
    again = read(markup.write(once.blocks))
    assert (again.blocks, again.troubles) == (once.blocks, [])


def test_one_of_everything_reads_as_a_person_would_write_it():
    said = markup.write(one_of_everything().blocks)
    assert said.splitlines()[0].startswith("参与人数12860人次[^aaaaaaaa]，**首日过万**；")
    assert (
        "## 小标题\n\n### 更小的标题\n\n> 来源：示例\n\n|+ 主要数据\n| 序号 | 活动 | 数值 |\n|:-:|---|--:|\n| 1 | 活动1 | 100[^bbbbbbbb] |"
        in said
    )
    assert '![活动现场](material:p1 "甲区供图")\n\n---' in said


def test_a_footnote_taken_out_is_gone_and_an_unknown_one_is_said_with_its_line():
    assert read("甲100项。").troubles == []
    found = read("第一行\n\n甲100[^zzzzzzzz]项[^aaaaaaaa]。")
    assert [(one.what, one.line, one.words) for one in found.troubles] == [("footnote", 3, "[^zzzzzzzz]")]
    assert tokens_of(found.blocks) == ["aaaaaaaa"]


def test_pictures_and_charts_that_are_not_there_are_said():
    found = read("![现场](material:nosuch)\n![图](chart:nosuch)\n![图](chart:plan)")
    assert [(one.what, one.words) for one in found.troubles] == [
        ("picture", "material:nosuch"),
        ("picture", "chart:nosuch"),
    ]
    assert [block.name for block in found.blocks] == ["plan"]


def test_a_row_with_too_many_cells_is_said_and_a_short_one_is_filled():
    found = read("| 甲 | 乙 |\n|---|---|\n| 1 |\n| 1 | 2 | 3 |")
    assert [(one.what, one.line) for one in found.troubles] == [("cells", 4)]
    assert found.blocks[0].rows[0] == (text("1"), ())


def test_a_highlight_that_is_never_closed_is_said():
    assert [one.what for one in read("**没有结束").troubles] == ["marks"]
