"""Numbered paragraphs → activities.

Sections whose heading promises activities (主要内容, 活动安排 …) give their titled entries. Where
none does, the sections that are activities themselves count, then phases with dates.
"""

from collections.abc import Iterator

from worldday.notices.reading import sections, titles, windows
from worldday.notices.reading.model import Activity, Source
from worldday.notices.reading.outline import RANK, Node
from worldday.notices.reading.text import Found, rule, strip

from . import details, from_days
from .from_tables import lines

_VERB = rule(
    r"(?:组织|积极|广泛|集中|认真|深入|扎实|大力|精心)?(?:开展|举办|举行|召开|组织(?!领导|实施|保障|机构|形式|单位)|发布|启动|播放|悬挂|张贴|印发|印制|发放|制作|征集|评选|参加|走访|观看|参观|推送|利用|开设|编印|设立|发起|推出|联合|进行|宣传(?!主题|内容|重点|形式|时间|方式|口号|标语|要求|对象|目标)|发动)"
)
_NOUN = rule(
    r"(?:活动|仪式|大赛|竞赛|比赛|论坛|讲座|培训|展览|展示|演练|咨询|义诊|宣讲|检查|行动|沙龙|座谈会|研讨会|发布会|征文|评选|答题|竞答|宣传[日周月]|开放日|[会展])(?:[”）]|（[^）]*）)*$"
)
_EVENT = rule(r"(?P<name>[^，。；：\n]{4,40}?(?:仪式|大会|论坛|启动会|晚会|主题活动|主场活动))(?:拟|将)?(?:定)?于")
_VAGUE = rule(r"主场活动|启动活动|主题活动|集中活动|启动仪式")
_UNNUMBERED_ASK = rule(r"^(?:各|要|请|应|须|加强|提高|高度|严格|确保|落实|强化组织|做好)")
_CLAUSE = rule(r"(?:“[^”\n]*”|《[^》\n]*》|[^，。；：\n“《]){4,}")
_PUBLICITY = rule(
    r"(?:围绕[^，。]{2,60}，)?(?:大力|深入|广泛|重点|突出|积极|全面|集中|着力|充分|及时){0,2}"
    r"(?:宣传(?!活动|[月周日品片栏车画册]|咨询|教育|进)|普及|宣讲|解读|弘扬|展示(?!活动))"
)
_LABELLED = rule(r"[\s（]*(?:[^\n]{0,24}\n\s*)?(?:活动)?(?:时\s*间|日\s*期|地\s*点)\s*：")
_ONE_BY_ONE = rule(r"(?:(?<=[。；，：\n ])|(?<=以下))[一二三四五六七八九十]{1,2}(?:是|要)(?=[^，。；]{3})")
_ON_A_DAY = rule(r"(?:20\d\d年)?\d{1,2}月\d{1,2}日[^，。；：\n]{0,16}[，：]\s?(?=[^\s\d])")
_OCCASION = rule(r"(?:围绕|结合|根据|按照|为了?)(?:“[^”\n]{1,40}”|[^，。；：\n“]){2,40}，(?=[^\s])")
_CLOSING = rule(r"（(?P<inside>[^（）]{2,60})）$")
FEWEST = 2  # One 一是 is a turn of phrase, two are a list.
DEEPEST_SECTION = RANK["part"]  # Numbers below （一） head entries, not sections.
_SKIP = ("theme", "window", "place", "aim", "request", "contact", "report", "publicity")


def read(source: Source, roots: list[Node], notice_name: Found | None, *, tabled: bool) -> list[Activity]:
    """The activities of the outline; beside a table only sections that plainly hold some are read."""
    for choose in (_promised, _measures, _phases):
        entries = [entry for root in roots for entry in choose(source, root)]
        if entries:
            return entries if not tabled or choose is _promised else []
    return _single(source, roots, notice_name) if not tabled else []


def _single(source: Source, roots: list[Node], name: Found | None) -> list[Activity]:
    """A notice of one event: sections 时间 and 地点 and no list of activities; it is named as the title names it."""
    by_role = {role(source, root): root for root in reversed(roots)}
    if name is None or "window" not in by_role or "place" not in by_role:
        return []
    when, where = by_role["window"], by_role["place"]
    activity = Activity(name, start=min(when.start, where.start), end=max(when.end, where.end))
    details.fill(source, activity, [(when.text, when.own_end)])
    return [activity]


def heading(source: Source, node: Node) -> str:
    """The words of a passage's title, empty when it has none."""
    span = titles.title(source.prose, node)
    return source.prose[span[0] : span[1]] if span else ""


def role(source: Source, node: Node) -> str | None:
    """A passage's role, unless its heading is a deed (举办…评审会), which is an activity."""
    words = heading(source, node)
    if _VERB.match(words) and len(words) > 7 and not sections.is_heading(words):
        return None
    return sections.role(words)


def _promised(source: Source, node: Node) -> Iterator[Activity]:
    kind = role(source, node)
    if node.form == "event":
        yield from _entry(source, node, str(node.number))
    elif kind == "activities" or (kind == "form" and node.children and node.rank <= DEEPEST_SECTION):
        yield from _entries(source, node, loose=kind == "activities")
        if not node.children:
            dated = from_days.read(source, node.text, node.end)
            yield from dated or _one_by_one(source, node)
    elif kind is None and node.rank <= DEEPEST_SECTION and node.parent is None and _is_event(source, node):
        subs = _sub_entries(source, node)
        if len(subs) >= 3:  # A heading over a list of deeds, itself none.
            for sub in subs:
                yield from _entry(source, sub, str(sub.number))
        else:
            yield from _entry(source, node, str(node.number))
    elif kind not in _SKIP:
        for child in node.children:
            if (role(source, child) == "activities" or child.form == "event") and child.rank <= DEEPEST_SECTION + 1:
                yield from _promised(source, child)


def _measures(source: Source, node: Node) -> Iterator[Activity]:
    if role(source, node) == "measures":
        yield from _entries(source, node, loose=False)


def _phases(source: Source, node: Node) -> Iterator[Activity]:
    if role(source, node) == "phases":
        yield from _entries(source, node, loose=False)


def _is_deed(words: str) -> bool:
    """A heading that says to do something, or names a thing to hold."""
    if not words or sections.is_heading(words) or _UNNUMBERED_ASK.match(words):
        return False
    return bool(_VERB.match(words)) or bool(_NOUN.search(words))


def _is_event(source: Source, node: Node) -> bool:
    """A section that is a deed, or that says its own time or place right under its heading."""
    span = titles.title(source.prose, node)
    if span is None:
        return False
    words = source.prose[slice(*span)]
    return _is_deed(words) or (
        not sections.is_heading(words) and _LABELLED.match(source.prose, span[1], node.end) is not None
    )


def _one_by_one(source: Source, node: Node) -> Iterator[Activity]:
    """“一是开展…；二是举办…”: the clauses of one paragraph, where most of them name a deed."""
    marks = list(_ONE_BY_ONE.finditer(source.prose, node.text, node.end))
    clauses = [_CLAUSE.match(source.prose, mark.end(), node.end) for mark in marks]
    deeds = [clause for clause in clauses if clause and _is_deed(clause.group())]
    if len(marks) < FEWEST or len(deeds) * 2 <= len(marks):
        return
    stops = [*(mark.start() for mark in marks[1:]), node.end]
    for seq, (mark, clause, stop) in enumerate(zip(marks, clauses, stops, strict=True), start=1):
        if clause is None or clause.end() > stop:
            continue
        name = source.found(*clause.span())
        activity = Activity(name, Found(str(seq), *mark.span()), start=mark.start(), end=stop)
        activity.content = _rest(source, name.end, stop)
        details.fill(source, activity, [(mark.end(), stop)])
        yield activity


def _rest(source: Source, start: int, end: int) -> Found | None:
    start, end = strip(source.prose, start, end, "。：；，")
    return lines(source, start, end) if start < end else None


def _entries(source: Source, node: Node, *, loose: bool) -> Iterator[Activity]:
    """The titled children; ``loose`` lets plain sentences that begin with a deed count as well."""
    inner = [
        child
        for child in node.children
        if role(source, child) == "activities" and sections.is_attribute(heading(source, child))
    ]
    if inner:
        for child in inner:
            yield from _entries(source, child, loose=loose)
        return
    children = [child for child in node.children if not (_is_attribute(source, child) or _is_publicity(source, child))]
    titled = [child for child in children if titles.title(source.prose, child)]
    mostly = len(titled) * 5 >= len(children) * 3
    for child in children:
        if (mostly and child in titled) or (loose and _opens_with_deed(source, child)):
            yield from _entry(source, child, str(child.number))


def _opens_with_deed(source: Source, node: Node) -> bool:
    """A sentence that begins with what is done (开展…), or with the day it is done on (3月5日，组委会召开…)."""
    start, end = strip(source.prose, node.text, node.own_end)
    dated = _ON_A_DAY.match(source.prose, start, end)
    return dated is not None or _VERB.match(source.prose, start, end) is not None


def _is_attribute(source: Source, node: Node) -> bool:
    words = heading(source, node)
    return bool(words) and sections.is_attribute(words)


def _is_publicity(source: Source, node: Node) -> bool:
    """A sentence about what is to be made known (大力宣传…法律法规), with nothing beneath it: no deed of its own."""
    start, end = strip(source.prose, node.text, node.end, "。；")
    span = titles.title(source.prose, node)
    whole = span is None or end - span[1] < 2
    return (
        whole and _PUBLICITY.match(source.prose, start, end) is not None and not _NOUN.search(source.prose[start:end])
    )


def _entry(source: Source, node: Node, seq: str) -> Iterator[Activity]:
    """The passage as an activity, followed by the titled entries under it."""
    name = _name(source, node)
    subs = _sub_entries(source, node)
    spans = _own_spans(node, subs)
    activity = Activity(name, Found(seq, node.start, node.text), node=node, start=node.start, end=node.end)
    activity.content = _content(source, node, name)
    details.fill(source, activity, spans)
    yield activity
    for sub in subs:
        yield from _entry(source, sub, f"{seq}.{sub.number}")


def _name(source: Source, node: Node) -> Found:
    text = source.prose
    span = titles.title(text, node)
    start, end = strip(text, node.text, node.own_end)
    dated = _ON_A_DAY.match(text, start, end)
    if span is None or dated:
        start = dated.end() if dated else start
        occasion = _OCCASION.match(text, start, end)
        start = occasion.end() if occasion else start
        clause = _CLAUSE.match(text, start, min(end, start + 80))
        return source.found(start, clause.end() if clause else min(end, start + 40))
    event = _EVENT.match(text, *strip(text, span[1], end, "：。"))
    if event and _VAGUE.fullmatch(text[span[0] : span[1]]) and node.rank == 1:
        span = event.span("name")
    return source.found(span[0], _before_bracket(source, *span), extra="。：")


def _before_bracket(source: Source, start: int, end: int) -> int:
    """A title's closing bracket that dates it or names its units (启动仪式（6月1日，市局主办）) is no part of the name."""
    bracket = _CLOSING.search(source.prose, start + 2, end)
    if bracket is None:
        return end
    dated = windows.first(source.prose, *bracket.span("inside"), source.calendar)
    opens_dated = dated is not None and dated.start == bracket.start("inside")
    return bracket.start() if opens_dated or details.names_units(bracket["inside"]) else end


def _sub_entries(source: Source, node: Node) -> list[Node]:
    """Entries of their own beneath an entry: titled, with words under the title, at least two.

    Where one child merely leads in (“2.重点开展以下工作：（1）…”), its children are looked at.
    """
    children = [
        child
        for child in node.children
        if not _is_attribute(source, child) and source.prose[child.text : child.end].strip(" \n。")
    ]
    if len(children) == 1 and children[0].children:
        return _sub_entries(source, children[0])
    subs = [child for child in children if _has_body(source, child)]
    return subs if len(subs) >= 2 and len(subs) == len(children) else []


def _has_body(source: Source, node: Node) -> bool:
    """A title with words beneath it, or a sentence that opens with a deed (开展…，通过…) or ends with its units."""
    span = titles.title(source.prose, node)
    if span is None:
        deed = _VERB.match(source.prose, *strip(source.prose, node.text, node.own_end))
        return deed is not None or details.closing_bracket(source.prose, node.text, node.end) is not None
    return bool(source.prose[span[1] : node.end].strip(" \n。：；")) or _is_dated_deed(source, *span)


def _is_dated_deed(source: Source, start: int, end: int) -> bool:
    """A title that says what is done and, in its bracket, when or by whom: an entry though nothing stands beneath."""
    return _VERB.match(source.prose, start, end) is not None and _before_bracket(source, start, end) < end


def _own_spans(node: Node, subs: list[Node]) -> list[tuple[int, int]]:
    spans, spot = [], node.text
    for sub in subs:
        spans.append((spot, sub.start))
        spot = sub.end
    return [*spans, (spot, node.end)]


def _content(source: Source, node: Node, name: Found) -> Found | None:
    start, end = strip(source.prose, max(name.end, node.text), node.end, "。：")
    return lines(source, start, node.end if end else end) if start < end else None
