"""Web pages: the notice on the page, without the site around it."""

import re
from typing import BinaryIO

from lxml import etree

from worldday.notices.reading.document import Document
from worldday.notices.reading.errors import Unreadable
from worldday.notices.reading.extract import charset
from worldday.notices.reading.extract.builder import Builder

from .blocks import blocks
from .content import main_part, prune, title_outside

CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{3,30})""", re.IGNORECASE)


def read(source: BinaryIO) -> Document:
    """The document of a page; Unreadable ``too_complex`` if it nests deeper than browsers make sense of."""
    data = source.read()
    declared = CHARSET.search(data[:4096])
    text = charset.decode(data, declared[1].decode("ascii") if declared else None)
    charset.refuse_binary(text)
    return from_markup(charset.tidy(text))


def from_markup(text: str) -> Document:
    """The document of a page already decoded."""
    page = _parse(text)
    body = page.find("body")
    body = page if body is None else body
    prune(body)
    part = main_part(body)
    builder = Builder()
    title = title_outside(page, part)
    if title:
        builder.paragraph(title)
    for block in blocks(part):
        if isinstance(block, str):
            builder.paragraph(block)
        else:
            builder.table(block)
    return builder.document()


def _parse(text: str) -> etree._Element:
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "ignore"), parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable("truncated") from error
    if any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log):
        raise Unreadable("too_complex")
    if root is None:
        raise Unreadable("empty")
    return root
