"""Whom to ask: names after 联系人, telephone numbers and addresses near such words."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from . import orgs
from .model import Contact, Source
from .text import Found, rule

EMAIL = rule(r"[A-Za-z0-9_.+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}")
MOBILE = rule(r"(?<![\d.])1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)")
_LANDLINE = r"(?:（?0\d{2,3}）?\s?[-—]?\s?)?[2-9]\d{6,7}"
PHONE = rule(
    rf"(?<![\d.A-Za-z/_=])(?P<trunk>{_LANDLINE})(?![\d.])(?:\s?(?:转|[-—]|#)\s?(?P<inner>\d{{1,6}})(?:(?:或|、|/)(?P<other>\d{{3,6}}))?(?=分机|[^\d]|$))?(?:分机)?"
)
_KEY = rule(
    r"联\s{0,2}系\s{0,2}人|联系(?:电话|方式)|咨询电话|(?:电话|手机|邮箱|电子邮件|E-?mail|传真)(?=\s?[：为(（]|\s?\d)",
    re.IGNORECASE,
)
_NAMES = rule(
    r"(?:联\s{0,2}系\s{0,2}人|联络员|负责人)(?:及(?:联系)?(?:电话|方式))?\s?(?:：|为|\s|(?=[一-龥]{2,3}[，、（]))\s{0,3}(?P<names>(?:(?!\d)[\w·、，/和 （）]){2,40})"
)
_BRACKETED = rule(r"（(?P<name>[一-龥]{2,4})[，、 ](?=(?:联系)?(?:电话|邮箱|手机|方式)|[\d（])")
_BEFORE_NUMBER = rule(r"(?P<name>[一-龥]{2,4})\s?[：，、 ]\s?(?=1[3-9]\d{9}|0\d{2,3}-?\d{7})")
_NAME = rule(r"[一-龥]{2,4}(?:·[一-龥]{2,6})?")
_TITLE = rule(r"(?:同志|老师|先生|女士|科长|处长|主任|工)$")
_NO_NAME = rule(
    r"联系|电话|手机|邮箱|传真|地址|方式|邮编|单位|姓名|职务|部门|邮件|附件|及|各|如下|微信|名单|事项|材料|工作|信息|培训|会议|活动|负责|组员|成员"
)
NEAR = 90  # Letters a number may stand from the word that announces it.


@dataclass(frozen=True)
class _Token:
    kind: str
    found: Found
    opens: bool = False


def read(source: Source, start: int) -> list[Contact]:
    """Contacts in order: 联系人 opens a new one, and so does a long stretch of other text."""
    groups: list[list[_Token]] = []
    last = -10_000
    for token in sorted(_tokens(source, start), key=lambda t: t.found.start):
        has = {t.kind for t in groups[-1]} if groups else set()
        if not groups or token.found.start - last > 160 or (token.opens and has):
            groups.append([])
        groups[-1].append(token)
        last = token.found.end
    contacts = [_contact(group) for group in groups]
    return [contact for contact in contacts if contact.phones or contact.emails or contact.names]


def _contact(group: list[_Token]) -> Contact:
    def of(kind: str) -> tuple[Found, ...]:
        return tuple(dict.fromkeys(token.found for token in group if token.kind == kind))

    return Contact(of("name"), of("phone"), of("email"))


def _tokens(source: Source, start: int) -> Iterator[_Token]:
    text = source.text
    keys = [hit.end() for hit in _KEY.finditer(text, start)]
    for hit in EMAIL.finditer(text, start):
        yield _Token("email", Found(hit.group(), *hit.span()))
    for hit in MOBILE.finditer(text, start):
        if _near(hit.start(), keys) or _BEFORE_NUMBER.search(text, max(start, hit.start() - 6), hit.end()):
            yield _Token("phone", Found(re.sub(r"[ -]", "", hit.group()), *hit.span()))
    for hit in PHONE.finditer(text, start):
        if _near(hit.start(), keys):
            yield from _phones(hit)
    yield from _names(source, start)


def _near(spot: int, keys: list[int]) -> bool:
    place = bisect_right(keys, spot)
    return place > 0 and spot - keys[place - 1] <= NEAR


def _phones(hit: re.Match[str]) -> Iterator[_Token]:
    trunk = re.sub(r"[\s（）]", "", hit["trunk"]).replace("—", "-")
    if trunk.startswith("0") and "-" not in trunk:
        cut = 3 if trunk[1] in "12" else 4
        trunk = f"{trunk[:cut]}-{trunk[cut:]}"
    if hit["inner"] is None:
        yield _Token("phone", Found(trunk, *hit.span("trunk")))
        return
    for name in ("inner", "other"):
        if hit[name]:
            yield _Token("phone", Found(f"{trunk}转{hit[name]}", hit.start(), hit.end(name)))


def _names(source: Source, start: int) -> Iterator[_Token]:
    for hit in _NAMES.finditer(source.text, start):
        opens = True
        for a, b in _split(source.text, *hit.span("names")):
            yield _Token("name", source.found(a, b), opens)
            opens = False
    for hit in _BRACKETED.finditer(source.text, start):
        if _plausible(hit["name"]):
            yield _Token("name", source.found(*hit.span("name")), True)


def _split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Names up to the first word that is none; an office before a name is cut off."""
    for piece in re.finditer(r"[^、，/和\s（）]+", text[start:end]):
        a, b = start + piece.start(), start + piece.end()
        words = text[a:b]
        if (cut := _NO_NAME.search(words)) is not None:
            words = words[: cut.start()]
            b = a + cut.start()
        office = re.match(r"[一-龥]{1,14}(?:局|处|科|室|办|中心|股|部|委|会|院|站)(?=[一-龥]{2,4}$)", words)
        if office:
            a += office.end()
        words = text[a:b]
        if _plausible(words):
            yield a, b - len(m.group()) if (m := _TITLE.search(words)) and len(words) > 2 + len(m.group()) - 1 else b
        if cut is not None:
            return


def _plausible(words: str) -> bool:
    return bool(_NAME.fullmatch(words)) and not _NO_NAME.search(words) and not orgs.is_name(words)
