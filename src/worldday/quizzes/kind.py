"""Knowledge quizzes, by phone and on stage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from worldday.campaigns.kinds import Blocker, Kind, exact_days

if TYPE_CHECKING:
    from worldday.campaigns.models import Activity


class Quiz(Kind):
    slug = "quiz"
    label = _("Knowledge quiz")
    icon = "quiz"
    how_to_join = _("Answer on your phone while the quiz is open.")
    words = {"竞答": 3, "答题": 3, "知识竞赛": 3, "有奖问答": 3, "知识问答": 3, "知识测试": 3, "竞猜": 2, "问卷": 1}

    def readiness(self, activity: Activity) -> list[Blocker]:
        return [*super().readiness(activity), *exact_days(activity)]
