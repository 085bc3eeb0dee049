"""Releases: standards, lists and reports made public at one moment."""

from django.utils.translation import gettext_lazy as _

from worldday.campaigns.kinds import Kind


class Release(Kind):
    slug = "release"
    label = _("Release")
    icon = "release"
    how_to_join = _("Read it here once it has been released.")
    words = {"发布": 2.5, "公布": 2.5, "颁发": 1.5, "白皮书": 1.5, "蓝皮书": 1.5, "出台": 2, "名单": 1, "研究报告": 1}
