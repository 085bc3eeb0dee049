"""Something that is told to many parties by the background, some at a time."""

from __future__ import annotations

from django.db import models

from worldday.base.ids import new_code


class Mailing(models.Model):
    """Whom it reaches follows from `whom`, `slot` and `ended_at` (actions.mailing). `last`: parties up to this row have been told,
    in the same transaction; so a worker that is killed leaves nobody out, and the outbox tells nobody of one occasion and mark twice."""

    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    event = models.ForeignKey("events.Event", on_delete=models.CASCADE, related_name="mailings")
    occasion = models.CharField(max_length=20)  # of wording.SAYS
    mark = models.CharField(max_length=16, blank=True)  # tells two of one occasion apart
    whom = models.CharField(max_length=10)
    slot = models.ForeignKey("events.Slot", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    text = models.CharField(max_length=300, blank=True)
    text_en = models.CharField(max_length=400, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)  # only parties whose bookings one press ended at this moment
    parties = models.PositiveIntegerField()  # so many there were when it was asked for
    told = models.PositiveIntegerField(default=0)  # parties it has come past
    last = models.BigIntegerField(default=0)
    asked_by = models.CharField(max_length=64)
    asked_name = models.CharField(max_length=150)
    asked_at = models.DateTimeField()
    beat_at = models.DateTimeField()  # wall clock: when the background last did something about it
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["done_at", "beat_at"], name="mailing_under_way")]
