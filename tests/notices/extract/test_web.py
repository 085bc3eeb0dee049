import pytest
from tests.notices.extract.conftest import rows_of

from worldday.notices.reading.errors import Unreadable

NOTICE = "<p>各有关单位：</p><p>　　现将有关事项通知如下，请遵照执行。</p><p>一、活动主题</p><p>联系人：某某</p>"
READ = "各有关单位：\n现将有关事项通知如下，请遵照执行。\n一、活动主题\n联系人：某某\n"


def page(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"


def test_navigation_crumbs_scripts_and_footer_are_left_out(extracted):
    body = (
        '<div class="nav"><a href="/">首页</a></div><div id="crumbs">当前位置：<a>首页</a></div><script>var a = "甲。";</script>'
        f'<div class="wrap"><h1>关于开展活动的通知</h1><div>发布时间：1999-01-01 来源：某网</div><div class="TRS_Editor">{NOTICE}</div></div>'
        '<div style="display: none">隐藏</div><div class="footer"><p>版权所有。</p></div>'
    )
    assert extracted(page(body)).text == "关于开展活动的通知\n" + READ


def test_a_page_whose_boxes_have_names_we_never_saw_is_read_by_its_weight(extracted):
    links = "".join(f'<li><a href="/{n}">关于开展另一项活动的通知{n}</a></li>' for n in range(40))
    body = f'<div><div><ul>{links}</ul></div><div><div><h2>某局</h2></div><div class="x7">{NOTICE}</div></div><div>地址：某路1号</div></div>'
    assert extracted(page(body)).text == READ


def test_a_line_of_the_notice_beside_its_box_is_kept(extracted):
    body = f"<div><p>关于开展活动的通知</p><div>{NOTICE}</div><p>某局</p><p>2020年9月9日</p></div>"
    assert extracted(page(body)).text == "关于开展活动的通知\n" + READ + "某局\n2020年9月9日\n"


def test_the_headline_comes_from_the_head_when_the_page_shows_none(extracted):
    head = "<title>关于开展活动的通知-某市某局</title>"
    assert extracted(page(f'<div class="article-content">{NOTICE}</div>', head)).text == "关于开展活动的通知\n" + READ
    named = '<meta name="ArticleTitle" content="关于举办讲座的通知"><title>某局</title>'
    assert extracted(page(f'<div class="article-content">{NOTICE}</div>', named)).text.startswith(
        "关于举办讲座的通知\n"
    )


def test_a_headline_inside_the_text_is_not_doubled(extracted):
    head = "<title>关于开展活动的通知</title>"
    body = f'<div class="content"><p>关于开展<br>活动的通知</p>{NOTICE}</div>'
    assert extracted(page(body, head)).text == "关于开展\n活动的通知\n" + READ


def test_a_paragraph_that_begins_like_a_sites_remark_stays(extracted):
    body = f"<div>{NOTICE}<p>时间：10月14日。地点：某馆</p><p>日期：10月14日</p></div>"
    assert extracted(page(body)).text == READ + "时间：10月14日。地点：某馆\n日期：10月14日\n"


def test_tables_keep_their_merged_cells(extracted):
    table = (
        "<table><thead><tr><th>序号</th><th colspan=2>活动</th></tr></thead><tbody>"
        "<tr><td rowspan=2>1</td><td>竞答<br>线上</td><td><p>市局</p><p>区局</p></td></tr><tr><td colspan=2>培训</td></tr></tbody></table>"
    )
    document = extracted(page(NOTICE + table))
    assert rows_of(document) == [["序号", "活动", "活动"], ["1", "竞答\n线上", "市局\n区局"], ["1", "培训", "培训"]]


def test_tables_that_arrange_the_page_are_not_tables(extracted):
    body = f"<table><tr><td><ul><li><a>首页</a></li></ul></td><td><table><tr><td>{NOTICE}</td></tr></table></td></tr></table>"
    document = extracted(page(body))
    assert (document.text, document.tables) == (READ, ())


def test_numbers_and_line_breaks_are_those_a_browser_shows(extracted):
    body = "<div><ol start=3><li>甲</li><li>乙</li></ol><p>一<b>二</b>\n 三&nbsp;&nbsp;四<br/>五</p><pre>六\n七</pre></div>"
    assert extracted(page(body)).text == "3. 甲\n4. 乙\n一二 三 四\n五\n六\n七\n"


@pytest.mark.parametrize(
    ("charset", "label"),
    [
        ("utf-8", "utf-8"),
        ("gb18030", "gb2312"),
        ("gb18030", "GBK"),
        ("gb18030", "utf-8"),
        ("big5", "big5"),
        ("utf-16", "x"),
    ],
)
def test_the_charset_is_found_whatever_the_page_claims(extracted, charset, label):
    text = page(
        "<p>各單位：關於活動的通知</p>", f"<meta http-equiv='Content-Type' content='text/html; charset={label}'>"
    )
    assert extracted(text.encode(charset)).text == "各單位：關於活動的通知\n"


def test_a_fragment_pasted_from_a_page_is_a_page(extracted):
    assert extracted("<p>甲</p>\n<p>乙</p>").text == "甲\n乙\n"


def test_a_web_page_saved_as_word_is_read_as_what_it_is(extracted):
    assert extracted(page(NOTICE), "通知.doc").text == READ


def test_nesting_without_end_and_spans_without_end_are_refused(extracted):
    for body in ("<div>" * 5000 + "甲", "<table>" + "<tr><td rowspan=1000 colspan=100>甲<td>乙" * 300 + "</table>"):
        with pytest.raises(Unreadable) as caught:
            extracted(page(body))
        assert caught.value.code == "too_complex"


def test_a_page_without_words_is_empty(extracted):
    with pytest.raises(Unreadable) as caught:
        extracted(page("<script>甲</script><p> &nbsp; </p>"))
    assert caught.value.code == "empty"
