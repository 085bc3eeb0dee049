"""The numbers Word puts before paragraphs, counted and written out as text.

A clerk sees “二、活动内容”; the file holds only “活动内容” and a reference to a list. The
reference stands in the paragraph or in its style, the style may inherit it, and
every list counts per level, restarting below each higher one (ECMA-376 part 1, 17.9).
"""

from dataclasses import dataclass, field

from lxml import etree

from .counting import written
from .lists import Level, number_of, read_lists, read_styles
from .names import child, value

BULLET = "• "
DEPTH = 9
"""Levels a Word list has."""


@dataclass
class Counter:
    """Where a family of lists stands."""

    values: dict[int, int] = field(default_factory=dict)

    def advance(self, level: int, levels: dict[int, Level]) -> None:
        """Count one on ``level``; every deeper level that restarts after it begins anew."""
        self.values[level] = self.values.get(level, levels[level].start - 1) + 1
        for deeper in range(level + 1, DEPTH):
            # w:lvlRestart: 0 = never; n = only after a number of level n (counted from 1) or above.
            restart = levels.get(deeper, Level()).restart
            if restart is None or level < restart:
                self.values.pop(deeper, None)
        for higher in range(level):
            self.values.setdefault(higher, levels.get(higher, Level()).start)


class Numbering:
    """Knows every list and style of one file and counts along while paragraphs pass by in order."""

    def __init__(self, numbering: etree._Element | None, styles: etree._Element | None) -> None:
        self._styles, self._default = read_styles(styles)
        self._lists = read_lists(numbering)
        self._counters: dict[str, Counter] = {}
        self._used: set[str] = set()

    def label(self, properties: etree._Element | None) -> str:
        """The number of the next paragraph, given its w:pPr, with the space after it; "" if it has none."""
        list_id, depth = self._reference(properties)
        found = self._lists.get(list_id or "")
        if list_id is None or found is None or depth not in found.levels:
            return ""
        counter = self._counters.setdefault(found.family, Counter())
        if list_id not in self._used:
            self._used.add(list_id)
            counter.values |= {level: start - 1 for level, start in found.starts.items()}
        counter.advance(depth, found.levels)
        return _written_label(depth, found.levels, counter.values)

    def is_contents(self, properties: etree._Element | None) -> bool:
        """Whether the paragraph is a line of a table of contents, which only repeats headings."""
        style = self._styles.get(value(child(properties, "pStyle")) or "")
        return style is not None and style.name.lower().startswith(("toc ", "目录 "))

    def _reference(self, properties: etree._Element | None) -> tuple[str | None, int]:
        """The list and level of a paragraph: its own, or else those of its style or the style's ancestors."""
        own = child(properties, "numPr")
        depth = number_of(value(child(own, "ilvl")))
        list_id = value(child(own, "numId"))
        if list_id is not None:
            return list_id, depth or 0
        style = value(child(properties, "pStyle")) or self._default
        seen: set[str] = set()
        while style in self._styles and style not in seen:
            seen.add(style)
            found = self._styles[style]
            if found.list_id is not None:
                if depth is None and found.list_id in self._lists:
                    depth = self._lists[found.list_id].owners.get(style, found.level)
                return found.list_id, depth or 0
            style = found.based_on
        return None, 0


def _written_label(depth: int, levels: dict[int, Level], values: dict[int, int]) -> str:
    level = levels[depth]
    if level.style == "bullet":
        return BULLET
    text = level.pattern
    for place in range(DEPTH):
        shown = levels.get(place, Level())
        style = "decimal" if level.legal else shown.style
        text = text.replace(f"%{place + 1}", written(values.get(place, shown.start), style))
    # Full-width punctuation carries its own space.
    return text if not text or level.suffix == "nothing" or text[-1] in "、）．：。" else text + " "
