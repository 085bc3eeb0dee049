"""Where the title of a numbered passage ends: at its line, its first sentence, a colon, or inside a run.

The last case is for pages that lost their line breaks, where “（三）展览活动各单位要…”
must be cut by sense: before a word that opens a sentence, after one that ends a title.
"""

import re

from . import sections
from .outline import Node
from .text import rule, strip

LONGEST = 46
_COLON = rule(r"：(?!\d\d(?!\d))|(?<!\d)：")
_STOP = rule(r"[。；！？]")
_GAP = rule(r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f\s]|\d)")
_SENTENCE = rule(r"[。；！？\n]")
_LABEL = rule(
    r"[一-龥]{2}(?:时间|地点|内容|对象|范围|形式|主题|单位|人员|方式)(?:[与和及][一-龥]{2,4})?\s?：|(?:时间|地点|内容)：|(?:责任|牵头|主办|承办|负责|配合)(?:单位|部门|处室)\s?："
)
_DEED = rule(r"开展|组织|举办|实施|加强|做好")
_ENDS = "活动|氛围|监督|竞赛|仪式|培训|讲座|宣传|义诊|咨询|演练|检查|展示|评选|征集|教育|服务|行动|工作|建设|管理|论坛|比赛|大赛|展览|体验|培训班|会议|交流|示范|推广|抽查|专栏|宣讲|阵地|宣传日|宣传周|开放日|发布会|启动|论述|精神|电视片|宣传片|影片|会|展|赛|竞答|答题|征文|直播|课堂|讲堂|机制|警示|对话|“[^”]{2,6}”"
_OPENS = r"各[一-龥]{1,10}(?:要|应|可|均|需|积极|认真|组织|结合|负责|单位)|各(?:单位|部门|地|级|区|县|镇|乡|村|校|科室|处室|有关|相关)|由|倡导|组织(?!领导)|通过|利用|结合|围绕|充分|在[\w“]{2}|为(?:进一步|深入|切实|了)|根据|按照|以[\w“]{2,20}为|针对|邀请|依托|(?:拟|将)?于|将|积极|广泛|要|全[区市县镇校]|活动期间|拟定|我[局区市县校委]|\d{1,2}月|20\d\d年|届时|采取|鼓励|集中|动员|发动|深刻|深入(?=[一-龥]{2})|吸取|局党[委组]|单位主要|以[“《]|学校|按|凡|对[一-龥]{2,12}进行|每[月周年]|面向|向[一-龥]{2}|发布|第一|国家(?=[一-龥]{2,6}将)|届时|录制|举办(?=[一第主“\d])|视[一-龥]|“?[一-龥]{2,8}[日周月]”?期间"
_PART = "[^，。；：！？\\n]{2,30}?"
_GLUED = rule(rf"((?:{_PART}，)?{_PART}(?:{_ENDS}))(?=(?:{_OPENS}))")


def title(text: str, node: Node) -> tuple[int, int] | None:
    """The span of the passage's title, or None when it is a plain sentence without one."""
    start, own_end = strip(text, node.text, node.own_end)
    if start >= own_end:
        return None
    line_end = text.find("\n", start, own_end)
    limit = own_end if line_end < 0 else line_end
    if not node.at_line and line_end < 0 and (run_in := _run_in(text, node, start, limit)):
        return run_in
    stands_alone = line_end >= 0 or node.children or limit - start <= LONGEST
    if stands_alone and (whole := _whole_line(text, start, limit)):
        return whole
    if not node.at_line and (glued := _glued(text, start, limit)):
        return glued
    return _colon(text, start, limit) or _sentence(text, start, limit) or _cut(text, node, start, limit)


def _run_in(text: str, node: Node, start: int, limit: int) -> tuple[int, int] | None:
    """A heading inside a line: known heading words of a section, else what stands before a lost line break."""
    head = _known_head(text, node, start, limit) if node.rank == 1 else None
    return head or _spaced(text, start, limit)


def _whole_line(text: str, start: int, limit: int) -> tuple[int, int] | None:
    """A short line, or all words before the first inner number, free of sentences."""
    start, end = strip(text, start, limit, "：。*#")
    if end - start > LONGEST or _STOP.search(text, start, end):
        return None
    colon = _colon_at(text, start, end)
    if colon > 0 and colon - start >= 2 and colon + 1 < end:
        return None
    label = _LABEL.search(text, start, end)
    if label and label.start() > start:
        return None
    return start, end


def _colon_at(text: str, start: int, end: int) -> int:
    """The first colon that is not a clock's (7：30), else -1."""
    hit = _COLON.search(text, start, end)
    return hit.start() if hit else -1


def _colon(text: str, start: int, limit: int) -> tuple[int, int] | None:
    colon = _colon_at(text, start, min(limit, start + 26))
    if colon < start + 2 or re.search(r"[。；，！？]", text[start:colon]):
        return None
    label = None if sections.is_heading(text[start:colon]) else _LABEL.search(text, start, colon + 1)
    if label and label.start() > start:
        return strip(text, start, label.start(), "（")
    return strip(text, start, colon)


def _sentence(text: str, start: int, limit: int) -> tuple[int, int] | None:
    hit = _SENTENCE.search(text, start, min(limit, start + LONGEST + 1))
    if hit is None or (hit.end() < limit and not text[hit.end() : limit].strip()):
        return None
    label = _LABEL.search(text, start, hit.start())
    if label and label.start() > start + 2:
        return strip(text, start, label.start(), "（")
    return strip(text, start, hit.start())


def _known_head(text: str, node: Node, start: int, limit: int) -> tuple[int, int] | None:
    """The words of a section's heading when the next words cannot belong to it."""
    head = sections.head(text, start, limit)
    if head is None or head - start < 4 or (node.rank > 1 and _DEED.match(text, start)):
        return None
    return (start, head) if sections.role(text[start:head]) and text[head : head + 1] not in "，、的之" else None


def _cut(text: str, node: Node, start: int, limit: int) -> tuple[int, int] | None:
    """Cut a title off the sentence that was glued to it."""
    if head := _known_head(text, node, start, limit):
        return head
    label = _LABEL.search(text, start, min(limit, start + LONGEST))
    if label and label.start() > start + 2:
        return strip(text, start, label.start(), "，、（")
    return _glued(text, start, limit)


def _glued(text: str, start: int, limit: int) -> tuple[int, int] | None:
    """A title that ends in one of ``_ENDS`` right before a word that opens a sentence."""
    hit = _GLUED.match(text, start, limit)
    return (start, hit.end(1)) if hit else None


def _spaced(text: str, start: int, limit: int) -> tuple[int, int] | None:
    """Where a line break was lost, a space stands between the title and the first sentence."""
    gap = _GAP.search(text, start + 2, min(limit, start + LONGEST))
    if gap is None or _STOP.search(text, start, gap.start()) or "：" in text[start : gap.start()]:
        return None
    words = text[start : gap.start()]
    return (start, gap.start()) if words.count("“") == words.count("”") else None
