"""Where an event takes place; one event may have several sites."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .event import Event


class Site(models.Model):
    """A place people come to. The map is a link in words: no other host is loaded into our pages."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="sites")
    position = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(_("name"), max_length=120)
    name_en = models.CharField(_("English name"), max_length=160, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    address_en = models.CharField(_("address, in English"), max_length=300, blank=True)
    district = models.CharField(_("district"), max_length=20, blank=True)
    map_url = models.URLField(_("link to a map"), max_length=500, blank=True)
    way = models.TextField(_("how to get there"), blank=True)
    way_en = models.TextField(_("how to get there, in English"), blank=True)
    access = models.TextField(_("access without barriers"), blank=True)
    access_en = models.TextField(_("access, in English"), blank=True)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.name
