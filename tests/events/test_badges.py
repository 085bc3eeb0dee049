"""Badges: ten to a sheet, every name whole, no name that means something to the typesetter."""

import re

import pypdfium2
import pytest

from worldday.desk.events.badge_sheet import Badge, pdf, sheet, to_write_in

NAMES = [
    "王老师",
    "Wolfeschlegelsteinhausenbergerdorff Hubert",
    "阿卜杜热合曼·买买提艾力·阿布都克里木江",
    'a"b#{x}*_\\',
    "Søren Ó Briain",
]


def test_eleven_people_need_two_sheets_and_every_name_stands_whole():
    made = pdf(
        [Badge(name, "示例小学 四（2）班", "10-14 09:30 东馆", "ab23cd4e") for name in [*NAMES * 2, "李四"]], "开放日"
    )
    with pypdfium2.PdfDocument(made) as book:
        assert len(book) == 2
        text = re.sub(r"\s", "", "".join(page.get_textpage().get_text_bounded() for page in book))
    assert [name for name in NAMES if re.sub(r"\s", "", name) not in text] == []
    assert text.count("ab23cd4e") in (0, 11)  # the code stands under its QR only


@pytest.mark.parametrize("name", ['"); #import "/etc/passwd" //', "\x00\x1b", "{{", "]" * 60])
def test_a_name_is_only_text(name):
    source = sheet([Badge(name)], "开放日", ["Noto Sans SC"])
    assert source.count("badge(") == 2
    assert pdf([Badge(name)], name).startswith(b"%PDF")


RARE, NOWHERE = "𠮷川", "李\U0002a6d6"  # CJK Extension B: one that our faces have, one that none here has


def test_a_rare_character_of_a_name_is_set_from_the_face_that_has_it():
    assert to_write_in([Badge(RARE, "示例小学")]) == []
    with pypdfium2.PdfDocument(pdf([Badge(RARE)], "开放日")) as book:
        assert "𠮷川" in re.sub(r"\s", "", book[0].get_textpage().get_text_bounded())


def test_what_no_font_has_is_named_and_printed_as_a_gap_to_be_filled_by_hand():
    badge = Badge(NOWHERE, "示例小学")
    assert to_write_in([Badge("王老师"), badge]) == [(badge, "\U0002a6d6")]
    with pypdfium2.PdfDocument(pdf([badge], "开放日")) as book:
        assert "李〓" in re.sub(r"\s", "", book[0].get_textpage().get_text_bounded())
