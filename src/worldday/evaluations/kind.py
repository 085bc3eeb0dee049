"""Expert evaluation of pilots and projects."""

from django.utils.translation import gettext_lazy as _

from worldday.campaigns.kinds import Kind


class Evaluation(Kind):
    slug = "evaluation"
    label = _("Expert evaluation")
    icon = "evaluation"
    how_to_join = _("By invitation: experts and the units concerned.")
    words = {"评估": 3, "评审": 3, "验收": 3, "评选": 3, "考核": 2, "测评": 2, "评价": 1}
