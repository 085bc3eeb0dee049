"""Which column of a roster holds what, guessed from its headings. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from worldday.base.text import fold

NAME, LATIN, PHONE, EMAIL, UNIT, DISTRICT = "name", "latin", "phone", "email", "unit", "district"
WORDS: dict[str, tuple[str, ...]] = {
    NAME: ("姓名", "名字", "学员姓名", "人员姓名", "专家姓名", "参训人员", "学员", "name", "full name"),
    PHONE: ("手机", "手机号", "手机号码", "联系电话", "电话", "移动电话", "联系方式", "phone", "mobile", "telephone"),
    UNIT: (
        *("单位", "工作单位", "单位名称", "所在单位", "企业名称", "学校", "部门"),
        *("unit", "organisation", "organization", "company"),
    ),
    EMAIL: ("邮箱", "电子邮箱", "电子邮件", "邮件", "email", "e-mail", "mail"),
    LATIN: (
        *("拼音", "姓名拼音", "英文名", "英文姓名", "外文姓名"),
        *("latin", "pinyin", "name in latin letters", "english name"),
    ),
    DISTRICT: ("区", "所在区", "区县", "区域", "district"),
}
Columns = dict[str, int]


def guess(headings: Sequence[str], fields: Sequence[str], places: Sequence[str] = ()) -> Columns:
    """The column each of `fields` (keys of WORDS) and each of `places` (words of one's own, such as a design's) is likely in.

    A heading that is the word comes before one that only contains it, and places are never found by a part of a heading. A
    heading is used once.
    """
    folded = [fold(heading) for heading in headings]
    found: Columns = {}
    for exactly in (True, False):
        own = places if exactly else ()
        wanted = {**{field: WORDS[field] for field in fields}, **{place: (place,) for place in own}}
        for name, words in wanted.items():
            if name not in found and (at := _place(folded, words, exactly, set(found.values()))) is not None:
                found[name] = at
    return found


def _place(folded: Sequence[str], words: Sequence[str], exactly: bool, taken: set[int]) -> int | None:  # noqa: FBT001
    for word in map(fold, words):
        for at, heading in enumerate(folded):
            if at not in taken and heading and (heading == word if exactly else len(word) > 1 and word in heading):
                return at
    return None


def picked(cells: Sequence[str], mapping: Mapping[str, int]) -> dict[str, str]:
    """The text of every mapped column, blanks joined; "" where the row is shorter."""
    return {name: " ".join(cells[at].split()) if at < len(cells) else "" for name, at in mapping.items()}
