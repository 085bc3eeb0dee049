"""Files that mean harm or are broken, and the reasons a reader may give for refusing each."""

import random
from collections.abc import Callable
from itertools import pairwise

from tests.factories.notice_files import docx_of
from tests.factories.word_files import NAMESPACES, p, relationships, tc, word_file, zipped

SENTENCE = "天色已经晚了，他还没有回来。"


def noise(size: int) -> bytes:
    return random.Random(size).randbytes(size)


def document(body: str, before: str = "") -> str:
    return f"{before}<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"


def entity_bomb() -> bytes:
    grown = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in pairwise("abcdefghij"))
    doctype = f'<!DOCTYPE d [<!ENTITY a "{"x" * 100}">{grown}]>'
    return zipped({"word/document.xml": document('<w:p w:x="&j;"><w:r><w:t>&j;</w:t></w:r></w:p>', doctype)})


def table_larger_than_memory() -> bytes:
    numbers = random.Random(1)
    rows = "".join(f"<w:tr>{tc(str(numbers.random()))}{tc('x')}</w:tr>" for _ in range(120_000))
    return word_file(f"<w:tbl>{rows}</w:tbl>")


def bomb_beside_the_text() -> bytes:
    points = relationships(styles="styles.xml")
    return zipped(
        {
            "word/document.xml": document(p("x")),
            "word/_rels/document.xml.rels": points,
            "word/styles.xml": "<a/>" * 3_000_000,
        }
    )


def spreadsheet() -> bytes:
    root = "<workbook xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'/>"
    return zipped(
        {
            "[Content_Types].xml": "<x/>",
            "_rels/.rels": relationships(officeDocument="xl/workbook.xml"),
            "xl/workbook.xml": root,
        }
    )


def nested(opening: str, closing: str, times: int) -> bytes:
    return word_file(opening * times + p("x") + closing * times)


HOSTILE: dict[str, tuple[Callable[[], bytes], set[str]]] = {
    "empty": (lambda: b"", {"empty"}),
    "truncated word": (lambda: docx_of(["通知"] * 200)[:-9000], {"truncated"}),
    "truncated in the directory": (lambda: docx_of(["通知"])[:-40], {"truncated"}),
    "one long word": (lambda: word_file(p("甲" * 17_000_000)), {"zip_bomb"}),
    "many paragraphs": (lambda: word_file("<w:p/>" * 8_400_000), {"zip_bomb"}),
    "bomb beside the text": (bomb_beside_the_text, {"zip_bomb"}),
    "a table larger than memory": (table_larger_than_memory, {"too_much_memory", "timeout"}),
    "entities": (entity_bomb, {"truncated"}),
    "nested word": (lambda: nested("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>", 3000), {"truncated"}),
    "nested tables": (lambda: nested("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", 300), {"truncated"}),
    "many names": (lambda: zipped({f"{n:0240}": "" for n in range(8_000)}), {"zip_bomb"}),
    "a path in the name": (lambda: zipped({"../../../etc/passwd": "root"}), {"not_this_format"}),
    "a spreadsheet renamed": (spreadsheet, {"not_this_format"}),
    "a novel": (lambda: f"{SENTENCE}\n".encode() * 50_000, {"too_long"}),
    "a novel in word": (lambda: docx_of([SENTENCE * 400] * 80), {"too_long"}),
    "a novel on a page": (lambda: b"<html><body>" + f"<p>{SENTENCE * 20}</p>".encode() * 1_500, {"too_long"}),
    "a nested page": (lambda: b"<html><body>" + b"<div>" * 200_000, {"too_complex"}),
    "a page of cells": (lambda: b"<table>" + b"<tr><td rowspan=900 colspan=90>x<td>y" * 2_000, {"too_complex"}),
    "zero bytes": (lambda: b"\0" * 1_000_000, {"not_this_format"}),
    "noise": (lambda: noise(300_000), {"not_this_format"}),
    "noise called zip": (lambda: b"PK\x03\x04" + noise(300_001), {"truncated"}),
    "noise called ole": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + noise(300_002), {"truncated"}),
    "noise called pdf": (lambda: b"%PDF-1.7\n" + noise(300_003), {"truncated"}),
    "braces": (lambda: b"{\\rtf1" + b"{" * 1_000_000, {"too_complex"}),
    "stars and bars": (lambda: b"**a " * 30_000 + b"|\n" + b"-" * 9_000 + b"|", {"not_a_notice"}),
}
"""What it is → (how to make it, codes of `reading.errors.SENTENCES` that are right for it)."""


def with_pictures(megabytes: int) -> bytes:
    """A short notice in a Word file whose weight is pictures."""
    media: dict[str, str | bytes] = {f"word/media/image{n}.png": noise(1_000_000 + n) for n in range(megabytes)}
    return zipped({"word/document.xml": document(p("某局关于开展活动的通知") + p("各有关单位：")), **media})
