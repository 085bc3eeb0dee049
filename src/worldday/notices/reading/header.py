"""The head of a notice (GB/T 9704-2012, 7.2–7.3): title, document number, addressees.

A title is recognised by its build, [发文机关]关于[事由]的[文种], wherever it stands: on lines of
its own, broken over several, or after a page's breadcrumbs.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from . import docnumber, orgs, sections
from .text import Found, found, rule, strip

LONG_LINE = 50  # Letters a line of a title holds at most.
CITED = -4  # A candidate lighter than this stands in running text and names another document.
HEAD = 6000  # Letters in which the head must stand; a title further down belongs to another document.
KINDS_OF_PAPER = "通知|通告|公告|公示|通报|函|决定|批复|报告|请示|倡议书|倡议|邀请函|意见|安排|方案|计划|要点|办法"
# A portal's label in front of a title.
_SECTION = rule(r"〔[^〕\n]{1,10}〕|(?P<tells>(?:政策|文件|图文|一图)?(?:解读|图解|读懂))\s?[：|]")
_CITED = rule(r"《[^》]{1,160}》")
_ABOUT = rule(
    rf"(?:关于|(?<=[局委部厅办会处司])(?:转发|印发))(?:[^。；！？\n]|\n(?!\s*\n)|\n[ \t]*\n(?=[ \t]*[^\s各])){{2,140}}?"
    rf"(?:的(?:补充|紧急|预备)?(?:{KINDS_OF_PAPER})(?:的(?:通知|函))?(?!精神|要求|》)|(?:{KINDS_OF_PAPER})(?=\s*$|\s*\n|\s{{2}}))",
    re.MULTILINE,
)
_CUT = rule(r"[。；：！？，|>»\t]|号(?=[\w\s])|QQ空间|文件\s|\n")
_QUOTED = rule(r"(?:根据|按照|依据|贯彻|落实|转发|及|和|收悉|接)\s*[\w（）]{0,24}$")
_CITING = rule(r"\s*(?:根据|按照|依据|依照|遵照|贯彻|落实|现将)")
_PLAIN = rule(rf"[^。；！？\n]{{2,70}}(?:{KINDS_OF_PAPER}|启事|须知|通知书|公开信)(?:（[^）\n]{{1,12}}）)?$")
_PLAIN_OPENING = rule(
    r"(?!为|根据|按照|近日|日前|现将|各)[^。；！？，：\n]{4,60}?(?:(?:活动|实施|工作|宣传)方案|名单公示|倡议书|公告)"
)
_BEFORE_GAP = rule(r"[^。；！？，：\n]{6,50}?(?=\s{2})")
_NO_TITLE = rule(
    r"附\s?件|[•·]|(?:通知|信息|新闻|政务|公示|工作|政策|文件)(?:公告|通知|公示|动态|公开|中心|要闻|文件|法规|通告)$|[一二三四五]、|(?:索\s*引|发布|发文|生成|成文|公开|信息|主题|体裁|服务|文\s*号|浏览)[^，。\n]{0,16}$|[^，。：\n]{1,12}：\s*\S|[\d\W]+$|[^\n]*\d\s?号）?$"
)
_TAIL_LINE = rule(rf"(?:[一-龥]{{0,6}})(?:{KINDS_OF_PAPER})$")
_TO_WHOM = rule(
    r"各|单位|部门|局|委|办|厅|处|政府|公司|企业|学校|学院|中心|院|会|镇|乡|村|区|县|市|站|所|队|同学|老师|同志|人员|机构|支部|社区|街道|居民|市民|家长|朋友"
)
_NOT_TO_WHOM = rule(
    r"附件|主题|时间|通知|关于|联系|电话|来源|日期|索引|文号|名称|如下|根据|为了|为(?:深入|进一步|贯彻|切实|认真)|现将|[。？！；]|[一二三四五]、|（一）|年\d{1,2}月|信息|发布|浏览"
)
_ADDRESS = rule(r"[^：]{2,260}(?=：)|各[^：。；\n]{2,60}(?=[ \t]*\n)")
_TO_ALL = rule(
    r"(?P<who>(?:各|全[市区县校院]|机关|本[市校院]|[一-龥]{2,12}(?:成员单位|部门|单位))[^：。；！？\n|]{1,200})(?:：|(?=[ \t]*\n))"
)
_BETWEEN = rule(
    r"\s*(?:（[^）\n]{2,40}）\s*|[一-龥]{1,14}\s?〔\d{4}〕\s?\d{1,4}\s?号\s*|(?:20\d\d年\d{1,2}月\d{1,2}日|20\d\d[-.]\d{1,2}[-.]\d{1,2})\s*)?"
)


@dataclass(frozen=True)
class Head:
    """What stands before the body; ``body`` is where the body begins."""

    title: Found | None
    issuer_words: Found | None
    number: Found | None
    addressees: Found | None
    body: int


def read(raw: str, text: str) -> Head:
    """The head of the notice in ``text`` (normalised), values as printed in ``raw``."""
    head = text[:HEAD]
    masked = _CITED.sub(lambda hit: "《" + "\x01" * (len(hit.group()) - 2) + "》", head)
    spans = [(_start(masked, hit.start()), hit.start(), hit.end()) for hit in _ABOUT.finditer(masked)]
    best = max(spans, key=lambda span: _weight(masked, span), default=None)
    opening = _opening(raw, text)
    if best is None or _weight(masked, best) < CITED or (opening and opening.end < best[0]):
        best = None if opening else _plain(masked)
    if best is None:
        number = docnumber.read(text, 0, 0, opening.start if opening else 300)
        return Head(None, None, number, opening, opening.end + 1 if opening else 0)
    start, about, end = best
    addressees = _addressees(raw, text, end)
    number = docnumber.read(text, start, end, addressees.start if addressees else end + 80)
    return Head(
        _tight(raw, start, about, end),
        _issuer(raw, text, start, about),
        number,
        addressees,
        addressees.end + 1 if addressees else end,
    )


def _opening(raw: str, text: str) -> Found | None:
    """The addressees where a document lost its title and opens with them."""
    first = len(text) - len(text.lstrip(" \t\n|"))
    hit = _TO_ALL.match(text, first, min(len(text), first + 260))
    return found(raw, *hit.span("who")) if hit and not _NOT_TO_WHOM.search(hit["who"]) else None


def _issuer(raw: str, text: str, start: int, about: int) -> Found | None:
    """The office before 关于; an interpretation names it without being its paper, and one that another's notice is forwarded from (转发A关于…) issues nothing here."""
    if label := _SECTION.match(text, start, about):
        if label["tells"]:
            return None
        start = label.end()
    forwards = text.find("转发", start, about)
    start, about = strip(text, start, forwards if forwards >= 0 else about)
    return found(raw, start, about) if about > start else None


_MATTER = rule(
    r"(?:关于|印发)(?:印发|转发)?(?:《)?(?:组织|积极|认真|做好)?(?:开展|举办|举行|组织|召开|参加|做好)?(?P<matter>[^\n]{4,60}?)(?:(?:实施|工作)?(?:方案|计划|安排))?》?(?:的)?(?:通知|函|通告|公告|方案)$"
)


def matter(raw: str, text: str, title: Found) -> Found | None:
    """What the title is about (事由), without its verb and the kind of paper: what a notice of one event holds."""
    hit = _MATTER.search(text, title.start, title.end)
    return found(raw, *hit.span("matter"), extra="《》") if hit else None


def _tight(raw: str, start: int, about: int, end: int) -> Found:
    """A title has no spaces between Chinese letters, however it was set; joint issuers keep one between them."""
    matter = found(raw, about, end)
    words = re.sub(r"(?<=[^\x00-\x7f])\s+(?=\S)|(?<=\S)\s+(?=[^\x00-\x7f])", "", matter.value)
    issuers = re.sub(r"\s+", " ", raw[start:about]).strip()
    return Found(issuers + words, found(raw, start, end).start, matter.end)


def _start(text: str, about: int) -> int:
    """Where the issuers' names before 关于 begin; ``about`` itself when there are none."""
    line = text.rfind("\n", 0, about) + 1
    if not text[line:about].strip():
        return _issuer_lines_above(text, line, about)
    if label := _SECTION.match(text, line, about):
        return label.start()
    low = max(0, about - 60)
    cuts = [hit.end() for hit in _CUT.finditer(text, low, about + 1) if hit.end() <= about]
    start = cuts[-1] if cuts else low
    words = re.split(r"( +)", text[start:about])
    spot, kept = about, about
    for piece in reversed(words):
        spot -= len(piece)
        if not piece.strip():
            continue
        if not (orgs.is_issuer(piece) or (kept == about and len(piece) <= 30)):
            break
        kept = spot
    return kept


def _issuer_lines_above(text: str, line: int, about: int) -> int:
    """关于 opens its line: names of offices on the lines right above belong to the title."""
    start, empty = about, 0
    while line > 0 and empty <= 1:
        above = text.rfind("\n", 0, line - 1) + 1
        words = text[above : line - 1].split()
        if words and not all(orgs.is_issuer(piece) for piece in words):
            break
        empty = 0 if words else empty + 1
        start, line = strip(text, above, line - 1)[0] if words else start, above
    return start


def _weight(text: str, span: tuple[int, int, int]) -> float:
    """How much a candidate looks like this document's own title."""
    start, about, end = span
    weight = -start / 1500
    weight += 4 * (_addressee_span(text, end) is not None)
    weight += start < about
    weight += not text[max(0, start - 1) : start].strip()
    weight -= 9 * bool(
        _QUOTED.search(text[max(0, start - 30) : start])
        or _CITING.match(text, start, about)
        or (start > 0 and text[start - 1] in "《“，、")
    )
    return weight


def _plain(text: str) -> tuple[int, int, int] | None:
    """A title without 关于 (XX活动方案), else the first short line; nothing after the first paragraph is one."""
    lines = list(_leading_lines(text))
    for place, (start, end) in enumerate(lines):
        if _PLAIN.fullmatch(text, start, end) and not sections.is_heading(text[start:end]):
            above = lines[place - 1] if place else (start, start)
            begin = above[0] if _TAIL_LINE.fullmatch(text, start, end) and above[1] - above[0] < LONG_LINE else start
            return begin, begin, end
    start, end = lines[0] if lines else (0, 0)
    if end - start > LONG_LINE + 10:
        opening = _PLAIN_OPENING.match(text, start, start + 90) or _BEFORE_GAP.match(text, start, start + 60)
        return (start, start, opening.end()) if opening else None
    if 0 < end - start <= LONG_LINE + 10 and not re.search(r"[。；？]|：$", text[start:end]):
        return start, start, end
    return None


def _leading_lines(text: str) -> Iterator[tuple[int, int]]:
    """At most eight lines, up to the first paragraph, without a portal's particulars."""
    lines = [strip(text, *hit.span(), "|") for hit in re.finditer(r"[^\n]*\S[^\n]*", text[:1500])]
    for start, end in [span for span in lines if span[1] > span[0] and not _NO_TITLE.match(text, *span)][:8]:
        yield start, end
        if end - start > LONG_LINE + 10:
            return


def _addressee_span(text: str, end: int) -> tuple[int, int] | None:
    spot = end
    for _ in range(3):
        gap = _BETWEEN.match(text, spot)
        spot = gap.end() if gap else spot
    hit = _ADDRESS.match(text, spot, min(len(text), spot + 300))
    if hit is None or _NOT_TO_WHOM.search(hit.group()) or not _TO_WHOM.search(hit.group()):
        return None
    return strip(text, hit.start(), hit.end(), "|")


def _addressees(raw: str, text: str, end: int) -> Found | None:
    span = _addressee_span(text, end)
    return found(raw, *span) if span else None
