"""What units commonly count at an activity, by its kind: words to start from, never numbers.

Names, measures and definitions are in the language of the reports, Chinese; the blank in a definition is for the unit to fill.
"""

from __future__ import annotations

from dataclasses import dataclass

from worldday.campaigns.models import Activity


@dataclass(frozen=True)
class Common:
    """Something often counted: its name, unit of measure, and how it is usually counted."""

    slug: str
    name: str
    measure: str
    definition: str


VISITS = Common("visits", "参观人数", "人次", "活动当天进入现场的人次，同一人多次进入只计一次；计数方式：")
PRESENT = Common("present", "参加人数", "人", "签到的人数；计数方式：")
TRAINED = Common("trained", "培训人次", "人次", "签到参加培训的人次，同一人参加两场计两次；计数方式：")
HANDED_OUT = Common("handed-out", "发放资料", "份", "现场发出的资料份数；包括：")
ASKED = Common("asked", "接受咨询", "人次", "现场答复的咨询人次；计数方式：")
READ = Common("read", "阅读量", "次", "平台显示的阅读次数；平台和截止时间：")
VIEWS = Common("views", "观看量", "次", "平台显示的观看次数，不是人数；平台和截止时间：")
PRESS = Common("press", "媒体报道", "篇", "公开发表的报道篇数，转载不计；媒体：")
FIRMS = Common("firms", "走访企业", "家", "实地走访的企业家数，同一企业只计一次；名单存于：")
SESSIONS = Common("sessions", "举办场次", "场", "实际举办的场次；日期和地点：")
PUT_UP = Common("put-up", "张贴海报", "张", "实际张贴的张数；地点：")
ANSWERS = Common("answers", "线下答题", "人次", "现场纸质答题的人次，不含线上；计数方式：")

_USUAL = (PRESENT, HANDED_OUT, SESSIONS)
_BY_KIND: dict[str, tuple[Common, ...]] = {
    "course": (TRAINED, SESSIONS, HANDED_OUT, FIRMS),
    "event": (PRESENT, VISITS, HANDED_OUT, ASKED, SESSIONS, PRESS),
    "showcase": (VISITS, HANDED_OUT, ASKED),
    "broadcast": (VIEWS, READ, PRESS),
    "release": (READ, PRESS, PRESENT),
    "outreach": (FIRMS, PRESENT, HANDED_OUT, ASKED, PUT_UP, READ),
    "quiz": (ANSWERS, HANDED_OUT),
    "window": (ASKED, HANDED_OUT, VISITS),
}


def common_for(activity: Activity) -> tuple[Common, ...]:
    """What is often counted at an activity of this kind."""
    return _BY_KIND.get(activity.kind, _USUAL)
