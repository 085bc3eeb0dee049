"""What units owe: the sentences that ask to send something to someone by some day.

A sentence counts when it has a verb of sending. Its due phrases cut it into regions; each
region's deliverables are owed by that region's day, and a region before the first due phrase
belongs to it (将总结于…前报送).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from . import deadlines, deliverables, due
from .deliverables import Deliverable
from .due import Due
from .model import Source, Task
from .tables import Grid
from .text import Found, rule

_SEND = rule(
    r"(?:报送|上报|提交)(?!的)|报至|报到|呈报|报回|发送(?:至|到)|(?<!印)发(?:至|到|往)|反馈(?:至|给|到|我)|寄(?:送|至|到)|送(?:至|交|达)|交(?:至|到|给)|传(?:至|到|给)|传真[至到给]|上传(?!播)|报备|函(?:告|报)(?!单)|发送(?=总结|材料|活动|报名)|书面报告(?=[^，。；]{1,12}[局厅委办处部])|(?<=[前内])(?:统一|集中|一并)?反馈(?!的|[给我至到])|扫(?:描|码)[^，。；]{0,20}?(?:填|报名|登记)|寄（送）至|邮寄至|(?<![印下颁])发给|回[复传](?=至|到|我|给)|(?:登[录陆]|注册)[^，。；]{0,40}?(?:填报|登记|上传|报名)|(?<![举日简申通播海预情填呈上])报(?![告名道纸刊销警考到送请喜载送批废])(?=[^，。；、（）\s]{0,14}?(?:局|处|科|室|办|部|委|中心|组|会|院|厅|司|校|府|队|站|协))|(?<=[况结料表件案单执频片讯）》前])报(?=[省市县区州镇](?:$|[\n。]))|反馈(?=情况|活动|工作)"
    r"|(?<![举日简申通播海预情填呈上汇])报(?=联络员|活动|总结|方案|信息|名单|材料|工作(?!者|站|室)|照片)"
    r"|(?<=[结料表件案单执频片讯）》])(?:一并)?交(?=[^，。；、（）\s]{1,14}?(?:局|处|科|室|办|部|委|中心|组|会|院))"
)
_WEAK = rule(r"提供|填写|填报|确定|明确|指定|推荐|选派|制定")
_INVITED = rule(
    r"接[受收][^。；]{0,14}投稿|欢迎[^。；]{0,14}投稿|自愿[^。；，]{0,8}(?:投稿|报名|参加)|(?:公众|群众|市民|居民|网友|爱好者)[^。；，]{0,6}可"
    r"|(?:(?:主办|承办)(?:单位|方)[^。；，]{0,20}公布|(?<![一-龥])(?:组委会|评委会|评审组|专家组|我[局办委会厅院校]|[市省区县]局)(?:将|拟))(?![^。；]{0,80}请)"
)
# A title in 《》 may run over a line break.
_SENTENCE = rule(r"(?:[^。\n！？《]+|《[^》。]{0,80}》|《)+")
_LISTED = rule(
    r"(?:以下|下列|如下)(?:有关|相关|活动|电子|书面|纸质|申报|参评){0,2}(?:材料|资料|内容|文件|信息|表格)|(?:材料|资料)(?:包括|如下)"
)
_ITEMS = rule(
    r"[^\n]{0,300}(?:\s{1,6}(?P<open>（?)1(?P<close>[）.、])[^\n]{1,300}(?:\s{1,6}(?P=open)\d{1,2}(?P=close)[^\n]{1,300}){0,12}"
    r"|(?:\s{1,6}[①②③④⑤⑥⑦⑧⑨⑩][^\n]{1,300}){1,10})?"
)
_PART = rule(r"[^；;]+")
_WHO = rule(
    r"(?P<who>(?:各(?!项|类|种|自)|(?:拟|有意|报名)?(?:参加|参与|参赛|承办|举办)(?:活动)?的(?:各)?|全[市区县省]各|相关|有关)(?:（[^）]{1,8}）|[^，。；：！？（\s\d]){0,38}?(?:单位|部门|[局委办处室中心业校村镇乡道构院会所站队府区县市部科司居员统园街地系班厂]))(?=应|需|要|须|务必|于(?!\S{0,3}理)|[在自][\d活]|填写|可于|还|也|同时|将|及时|按(?!时)|结合|请|认真|收到|接到|参照|每|指定|确定|明确|，|\d|根据|围绕|把|可|充分|活动结束)"
)
_OFFICE = (
    r"(?!以下|下列|上述|如下)[^，。；：（）\s《》“”]{1,30}?(?:局|处|科|室|办|中心|委|部|会|站|股|院|所|厅|司|队|组)"
)
_TO = rule(
    rf"(?:{_SEND.pattern})(?:[给至]报|至|到|给)?\s?(?P<to>{_OFFICE})(?=[，。；（）\s]|邮箱|电子|联系|备案|汇总|$|[A-Za-z0-9]|指定|OA)"
)
_TOWARDS = rule(rf"(?:向|报|送|交)(?P<to>{_OFFICE})(?:报送|上报|提交|反馈|报告|报备)")
_ASKED = rule(r"请|务必|应(?:当)?(?:于|在|逐|每|及时|按)|及时(?:报|上报|反馈)|报送(?:至|给|到)|报(?:我|市|区|省|县)")
_FIRM = rule(r".*前[\d一二三四五六七八九十两]|每|逐|按[月周季]|.*(?:日|天|周|月)之?内")
_WITHIN = rule(r"内|前")
_OBJECT = rule(r"将(?!于)|把|填写|形成|(?<=[，、])(?:连同|联同)")
_NOT_A_TASK = rule(
    r"举报|报警|投诉|发至.{0,6}群众|向社会|寄送.{0,6}(?:奖|证书)|发送(?:至|到).{0,8}(?:手机|用户|群众|居民|家长)|短信"
)


def read(source: Source, start: int, end: int, grids: Iterable[Grid] = ()) -> list[Task]:
    """All that is owed, each once: what the sentences say, then what the tables of deadlines add."""
    tasks: list[Task] = []
    for sentence in _SENTENCE.finditer(source.prose, start, end):
        if _SEND.search(source.prose, *sentence.span()) and sentence.end() - sentence.start() < 900:
            tasks += _of_sentence(source, *sentence.span())
    return _once([*tasks, *deadlines.read(source, grids)])


def _of_sentence(source: Source, start: int, end: int) -> Iterator[Task]:
    text = source.prose
    who = _who(source, start, end)
    for part in _PART.finditer(text, start, end):
        send = _SEND.search(text, *part.span())
        if send is None or not _demanded(text, *part.span(), send):
            continue
        to = _recipient(source, *part.span())
        for a, b, phrase in _regions(source, *part.span()):
            firm = phrase is not None and _FIRM.match(text, phrase.start, phrase.end) is not None
            asked = firm or to is not None or _ASKED.search(text, start, end) is not None
            ahead = (phrase is not None and phrase.end == b) or _OBJECT.search(text, a, b)
            sent = _SEND.search(text, a, b) or (ahead and _SEND.search(text, b, part.end()))
            for task in _of_region(source, a, b, phrase, asked=asked, sent=sent is not None):
                yield replace(task, who=who, recipient=to)


def _demanded(text: str, start: int, end: int, send: re.Match[str]) -> bool:
    """Whether the sending is a unit's duty, not a service to citizens or an invitation."""
    near = _NOT_A_TASK.search(text, max(start, send.start() - 12), min(end, send.end() + 12))
    return near is None and _INVITED.search(text, start, send.start()) is None


def _regions(source: Source, start: int, end: int) -> list[tuple[int, int, Due | None]]:
    """The part cut at its due phrases; soft phrases (及时) cut only where a verb follows them."""
    text = source.prose
    dues = list(due.find(text, start, end, source.calendar))
    dues += [phrase for phrase in _soft(text, start, end) if not any(d.start <= phrase.start < d.end for d in dues)]
    dues.sort(key=lambda d: d.start)
    if not dues:
        return [(start, end, None)]
    if _things_first(text, start, end, dues):
        ends = [start, *(phrase.end for phrase in dues[:-1]), end]
        return [(a, b, phrase) for (a, b), phrase in zip(pairwise(ends), dues, strict=True)]
    later = [_clause(text, before.end, phrase.start) for before, phrase in pairwise(dues)]
    edges = [_opening(text, start, dues[0], later[0] if later else end), *later, end]
    return [(a, b, phrase) for (a, b), phrase in zip(pairwise(edges), dues, strict=True)]


def _things_first(text: str, start: int, end: int, dues: list[Due]) -> bool:
    """Whether each thing stands before its day: 方案于…前、总结于…前分别报送."""
    gaps = pairwise([start, *(edge for phrase in dues for edge in (phrase.start, phrase.end))])
    before = [deliverables.find(text, a, b) for a, b in list(gaps)[::2]]
    return len(dues) > 1 and all(before) and not deliverables.find(text, dues[-1].end, end)


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
        within = _WITHIN.search(text, phrase.start, phrase.end) and _SEND.search(text, phrase.end, end)
        if within or _SEND.search(following) or _WEAK.search(following):
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
    begin, stop = _stated(text, start, end)
    things = deliverables.find(text, begin, stop)
    if not things and dated and _SEND.search(text, start, end):
        things = [Deliverable("other", start, end)]
    limits = deliverables.limits(text, begin, stop)
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


def _stated(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the things are named: in the list that 以下材料 announces, else in the region itself."""
    announced = _LISTED.search(text, start, end)
    if announced and (items := _ITEMS.match(text, announced.end())) and deliverables.find(text, *items.span()):
        return items.span()
    return start, end


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
        if task.due is None and task.what in dated and not _recurs(task):
            continue
        kept.append(task)
    return kept


def _recurs(task: Task) -> bool:
    """Owed again and again (每月28日前), beside the one paper at the end."""
    return (
        task.due_text is not None
        and task.due_text.value.lstrip("于在").startswith("每")
        and "前" in task.due_text.value
    )
