"""The .xlsx with its checks: lists to choose from, days that are days, a sheet of help. Reading one is `desk.sheets`' work."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from .item import ILLEGAL, SORTS, Item
from .rows import DIFFICULTY_WORDS, HEADINGS, NEEDED, SORT_WORDS, to_row

LAST_ROW = 5001
WIDE = {"stem": 50, "explanation": 40, "basis": 26, "answer": 12, "stem_en": 40, "explanation_en": 40, "options_en": 30}
HELP = {  # key → what to write, in Chinese and English
    "code": ("新题留空；导出的文件会填好，用来修改已有的题。", "Leave empty for a new question; an export fills it in."),
    "sort": ("单选、多选、判断、填空、排序、匹配。", "single, multiple, true-false, fill-in, ordering, matching."),
    "stem": ("题干。填空题用三个以上下划线表示空格。", "The question. Blanks of a fill-in are three or more underscores."),
    "option_a": ("从选项A起依次填写。匹配题写“左项 = 右项”，多余的右项写“= 右项”。",
                 "From option A on. Matching: “left = right”; a right item without partner is “= right”."),
    "answer": ("单选写B，多选写ACD；判断写对或错；填空每空一行，几种写法之间用 | 分开；排序写正确次序的字母；匹配题留空。",
               "B; ACD; 对 or 错; for fill-ins one blank a line with | between spellings; the letters in the right order; empty for matching."),
    "explanation": ("送审前必填。", "Needed before review."),
    "basis": ("法律、法规或者标准的名称，送审前必填。", "The law or standard; needed before review."),
    "basis_article": ("如：第二条；8.5.2。", "Such as: article 2; clause 8.5.2."),
    "basis_version": ("如：2017年修订，送审前必填。", "Such as: revised 2017; needed before review."),
    "valid_from": ("如：2018-01-01。", "Such as: 2018-01-01."),
    "valid_until": ("事实到此日为止成立；没有就留空。", "The fact holds up to this day; empty if there is none."),
    "difficulty": ("易、中、难；留空按“中”。", "1, 2 or 3; empty means 2."),
    "topics": ("几个主题之间用顿号分开。", "Several topics with commas between."),
    "options_en": ("每行一个选项，次序与中文相同。", "One option a line, in the order of the Chinese ones."),
}  # fmt: skip


def write(items: Iterable[Item], *, zh: bool = True) -> bytes:
    """The questions as a workbook; with none, the template."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None  # noqa: S101  a new workbook has one
    sheet.title = "题库" if zh else "Questions"
    _head(sheet, zh=zh)
    for number, item in enumerate(items, 2):
        row = to_row(item)
        for place, heading in enumerate(HEADINGS, 1):
            _put(sheet.cell(number, place), row[heading.key])
    _checks(sheet, zh=zh)
    _help(book.create_sheet("填写说明" if zh else "How to fill it in"), zh=zh)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _head(sheet: Any, *, zh: bool) -> None:
    sheet.freeze_panes = "D2"
    for place, heading in enumerate(HEADINGS, 1):
        cell = sheet.cell(1, place, heading.zh if zh else heading.en)
        cell.font = Font(bold=True)
        if heading.key in NEEDED:
            cell.fill = PatternFill("solid", fgColor="FFF2CC")
        if heading.key in HELP:
            cell.comment = Comment(HELP[heading.key][0 if zh else 1], "Worldday")
        sheet.column_dimensions[get_column_letter(place)].width = WIDE.get(heading.key, 14)


def _put(cell: Any, text: str) -> None:
    """As text, even what looks like a formula: a question must never compute."""
    cell.value = text.translate(ILLEGAL) or None
    if text:
        cell.data_type = "s"
        cell.alignment = Alignment(vertical="top", wrap_text=True)
        cell.quotePrefix = text.startswith(("=", "+", "-", "@"))


def _checks(sheet: Any, *, zh: bool) -> None:
    places = {heading.key: get_column_letter(place) for place, heading in enumerate(HEADINGS, 1)}
    sorts = ",".join(SORT_WORDS[sort][0] if zh else sort for sort in SORTS)
    levels = ",".join(names[1 if zh else 0] for names in DIFFICULTY_WORDS.values())
    _check(sheet, places["sort"], DataValidation("list", formula1=f'"{sorts}"', allow_blank=True))
    _check(sheet, places["difficulty"], DataValidation("list", formula1=f'"{levels}"', allow_blank=True))
    _check(sheet, places["stem"], DataValidation("textLength", operator="lessThanOrEqual", formula1="2000"))
    _check(sheet, places["basis"], DataValidation("textLength", operator="lessThanOrEqual", formula1="200"))


def _check(sheet: Any, letter: str, rule: DataValidation) -> None:
    rule.showErrorMessage = True
    sheet.add_data_validation(rule)
    rule.add(f"{letter}2:{letter}{LAST_ROW}")


def _help(sheet: Any, *, zh: bool) -> None:
    sheet.append(["列", "必填", "填写什么"] if zh else ["Column", "Needed", "What to write"])
    for heading in HEADINGS:
        if heading.key.startswith("option_") and heading.key != "option_a":
            continue
        need = ("是" if zh else "yes") if heading.key in NEEDED else ""
        told = HELP.get(heading.key, ("", ""))[0 if zh else 1]
        sheet.append([heading.zh if zh else heading.en, need, told])
    sheet.column_dimensions["A"].width, sheet.column_dimensions["C"].width = 22, 90
    for row in sheet.iter_rows():
        row[2].alignment = Alignment(wrap_text=True, vertical="top")
    for cell in sheet[1]:
        cell.font = Font(bold=True)
