"""Page numbers and running heads: printed on every page, part of no sentence."""

import re
from collections import Counter

from .layout import Sheet
from .lines import Line

MARGIN = 0.12
"""Share of the page height, above and below, where page furniture stands."""
PAGE_NUMBER = re.compile(
    r"^[\s—–\-－―·.]*\d{1,4}[\s—–\-－―·.]*$|^第?\s*\d+\s*页?\s*[/／，,共]\s*共?\s*\d+\s*页?$|^第\s*\d+\s*页$"
)


def without_furniture(sheets: list[Sheet]) -> list[Sheet]:
    """The sheets without page numbers and without heads repeated on most of three or more pages."""
    repeated = Counter(line.text for sheet in sheets for line in _edge_lines(sheet))
    most = max(3, len(sheets) * 0.6)
    return [
        Sheet(
            sheet.width,
            sheet.height,
            [item for item in sheet.items if not _is_furniture(item, sheet, repeated, most)],
        )
        for sheet in sheets
    ]


def _is_furniture(item: object, sheet: Sheet, repeated: Counter[str], most: float) -> bool:
    if not isinstance(item, Line) or not _at_edge(item, sheet):
        return False
    return bool(PAGE_NUMBER.match(item.text)) or repeated[item.text] >= most


def _edge_lines(sheet: Sheet) -> list[Line]:
    return [item for item in sheet.items if isinstance(item, Line) and _at_edge(item, sheet)]


def _at_edge(line: Line, sheet: Sheet) -> bool:
    return line.y0 > sheet.height * (1 - MARGIN) or line.y1 < sheet.height * MARGIN
