"""Knowledge quizzes, by phone and on stage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from worldday.campaigns.kinds import Blocker, Figure, Kind, exact_days

if TYPE_CHECKING:
    from worldday.base.audit import Actor
    from worldday.campaigns.models import Activity

    from .models import Quiz as QuizRow


class Quiz(Kind):
    slug = "quiz"
    label = _("Knowledge quiz")
    icon = "quiz"
    how_to_join = _("Answer on your phone while the quiz is open.")
    prefetch = ("quiz",)
    words = {"竞答": 3, "答题": 3, "知识竞赛": 3, "有奖问答": 3, "知识问答": 3, "知识测试": 3, "竞猜": 2, "问卷": 1}

    def set_up(self, activity: Activity, *, by: Actor) -> QuizRow:
        """The quiz with a rule proposed from the activity's text; one that exists is left alone."""
        from .actions import set_up_quiz  # kinds register before actions can be imported

        return set_up_quiz(activity=activity, by=by)

    def public_page(self, activity: Activity) -> str:
        return reverse("public:quiz", args=[activity.campaign.slug, activity.code])

    def desk_page(self, activity: Activity) -> str:
        return reverse("desk_quizzes:quiz", args=[activity.code])

    def readiness(self, activity: Activity) -> list[Blocker]:
        """Once frozen, rule, hours and questions are settled; before that, whatever keeps it from being frozen."""
        from .obstacles import obstacles  # likewise

        general, quiz = super().readiness(activity), _quiz_of(activity)
        if quiz is None:
            return [*general, *exact_days(activity)]
        if quiz.frozen_at is not None:
            return general
        page = self.desk_page(activity)
        reasons = obstacles(quiz) or [_("Its rule and questions are not frozen yet.")]
        return [*general, *exact_days(activity), *(Blocker(reason, url=page) for reason in reasons)]

    def evidence(self, activity: Activity) -> list[Figure]:
        from .evidence import figures_of  # likewise

        quiz = _quiz_of(activity)
        return figures_of(quiz) if quiz is not None else []


def _quiz_of(activity: Activity) -> QuizRow | None:
    quiz: QuizRow | None = getattr(activity, "quiz", None)
    return quiz
