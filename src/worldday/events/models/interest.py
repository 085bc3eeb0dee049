"""Who had not booked when the visit moved online, and wants to hear of the tour."""

from __future__ import annotations

from django.db import models

from worldday.base.ids import new_code
from worldday.base.strongbox import LockedJSONField

from .event import Event


class Interest(models.Model):
    """意向: a name and one way to reach it, kept and emptied as a booking's are; the row stays as a number in the figures.

    `person`: {"name", "phone" or "email", "link"}; `contact`: the number of that phone or address, so that each is told once."""

    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    key = models.BigIntegerField(unique=True)  # events.links.key_number of what the browser sent
    token = models.CharField(max_length=64, blank=True)  # SHA-256 of the link's secret; "" = it opens nothing any more
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="interests")
    contact = models.BigIntegerField(null=True)  # None once forgotten
    person = LockedJSONField(purpose="event-interest", default=dict)
    language = models.CharField(max_length=10, default="zh-hans")
    consent = models.CharField(max_length=64)  # version of the notice that was shown
    left_at = models.DateTimeField()
    over_at = models.DateTimeField()  # the end of the last sitting, as it was then: retention counts from it

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "contact"], name="event_interest_once")]

    @property
    def name(self) -> str:
        """What the audit trail calls it: no person."""
        return self.code
