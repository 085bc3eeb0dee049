"""Words that mix both languages, as a page says them."""

from django.utils.safestring import mark_safe
from django.utils.translation import override

from worldday.ui.templatetags.ui import aloud, say


def test_chinese_words_are_marked_on_an_english_page_only():
    with override("en"):
        assert (
            aloud("Held by 市场监管局（示例）.")
            == '<span>Held by <span lang="zh-Hans">市场监管局（示例）</span>.</span>'
        )
    with override("zh-hans"):
        assert aloud("主办：市场监管局。") == "主办：市场监管局。"


def test_the_english_form_of_a_name_may_hold_chinese_words():
    with override("en"):
        assert say("四类词", "应, 宜: words") == (
            '<span><span lang="zh-Hans">应</span>, <span lang="zh-Hans">宜</span>: words</span>'
        )


def test_what_visitors_wrote_stays_text_and_what_is_markup_stays_markup():
    with override("en"):
        assert aloud("<b>名") == '<span>&lt;b&gt;<span lang="zh-Hans">名</span></span>'
        assert aloud(mark_safe('<i title="名">a</i>')) == '<i title="名">a</i>'
        assert aloud("") == ""


def test_a_sentence_of_a_template_that_quotes_a_chinese_word_is_marked_as_well():
    with override("en"):
        assert aloud(mark_safe("They say 示例 in their name.")) == (
            '<span>They say <span lang="zh-Hans">示例</span> in their name.</span>'
        )
