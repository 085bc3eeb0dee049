"""The themes: “国际主题为‘…’”, 主题：…, a section 活动主题, 以“…”为主题.

A section or a saying with 主题 states the theme; “围绕…主题” only repeats it and counts when
nothing states it.
"""

import re
from collections.abc import Iterator

from . import sections, titles
from .model import Source, Theme
from .outline import RANK, Node
from .text import bare, rule, strip

_QUOTED = r"[“‘《](?P<text>[^“”\n]{2,80}(?:“[^”\n]{1,20}”[^“”\n]{0,40})?)[”’》]"
_STATED = rule(
    rf"主题(?:口号)?(?:确定|定|拟定)?(?:(?:为|是)：?|：)\s?(?:{_QUOTED}|(?P<plain>[^“”。；\n（]{{3,60}}(?:（[A-Za-z][^）\n]{{5,120}}）)?)(?=[。；\n]|$))"
)
_QUOTED_ONLY = rule(rf"主题(?:口号)?\s?{_QUOTED}")
_REPEATED = rule(
    rf"(?:以|围绕|紧扣|突出|按照)(?:活动)?(?:主题)?\s?{_QUOTED}(?:的|这一|活动|为)*\s?(?:为)?(?:活动|宣传)?主题"
)
_ENGLISH = rule(r"\s?[（“]?\s?(?P<english>[A-Z][A-Za-z0-9 ,，.'’!:：;&/—-]{6,160}[A-Za-z0-9.!])\s?[）”]")
_LATIN = rule(r"[\x00-\x7f‘’“”—]+")
_PURPOSE = rule(r"(?:向|通过|利用|组织|开展)[^，。]{2,30}，")  # What shall be done in the name of the theme.
_SCOPES = (
    (re.compile(r"(?:国际|全球)[^，。；]{0,4}主题"), "international"),
    (re.compile(r"(?:国内|我国|中国|本国)[^，。；]{0,4}主题"), "domestic"),
)


def read(source: Source, roots: list[Node], opening: int, end: int, observance: str = "") -> list[Theme]:
    """All themes stated, in order; those only repeated when none is stated."""
    sections_ = [node for root in roots for node in root.walk() if _is_theme(source.prose, node)]
    themes = [theme for node in sections_ for theme in _of_section(source, node)]
    if not themes:
        themes = list(_stated(source, opening, end))
    if not themes:
        themes = [
            _theme(source, *hit.span("text"), hit.start()) for hit in _REPEATED.finditer(source.prose, opening, end)
        ][:1]
    return [theme for theme in _once(themes) if bare(theme.text.value) not in bare(observance)]


def _is_theme(text: str, node: Node) -> bool:
    span = titles.title(text, node)
    if span is None:
        start = strip(text, node.text, node.own_end)[0]
        head = sections.head(text, start, node.own_end)
        span = (start, head) if head else None
    if span is None or (node.rank > RANK["part"] and node.parent is None):
        return False
    words = text[span[0] : span[1]]
    return sections.role(words) == "theme" and not words.endswith(("内容", "安排"))


def _of_section(source: Source, node: Node) -> Iterator[Theme]:
    """The words under a heading 主题: sentences that state it, else its first line or quotation."""
    text = source.prose
    span = titles.title(text, node)
    start, end = strip(text, span[1] if span else node.text, node.own_end, "：")
    if span and text[span[0] : span[1]].find("主题") >= 0 and span[1] - span[0] > 12:
        start = text.index("主题", span[0]) + 2
    elif span is None or start >= end:
        start = sections.head(text, strip(text, node.text, node.own_end)[0], node.own_end) or node.text
    start, end = strip(text, start, end, "：")
    stated = list(_stated(source, start, end)) or [
        _theme(source, *hit.span("text"), hit.start()) for hit in _REPEATED.finditer(text, start, end)
    ]
    if stated:
        yield from stated
        return
    lead = re.compile(r"[^\n。；“]{0,40}主题(?:为|是)?：?\s*(?=\S)").match(text, start, end)
    if lead and lead.end() < end:
        start = lead.end()
    quoted = re.compile(_QUOTED).match(text, start, end)
    if quoted and not text[quoted.end() : end].strip(" \n。；，")[:1].isalnum():
        yield _theme(source, *quoted.span("text"), start)
        return
    stop = re.compile(r"[。；\n]|（(?=[A-Za-z])").search(text, start, min(end, start + 90))
    stop_at = stop.start() if stop else end
    a, b = strip(text, start, stop_at, "：")
    if 3 <= b - a <= 60:
        yield _theme(source, a, b, node.start)


def _stated(source: Source, start: int, end: int) -> Iterator[Theme]:
    """Sayings of a theme; its English wording, said apart, is no theme of its own."""
    hits = [hit for pattern in (_STATED, _QUOTED_ONLY) for hit in pattern.finditer(source.prose, start, end)]
    for hit in sorted(hits, key=lambda h: h.start()):
        a, b = hit.span("text") if hit["text"] else hit.span("plain")
        if _LATIN.fullmatch(source.prose, a, b) or _PURPOSE.match(source.prose, a, b):
            continue
        yield _theme(source, a, b, hit.start())


def _theme(source: Source, start: int, end: int, lead: int) -> Theme:
    """Text without its English twin, with the scope its sentence gives."""
    text = source.prose
    inner = re.compile(r"[（(](?=[A-Za-z])").search(text, start, end)
    english = _ENGLISH.match(text, inner.start() if inner else end + (text[end : end + 1] in "”’》"))
    if inner:
        end = inner.start()
    before = text[max(0, lead - 24) : start]
    before = re.split(r"[。；\n]", before)[-1]
    scope = next((name for words, name in reversed(_SCOPES) if words.search(before)), None)
    if scope is None and english:
        scope = "international"
    start, end = _unquoted(text, *strip(text, start, end, "。；，：—"))
    return Theme(source.found(start, end), scope, source.found(*english.span("english")) if english else None)


def _unquoted(text: str, start: int, end: int) -> tuple[int, int]:
    """Quotation marks that embrace the whole theme are not part of it."""
    if text[start] in "“《" and text[end - 1] in "”》" and not re.search(r"[“”]", text[start + 1 : end - 1]):
        return start + 1, end - 1
    if text[start] == "“" and "”" not in text[start:end]:  # The closing mark was forgotten.
        return start + 1, end
    return start, end


def _repeats(words: str, others: str, scope: str | None, other: str | None) -> bool:
    return words == others or (scope in (None, other) and (words in others or others in words))


def _once(themes: list[Theme]) -> list[Theme]:
    kept: list[Theme] = []
    for theme in themes:
        words = bare(theme.text.value)
        if not words or any(_repeats(words, bare(other.text.value), theme.scope, other.scope) for other in kept):
            continue
        kept.append(theme)
    return kept
