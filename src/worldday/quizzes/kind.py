"""Knowledge quizzes, by phone and on stage."""

from django.utils.translation import gettext_lazy as _

from worldday.campaigns.kinds import Kind


class Quiz(Kind):
    slug = "quiz"
    label = _("Knowledge quiz")
    icon = "quiz"
    how_to_join = _("Answer on your phone while the quiz is open.")
    words = {"竞答": 3, "答题": 3, "知识竞赛": 3, "有奖问答": 3, "竞猜": 2, "问卷": 1}
