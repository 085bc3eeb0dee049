"""A sitting of an event: from when to when, where, and how many places. Narrow, because the storm path counts on it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .event import Event
from .site import Site


class Slot(models.Model):
    """`taken` counts the places of every booking in a state of `booking.TAKING`; it changes only by conditional UPDATE
    (`taken + n <= places and waiting = 0`), and the constraint decides if anybody forgets. `waiting` counts waiting
    parties: while there are any, places that come free belong to them (events.queueing)."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="slots")
    site = models.ForeignKey(Site, null=True, blank=True, on_delete=models.PROTECT, related_name="slots")
    name = models.CharField(_("name"), max_length=60, blank=True)
    name_en = models.CharField(_("English name"), max_length=80, blank=True)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    places = models.PositiveIntegerField(_("places"))
    taken = models.PositiveIntegerField(default=0, editable=False)
    waiting = models.PositiveIntegerField(default=0, editable=False)
    cancelled = models.BooleanField(_("cancelled"), default=False)

    class Meta:
        ordering = ["starts_at", "id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(taken__lte=models.F("places")), name="slot_taken_within_places"),
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")),
                name="slot_in_order",
                violation_error_message=_("It ends before it begins."),
            ),
        ]
        indexes = [models.Index(fields=["starts_at"], name="slot_starts")]

    @property
    def left(self) -> int:
        """Places nobody has; while parties wait they are not free for everybody."""
        return max(self.places - self.taken, 0)
