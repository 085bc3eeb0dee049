"""A certificate on paper: one page, every field, a code that scans, and faces that travel with it."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from tests.factories.certificate_papers import ADDRESS, FIELDS, NUMBER, paper, read, scanned

from worldday.certificates.proof.days import day_in_characters
from worldday.certificates.rendering import LAYOUTS, pdf_of, picture_of, undrawable
from worldday.certificates.rendering.code import code_of


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_field_stands_on_the_one_page(layout):
    found = read(pdf_of(paper(layout)))
    assert found.pages == 1
    for text in (*FIELDS.values(), NUMBER, ADDRESS, "二〇二〇年十月十四日"):
        assert "".join(text.split()) in found.text


@pytest.mark.parametrize(("layout", "size"), [("plain", (297, 210)), ("band", (297, 210)), ("upright", (210, 297))])
def test_the_page_is_a4_lying_or_standing(layout, size):
    assert read(pdf_of(paper(layout))).size_mm == size


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_face_is_inside_the_file(layout):
    fonts = read(pdf_of(paper(layout))).fonts
    assert fonts
    assert all(fonts.values()), fonts


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_code_scans_from_the_page(layout):
    made = paper(layout)
    assert scanned(pdf_of(made)) == made.qr


@pytest.mark.parametrize("digits", [1850, 2350])
def test_the_largest_code_still_scans(digits):
    address = "https://zt.a-long-authority.gov.cn/sjbzr2020/certificates/2020-000123-581604-81/"
    made = replace(paper(), qr=f"{address}#{'7193' * (digits // 4)}")
    assert scanned(pdf_of(made)) == made.qr
    assert code_of(made.qr).size <= 113 + 8


@pytest.mark.parametrize(
    "name",
    [
        "张",
        "艾力江·买买提明·阿卜杜热合曼江",
        "古丽巴哈尔·阿卜杜瓦依提·穆罕默德伊明江·萨迪克·托合提尼亚孜",
        "Maximilian Alexander von und zu Liechtenstein-Hohenzollern-Sigmaringen der Jüngere zu Berg",
        "陳䶮𠮷",
        "𫍽𬀩㛃",
        "Đặng Thị Thảo",
        "Ελένη Παπαδοπούλου",
        "Ольга Ерёмина",
        "W" * 80,
        "國" * 80,
    ],
)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_names_of_any_length_and_script_stand_whole_on_one_page(name, layout):
    found = read(pdf_of(paper(layout, name=name)))
    assert found.pages == 1
    assert "".join(name.split()) in found.text
    assert all(found.fonts.values())


def test_traditional_and_rare_characters_need_no_font_of_the_machine():
    assert undrawable("陳䶮龍㛃鑫堃𫍽·éǎ") == ""


def test_what_our_faces_lack_is_named():
    assert undrawable("王ཀ小ꀀ明") == "ཀꀀ"


@pytest.mark.parametrize("name", ["Nguyễn Thị Ặn", "Ελένη", "Ґалина", "Շահանե", "עדי", 'O"\\#$[]*_`<@>ʻ'])
def test_what_the_typesetter_brings_itself_is_not_called_missing(name):
    assert undrawable(name) == ""


@pytest.mark.parametrize("layout", LAYOUTS)
def test_long_words_are_set_smaller_until_they_fit(layout):
    words = "积极参与标准化知识的宣传和普及工作，成绩突出。" * 12
    found = read(pdf_of(paper(layout, body=words, body_en="Took part in explaining what standards are. " * 6)))
    assert found.pages == 1
    assert "".join(words.split()) in found.text


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_longest_issuer_stands_whole_beside_code_and_number(layout):
    """As long as a design may make it; each line of text is read where it stands, so nothing lies over anything."""
    issuer, english = "某某省某某市市场监督管理局" * 6, "Sample Administration for Market Regulation " * 2
    made = replace(paper(layout, issuer=issuer, issuer_en=english), until=date(2022, 10, 13))
    found = read(pdf_of(made))
    assert found.pages == 1
    for text in (issuer, english, NUMBER, "有效期至2022年10月13日", "二〇二〇年十月十四日"):
        assert "".join(text.split()) in found.text
    assert scanned(pdf_of(made)) == made.qr


def test_one_line_of_its_own_stands_like_one_of_several():
    one, two = (read(pdf_of(paper(**more))).text for more in ({}, {"学时": "12"}))
    assert "领域绿色制造" in one
    assert "领域绿色制造学时12" in two


def test_text_is_only_text():
    said = '#panic("x") $x$ *b* _i_ \\ " ` <a> @b // c /* d */ {name} 」'
    found = read(pdf_of(paper(name="#set page()", body=said)))
    assert "".join(said.split()) in found.text
    assert "#setpage()" in found.text


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=80), st.sampled_from(LAYOUTS))
def test_whatever_stands_in_a_field_gives_one_page(text, layout):
    assert read(pdf_of(paper(layout, name=text, body=text, unit=text))).pages == 1


def test_the_same_certificate_gives_the_same_bytes():
    assert pdf_of(paper()) == pdf_of(paper())


def test_the_preview_is_a_picture_of_the_page():
    shown = Image.open(BytesIO(picture_of(paper("band"))))
    assert (shown.format, shown.size) == ("PNG", (1286, 909))


@pytest.mark.parametrize("dpi", [96, 150, 300])
def test_the_code_scans_from_a_coarse_screen_and_from_fine_print(dpi):
    made = paper("band")
    assert scanned(pdf_of(made), dpi=dpi) == made.qr


def test_the_last_day_is_printed():
    assert "有效期至2022年10月13日" in read(pdf_of(replace(paper(), until=date(2022, 10, 13)))).text


def test_a_sample_says_so():
    assert "示例样张" in read(pdf_of(replace(paper(), banner="示例样张"))).text


def test_a_layout_that_is_none_is_refused():
    with pytest.raises(ValueError, match="no layout"):
        paper("round")


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2020, 10, 14), "二〇二〇年十月十四日"),
        (date(2026, 1, 1), "二〇二六年一月一日"),
        (date(2019, 11, 20), "二〇一九年十一月二十日"),
        (date(2000, 12, 31), "二〇〇〇年十二月三十一日"),
    ],
)
def test_days_are_written_in_characters(day, said):
    assert day_in_characters(day) == said
