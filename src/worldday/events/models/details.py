"""What a booking says about people, apart from it, locked, and emptied by policies/retention.toml."""

from django.db import models

from worldday.base.strongbox import LockedJSONField

from .booking import Booking


class Details(models.Model):
    """`person`: {"name", "phone", "email", "organisation", "class_name", "link"} as far as given; `link` is the secret of
    the manage link, so that later messages can hold it. `care`: {"allergies", "needs"}, kept only until the day is over."""

    booking = models.OneToOneField(Booking, on_delete=models.CASCADE, primary_key=True, related_name="details")
    person = LockedJSONField(purpose="booking-person", default=dict)
    care = LockedJSONField(purpose="booking-care", default=dict)
    language = models.CharField(max_length=10, default="zh-hans")
    photos = models.BooleanField(null=True)  # consent to photos; None = was not asked
    guardian = models.BooleanField(default=False)  # consent of guardians, given or confirmed by the teacher
    briefed = models.CharField(max_length=64, blank=True)  # SHA-256 of the safety briefing that was signed off
    briefed_at = models.DateTimeField(null=True, blank=True)
    consent = models.CharField(max_length=64, blank=True)  # version of the notice that was shown
    proven_at = models.DateTimeField(null=True, blank=True)  # when a code showed that the phone is theirs
    reminded_for = models.DateTimeField(null=True, blank=True)  # the beginning that the last reminder was about


class Guest(models.Model):
    """One name of a party, only where the event needs names (`Event.names`); never of pupils."""

    booking = models.ForeignKey(Booking, on_delete=models.CASCADE, related_name="guests")
    position = models.PositiveSmallIntegerField()
    person = LockedJSONField(purpose="booking-guest", default=dict)  # {"name"}

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["booking", "position"], name="guest_position_once")]
