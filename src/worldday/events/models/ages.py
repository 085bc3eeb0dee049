"""How old people are, as far as they said so; numbers only."""

from django.db import models

from .booking import Booking
from .checkin import WalkIn


class AgeCount(models.Model):
    """So many people of a booking are of this band (people.ages); who did not say stands in none. Never more than its adults
    or minors."""

    booking = models.ForeignKey(Booking, on_delete=models.CASCADE, related_name="ages")
    band = models.CharField(max_length=10)
    persons = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["booking", "band"], name="event_age_once"),
            models.CheckConstraint(condition=models.Q(persons__gte=1), name="event_age_persons"),
        ]


class WalkAge(models.Model):
    """Likewise of people who came without a booking; never more in all than were counted."""

    walk = models.ForeignKey(WalkIn, on_delete=models.CASCADE, related_name="ages")
    band = models.CharField(max_length=10)
    persons = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["walk", "band"], name="event_walk_age_once"),
            models.CheckConstraint(condition=models.Q(persons__gte=1), name="event_walk_age_persons"),
        ]
