"""One line of the agenda."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .event import Event
from .site import Site
from .slot import Slot


class Session(models.Model):
    """A talk, a ceremony, a stop of the tour. `slot` None = the same in every sitting."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="sessions")
    slot = models.ForeignKey(Slot, null=True, blank=True, on_delete=models.CASCADE, related_name="sessions")
    site = models.ForeignKey(Site, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)
    starts_at = models.DateTimeField(_("begins"), null=True, blank=True)
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    title = models.CharField(_("title"), max_length=200)
    title_en = models.CharField(_("English title"), max_length=300, blank=True)
    about = models.TextField(_("what it is about"), blank=True)
    about_en = models.TextField(_("what it is about, in English"), blank=True)
    speakers = models.TextField(_("speakers, one per line"), blank=True)
    speakers_en = models.TextField(_("speakers in English, one per line"), blank=True)
    room = models.CharField(_("room"), max_length=80, blank=True)
    room_en = models.CharField(_("room, in English"), max_length=120, blank=True)
    live_url = models.URLField(_("live stream"), max_length=500, blank=True)
    recording_url = models.URLField(_("recording"), max_length=500, blank=True)

    class Meta:
        ordering = ["starts_at", "position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(starts_at=None)
                | models.Q(ends_at=None)
                | models.Q(ends_at__gte=models.F("starts_at")),
                name="session_in_order",
                violation_error_message=_("It ends before it begins."),
            ),
        ]

    def __str__(self) -> str:
        return self.title
