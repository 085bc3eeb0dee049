"""Texts of lessons: whatever an author writes, nothing of it can run, and no other host is asked for anything."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from worldday.courses.reading import html_of

PICTURES = {"图 1.png": "/files/a/", "p.png": "/files/b/"}
ALLOWED = {
    *("p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "code", "em", "strong", "s", "a", "img", "br", "hr"),
    *("table", "thead", "tbody", "tr", "th", "td", "div", "span"),
}  # fmt: skip
ATTRIBUTES = {"lang", "href", "rel", "title", "src", "alt", "loading", "decoding", "class", "start", "style"}
scraps = st.sampled_from([
    "<script>", "</script>", "<img src=x onerror=alert(1)>", "[a](javascript:alert(1))", "![x](https://e.org/a.png)", "![图](p.png)",
    "[b](data:text/html,x)", "<a href='javascript:1'>", "&lt;script&gt;", "`<b>`", "# ", "- ", "> ", "|a|b|\n|-|-|\n|<i>|2|", "\n\n", "```\n",
    "**", "~~", "[c]: javascript:alert(1)", "[c]", "<svg onload=1>", '![](" onload="x)', "<!--", "]]>", "标准", "1. ",
])  # fmt: skip


def shown(text: str) -> str:
    return html_of(text, PICTURES.get)


@given(st.lists(scraps, max_size=14).map("".join))
def test_nothing_but_the_elements_of_text_comes_out(text):
    tree = html.fragment_fromstring(shown(text), create_parent=True)
    for element in tree.iterdescendants():
        assert element.tag in ALLOWED
        assert set(element.keys()) <= ATTRIBUTES
        assert not str(element.get("href", "")).lower().strip().startswith(("javascript:", "data:", "vbscript:"))
        assert element.tag != "img" or element.get("src", "").startswith("/files/")
        assert element.get("style", "") in ("", "text-align:left", "text-align:right", "text-align:center")


def test_a_picture_of_the_course_is_shown_and_loaded_late():
    assert shown("![结构](p.png)") == '<p><img src="/files/b/" alt="结构" loading="lazy" decoding="async"></p>\n'


def test_a_picture_of_another_host_becomes_a_link():
    assert (
        shown("![外](https://e.org/a.png)") == '<p><a href="https://e.org/a.png" rel="noopener nofollow">外</a></p>\n'
    )


def test_a_picture_that_is_not_there_leaves_its_words():
    assert shown("![没有](q.png)") == "<p><em>没有</em></p>\n"


@pytest.mark.parametrize(("text", "out"), [("# 一", "<h2>一</h2>\n"), ("###### 六", "<h6>六</h6>\n")])
def test_headings_stand_below_the_pages_own(text, out):
    assert shown(text) == out


def test_a_text_that_begins_at_the_second_level_leaves_no_level_out():
    assert shown("## 一\n\n### 二") == "<h2>一</h2>\n<h3>二</h3>\n"


def test_chinese_words_in_an_english_text_are_marked_as_chinese():
    assert shown("Use **应** (shall), not “必须” here.") == (
        '<p>Use <strong><span lang="zh-Hans">应</span></strong> (shall), '
        'not “<span lang="zh-Hans">必须</span>” here.</p>\n'
    )


def test_a_chinese_text_with_some_latin_in_it_is_left_as_it_is():
    assert shown("按GB/T 1.1—2020起草，单位用mm。") == "<p>按GB/T 1.1—2020起草，单位用mm。</p>\n"


def test_what_is_marked_is_still_only_shown():
    assert "<b>" not in shown("Some English <b>标准</b> words")
