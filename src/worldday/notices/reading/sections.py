"""What a section of a notice is about, from the words of its heading.

``ROLES`` is tried in order and the first match decides. A heading that is glued to its text
(pages that lost their line breaks: “二、活动主题科学用水”) is cut after the longest run of
``_PIECES`` that ends in one of ``_CORES``.
"""

import re

from .text import rule

ROLES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (role, rule(words))
    for role, words in (
        ("activities", r"^(?:主要|重点|具体)?(?:活动|工作)?(?:内容|项目|任务)(?=[及和与、])"),
        (
            "theme",
            r"^(?:活动|宣传|年度|本次|今年|竞赛|教育|本届)?主题(?!活动|宣传|日|教育|知识|班|党|团|展|讲|征|演|论|板报|队会|图片|海报|作品|漫画|书画|摄影|绘画|电影|影|歌|诗|朗|签名|培训|沙龙|竞赛|答题|参观|研学|晚会|文艺|阅读|读书|微|短视频|公园|宣)|主题$|主题(?:口号|和|与|及|、)",
        ),
        ("contact", r"联系(?:人|方式|电话)?$|联络"),
        ("phases", r"步骤|阶段|进度|(?:时间|日程|实施)安排"),
        ("window", r"(?:时间|日期|时段|期限)(?:[和与、及]?(?:地点|范围|对象|主题))*$|^(?:活动)?时间"),
        ("place", r"地点|范围$|对象$|参加人员|参与人员|参赛对象|对象及范围"),
        ("aim", r"宗旨|目的|目标|意义|指导思想|总体思路|总体要求|基本原则|依据|背景|工作思路|基本思路"),
        (
            "who",
            r"(?:主办|承办|协办|组织|指导|支持|参与|参加|参赛)单位|组织机构|组织领导|领导小组|组织架构|职责分工|任务分工|(?:活动)?组织$",
        ),
        ("report", r"报送|总结|上报|信息反馈|材料"),
        (
            "request",
            r"要求|保障|注意事项|组织实施|纪律|有关事项|其他事项|其它|其他$|说明|经费|奖项|奖励|评奖|评审|附则|考核",
        ),
        ("publicity", r"(?:宣传|教育|学习|普法|宣教)(?:的)?(?:重点|要点|内容)|重点内容$|宣传口径|宣传标语|标语"),
        ("form", r"(?:形式|方式|方法|载体)$"),
        ("measures", r"措施$|举措$"),
        (
            "activities",
            r"内容|任务|活动安排|重点活动|主要活动|系列活动$|活动项目|工作安排|总体安排|重点工作|工作重点|具体安排|主要工作|活动设置|活动计划|活动事项|实施内容|工作项目|形式和内容|活动形式|^活动$|具体活动|^安排$|工作内容",
        ),
    )
)
# Words that say what an entry tells about its activity, rather than name another activity.
ATTRIBUTES = rule(
    r"^(?:[一-龥]{0,4}(?:时间|地点|内容|对象|范围|形式|方式|主题|单位|部门|人员|规模|流程|议程|要求|名额|人数|费用|报名|日期|目的|奖项|奖励|规则|安排|标准|程序|办法|材料|题目|步骤|方法|措施)(?:[及和与、][一-龥]{1,6})?|主办|承办|协办|联系人|联系电话|参赛资格|注意事项|说明|备注|责任人|主持人?)$"
)
_PIECES = (
    "活动|宣传|工作|主要|重点|具体|总体|有关|相关|其他|其它|组织|实施|宣教|教育|报送|时间|开展|培训|竞赛|系列|任务|指导|基本|目标|方式|方法|步骤|内容|形式|主题|"
    "要求|安排|措施|保障|思想|原则|目的|意义|宗旨|对象|范围|地点|进度|分工|职责|领导|机构|小组|单位|事项|日程|思路|口号|标语|时段|阶段|注意|联系|经费|预算|参加|参与|"
    "人员|主办|承办|协办|组成|成员|名称|情况|总结|考核|奖励|设置|办法|评选|信息|各项|项目|计划|方案|背景|依据|和|与|及|、"
)
_CORES = (
    "时间|主题|内容|目的|宗旨|意义|目标|思想|思路|原则|要求|保障|事项|安排|任务|重点|形式|方式|方法|步骤|阶段|对象|范围|地点|进度|分工|职责|领导|机构|小组|单位|日程|"
    "口号|标语|措施|活动|办法|总结|背景|依据|项目|人员|方案|计划"
)
_HEAD = rule(rf"(?:{_PIECES}){{0,6}}(?:{_CORES})(?:（[^）]{{1,10}}）)?")


def role(heading: str) -> str | None:
    """The role of a heading, a key of ``ROLES``, or None when its words decide nothing."""
    words = re.sub(r"[\s：。“”]", "", heading)
    if len(words) > 22:
        return None
    return next((name for name, pattern in ROLES if pattern.search(words)), None)


def head(text: str, start: int, end: int) -> int | None:
    """Where a heading glued to its text ends, or None when it begins with no heading words."""
    hit = _HEAD.match(text, start, min(end, start + 30))
    return hit.end() if hit else None


def is_heading(words: str) -> bool:
    """Whether all the words are a section's heading (评选办法, 活动安排), not the name of a deed."""
    hit = _HEAD.fullmatch(re.sub(r"[\s：。]", "", words))
    return hit is not None and not words.startswith(("开展", "组织开展"))


def is_attribute(heading: str) -> bool:
    """Whether a heading (活动时间, 参加人员) describes the activity above it."""
    return ATTRIBUTES.fullmatch(re.sub(r"[\s：。]", "", heading)) is not None
