"""Who has places. Narrow and without personal details: the storm path (`events/intake`) writes these rows with its own SQL."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from worldday.base.ids import new_code

from .event import Event
from .slot import Slot


class BookingState(models.TextChoices):
    HELD = "held", _("Held while the form is open")
    WAITING = "waiting", _("On the waiting list")
    OFFERED = "offered", _("Places offered")
    BOOKED = "booked", _("Booked")
    CAME = "came", _("Came")
    CANCELLED = "cancelled", _("Cancelled")
    RELEASED = "released", _("Did not come; places given away")
    LAPSED = "lapsed", _("Lapsed")


TAKING = (BookingState.HELD, BookingState.OFFERED, BookingState.BOOKED, BookingState.CAME)
"""States whose `size` is counted in `Slot.taken`."""
LIVE = (*TAKING, BookingState.WAITING)
"""States in which a person cannot book the same slot again."""


class PartySort(models.TextChoices):
    FAMILY = "family", _("Family or single visitor")
    GROUP = "group", _("Class or group")


class Booking(models.Model):
    """One party in one slot. `ended` is 0 while it lives and its own id afterwards, so that one person has a slot once
    while it lives (a unique constraint that every database has). `key` is the once-only key of the form that made it."""

    id = models.BigIntegerField(primary_key=True)  # time-ordered: milliseconds ≪ 20 | random; events.numbering.new_id
    code = models.CharField(
        max_length=12, unique=True, default=new_code, editable=False
    )  # shown, read aloud, in the QR
    key = models.BigIntegerField(unique=True)  # events.links.key_number of what the browser sent
    token = models.CharField(max_length=64, blank=True)  # SHA-256 of the link's secret; "" = no link given out yet
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="bookings", db_index=False)
    slot = models.ForeignKey(Slot, on_delete=models.PROTECT, related_name="bookings", db_index=False)
    booker = models.BigIntegerField(null=True)  # people.identity.number_of("phone", …); None once forgotten
    nth = models.PositiveSmallIntegerField(
        default=0
    )  # which of this person's bookings in the event, below bookings_each
    ended = models.BigIntegerField(default=0)
    sort = models.CharField(max_length=8, default=PartySort.FAMILY)
    size = models.PositiveSmallIntegerField()
    adults = models.PositiveSmallIntegerField()
    minors = models.PositiveSmallIntegerField(default=0)  # under 18; pupils of a group
    district = models.CharField(max_length=20, blank=True)  # where they come from, if they said
    state = models.CharField(max_length=10)
    held_until = models.DateTimeField(null=True, blank=True)  # of a hold or an offer
    made_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)  # of the last change of state

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["slot", "booker", "ended"], name="booking_slot_once"),
            models.UniqueConstraint(fields=["event", "booker", "nth", "ended"], name="booking_nth_once"),
            models.CheckConstraint(
                condition=models.Q(size=models.F("adults") + models.F("minors")) & models.Q(size__gte=1),
                name="booking_size_adds_up",
            ),
            models.CheckConstraint(
                condition=models.Q(ended=0, state__in=LIVE)
                | (~models.Q(ended=0) & models.Q(state__in=("cancelled", "released", "lapsed"))),
                name="booking_ended_fits_state",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "held_until"], name="booking_holds"),
            models.Index(fields=["event", "state", "id"], name="booking_of_event"),
            models.Index(fields=["slot", "state", "id"], name="booking_of_slot"),
        ]

    @property
    def name(self) -> str:
        """What the audit trail calls it: no person."""
        return self.code
