"""What units are asked to send back, as words: ``WORDS`` maps them to the schema's five sorts.

A new word goes into the pattern of its sort. The order is the order of trust: a 总结材料 is a
summary, a 情况统计表 a form (other), and what is inside brackets only describes.
"""

from dataclasses import dataclass

from .numbers import number
from .text import rule

WORDS: dict[str, tuple[str, ...]] = {
    "other": (
        r"(?:(?:活动|工作|宣传|开展|落实|有关|基本){0,3}情况)?(?:统计|登记|汇总|情况|信息|一览|反馈|明细|调查|自查|备案|报告|进度|需求)表",
        r"附件\s?\d{0,2}(?=报|发|填)", r"《(?![^》]{0,30}(?:推荐|报名|申报))[^》\x01]{1,30}表》", "报表", "台账", "清单", "表格",
    ),
    "nomination": (
        "(?:推荐|报名|申报|候选)(?:表|名单|材料|人选|书|信息)", "(?<!优秀)名单", "回执", "联络员", "联络人",
        "联系人(?=及|和|、|名单|信息|报)", "参赛(?:名单|队伍|人员)", "参加人员",
    ),
    "plan": (
        "(?:活动|实施|工作|宣传|具体|细化|预案)方案", "(?<![一-龥])方案", "(?:工作|活动|宣传)计划",
        r"(?:活动|工作)安排(?:表)?(?=报|及|和|、|，|于|发|\x01|$)",
    ),
    "summary": (
        (
            "(?:活动|工作|书面|年度|全年|半年|阶段性?|宣传|专题|相关|图文|经验|信息|[日周月])(?:开展|活动)?(?:情况)?(?:的)?(?:书面)?"
            "(?<!及时)(?<!认真)总结(?!经验|推广|提炼)(?:材料|报告)?"
        ),
        r"总结(?:材料|报告|(?=（|\x01|以及|及|和|、|报|于|发|电子|连同|与|\s?[\d]))",
        "(?<=报送|提交|上报|反馈|发送|形成)总结", "(?<=[将把的、和及])总结(?=交|反馈|提交|发)", "书面材料", "小结",
        (
            "(?:工作|活动|开展|进展|落实|实施|完成|举办|进度|组织|宣传|贯彻)(?:的)?情况"
            "(?!统计|汇总|登记|信息|一览|反馈|表|进行|的?监督|予以|开展|相结合)(?:报告|总结)?"
        ),
        "情况(?:报告|汇报)", "(?:有关|全[周月年]|总体|整体|当日)情况(?=，|。|、|和|及|于|报|反馈|$)", "工作报告", "活动成果",
    ),
    "materials": (
        "图片", "照片", "视频", "影像", "音像", "音频", "文字(?:材料|资料|稿)", "媒体报道", "新闻(?:稿|报道)?", "简报", "简讯", "(?<!宣传)稿件", "宣传稿",
        "(?:宣传|活动|图文|相关|佐证|电子|影音|影像|电子版)(?:材料|资料|信息)", "典型(?:案例|经验|做法)", "案例", "素材",
        "作品", "截图", "链接", "资料", "(?<!总结)(?<!等)(?<!等相关)(?<!等有关)材料",
        "信息(?=报送|，|。|；|$|及|和|、|于|请|将)", "动态信息",
    ),
}  # fmt: skip
_KINDS = tuple((what, rule("|".join(words))) for what, words in WORDS.items())
_BRACKETS = rule(r"（[^（）]{0,200}）")
_CHARS = rule(
    r"(?:(?:不超过|控制在|限|限定在|不多于|少于|以内)?\s?(?:\d{2,5}\s?[—~-]\s?)?(?P<number>\d{2,5}|[一二三四五六七八九十两]{1,2}[千百])\s?个?(?:汉)?字(?:符)?(?:以内|之内|内|以下|左右)"
    r"|(?:不超过|控制在|限|限定在|不多于|不得超过)\s?(?:\d{2,5}\s?[—~-]\s?)?(?P<number2>\d{2,5}|[一二三四五六七八九十两]{1,2}[千百])\s?个?(?:汉)?字)"
)


@dataclass(frozen=True)
class Deliverable:
    """A thing to send: its sort and the place of its word."""

    what: str
    start: int
    end: int


def find(text: str, start: int, end: int) -> list[Deliverable]:
    """What ``text[start:end]`` asks for: each sort once, in the order of the words."""
    region = _BRACKETS.sub(lambda hit: "\x01" * len(hit.group()), text[start:end])
    first: dict[str, Deliverable] = {}
    for what, pattern in _KINDS:
        for hit in pattern.finditer(region):
            first.setdefault(what, Deliverable(what, start + hit.start(), start + hit.end()))
            region = region[: hit.start()] + "\x02" * (hit.end() - hit.start()) + region[hit.end() :]
    return sorted(first.values(), key=lambda item: item.start)


def limits(text: str, start: int, end: int) -> list[tuple[int, int, int]]:
    """Word limits in ``text[start:end]``: (letters, start, end) in order."""
    hits = [(hit, hit["number"] or hit["number2"]) for hit in _CHARS.finditer(text, start, end)]
    return [(value, *hit.span()) for hit, words in hits if (value := number(words))]
