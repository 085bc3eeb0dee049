"""The PDF on a machine without Chinese fonts, in one piece or several; the web page without script."""

import io
import re
from collections import Counter
from html.parser import HTMLParser

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.factories.report_blocks import NOTES, report

from worldday.reports.compiling import fonts, html
from worldday.reports.compiling.blocks import Paragraph, Run, Table, tidy
from worldday.reports.compiling.paper import FANGSONG
from worldday.reports.compiling.pdf import body, writer
from worldday.reports.compiling.report import Part, Report, characters


def pages(of: Report) -> list[str]:
    out = io.BytesIO()
    writer.write(of, out)
    opened = pypdfium2.PdfDocument(out.getvalue())
    return [page.get_textpage().get_text_bounded() for page in opened]


def folded(words: str) -> str:
    return "".join(words.split())


def test_the_pdf_holds_everything_with_bookmarks_and_numbered_pages():
    out = io.BytesIO()
    writer.write(report(), out)
    opened = pypdfium2.PdfDocument(out.getvalue())
    shown = folded("".join(page.get_textpage().get_text_bounded() for page in opened))
    for said in (
        "一、总体情况",
        "（一）小标题",
        "1．更小的标题",
        "二、活动成效",
        "（一）线上竞答",
        "附件1",
        "各单位总结",
        "表1主要数据",
        "图3活动现场（甲区供图）",
        "<&>\"'#$*[]\\",
        *NOTES.values(),
    ):
        assert folded(said) in shown, said
    assert [folded(one.get_title()) for one in opened.get_toc() if one.level == 0] == [
        "一、总体情况",
        "二、活动成效",
        "各单位总结",
        "逾期情况",
    ]
    assert [int(re.findall(r"— ?(\d+) ?—", page.get_textpage().get_text_bounded())[-1]) for page in opened] == list(
        range(1, len(opened) + 1)
    )


def test_an_english_report_is_numbered_in_digits():
    shown = folded("".join(pages(report(english=True))))
    assert all(said in shown for said in ("1总体情况", "1.1小标题", "1.1.1更小的标题", "2.1线上竞答"))


def test_a_page_of_text_has_22_lines_of_28_characters():
    said = "示" * 28 * 66
    made = Report("题", "单位", "某日", "zh", [Part("annex:a", "附", [Paragraph((Run(said),))], annex=True)], {})
    middle = [line.strip() for line in pages(made)[2].splitlines()]
    lines = [line for line in middle if line.startswith("示")]
    assert Counter(len(line) for line in lines) == {28: 22}


def test_a_long_report_is_set_in_pieces_that_go_on_counting(monkeypatch):
    whole = pages(report(annexes=40))
    monkeypatch.setattr(body, "PIECE", 3_000)
    pieces = pages(report(annexes=40))
    assert (
        folded("".join(pieces)).count("示例文字围绕主题")
        == folded("".join(whole)).count("示例文字围绕主题")
        == 40 * 3 * 6
    )
    assert [int(re.findall(r"— ?(\d+) ?—", page)[-1]) for page in pieces] == list(range(1, len(pieces) + 1))
    assert "表2" in folded("".join(pieces)) and "（一）线上竞答" in folded("".join(pieces))


@settings(max_examples=8)
@given(st.text(min_size=1, max_size=60))
def test_no_text_means_anything_to_the_typesetter(said):
    cell = tidy([Run(said), Run(said, strong=True)])
    blocks = [Paragraph(cell), Paragraph(cell, "small"), Table(said, (said, said), ((cell, cell),))]
    assert pages(
        Report(said, said, said, "zh", [Part("a", said, blocks), Part("annex:a", said, blocks, annex=True)], {})
    )


def test_a_machine_without_the_named_fonts_uses_ours_and_says_so(monkeypatch):
    monkeypatch.setattr(fonts, "families", lambda: frozenset({"Noto Sans CJK SC"}))
    assert fonts.missing() == ["方正小标宋简体", "黑体", "楷体_GB2312", "仿宋_GB2312", "宋体"]
    assert fonts.stack(FANGSONG) == ["Noto Sans CJK SC"]
    monkeypatch.setattr(fonts, "families", lambda: frozenset({"FangSong", "Times New Roman", "Noto Sans CJK SC"}))
    assert fonts.missing() == ["方正小标宋简体", "黑体", "楷体_GB2312", "宋体"]
    assert fonts.stack(FANGSONG) == ["Times New Roman", "FangSong", "Noto Sans CJK SC"]


def test_characters_our_font_lacks_are_named():
    assert fonts.undrawable(characters(report())) == ""
    assert fonts.undrawable({"标", "𠮷", " ", "\u200b", "☃"}) == "☃𠮷"


class Elements(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.ids, self.links, self.open = Counter(), Counter(), [], []

    def handle_starttag(self, tag, attrs):
        said = dict(attrs)
        self.tags[tag] += 1
        self.ids.update([said["id"]] if "id" in said else [])
        self.links += [said["href"]] if "href" in said else []
        assert not [name for name in said if name.startswith("on") or name == "style"]
        assert tag != "img" or said["alt"]


@pytest.mark.parametrize("english", [False, True])
def test_the_web_page_is_whole_leads_nowhere_else_and_runs_nothing(english):
    said = b"".join(html.write(report(english=english))).decode()
    found = Elements()
    found.feed(said)
    assert found.tags["script"] == found.tags["link"] == 0
    assert all(link.startswith("#") and link[1:] in found.ids for link in found.links)
    assert [name for name, times in found.ids.items() if times > 1] == []
    assert found.tags["caption"] == 2 and found.tags["figcaption"] == 3
    assert said.startswith('<!doctype html><html lang="en">' if english else '<!doctype html><html lang="zh-Hans">')
    assert said.count('role="doc-noteref"') == said.count('role="doc-backlink"') == 80


@given(st.text(max_size=40))
def test_no_text_becomes_markup(words):
    said = f"<script>{words}</script>\"'"
    made = Report(said, said, said, "zh", [Part("a", said, [Paragraph((Run(said),))])], {})
    assert "<script" not in b"".join(html.write(made)).decode()
