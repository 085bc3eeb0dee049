"""Service windows: guides, appointments, questions and answers."""

from django.utils.translation import gettext_lazy as _

from worldday.campaigns.kinds import Kind


class Window(Kind):
    slug = "window"
    label = _("Service window")
    icon = "window"
    how_to_join = _("Bring your questions to the window or its online counter.")
    words = {"服务窗口": 4, "办事窗口": 4, "绿色通道": 3, "热线": 2, "窗口": 2, "网上平台": 2, "受理": 1.5, "办事": 1.5}
