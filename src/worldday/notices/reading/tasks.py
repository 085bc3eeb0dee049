"""What units owe: the sentences that ask to send something to someone by some day.

A sentence counts when it has a verb of sending. Its due phrases cut it into regions; each
region's deliverables are owed by that region's day, and a region before the first due phrase
belongs to it (将总结于…前报送).
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from . import deliverables, due
from .deliverables import Deliverable
from .due import Due
from .model import Source, Task
from .text import Found, rule

_SEND = rule(
    r"报送|上报|报至|报到|呈报|报回|发送(?:至|到)|(?<!印)发(?:至|到|往)|反馈(?:至|给|到|我)|提交(?:至|给|到)?|寄(?:送|至|到)|送(?:至|交|达)|交(?:至|到)|传(?:至|到|给)|(?<![举日简申通播海预情填呈上])报(?![告名道纸刊销警考到送请喜载送批废])(?=[^，。；、（）\s]{0,14}?(?:局|处|科|室|办|部|委|中心|组|会|院))|反馈(?=情况|活动|工作)"
    r"|(?<![举日简申通播海预情填呈上汇])报(?=联络员|活动|总结|方案|信息|名单|材料|工作(?!者|站|室)|照片)"
)
_WEAK = rule(r"提供|填写|填报|确定|明确|指定|推荐|选派|制定")
_SENTENCE = rule(r"[^。\n！？]+")
_PART = rule(r"[^；;]+")
_WHO = rule(
    r"(?P<who>(?:各|全[市区县省]各|相关|有关)(?:（[^）]{1,8}）|[^，。；：！？（\s\d]){0,38}?(?:单位|部门|[局委办处室中心业校村镇乡道构院会所站队府区县市部科司居员统园]))(?=)(?=应|需|要|须|务必|于(?!\S{0,3}理)|在\d|将|及时|按(?!时)|结合|请|认真|参照|每|指定|确定|明确|，|\d|根据|围绕|把|可|充分|活动结束)"
)
_OFFICE = r"[^，。；：（）\s《》“”]{1,30}?(?:局|处|科|室|办|中心|委|部|会|站|股|院|所|厅|司|队|组)"
_TO = rule(
    rf"(?:{_SEND.pattern})(?:至|到|给)?\s?(?P<to>{_OFFICE})(?=[，。；（）\s]|邮箱|电子|联系|备案|汇总|$|[A-Za-z0-9]|指定|OA)"
)
_TOWARDS = rule(rf"(?:向|报|送|交)(?P<to>{_OFFICE})(?:报送|上报|提交|反馈|报告)")
_ASKED = rule(r"请|务必|应(?:当)?(?:于|在|逐|每|及时|按)|及时(?:报|上报|反馈)|报送(?:至|给|到)|报(?:我|市|区|省|县)")
_FIRM = rule(r"每|逐|按[月周季]|.*(?:日|天|周|月)之?内")
_OBJECT = rule(r"将(?!于)|把|填写|形成|(?<=[，、])(?:连同|联同)")
_NOT_A_TASK = rule(
    r"举报|报警|投诉|发至.{0,6}群众|向社会|寄送.{0,6}(?:奖|证书)|发送(?:至|到).{0,8}(?:手机|用户|群众|居民|家长)|短信"
)


def read(source: Source, start: int, end: int) -> list[Task]:
    """All that is owed, each once, in the order of the text."""
    tasks: list[Task] = []
    for sentence in _SENTENCE.finditer(source.prose, start, end):
        if _SEND.search(source.prose, *sentence.span()) and sentence.end() - sentence.start() < 900:
            tasks += _of_sentence(source, *sentence.span())
    return _once(tasks)


def _of_sentence(source: Source, start: int, end: int) -> Iterator[Task]:
    text = source.prose
    who = _who(source, start, end)
    for part in _PART.finditer(text, start, end):
        send = _SEND.search(text, *part.span())
        if send is None or _NOT_A_TASK.search(
            text, max(part.start(), send.start() - 12), min(part.end(), send.end() + 12)
        ):
            continue
        to = _recipient(source, *part.span())
        for a, b, phrase in _regions(source, *part.span()):
            firm = phrase is not None and _FIRM.match(text, phrase.start, phrase.end) is not None
            asked = firm or to is not None or _ASKED.search(text, start, end) is not None
            sent = _SEND.search(text, a, b) or (_OBJECT.search(text, a, b) and _SEND.search(text, b, part.end()))
            for task in _of_region(source, a, b, phrase, asked=asked, sent=sent is not None):
                yield replace(task, who=who, recipient=to)


def _regions(source: Source, start: int, end: int) -> list[tuple[int, int, Due | None]]:
    """The part cut at its due phrases; soft phrases (及时) cut only where a verb follows them."""
    text = source.prose
    dues = list(due.find(text, start, end, source.calendar))
    dues += [phrase for phrase in _soft(text, start, end) if not any(d.start <= phrase.start < d.end for d in dues)]
    dues.sort(key=lambda d: d.start)
    if not dues:
        return [(start, end, None)]
    later = [_clause(text, before.end, phrase.start) for before, phrase in pairwise(dues)]
    edges = [_opening(text, start, dues[0], later[0] if later else end), *later, end]
    return [(a, b, phrase) for (a, b), phrase in zip(pairwise(edges), dues, strict=True)]


def _clause(text: str, start: int, spot: int) -> int:
    """Where the clause that holds ``spot`` begins, not before ``start``."""
    comma = text.rfind("，", start, spot)
    return comma + 1 if comma >= 0 else spot


def _opening(text: str, start: int, first: Due, stop: int) -> int:
    """Where the first region begins: at its due phrase, or at the 将… before it when what is owed stands there."""
    if deliverables.find(text, first.end, stop):
        return first.start
    cuts = [hit.start() for hit in _OBJECT.finditer(text, start, first.start)]
    if cuts:
        return cuts[0]
    commas = [hit.end() for hit in re.finditer("，", text[start : first.start])]
    return start + commas[-2] if len(commas) > 1 else start


def _soft(text: str, start: int, end: int) -> Iterator[Due]:
    spot = start
    while (phrase := due.soft(text, spot, end)) is not None:
        following = re.split("[，。、]", text[phrase.end : min(end, phrase.end + 8)])[0]
        if _SEND.search(following) or _WEAK.search(following):
            yield phrase
        spot = max(phrase.end, spot + 1)


def _of_region(source: Source, start: int, end: int, phrase: Due | None, *, asked: bool, sent: bool) -> Iterator[Task]:
    """What one region owes; ``sent`` when it has a verb of sending, perhaps shared with the regions after it."""
    text = source.prose
    dated = phrase is not None and phrase.day is not None
    if not (dated or asked):
        return
    if not (sent or _WEAK.search(text, start, end)):
        return
    things = deliverables.find(text, start, end)
    if not things and dated and _SEND.search(text, start, end):
        things = [Deliverable("other", start, end)]
    limits = deliverables.limits(text, start, end)
    for thing in things:
        limit = next((limit for limit in limits if _limited(text, limit, things) == thing.what), None)
        yield Task(
            thing.what,
            thing.start,
            thing.end,
            due=phrase.day if phrase else None,
            due_text=source.found(phrase.start, phrase.end) if phrase else None,
            max_chars=limit[0] if limit else None,
            max_chars_span=limit[1:] if limit else None,
        )


def _limited(text: str, limit: tuple[int, int, int], things: list[Deliverable]) -> str | None:
    """Which thing a word limit means: the one its clause names again, else the one before it."""
    again = re.search(r"(总结|方案)[^，。；（]{0,4}$", text[max(0, limit[1] - 8) : limit[1]])
    if again:
        return "summary" if again[1] == "总结" else "plan"
    return next((thing.what for thing in reversed(things) if thing.start <= limit[1]), None)


def _who(source: Source, start: int, end: int) -> Found | None:
    hit = _WHO.search(source.prose, start, end)
    return source.found(*hit.span("who"), extra="、") if hit else None


def _recipient(source: Source, start: int, end: int) -> Found | None:
    hit = _TO.search(source.prose, start, end) or _TOWARDS.search(source.prose, start, end)
    return source.found(*hit.span("to")) if hit else None


def _once(tasks: list[Task]) -> list[Task]:
    """A duty said twice (in the notice and in its plan) is one; a dated one outweighs an undated."""
    kept: list[Task] = []
    dated = {task.what for task in tasks if task.due}
    for task in tasks:
        if any(task.what == other.what and task.due == other.due for other in kept):
            continue
        if task.due is None and task.what in dated:
            continue
        kept.append(task)
    return kept
