"""Field work: posters, leaflets, advice in communities, parks and companies."""

from django.utils.translation import gettext_lazy as _

from worldday.campaigns.kinds import Kind


class Outreach(Kind):
    slug = "outreach"
    label = _("Field work")
    icon = "outreach"
    how_to_join = _("Meet us at the stand near you.")
    words = {
        "进社区": 2,
        "进企业": 2,
        "进园区": 2,
        "进校园": 2,
        "进学校": 2,
        "进农村": 2,
        "进机关": 2,
        "海报": 1.5,
        "资料": 1,
        "咨询": 1.5,
        "现场": 1,
        "宣传活动": 1.5,
        "广场": 1.5,
        "志愿": 2,
    }
