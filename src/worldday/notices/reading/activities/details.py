"""The time and the units of a numbered activity, from its own words."""

import re

from worldday.notices.reading import orgs, units, windows
from worldday.notices.reading.model import Activity, Source
from worldday.notices.reading.text import rule
from worldday.notices.reading.units import Phrase
from worldday.notices.reading.windows import Window

_LABEL = rule(
    r"(?:时间|日期|时段)(?:安排|及地点)?\s?(?:：|为)\s{0,3}|^\s*(?:[\d（）一-十、.]{0,4})\s?(?:[一-龥]{0,4})时间\s*\n\s*",
    re.MULTILINE,
)
_DUTY = rule(
    r"(?:，?\s?(?:请|并)?[^，。；\n]{0,14}?[将把][^。；\n]{0,60}?|(?:(?!开展|进行|组织|举办|完成)[^。；\n]){0,40}?)"
    r"(?:报送|报至|上报|发送至|发至|提交|反馈|报名|截止|(?:情况|总结)报|报[我市区县省])"
)
_COLLECTS = rule(r"征集|征文|评选|申报|作品|大赛|招募")
_HISTORY = rule(
    r"\s?(?:以来|印发|发布的|通过(?=[的了，。；]|$)|第[一二三四五六七八九十\d]+次|重要讲话|起施行|施行|实施的|颁布|修订|出台|生效|被?(?:确定|定)为|是(?!否)|为第|“[^”]{2,20}[日周月节]”(?:当天|之际)?(?!活动期间)?为契机|[\w“”]{2,20}[日周月节]”?(?:为契机|这一|的)|讲话|会议精神|》)"
)
_OCCASION = rule(r"(?:以|结合|围绕|借助|利用|抓住|为纪念|自从|截至|截止|《|〔)\s?$")
_LINE = rule(r"[^\n]+")
_DURING = rule(r"在?(?:“?[\w·“”和、]{2,16}(?:日|周|月|节|活动)”?(?:活动)?|活动|宣传)期间")
_BRACKET = rule(r"（(?P<inside>[^（）]*(?:（[^（）]*）[^（）]*)*)）\s?[。；]?\s?$")
_AFTER_NAME = rule(r"（(?P<inside>[^（）]{2,80})）")
_DATED = rule(r"(?:20\d\d年)?\d{1,2}月[^，；（）]{0,24}[，；]\s?(?=[^\s\d])")
# An office as the subject of an entry's first sentence: “（活动：）市科技馆于9月16日在广场举办…”.
_SUBJECT = rule(
    r"\s*(?:(?:活动|内容|形式)(?:内容|形式)?：\s?)?(?:\d[^，。；\n]{2,40}，)?"
    r"(?P<names>(?![各全有相我本在由通依请向组利结])[一-龥、“”]{3,30}?)(?=(?:将|拟)?(?:于\d[^，。；]{1,16})?(?:[在对][^，。；]{2,24}?)?(?:联合|共同|牵头)?(?:开展|举办|召开|主办|承办|组织开展|组织举办))"
)
_REFERS = rule(r"附件|详见|\d{4}年|http")
_ALL_SUCH = rule(r"[各相有][\w（）、]{1,12}(?:单位|部门|企业|机构|学校|医院|局|委|办|所|站|院|社区|街道|镇|乡|村)")
_UNIT_LABEL = rule(
    rf"(?:第一)?(?:{units.WORDS})(?:单位|部门|处室|科室|机构|主体)(?:[或及和、/](?:单位|部门|处室|科室|个人))?\s?：\s?"
)
_BRACKET_END = rule(r"(?<!）)）(?![^（\n]{0,20}）)|\n")
_UNITS_END = rule(r"[。\n；]|(?=（[一二三四五六七八九十]）)")
_BY = rule(
    rf"由(?P<names>[^，。；：\n]{{2,50}}?)(?P<word>(?:共同|联合|具体|统一|负责)?(?:{units.WORDS}|抽调|举办|开展|召开))"
)
_ALSO = rule(rf"(?:，[^，。；\n]{{2,40}}?(?:{units.WORDS})(?=[，。；\n]|$))*")
_LEADING = rule(r"(?P<names>[区市县省校院][一-龥]{1,10}?)(?:负责)?组织(?:举办|开展|召开|实施)")
_HEADING_TEAMS = rule(r"(?:[日月，。；]|^)(?P<names>(?:[一-龥]|、){4,40}?)带队")


def fill(source: Source, activity: Activity, spans: list[tuple[int, int]]) -> None:
    """Give the activity its window and units; ``spans`` are its own passages, without sub-entries."""
    activity.window = window(source, spans, activity)
    for phrase in phrases(source, spans, activity):
        activity.units += [unit for unit in phrase.units if unit.name not in {u.name for u in activity.units}]
        activity.open_list = activity.open_list or phrase.open_list
        activity.units_text = activity.units_text or source.found(phrase.start, phrase.end)


def window(source: Source, spans: list[tuple[int, int]], activity: Activity) -> Window | None:
    """The time after a label 时间：, else the first date that is neither duty nor history, else …期间."""
    text = source.prose
    for start, end in spans:
        for label in _LABEL.finditer(text, start, end):
            near = windows.first(text, label.end(), min(end, label.end() + 30), source.calendar)
            if near and not text[label.end() : near.start].strip("每为从自于在 ："):
                return near
    collects = _COLLECTS.search(activity.name.value) is not None
    for start, end in spans:
        for dated in windows.find(text, start, end, source.calendar):
            if _is_when(text, dated, start, end, collects=collects):
                return dated
    for start, end in spans:
        if during := _DURING.search(text, start, end):
            return Window(during.start(), during.end(), None, None, "open")
    return None


def _is_when(text: str, dated: Window, start: int, end: int, *, collects: bool) -> bool:
    """Whether a date says when the activity is; for a call for works the closing day does."""
    before = text[max(start, dated.start - 16) : dated.start]
    if _OCCASION.search(before) or _HISTORY.match(text, dated.end, end):
        return False
    return collects or not _DUTY.match(text, dated.end, min(end, dated.end + 60))


def phrases(source: Source, spans: list[tuple[int, int]], activity: Activity) -> list[Phrase]:
    """Unit phrases by trust: a closing bracket, labelled lines, “由…负责”, the name's own subject."""
    text = source.prose
    for start, end in spans:
        if bracket := closing_bracket(text, start, end):
            return [units.read(source.raw, source.text, *bracket)]
    titled = _AFTER_NAME.match(text, activity.name.end)
    if titled and (inside := _units_inside(text, *titled.span("inside"))):
        return [units.read(source.raw, source.text, *inside)]
    labelled = [phrase for start, end in spans for phrase in _labelled(source, start, end)]
    if labelled:
        return labelled
    for start, end in spans:
        for pattern in (_BY, _HEADING_TEAMS):
            for hit in pattern.finditer(text, start, end):
                if _plausible(hit["names"]):
                    role = units.role_of(hit.group()[-6:]) or "organise"
                    also = _ALSO.match(text, hit.end(), end)
                    stop = also.end() if also and also.group() else hit.end("names")
                    return [units.read(source.raw, source.text, hit.start("names"), stop, default=role)]
    if leading := _LEADING.match(text, activity.name.start):
        return [units.read(source.raw, source.text, *leading.span("names"), default="organise")]
    return _subjects(source, activity, spans)


def _subjects(source: Source, activity: Activity, spans: list[tuple[int, int]]) -> list[Phrase]:
    """The office that a line beneath the title names as the one who holds the event."""
    for start, end in spans:
        for line in _LINE.finditer(source.prose, max(start, activity.name.end), end):
            hit = _SUBJECT.match(source.prose, *line.span())
            if hit and all(orgs.is_name(name) for name in hit["names"].split("、")):
                return [units.read(source.raw, source.text, *hit.span("names"), default="organise")]
    return []


def closing_bracket(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The units in the bracket that closes a passage, or None."""
    stop = end
    while stop > start and text[stop - 1] in " \t\n":
        stop -= 1
    hit = _BRACKET.search(text, max(start, stop - 300), stop)
    return _units_inside(text, *hit.span("inside")) if hit else None


def _units_inside(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The units in a bracket, perhaps behind a date (10月20日，市文旅局)."""
    if dated := _DATED.match(text, start, end):
        start = dated.end()
    return (start, end) if names_units(text[start:end]) else None


def names_units(inside: str) -> bool:
    """Whether the words of a bracket are units, with or without their roles."""
    if _REFERS.search(inside):
        return False
    return re.search(units.WORDS, inside) is not None or _all_names(inside)


def _all_names(words: str) -> bool:
    return all(orgs.is_name(piece) or _ALL_SUCH.fullmatch(piece) for piece in words.split("、"))


def _labelled(source: Source, start: int, end: int) -> list[Phrase]:
    text = source.prose
    found = []
    for label in _UNIT_LABEL.finditer(text, start, end):
        bracketed = text[label.start() - 1 : label.start()] == "（"
        stop = (_BRACKET_END if bracketed else _UNITS_END).search(text, label.end(), end)
        stop_at = stop.start() if stop else end
        later = _UNIT_LABEL.search(text, label.end(), stop_at)
        phrase = units.read(source.raw, source.text, label.start(), later.start() if later else stop_at)
        if phrase.units:
            found.append(phrase)
    return found


def _plausible(names: str) -> bool:
    """Every name ends like an office or names a group of them."""
    pieces = [piece for piece in re.split(r"[、和及与]", names) if piece]
    return (
        bool(pieces)
        and len(names) <= 50
        and all(re.search(rf"{orgs.END}(?:等.{{0,4}})?$|单位$|部门$|企业$|机构$|[村镇乡]$", piece) for piece in pieces)
    )
