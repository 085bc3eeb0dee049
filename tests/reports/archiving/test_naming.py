"""File names in a package are safe everywhere, whatever strangers called their files."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worldday.reports.archiving.naming import LONGEST, MOST_BYTES, segment, stem_of, suffix_of


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("合影", "合影"),
        ("фото праздника", "фото праздника"),
        ("صورة", "صورة"),
        ("日本語の写真", "日本語の写真"),
        ('a/b\\c:d*e?f"g<h>i|j', "a_b_c_d_e_f_g_h_i_j"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("100%", "100_"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("COM1", "_COM1"),
        ("一行\r\n两行", "一行_两行"),
        ("结尾的点...", "结尾的点"),
        ("  空 \u3000 格  ", "空 格"),
        ("gpj\u202eexe", "gpjexe"),
        ("👩‍👩‍👧", "👩👩👧"),
        ("\u200b", "file"),
        ("", "file"),
    ],
)
def test_names_keep_their_script_and_lose_what_trips(said, kept):
    assert segment(said) == kept


def test_long_names_are_cut_between_characters_and_keep_their_ending():
    assert segment("长" * 200, suffix=".docx") == "长" * 43 + ".docx"
    assert len(segment("𠮷" * 200).encode()) <= MOST_BYTES


def test_an_ending_is_what_looks_like_one():
    assert (suffix_of("通知.DOCX"), stem_of("通知.DOCX")) == (".docx", "通知")
    assert (suffix_of("第1.2版说明"), stem_of("第1.2版说明")) == ("", "第1.2版说明")


@given(st.text(max_size=300))
def test_any_name_at_all_becomes_one_that_windows_takes(said):
    name = segment(said, suffix=".jpg")
    assert name.endswith(".jpg") and len(name) <= LONGEST + 1 and len(name.encode()) <= MOST_BYTES + 5
    assert not re.search(r'[\\/:*?"<>|%\x00-\x1f]', name)
    assert not name.startswith((".", " ")) and name.strip() == name
    assert name.split(".")[0].lower() not in ("con", "prn", "aux", "nul", "com1", "lpt1")
    assert segment(said, suffix=".jpg") == name
