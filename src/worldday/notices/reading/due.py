"""Until when something is owed: 于6月5日前, 截至10月10日, 每月25日前, 活动结束后5个工作日内.

A phrase with a day gives a date; one that only hangs on an event keeps its words.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from . import windows
from .days import Calendar, day
from .text import rule

_BEFORE = rule(r"(?:请|应|须|需|要|务必|必须)?(?:于|在|截至|截止至?到?|最迟(?:于|在)?|不(?:晚|迟)于)\s?$")
_ASKING = rule(r"^(?:请|应|须|需|要|务必|必须)")
_CLOSED = rule(
    r"\s?(?:（[^）]{1,6}）)?\s?(?:\d{1,2}：\d\d|\d{1,2}[时点]|下班|中午|上午|下午|晚上|当天)?\s?(?:之|以)?(?:前|止|内)"
)
_DEADLINE = rule(r"(?:截止|截稿|报送|上报|提交)(?:时间|日期)(?:为|：|是)?\s?$|截[止至]到?\s?$")
_OPENS = rule(r"(?:期间|内)?[^。；\n]{0,12}?(?:注册|登[录陆])[^。；\n]{0,60}?(?:填报|上传|登记|提交|报名)")
_SENT = rule(r"(?:集中|统一)?(?:报送|上报|提交)(?!的)")
_LEAD = rule(r"[\w“”]{1,12}?(?=[于在](?:活动|“|任务|工作|[日周月]))")
_SOFT = rule(
    r"(?:[\w“”]{0,12}?(?:活动|[日周月])|任务|工作)(?:全部)?(?:结束|完成)(?:后|之日起)?(?:[^，。；、]{0,10}?[\d一二三四五六七八九十两]{1,3}个?(?:工作日|日|天|周|月|小时)之?内|[^，。；、]{0,3}?(?:[\d一二三四五六七八九十两]{1,3}个?(?:工作日|日|天|周|月)|及时))?"
    r"|(?:在|于)?(?:活动)?(?:开展|举办|举行|启动|开始|结束)?前[\d一二三四五六七八九十两]{1,3}个?(?:工作日|[日天周月](?!前))|活动(?:开展)?后[\d一二三四五六七八九十两]{1,3}个?(?:工作日|[日天周月])之?内"
    r"|(?:自)?(?:收到|接到)(?:本|此)?(?:通知|文件)?(?:之日)?[起后][\d一二三四五六七八九十两]{1,3}个?(?:工作日|[日天周])之?内|[于在][\d一二三四五六七八九十两]{1,3}个?(?:工作日|[日天周])之?内|[于在]?活动(?:开展)?当[日天]|每半[月年]|每(?:个)?(?:周[一二三四五六日天]?|月|季度?|旬|[年日天])(?:度)?(?:底|末|初|\d{1,2}日)?\s?(?:上午|下午)?\s?(?:\d{1,2}(?:：\d\d|[时点])|下班)?(?:之?前)?|逐[月周日]|按[月周季]度?|及时|定期|随时|第一时间"
)


@dataclass(frozen=True)
class Due:
    """A due phrase: its place and the last day, None when it names none."""

    start: int
    end: int
    day: date | None


def find(text: str, start: int, end: int, calendar: Calendar) -> Iterator[Due]:
    """Phrases with a day after which it is late, in order."""
    for window in windows.find(text, start, end, calendar):
        low = max(start, window.start - 10)
        before = _BEFORE.search(text, low, window.start)
        closed = _CLOSED.match(text, window.end, end)
        if (
            window.first is not None
            and not closed
            and not _DEADLINE.search(text[low : window.start])
            and not (window.first < (window.last or window.first) and _OPENS.match(text, window.end, end))
            and not (window.first == window.last and _SENT.match(text, window.end, end))
            and not _by(before)
        ):
            continue
        begin = before.start() if before else window.start
        if before and (asking := _ASKING.match(before.group())):
            begin += asking.end()
        yield Due(begin, closed.end() if closed else window.end, _this_year(window.last, calendar))


def _this_year(last: date | None, calendar: Calendar) -> date | None:
    """A due day in a year before the notice's is a slip left from an earlier text (a warning says so)."""
    year = calendar.issued.year if calendar.issued else None
    if last and year and last.year < year:
        return day(year, last.month, last.day)
    return last


def _by(before: re.Match[str] | None) -> bool:
    return before is not None and re.search(r"截|最迟|不晚|不迟", before.group()) is not None


def soft(text: str, start: int, end: int) -> Due | None:
    """The first phrase that ties a duty to an event or a rhythm, without a day."""
    hit = _SOFT.search(text, start, end)
    if hit is None:
        return None
    lead = _LEAD.match(text, hit.start(), hit.end())
    return Due(lead.end() if lead else hit.start(), hit.end(), None)
