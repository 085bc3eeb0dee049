"""Who came: doors, what each phone at a door saw, and what follows from it.

`Scan` and `WalkIn` are what happened, written once under the phone's own number; `Arrival` is what follows for one booking
(`events.arrivals.standing`), at most one row, so that nobody is counted twice.
"""

from __future__ import annotations

from django.db import models

from worldday.base.ids import new_code


class Door(models.Model):
    """签到点: a phone's way to the list of one event, by a link that can be taken back; the desk itself has one too."""

    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    event = models.ForeignKey("events.Event", on_delete=models.CASCADE, related_name="doors")
    name = models.CharField(max_length=60)
    token_digest = models.CharField(max_length=64, blank=True)  # SHA-256 of the link's secret; "" = the desk's own door
    made_by = models.CharField(max_length=64)  # public code of the staff member
    made_name = models.CharField(max_length=150)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)  # when a phone behind this link last asked

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["event"], condition=models.Q(token_digest=""), name="event_door_desk_once"),
        ]


class AtDoor(models.Model):
    """One record of one phone; sent again, it meets itself."""

    device = models.CharField(max_length=32)  # a random word the phone gave itself
    number = models.PositiveIntegerField()  # counts on that phone
    persons = models.PositiveSmallIntegerField()
    at = models.DateTimeField()  # when it happened, by our clock
    received_at = models.DateTimeField()

    class Meta:
        abstract = True


class Scan(AtDoor):
    """A booking let in, or taken back."""

    door = models.ForeignKey(Door, on_delete=models.PROTECT, related_name="scans")
    booking = models.ForeignKey("events.Booking", on_delete=models.CASCADE, related_name="scans")
    entered = models.BooleanField(default=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["door", "device", "number"], name="event_scan_once"),
            models.CheckConstraint(condition=models.Q(persons__gte=1), name="event_scan_persons"),
        ]


class Arrival(models.Model):
    """A booking's party that is inside."""

    booking = models.OneToOneField("events.Booking", on_delete=models.CASCADE, related_name="arrival")
    scan = models.ForeignKey(Scan, on_delete=models.CASCADE, related_name="+")  # the one that counts
    persons = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(persons__gte=1), name="event_arrival_persons")]


class WalkIn(AtDoor):
    """现场入场: people who came without a booking, counted and not named. `took`: how many free places they were given; the
    rest stand beside the places, since they are inside all the same."""

    door = models.ForeignKey(Door, on_delete=models.PROTECT, related_name="walk_ins")
    slot = models.ForeignKey("events.Slot", on_delete=models.PROTECT, related_name="walk_ins")
    took = models.PositiveSmallIntegerField(default=0)
    district = models.CharField(max_length=20, blank=True)
    taken_back = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["door", "device", "number"], name="event_walkin_once"),
            models.CheckConstraint(
                condition=models.Q(persons__gte=1) & models.Q(took__lte=models.F("persons")),
                name="event_walkin_persons",
            ),
        ]
