"""Radio, television and public screens."""

from django.utils.translation import gettext_lazy as _

from worldday.campaigns.kinds import Kind


class Broadcast(Kind):
    slug = "broadcast"
    label = _("Radio, television and screens")
    icon = "broadcast"
    how_to_join = _("Listen or watch at the announced hours.")
    words = {"电视": 2, "电台": 3, "广播": 2.5, "报时": 3, "屏": 2, "投放": 1.5}
