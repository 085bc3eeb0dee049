"""Which day, week or month a notice marks, its ordinal (第51届) and its dates.

The title names it first of all; else a sentence of the opening (“6月9日是第13个…日”). Dates are
taken only where the text ties them to the name.
"""

import re

from . import numbers, windows
from .model import Observance, Source
from .text import Found, rule
from .windows import Window

OPENING = 1600  # Letters after the title in which the observance is introduced.
_FOLLOWS = (
    r"(?=[”\s，。、；：》）（]|$|宣传(?![日周月])|活动(?![日周月])|系列|主题|期间|方案|实施|的|工作|暨|和|及|与|有关|相关|科普|大型|纪念|庆祝|启动|义诊|广场|全国|中国|"
    r"主会场|分会场|主场|优秀|组织|普法|集中|网络|知识|咨询|教育|我[省市区县校]|专题|现场|公益|征文|征集|竞赛|作品|摄影|书画|演讲|讲座|论坛|海报|直播|开幕|晚会|先进|评选|获奖|倡议|这一|来临|到来|之际|为契机|是)"
)
_NAME = rule(
    rf"(?:“[^”\n]{{1,20}}”|[\w.·“])(?:[\w.·“]|“[^”\n]{{1,14}}”){{1,26}}?(?<![\d本当每近今明昨次平节双假])(?<!工作|国庆)(?:日|周|月|节|(?<=文化)年){_FOLLOWS}|(?:世界|国际|全国|中国|国家)[一-龥]{{1,10}}?(?:日|周|月|节)(?![报刊本光期均常能约度])"
)
# What may stand before the name in one run of letters, stripped from the left again and again.
_LEAD = rule(
    r"^(?:“?\d{1,2}[·.]\d{1,2}”?(?=世界|国际|全国|中国|国家)|[一-龥]{1,6}?(?=\d{4}年)|收看|观看|庆祝|迎接|表彰|公布|命名|报送|学习|征集|关于|印发|转发|开展|举办|组织|做好|积极|认真|切实|深入|扎实|协助|参加|参与|申报|征集|推进|继续|同步|联合|配合|启动|实施|部署|进一步|广泛|在|的|地|好|"
    r"(?:中小学校?|中学|小学|幼儿园|社区)(?!生|教师)(?=.{3})|全[省市区县州校院](?=[一-龥]{4})|我[省市区县校局院国]|本[市区校]|各[地区]|学校|今年|本年|\d{4}年?度?(?:至|—|-)?|年度?|第[\d一二三四五六七八九十百]{1,4}(?:个|届|次|轮)|首个|首届|一年一度|是|为|和|及|暨|以|[，、\s—-]|\d{1,2}月(?:\d{1,2}日)?|"
    r"[一-龥]{2,12}?(?:综合实验区|自治区|自治州|开发区|管理区|片区|新区|街道)(?=[\w“]{3})|[一-龥]{2,4}(?:省|市|县|区|镇|乡)(?=[\w“]{3}))"
)
# A verb, a year or an ordinal inside a run of letters: the name begins after the last one.
_CARRIES = rule(
    r"[^“”]*(?:[一-龥]{2}(?:大学|学院|学校|集团|公司)(?!生)|开展|举办|举行|印发|转发|参加|参与|迎接|庆祝|做好|(?:20[\dXx×]{2}|今)年度?|\d{1,2}月\d{1,2}日?|第[\d一二三四五六七八九十百]{1,4}(?:个|届|次|轮))(?=.{3})"
)
_DAYS = rule(r"[\d.·—~-]{3,14}")
_FREE = rule(
    r"(?:“[^”\n]{1,20}”|[\w.·“])(?:[\w.·“]|“[^”\n]{1,14}”){1,26}?(?<![\d本当每近今明昨次平节双假])(?<!工作|国庆)"
    r"(?:日(?![常报程历期志本夜照产益语])|周(?![边期刊报末年到围密转恩口岁])|月(?![度季刊报饼末初中底下上份球嫂旬])|节(?![能水约目日假点奏省电油选令粮俗庆减律支制拍气育]))"
)
_HELD = rule(
    r"(?:开展|举办|举行|组织|启动|参加|参与)(?:好)?(?P<name>[^，。；：、\n]{0,24}?(?:“[^”\n]{1,20}”)?[^，。；：、\n“”]{1,16}(?:日(?![常报程历期])|周(?![边期末年])|月(?![度份底初中])|节(?![能水约目日假点])))”?(?=(?:主题|系列|宣传|教育)*活动|[，。；])"
)
_IN_QUOTES = rule(r"“(?P<name>[^”\n]{2,18}(?:日|周|月|节))”")
_CITED = rule(r"《[^》\n]{0,120}》?")
_NOT_NAMES = rule(
    r"^(?:工作|假|近|当|节假?|生|即|每|截至|某)?(?:日|月|周|节)$|春节|元旦|国庆节|双节|两节|工作日|节假日|党日|团日|^(?:[次当全每]月|.{0,2}节日)$|[年月]\d"
)
_NUMBERED = r"第\s?(?P<ordinal>\d{1,3}|[一二三四五六七八九十百]{1,5})\s?(?:个|届|次)[^，。；\n]{0,9}?(?:“?(?:全国|世界|国际|中国|国家)|(?:全国|世界|国际|中国|国家)?“)?"
_SAYS = rule(
    r"^(?:当天|当日)?[，\s]*(?:是|为|系|即为|就是|迎来)?(?:我国|我市|我省|全国|今年)?的?(?:第.{1,6}?(?:个|届|次))?的?“?(?:全国|世界|国际|中国|国家|全民|一年一度的?)*“?$"
)
_ORDINAL = rule(r"第\s?(?:\d{1,3}|[一二三四五六七八九十百]{1,5})\s?(?:个|届|次)")
_CAMPAIGN = rule(
    r"“[^”\n]{3,40}”\s?[一-龥]{0,10}?(?:宣传|实践|系列|教育|主题|专项|公益|志愿)?(?:活动|行动)|[\w·“”]{4,30}?(?:宣传|主题|系列)活动"
)


def read(source: Source, title: Found | None, body: int) -> Observance | None:
    """The observance, or None when neither title nor opening names one."""
    name = (_named(source, title.start, title.end) or _named_freely(source, title)) if title else None
    told = _introduced(source, body) if body or title is None else None
    if told and (
        name is None
        or (_means(source, told, name) and _ORDINAL.search(source.text, max(0, told.start - 12), told.start))
    ):
        name = told  # “第八个防灾减灾日” is the day's proper name, whatever the title calls it.
    if name is None and title:
        about = source.text.find("关于", title.start, title.end)
        hit = _CAMPAIGN.search(source.text, about + 2 if about >= 0 else title.start, title.end)
        name = _trim(source, hit.start(), hit.end()) if hit else None
    if name is None and (body or title is None):
        name = _undertaken(source, body, titled=title is not None)
    if name is None:
        return None
    stop = min(len(source.text), body + OPENING)
    ordinal, span = _ordinal(source.text, name, stop)
    return Observance(name, ordinal, _dates(source, name, title.start if title else 0, stop), span)


def _named(source: Source, start: int, end: int) -> Found | None:
    """The first name of a day, week or month in a stretch of text."""
    about = source.text.find("关于", start, end)
    for hit in _NAME.finditer(source.text, about + 2 if about >= 0 else start, end):
        name = _trim(source, hit.start(), hit.end())
        if name:
            return name
    return None


def _named_freely(source: Source, title: Found) -> Found | None:
    """A name before words no list foresees (读书节总体方案): 日, 周, 月, 节 that do not begin another word."""
    if "放假" in title.value:
        return None
    for hit in _FREE.finditer(source.text, title.start, title.end):
        if name := _trim(source, *hit.span()):
            return name
    return None


def _undertaken(source: Source, body: int, *, titled: bool) -> Found | None:
    """A name the opening says to hold (决定开展第二届实验室安全文化月活动), else, without a title, the first in quotes."""
    stop = min(len(source.text), body + 800)
    cited = [hit.span() for hit in _CITED.finditer(source.text, body, stop)]
    held = [hit for hit in _HELD.finditer(source.text, body, stop) if not any(a < hit.start() < b for a, b in cited)]
    for hit in [*held, *(() if titled else _IN_QUOTES.finditer(source.text, body, stop))]:
        if name := _trim(source, *hit.span("name")):
            return name
    return None if titled else _named(source, body, stop)


def _trim(source: Source, start: int, end: int) -> Found | None:
    """Cut verbs, years, ordinals and places off the left of the name."""
    words = source.text[start:end]
    quote = words.rfind("“")
    if quote >= 0 and "”" not in words[quote:]:
        start += quote + 1
    while lead := _LEAD.match(source.text[start:end]):
        if lead.end() >= end - start - 1:
            break
        start += lead.end()
    if cut := _CARRIES.match(source.text, start, end):
        start = cut.end()
    words = source.text[start:end]
    if start > 0 and "”" in words and "“" not in words:
        start += words.index("”") + 1
    start = _quoted_start(source.text, start, end)
    if end - start < 3 or _NOT_NAMES.search(source.text[start:end]):
        return None
    return source.found(start, end)


def _quoted_start(text: str, start: int, end: int) -> int:
    """A name that closes a quotation begins where the quotation does (“3.25—5.25…教育月”)."""
    if text[end : end + 1] != "”" or text[start : start + 2] in ("世界", "国际", "全国", "中国", "国家"):
        return start
    mark = text.rfind("“", max(0, end - 30), end)
    inside = text[mark + 1 : start]
    return mark + 1 if 0 <= mark < start and inside and _DAYS.fullmatch(inside) else start


def _means(source: Source, told: Found, name: Found) -> bool:
    """Whether both are one sort (日, 周, 月), share a word of two letters, and the title does not quote its own."""
    left, right = told.value.rstrip("”"), name.value.rstrip("”")
    quoted = source.text[name.start - 1 : name.start] == "“" or "“" in name.value
    pairs = {left[n : n + 2] for n in range(len(left) - 1)} - {"宣传", "活动", "主题"}
    return left[-1] == right[-1] and not quoted and any(pair in right for pair in pairs)


def _introduced(source: Source, body: int) -> Found | None:
    """“6月9日是第13个世界认可日”: a sentence of the opening that says what the day is."""
    for hit in _NAME.finditer(source.text, body, min(len(source.text), body + 500)):
        before = source.text[max(0, hit.start() - 2) : hit.start() + 24]
        if re.search(r"[日月]是|第[\d一二三四五六七八九十]+个|[日月]为", before):
            name = _trim(source, hit.start(), hit.end())
            said = name and source.text[max(0, name.start - 14) : name.start]
            if name and said and re.search(r"是|为|第", said):
                return name
    return None


def _core(name: Found) -> str:
    """The name without quotes and 全国, 世界 …, as it may be repeated."""
    words = re.sub(r"[“”]", "", name.value)
    return re.sub(r"^(?:全国|世界|国际|中国|国家)(?=.{3})", "", words)


def _loose(words: str) -> str:
    """A pattern for the name however it is quoted and spaced."""
    return r"[“”\s]{0,2}".join(re.escape(letter) for letter in words if not letter.isspace())


def _ordinal(text: str, name: Found, stop: int) -> tuple[int | None, tuple[int, int] | None]:
    if first := rule(rf"首(?:个|届|次)[^，。；\n]{{0,4}}?{re.escape(_core(name))}").search(text, 0, stop):
        return 1, (first.start(), first.start() + 2)
    core = _loose(_core(name))
    tail = re.escape(_core(name)[-4:]) if len(_core(name)) > 5 else core
    hit = rule(rf"{_NUMBERED}(?:{core}|[一-龥]{{0,6}}{tail})").search(text, 0, stop)
    if hit is None:
        return None, None
    return numbers.number(hit["ordinal"]), hit.span("ordinal")


def _dates(source: Source, name: Found, start: int, stop: int) -> Window | None:
    """Dates the text ties to the name: “D是…”, “…：D”, “…（D）”."""
    text = source.text
    for hit in re.finditer(re.escape(_core(name)), text[:stop]):
        low = max(start, hit.start() - 44)
        near = [
            w
            for w in windows.find(text, low, hit.start(), source.calendar)
            if _SAYS.match(text[w.end : hit.start()]) and "\n" not in text[w.end : hit.start()]
        ]
        if near and near[-1].first:
            return near[-1]
        after = rule(r"”?(?:活动)?(?:时间)?(?:：|（|为|是|将?(?:定于|于))\s?").match(text, hit.end())
        window = windows.first(text, after.end(), min(stop, after.end() + 24), source.calendar) if after else None
        if after and window and window.start == after.end() and window.first:
            return window
    return None
