"""What an event leaves behind for everybody: slides, photos, a link."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from worldday.base.ids import new_code

from .event import Event


class HandoutSort(models.TextChoices):
    PHOTO = "photo", _("Photo")
    DOCUMENT = "document", _("Document (PDF)")
    LINK = "link", _("Link")


class Handout(models.Model):
    """活动资料: shown on the event's page once it is over. A photo is drawn anew, and says who agreed to it."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="handouts")
    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    sort = models.CharField(max_length=10)
    title = models.CharField(max_length=150)  # of a photo: what it shows, for people who do not see it
    title_en = models.CharField(max_length=200, blank=True)
    credit = models.CharField(max_length=100, blank=True)
    credit_en = models.CharField(max_length=150, blank=True)
    url = models.URLField(max_length=500, blank=True)
    file = models.FileField(upload_to="events/", blank=True)
    consent = models.CharField(max_length=200, blank=True)  # of a photo: on what ground the people in it are shown
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
