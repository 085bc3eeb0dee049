"""What the columns of a plan are called, and what they hold when nobody wrote it above them.

A new heading is one more word in `HEADINGS`; the whole heading must match, blanks and brackets aside.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Sequence

from worldday.notices.reading import fitting, text

from .tables import Table

NAME, KIND, WINDOW, PLACE, AUDIENCE, CONTENT, NUMBER, OTHER = (
    *("name", "kind", "window", "place", "audience", "content", "number", "other"),
)
HEADINGS: dict[str, str] = {
    NUMBER: r"序号?|编号|项次|行号|no\.?|#",
    NAME: r"(?:拟开展的?)?(?:活动|项目|任务|事项|工作|课程)?(?:名称|项目|题目)|活动|项目|事项|活动主题|(?:activity|name|title)(?:name)?",
    KIND: r"(?:活动|项目)?(?:类型|类别|种类)|kind|type",
    WINDOW: r"(?:拟?(?:计划|预计|活动|举办|开展|实施|起止|具体|完成))?(?:时间|日期|时段)(?:安排|段|范围)?|何时|时间[及和与、/]?地点|when|dates?|time",
    PLACE: r"(?:拟?(?:计划|活动|举办|开展|实施|具体))?(?:地点|场所|场地|地址|位置)|何地|where|place|venue",
    AUDIENCE: r"(?:拟|计划|预计|预期|活动|参与|参加|覆盖)*(?:规模|人数|人次|参加人员|参与人员|对象|受众|人员范围|人群)|(?:参加|参与)(?:人员|对象)|(?:expected)?(?:audience|attendance|participants)",
    CONTENT: r"(?:活动|主要|具体|项目|工作)*(?:内容|简介|介绍|安排|方案|描述)(?:[及和与、/][一-龥]{1,6})?|content|description|about",
}  # fmt: skip
_HEADINGS = {kind: re.compile(words) for kind, words in HEADINGS.items()}
_BLANK = re.compile(r"\s|[（(][^（）()]{0,12}[）)]|[*：:]")
_PEOPLE = re.compile(r"(?:约|近|不少于|预计)?\s?\d[\d,]*\s?(?:余|多)?\s?(?:人|名|人次|家|户)(?:次|以上|左右|次以上)?")
_PLACE = re.compile(
    r"线[上下]|网上|[一-龥](?:广场|馆|中心|公园|会议室|礼堂|大厅|学校|小学|中学|大学|社区|街道|园区|商场|超市|工厂|实验室|路|号|楼|院|厅|村|所|局)(?:$|[\s（(、，,\d])"
)
MOSTLY = 0.6  # the part of a column's cells that must look like what the column is taken for


def classify(heading: str) -> str | None:
    """The column a heading opens; None when it is none we know."""
    words = _BLANK.sub("", unicodedata.normalize("NFKC", heading)).lower()
    return next((kind for kind, pattern in _HEADINGS.items() if pattern.fullmatch(words)), None)


def headed(row: Sequence[str]) -> list[str] | None:
    """The columns a row of headings opens, None when the row is none.

    Where both 名称 and 内容 stand, 内容 is the content; alone, it is what names the activity.
    """
    found = [classify(cell) if cell else None for cell in row]
    if NAME not in found and CONTENT in found:
        found[found.index(CONTENT)] = NAME
    known = [kind for kind in found if kind]
    filled = sum(bool(cell) for cell in row)
    if NAME not in known or (len(known) < 2 and filled > 1):
        return None
    return _once([kind or OTHER for kind in found])


def _once(columns: list[str]) -> list[str]:
    """A second column of a kind says something else, under its own heading; two audiences (对象, 人数) are told together."""
    return [
        OTHER if kind in columns[:place] and kind not in (AUDIENCE, NUMBER, OTHER) else kind
        for place, kind in enumerate(columns)
    ]


def guessed(rows: Table, *, kinds: Collection[str] = ()) -> list[str]:
    """The columns of rows nobody put headings above, by what they hold; `kinds` are the kinds' names in the page's language."""
    width = max((len(row) for row in rows), default=0)
    columns = [""] * width
    sorts: tuple[tuple[str, Callable[[str], bool]], ...] = (
        (WINDOW, is_time),
        (AUDIENCE, lambda cell: _PEOPLE.fullmatch(cell) is not None),
        (KIND, lambda cell: cell in kinds),
    )
    for kind, looks in sorts:
        best = max(range(width), key=lambda place: _share(rows, place, looks), default=None)
        if best is not None and not columns[best] and _share(rows, best, looks) >= MOSTLY:
            columns[best] = kind
    if width > 1 and not columns[0] and _share(rows, 0, _is_number) >= MOSTLY:
        columns[0] = NUMBER
    free = [place for place in range(width) if not columns[place]]
    if free:
        columns[free[0]] = NAME
    if places := [place for place in free[1:] if _share(rows, place, _is_place) >= MOSTLY]:
        columns[places[0]] = PLACE
    return [kind or CONTENT for kind in columns]


def _share(rows: Table, place: int, looks: Callable[[str], bool]) -> float:
    cells = [row[place] for row in rows if place < len(row) and row[place]]
    return sum(map(looks, cells)) / len(cells) if cells else 0.0


def is_time(cell: str) -> bool:
    """Whether a whole cell reads as a time."""
    words = text.normalise(" ".join(cell.split()))
    return (
        fitting.is_time(words) or re.fullmatch(r"\d{1,2}[./]\d{1,2}(?:[-—~至]\d{1,2}[./]\d{1,2})?", words) is not None
    )


def _is_number(cell: str) -> bool:
    return re.fullmatch(r"[\d一二三四五六七八九十]{1,3}[.、)）]?", cell) is not None


def _is_place(cell: str) -> bool:
    return len(cell) <= 60 and _PLACE.search(cell) is not None
