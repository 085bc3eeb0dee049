"""Statistics made public, each figure with its definition and source."""

from django.utils.translation import gettext_lazy as _

from worldday.campaigns.kinds import Kind


class Statistics(Kind):
    slug = "statistics"
    label = _("Statistics")
    icon = "statistics"
    how_to_join = _("See the figures once they have been published.")
    words = {"统计": 3, "普查": 3, "行业发展": 2, "发展状况": 2, "数据": 1.5, "指数": 1.5, "监测": 1}
