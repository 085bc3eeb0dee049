"""Showcases: articles, pictures and videos shown to the public."""

from django.utils.translation import gettext_lazy as _

from worldday.campaigns.kinds import Kind


class Showcase(Kind):
    slug = "showcase"
    label = _("Showcase")
    icon = "showcase"
    how_to_join = _("Read, watch and pass it on.")
    words = {
        "展示": 2.5,
        "展览": 3,
        "推介": 3,
        "连载": 2,
        "图文": 1.5,
        "短视频": 1.5,
        "微视频": 1.5,
        "宣传片": 1,
        "政策性文件": 2,
        "解读": 1.5,
        "展播": 2,
        "专栏": 1,
    }
