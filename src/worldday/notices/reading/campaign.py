"""Whether a document calls for a campaign at all.

A notice that marks a day, or calls for publicity or activities, is one. A circular that reports
results, a list of winners, a meeting's convocation, a holiday's arrangement is none, even
when the observance is named in it: nothing in it is to be carried out by the units.
"""

import re

from .model import Observance, Source
from .text import Found, rule

# Titles of documents that tell what was done, decide something, or convene people.
TELLS = (
    "通报(?:$|的通知|表扬)", "公示", "(?:获奖|入选|入围|中标|拟|优秀|先进|候选|合格)[一-龥]{0,12}(?:名单|结果)", "结果的", "名单的",
    "关于(?:对)?(?:表彰|表扬|嘉奖|命名|授予|认定|确认|公布|修订|废止|成立|调整|任免|启用)", "录取", "招聘", "招标", "中标", "采购(?:公告|结果|项目)",
    "放假", "停[水电课产业]", "闭馆", "休馆", "任职", "免职", "答复", "批复", "复函", "情况的(?:报告|通报|汇报|函)", "总结(?:报告)?$",
    "新闻(?!宣传|发布|报道)", "解读|图解|答记者问|致辞|讲话$", "纪实", "工作报告", "工作要点", "收费标准", "缴费", "预算", "决算", "拨付", r"下达\w{0,20}(?:资金|计划|经费)",
    "(?:会议|座谈会|工作会|推进会|部署会|培训班|培训|例会|年会|研讨班|评审会|现场会)的(?:通知|函|预通知)",
    "(?:资格|职称|等级|招生|公务员|笔试|面试)[一-龥]{0,8}(?:考试|评审|工作)", r"征求[\w《》“”]{0,60}意见",
    "(?:专项)?(?:整治|督查|检查|抽查|抽检|排查)(?:工作|行动)?的(?:通知|通告)", "管理办法", "实施细则", "实施条例",
    "申报[一-龥]{0,16}(?:项目|课题|资金)", "项目申报",
)  # fmt: skip
_TELLS = rule("|".join(TELLS))
_CALLS = rule(
    r"宣传|主题|系列活动|纪念|庆祝|普法|公益|科普|开放日|活动方案|活动的|实施方案|行动|[日周月节]”?活动|志愿|义诊|比赛|大赛|征集|竞赛"
)
_REPORTING = rule(r"(?:近日|(?<!\d)日前|昨日|今天上午|上午，|下午，|本报讯|记者)")


def is_campaign(source: Source, title: Found | None, observance: Observance | None, *, addressed: bool) -> bool:
    """Whether activities and duties may be read out of the document."""
    words = re.sub(
        r"《[^》]*》|“[^”]*”",
        lambda hit: hit.group() if _CALLS.search(hit.group()) else "",
        title.value if title else "",
    )
    if _TELLS.search(words):
        return False
    if (
        not addressed
        and not re.search(r"通知|方案|计划|函|安排|倡议|通告|公告|意见", words)
        and _REPORTING.search(source.prose[:1500])
    ):
        return False
    return bool(_CALLS.search(title.value)) if title and observance is None else observance is not None or not title
