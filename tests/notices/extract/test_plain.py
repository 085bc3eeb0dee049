import pytest
from tests.notices.extract.conftest import rows_of

from worldday.notices.reading.errors import Unreadable

TEXT = "关于开展活动的通知\n各有关单位：\n镕畲㐂\n"


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "utf-32"])
def test_a_text_is_the_same_in_every_charset_clerks_save_it_in(extracted, charset):
    assert extracted(TEXT.encode(charset)).text.rstrip("\n") == TEXT.rstrip("\n")


@pytest.mark.parametrize("charset", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_recognised_without_its_mark(extracted, charset):
    assert "各有关单位：" in extracted((TEXT * 3).encode(charset)).text


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\x0b", "\x85"])
def test_every_kind_of_line_end_ends_a_line(extracted, end):
    assert extracted(f"一、主题{end}二、内容".encode()).text == "一、主题\n二、内容\n"


def test_tabs_and_wide_spaces_stay_because_flattened_tables_are_read_by_them(extracted):
    assert extracted("\t1\n\t标准化　第1部分\n").text == "\t1\n\t标准化　第1部分\n"


def test_a_text_cut_inside_its_last_character_is_still_read(extracted):
    assert extracted("各单位：通知".encode()[:-1]).text == "各单位：通\n"
    assert extracted("各单位：通知如下".encode("gb18030")[:-1]).text == "各单位：通知如\n"


def test_a_markdown_table_becomes_a_table(extracted):
    document = extracted(
        "# 通知\n\n| 序号 | 名称 |\n|:--|---|\n| 1 | **竞答**<br>线上 |\n| 2 | 甲\\|乙 |\n后文\n", "n.md"
    )
    assert rows_of(document) == [["序号", "名称"], ["1", "竞答\n线上"], ["2", "甲|乙"]]
    assert document.text.startswith("通知\n")
    assert document.text.endswith("后文\n")
    table = document.tables[0]
    assert document.text[table.start : table.end] == "序号\t名称\n1\t竞答\n线上\n2\t甲|乙"


def test_a_bar_in_running_text_is_no_table(extracted):
    assert extracted("甲 | 乙\n丙 | 丁\n").tables == ()


@pytest.mark.parametrize("content", [b"", b" \r\n\t \n", b"\xef\xbb\xbf", "　　\n".encode()])
def test_a_file_without_a_character_to_read_is_empty(extracted, content):
    with pytest.raises(Unreadable) as caught:
        extracted(content)
    assert caught.value.code == "empty"


def test_a_novel_is_refused_with_its_length(extracted):
    with pytest.raises(Unreadable) as caught:
        extracted("天色已经晚了。\n" * 84_000)
    assert (caught.value.code, caught.value.params) == ("too_long", {"chars": 84_000 * 8})


@pytest.mark.parametrize(
    "content", [b"\x00" * 5000, bytes(range(256)) * 40, b"\x89PNG\r\n\x1a\n" + b"x" * 50, b"<?xml version='1.0'?><a/>"]
)
def test_what_is_no_text_is_not_taken_for_one(extracted, content):
    with pytest.raises(Unreadable) as caught:
        extracted(content, "通知.txt")
    assert caught.value.code == "not_this_format"
