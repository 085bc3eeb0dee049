"""A party in the queue of a slot."""

from django.db import models

from .booking import Booking
from .slot import Slot


class WaitingParty(models.Model):
    """Beside a booking in state waiting or offered; the order of `id` is the order of the queue. `passed_over` counts how
    often later, smaller parties were let past; after `queueing.PATIENCE` times nobody passes any more."""

    booking = models.OneToOneField(Booking, on_delete=models.CASCADE, related_name="waiting_party")
    slot = models.ForeignKey(Slot, on_delete=models.CASCADE, related_name="waiting_parties")
    passed_over = models.PositiveSmallIntegerField(default=0)
    joined_at = models.DateTimeField()
