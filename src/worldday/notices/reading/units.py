"""Units and their roles: “A牵头；B、C”, “市局指导，A、B承办”, “责任单位：…”, “由…负责”.

A phrase is cut into groups at ；， and 。; a role word before or after a group's names gives the
group its role, and a group without one takes the role of the phrase (a table's column, say),
or ``participate`` where another group leads. Names stay as printed, except that an ellipsis
(浙江、江苏、安徽省市场监管局) is written out.
"""

import re
from dataclasses import dataclass

from . import orgs
from .model import Unit
from .text import one_line, rule, strip

# Role word → role of the schema. Order matters: the first that matches names the role.
ROLES: tuple[tuple[str, str], ...] = (
    ("牵头", "lead"), ("带队", "lead"), ("主办", "host"), ("承办", "organise"), ("协办", "assist"), ("指导", "guide"),
    ("支持", "support"), ("配合", "participate"), ("参与", "participate"), ("参加", "participate"), ("协同", "participate"),
    ("协助", "assist"), ("组织实施", "organise"), ("实施", "organise"), ("负责", "responsible"), ("责任", "responsible"),
    ("主管", "responsible"), ("落实", "responsible"), ("组织", "organise"), ("完成", "responsible"),
)  # fmt: skip
WORDS = "|".join(word for word, _ in ROLES)
PLACES = {
    **dict.fromkeys(("北京", "天津", "上海", "重庆"), "市"),
    **dict.fromkeys(("内蒙古", "西藏"), "自治区"), "广西": "壮族自治区", "宁夏": "回族自治区", "新疆": "维吾尔自治区",
    **dict.fromkeys((
        "河北", "山西", "辽宁", "吉林", "黑龙江", "江苏", "浙江", "安徽", "福建", "江西", "山东", "河南", "湖北", "湖南",
        "广东", "海南", "四川", "贵州", "云南", "陕西", "甘肃", "青海",
    ), "省"),
}  # fmt: skip
_OTHER_LABEL = rule(r"(?:完成|活动|实施|开展)?(?:时限|时间|日期|地点|内容|要求)\s?：|联系(?:人|电话)")
_LABEL = rule(
    rf"(?:第一)?(?:{WORDS})(?:单位|部门|处室|科室|机构|主体|方)?(?:[或及和、/](?:单位|部门|处室|科室|个人))?\s?：\s?"
)
_TAIL = rule(
    rf"(?:按(?:照)?(?:各自)?(?:职责|分工)+)?(?:共同|联合|分别|具体|负责)?(?:{WORDS})(?:单位|部门|实施|落实|配合)?$"
)
_ET_CETERA = rule(r"等(?:[一二三四五六七八九十\d]{0,3}(?:个|家)?(?:有关|相关|各)?(?:单位|部门|机构|企业|处室|媒体)?)?$")
_GROUP = rule(r"(?:（[^）\n]*）|[^；。，\n\t])+")
_NAME = rule(r"(?:（[^）]*）|[^、/])+")
_SHORT_PLACE = rule(r"[一-龥]{2,4}")
_FULL_PLACE = rule(r"(?P<place>[一-龥]{2,4}?)(?P<sort>省|市|区|县|自治区)(?P<office>[一-龥]{2,})")
_AND = rule(r"和|与|及|以及")
_NO_NAME = rule(r"^(?:各自|分工|职责|无|等|同上|相关|有关|[\d\W]+)$|\d{1,2}[月日]")


@dataclass(frozen=True)
class Phrase:
    """The units of one phrase with its place."""

    units: list[Unit]
    start: int
    end: int
    open_list: bool


@dataclass(frozen=True)
class _Group:
    start: int
    end: int
    role: str | None
    open_list: bool


def read(raw: str, text: str, start: int, end: int, default: str = "responsible") -> Phrase:
    """The units named in ``text[start:end]``; ``default`` is the role of names without a role word."""
    if other := _OTHER_LABEL.search(text, start + 1, end):
        end = other.start()
    start, end = strip(text, start, end, "。；，、：")
    groups = _groups(text, start, end)
    led = any(group.role == "lead" for group in groups)
    units: list[Unit] = []
    shared: str | None = None
    for group in reversed(groups):
        shared = group.role or ("participate" if led else shared)
        units[:0] = _names(raw, text, group, group.role or shared or default)
    return Phrase(units, start, end, any(group.open_list for group in groups))


def _groups(text: str, start: int, end: int) -> list[_Group]:
    """Stretches between ；，。 or labels, each with the role its own words give."""
    labels = list(_LABEL.finditer(text, start, end))
    edges = [(start, None), *((hit.end(), role_of(hit.group())) for hit in labels)]
    stops = [*(hit.start() for hit in labels), end]
    groups = [
        _group(text, *strip(text, *piece.span()), role)
        for (begin, role), stop in zip(edges, stops, strict=True)
        for piece in _GROUP.finditer(text, begin, max(begin, stop))
    ]
    return [group for group in groups if group.end > group.start]


def _group(text: str, start: int, end: int, role: str | None) -> _Group:
    """Cut “由” before and the role word and 等 after the names."""
    if text.startswith("由", start, end):
        start += 1
    words = text[start:end]
    tail = _TAIL.search(words)
    if tail and tail.start() >= 2:
        role, words = role_of(tail.group()), words[: tail.start()].rstrip()
    et_cetera = _ET_CETERA.search(words)
    if et_cetera and et_cetera.start() >= 2:
        words = words[: et_cetera.start()]
    return _Group(start, start + len(words.rstrip()), role, et_cetera is not None)


def role_of(words: str) -> str | None:
    """The role a word such as 承办单位 means, or None."""
    return next((role for word, role in ROLES if word in words), None)


def _names(raw: str, text: str, group: _Group, role: str) -> list[Unit]:
    spans = [
        span for hit in _NAME.finditer(text, group.start, group.end) for span in _split(text, hit.start(), hit.end())
    ]
    printed = [one_line(raw, a, b) for a, b in spans]
    return [
        Unit(name, role, a, b)
        for (a, b), name in zip(spans, _written_out(printed), strict=True)
        if len(name) >= 2 and len(name) <= 50 and not _NO_NAME.search(name)
    ]


def _split(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut “A和B” where both sides are full names."""
    start, end = strip(text, start, end)
    for hit in _AND.finditer(text, start + 2, max(start + 2, end - 2)):
        left, right = text[start : hit.start()], text[hit.end() : end]
        if orgs.is_name(left) and orgs.is_name(right) and not re.match(r"相关|有关|其|各", right):
            return [(start, hit.start()), *_split(text, hit.end(), end)]
    return [(start, end)] if end > start else []


def _written_out(names: list[str]) -> list[str]:
    """浙江, 江苏, 安徽省市场监管局 → three full names; other lists as they are."""
    if len(names) < 2 or not all(_SHORT_PLACE.fullmatch(name) and not orgs.is_name(name) for name in names[:-1]):
        return names
    last = _FULL_PLACE.fullmatch(names[-1])
    if last is None:
        return names
    sort, office = last["sort"], last["office"]
    if not (last["place"] in PLACES or sort in "区县市"):
        return names
    return [name + PLACES.get(name, sort) + office for name in names[:-1]] + names[-1:]
