from dataclasses import replace
from io import BytesIO

import pytest
from hypothesis import given, settings
from openpyxl import load_workbook
from tests.quizzes.bank.strategies import items

from worldday.quizzes.exchange import BadFile, Fault, Item, faults, gift, moodle, workbook
from worldday.quizzes.exchange.item import options_from
from worldday.quizzes.exchange.rows import HEADINGS, from_row, to_row


@settings(max_examples=150, deadline=None)
@given(items())
def test_a_question_survives_a_spreadsheet_row(item):
    assert faults(item) == []
    assert from_row(to_row(item)) == item


def in_order(item: Item) -> Item:
    """As a format that lists an ordering in its right order gives it back: the same order, keyed anew."""
    if item.sort != "ordering":
        return item
    texts = {each["key"]: each["text"] for each in item.options}
    options = options_from([texts[key] for key in item.answer])
    return replace(item, options=options, answer=[each["key"] for each in options])


@settings(max_examples=150, deadline=None)
@given(items())
def test_a_question_survives_gift(item):
    assert gift.read(gift.write([item, item])) == [item, item]


@settings(max_examples=150, deadline=None)
@given(items())
def test_a_question_survives_moodle_xml(item):
    assert moodle.read(moodle.write([item])) == [in_order(item)]


def test_a_workbook_holds_the_rows_the_checks_and_the_help():
    item = Item(sort="single", stem="=1+1", options=options_from(["二", "三"]), answer=["a"], topics=["算术"])
    book = load_workbook(BytesIO(workbook.write([item])))
    sheet, told = book.worksheets
    assert [cell.value for cell in sheet[1]] == [heading.zh for heading in HEADINGS]
    stem = sheet.cell(2, 3)
    assert (stem.value, stem.data_type, stem.quotePrefix) == ("=1+1", "s", True)
    rules = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert rules["B2:B5001"] == '"单选,多选,判断,填空,排序,匹配"'
    assert told.cell(1, 3).value == "填写什么"


GIFT = """\
// a comment
$CATEGORY: course/标准化

::复审::标准的复审周期一般不超过几年？{
=五年#对
~三年#那是上海
~%50%十年
####见条文}

[html]强制性标准必须执行。{T}

Four {~%50%two ~%50%plus two ~%-100%five} parts

谁发明了 GIFT {=Paul =保罗}？

七加一是 {#8:0.5}

配对{=中国 -> 北京 =日本 -> 东京 =韩国 -> 首尔}

写一篇文章{}
"""


def test_gift_as_moodle_documents_it_is_read():
    found = gift.read(GIFT.encode("utf-8-sig"))
    several, truth, parts, filled, number, pairs, essay = found
    assert (several.sort, several.answer, several.explanation) == ("multiple", ["a", "c"], "见条文")
    assert (truth.sort, truth.stem, truth.answer) == ("true-false", "强制性标准必须执行。", [True])
    assert (parts.stem, parts.answer) == ("Four____ parts", ["a", "b"])
    assert (filled.sort, filled.stem, filled.answer) == ("fill-in", "谁发明了 GIFT____？", [["Paul", "保罗"]])
    assert (number.sort, number.answer, number.faults) == ("fill-in", [["8"]], [Fault("tolerance", "answer", "8:0.5")])
    assert (pairs.sort, pairs.answer) == ("matching", [["1", "a"], ["2", "b"], ["3", "c"]])
    assert faults(essay)[0].code == "no-answer-part"


MOODLE = """<?xml version="1.0"?><quiz>
<question type="category"><category><text>$course$/a</text></category></question>
<question type="multichoice"><name><text>n</text></name>
 <questiontext format="html"><text><![CDATA[<p>复审周期<b>一般</b>不超过</p><p>几年&nbsp;？</p>]]></text></questiontext>
 <single>true</single>
 <answer fraction="100" format="html"><text>&lt;p&gt;五年&lt;/p&gt;</text></answer><answer fraction="0"><text>A &amp;amp; B</text></answer></question>
<question type="numerical"><questiontext><text>7+1</text></questiontext><answer fraction="100"><text>8</text><tolerance>0</tolerance></answer></question>
<question type="cloze"><questiontext><text>{1:SA:=x}</text></questiontext></question>
</quiz>"""


def test_moodle_xml_as_moodle_writes_it_is_read():
    choice, number, cloze = moodle.read(MOODLE.encode())
    assert choice.stem == "复审周期一般不超过\n几年\xa0？".replace("\xa0", choice.stem[-2])
    assert [each["text"] for each in choice.options] == ["五年", "A & B"]
    assert (choice.sort, choice.answer) == ("single", ["a"])
    assert (number.sort, number.answer) == ("fill-in", [["8"]])
    assert cloze.faults == [Fault("foreign-sort", "sort", "cloze")]


BOMB = b'<?xml version="1.0"?><!DOCTYPE q [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><quiz><question type="truefalse"><questiontext><text>&b;</text></questiontext></question></quiz>'
OUTSIDE = b'<!DOCTYPE q [<!ENTITY x SYSTEM "file:///etc/passwd">]><quiz><question type="truefalse"><questiontext><text>&x;</text></questiontext></question></quiz>'


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04", b"<quiz", b"<html/>", b"<quiz/>", BOMB, OUTSIDE, b"\xff\xfe\x00", b"<quiz>" * 5000]
)
def test_hostile_xml_is_refused_whole(data):
    with pytest.raises(BadFile, match="not-this-format"):
        moodle.read(data)


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"", "not-this-format"), ("标准".encode("gb18030"), "not-utf8"), (b"x" * (5 * 1024 * 1024 + 1), "too-large")],
)
def test_hostile_gift_is_refused_whole(data, code):
    with pytest.raises(BadFile, match=code):
        gift.read(data)


def test_a_gift_file_of_opening_braces_costs_no_more_than_reading_it():
    found = gift.read(b"{" * 20_000 + b"\\" * 20_000)
    assert [fault.code for fault in found[0].faults] == ["no-answer-part"]


@pytest.mark.parametrize(
    ("row", "codes"),
    [
        ({"sort": "单选", "stem": "甲", "option_a": "一", "option_b": "二", "answer": "C"}, ["unknown-answer"]),
        ({"sort": "单选", "stem": "甲", "option_a": "一", "option_b": "二", "answer": "AB"}, ["one-right"]),
        ({"sort": "多选", "stem": "甲", "option_a": "一", "option_b": "一", "answer": "A"}, ["same-options"]),
        ({"sort": "多选", "stem": "甲", "option_a": "一", "option_c": "二", "answer": "A"}, ["empty-option"]),
        ({"sort": "判断", "stem": "甲", "answer": "也许"}, ["no-truth"]),
        ({"sort": "填空", "stem": "甲___乙___", "answer": "一"}, ["blanks"]),
        ({"sort": "排序", "stem": "甲", "option_a": "一", "option_b": "二", "answer": "A"}, ["order"]),
        ({"sort": "匹配", "stem": "甲", "option_a": "一 = 二", "option_b": "三"}, ["no-pair", "pairs", "few-options"]),
        ({"sort": "论述", "stem": "甲", "answer": ""}, ["unknown-sort"]),
        ({"sort": "判断", "stem": "", "answer": "对", "valid_from": "明天", "difficulty": "极难"}, ["unknown-difficulty", "day", "no-stem"]),
        ({"sort": "判断", "stem": "甲", "answer": "对", "valid_from": "2020年2月1日", "valid_until": "2020/1/31"}, ["days-order"]),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_row_is_said(row, codes):
    said = [fault.code for fault in faults(from_row(row))]
    assert [code for code in codes if code not in said] == []


def test_full_width_letters_and_words_of_either_language_are_understood():
    item = from_row(
        {
            "sort": "Single Choice",
            "stem": "甲",
            "option_a": "一",
            "option_b": "二",
            "answer": " Ｂ ",
            "difficulty": "难",
        }
    )
    assert (item.sort, item.answer, item.difficulty, faults(item)) == ("single", ["b"], 3, [])
