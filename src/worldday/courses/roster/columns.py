"""Which column of a sheet holds what, guessed from its headings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from worldday.base.text import fold

NAME, LATIN, PHONE, EMAIL, UNIT, DISTRICT = "name", "latin", "phone", "email", "unit_name", "district"
FIELDS = (NAME, PHONE, UNIT, EMAIL, LATIN, DISTRICT)
WORDS: dict[str, tuple[str, ...]] = {
    NAME: ("姓名", "名字", "学员姓名", "人员姓名", "参训人员", "学员", "name", "full name"),
    PHONE: ("手机", "手机号", "手机号码", "联系电话", "电话", "移动电话", "联系方式", "phone", "mobile", "telephone"),
    UNIT: (
        "单位",
        "工作单位",
        "单位名称",
        "所在单位",
        "企业名称",
        "部门",
        "unit",
        "organisation",
        "organization",
        "company",
    ),
    EMAIL: ("邮箱", "电子邮箱", "电子邮件", "邮件", "email", "e-mail", "mail"),
    LATIN: ("拼音", "姓名拼音", "英文名", "英文姓名", "外文姓名", "latin", "pinyin", "name in latin letters"),
    DISTRICT: ("区", "所在区", "区县", "区域", "district"),
}
Columns = dict[str, int]


def guess(headings: Sequence[str]) -> Columns:
    """The column of each field that a heading names; the exact word before one that only contains it."""
    folded = [fold(heading) for heading in headings]
    found: Columns = {}
    for exactly in (True, False):
        for field in FIELDS:
            if field not in found and (place := _place(folded, field, exactly, set(found.values()))) is not None:
                found[field] = place
    return found


def _place(folded: Sequence[str], field: str, exactly: bool, taken: set[int]) -> int | None:  # noqa: FBT001
    for word in (fold(word) for word in WORDS[field]):
        for place, heading in enumerate(folded):
            if place not in taken and heading and (heading == word if exactly else len(word) > 1 and word in heading):
                return place
    return None


def picked(cells: Sequence[str], mapping: Mapping[str, int]) -> dict[str, str]:
    """The text of each mapped field, blanks joined."""
    return {field: " ".join(cells[place].split()) if place < len(cells) else "" for field, place in mapping.items()}
