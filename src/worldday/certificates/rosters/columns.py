"""Which column of a roster holds what. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from worldday.base.text import fold

NAME, LATIN, UNIT, EMAIL = "name", "latin", "unit", "email"
FIELDS = (NAME, LATIN, UNIT, EMAIL)
WORDS = {
    NAME: ("姓名", "名字", "人员姓名", "学员姓名", "专家姓名", "name", "full name"),
    LATIN: ("拼音", "姓名拼音", "英文名", "英文姓名", "外文姓名", "latin", "name in latin letters", "english name"),
    UNIT: ("单位", "工作单位", "所在单位", "单位名称", "学校", "organisation", "organization", "unit", "company"),
    EMAIL: ("邮箱", "电子邮箱", "电子邮件", "email", "e-mail", "mail"),
}
Columns = dict[str, int]


def guess(headings: Sequence[str], places: Sequence[str] = ()) -> Columns:
    """The column each field and each place of the design's words is likely in; a heading is used once."""
    folded = [fold(heading) for heading in headings]
    wanted = {
        **{field: [fold(word) for word in words] for field, words in WORDS.items()},
        **{p: [fold(p)] for p in places},
    }
    found: Columns = {}
    for name, words in wanted.items():
        at = next((folded.index(word) for word in words if word in folded), None)
        if at is not None and at not in found.values():
            found[name] = at
    return found


def picked(cells: Sequence[str], mapping: Mapping[str, int]) -> dict[str, str]:
    """The text of every mapped column, blanks joined; "" where the row is shorter."""
    return {name: " ".join(cells[at].split()) if at < len(cells) else "" for name, at in mapping.items()}
