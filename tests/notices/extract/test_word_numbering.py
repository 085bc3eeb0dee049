import pytest
from tests.factories.word_files import a_list, lvl, numbered, p, tbl, tc, word_file

from worldday.notices.reading.extract.word.counting import chinese, letters, roman, written

OFFICIAL = a_list(
    lvl(0, "chineseCounting", "%1、"),
    lvl(1, "chineseCounting", "（%2）"),
    lvl(2, "decimal", "%3．"),
    lvl(3, "decimal", "(%4)"),
)


def test_the_levels_of_an_official_document_are_written_out(extracted):
    """GB/T 9704-2012, 7.3.3: 一、（一）1．（1）."""
    body = "".join(
        [
            numbered("主题"), numbered("活动"), numbered("线上", 1), numbered("竞答", 2), numbered("展示", 2),
            numbered("线下", 1), numbered("培训", 2), numbered("场次", 3), p("正文"), numbered("要求"), numbered("组织", 1),
        ]
    )  # fmt: skip
    assert extracted(word_file(body, numbering=OFFICIAL)).text.splitlines() == [
        "一、主题", "二、活动", "（一）线上", "1．竞答", "2．展示", "（二）线下", "1．培训", "(1)场次", "正文", "三、要求", "（一）组织",
    ]  # fmt: skip


def test_articles_count_through_the_chapters_when_the_list_says_so(extracted):
    never = '<w:lvlRestart w:val="0"/>'
    numbering = a_list(lvl(0, "chineseCounting", "第%1章 "), lvl(1, "decimal", "第%2条 ", never))
    body = numbered("总则") + numbered("甲", 1) + numbered("附则") + numbered("乙", 1)
    assert extracted(word_file(body, numbering=numbering)).text.splitlines() == [
        "第一章 总则",
        "第1条 甲",
        "第二章 附则",
        "第2条 乙",
    ]


def test_numbers_of_higher_levels_can_stand_inside(extracted):
    numbering = a_list(lvl(0, "chineseCounting", "%1、"), lvl(1, "decimal", "%1.%2 ", "<w:isLgl/>"))
    body = numbered("甲") + numbered("乙") + numbered("丙", 1)
    assert extracted(word_file(body, numbering=numbering)).text.splitlines() == ["一、甲", "二、乙", "2.1 丙"]


def test_a_new_use_of_a_list_goes_on_or_starts_again_as_it_says(extracted):
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbering = (
        a_list(lvl(0, "decimal", "%1．"), list_id=1)
        + a_list(list_id=2, abstract=1)
        + a_list(list_id=3, abstract=1, overrides=again)
    )
    body = numbered("甲") + numbered("乙", list_id=2) + numbered("丙", list_id=3) + numbered("丁", list_id=3)
    assert extracted(word_file(body, numbering=numbering)).text.splitlines() == ["1．甲", "2．乙", "1．丙", "2．丁"]


def test_a_style_brings_its_number_and_a_paragraph_can_refuse_it(extracted):
    styles = (
        '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/><w:basedOn w:val="H1"/>'
        '<w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="own"/><w:basedOn w:val="H1"/></w:style>'
    )
    body = (
        p("甲", '<w:pStyle w:val="H1"/>')
        + p("乙", '<w:pStyle w:val="H2"/>')
        + p("丙", '<w:pStyle w:val="Own"/>')
        + p("丁", '<w:pStyle w:val="H1"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    )
    assert extracted(word_file(body, numbering=OFFICIAL, styles=styles)).text.splitlines() == [
        "一、甲",
        "（一）乙",
        "二、丙",
        "丁",
    ]


def test_a_level_that_belongs_to_a_style_is_that_styles_level(extracted):
    styles = (
        '<w:style w:type="paragraph" w:styleId="Item"><w:name w:val="item"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    numbering = a_list(lvl(0, "decimal", "%1．"), lvl(1, "decimal", "（%2）", '<w:pStyle w:val="Item"/>'))
    assert (
        extracted(word_file(p("甲", '<w:pStyle w:val="Item"/>'), numbering=numbering, styles=styles)).text
        == "（1）甲\n"
    )


def test_the_number_column_of_a_table_counts_itself(extracted):
    body = tbl([tc("序号"), tc("名称")], [tc(numbered("")), tc("竞答")], [tc(numbered("")), tc("培训")])
    assert (
        extracted(word_file(body, numbering=a_list(lvl(0, "decimal", "%1")))).text == "序号\t名称\n1\t竞答\n2\t培训\n"
    )


def test_a_bullet_is_a_bullet_whatever_font_draws_it(extracted):
    assert extracted(word_file(numbered("甲"), numbering=a_list(lvl(0, "bullet", "\uf06c")))).text == "• 甲\n"


def test_a_number_with_a_tab_after_it_keeps_a_distance_from_latin_text(extracted):
    numbering = a_list(lvl(0, "decimal", "%1.").replace("nothing", "tab"))
    assert extracted(word_file(numbered("2020年计划"), numbering=numbering)).text == "1. 2020年计划\n"


def test_a_broken_list_definition_costs_the_number_not_the_text(extracted):
    loop = (
        '<w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="B"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/></w:style>'
    )
    body = p("甲", '<w:pStyle w:val="A"/>') + numbered("乙", list_id=77) + numbered("丙", level=8)
    assert extracted(word_file(body, numbering=OFFICIAL, styles=loop)).text == "甲\n乙\n丙\n"


@pytest.mark.parametrize(
    ("number", "text"),
    [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (21, "二十一"), (100, "一百"), (105, "一百零五"), (110, "一百一十"),
     (1001, "一千零一"), (2020, "二千零二十"), (12_000, "一万二千")],
)  # fmt: skip
def test_counting_in_chinese(number, text):
    assert chinese(number) == text


def test_other_ways_to_count():
    assert (roman(1994), roman(4)) == ("MCMXCIV", "IV")
    assert [letters(n) for n in (1, 26, 27, 28)] == ["A", "Z", "AA", "BB"]
    assert [written(3, style) for style in ("decimalEnclosedCircle", "ideographTraditional", "ideographDigital", "chineseLegalSimplified",
            "decimalZero", "lowerRoman", "decimalFullWidth", "none", "somethingNew")] == ["③", "丙", "三", "叁", "03", "iii", "３", "", "3"]  # fmt: skip
