"""A registry: what kind of thing stands in it, and what is said about each."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from worldday.base.ids import new_code
from worldday.base.scope import Public, ScopedManager, Subtrees
from worldday.units.models import Unit


class Licence(models.TextChoices):
    """What others may do with the open data; the words stand in `licences.py`."""

    ATTRIBUTION = "attribution", _("Free use, naming the source")
    NONCOMMERCIAL = "noncommercial", _("Free use for non-commercial ends, naming the source")
    READ = "read", _("For reading and checking only; no open data file")


class Registry(models.Model):
    """名录. Its schema is data: `fields` lists what each record says besides number, name, days and source."""

    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    owner = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="registries")
    slug = models.SlugField(_("address"), max_length=40, unique=True)
    ready = models.SlugField(max_length=20, blank=True, editable=False)  # which of the ready-made ones it began as
    name = models.CharField(_("name"), max_length=60)
    name_en = models.CharField(_("English name"), max_length=120, blank=True)
    about = models.TextField(_("about"), max_length=1000, blank=True)
    about_en = models.TextField(_("about, in English"), max_length=1000, blank=True)
    number_label = models.CharField(_("what the number is called"), max_length=30)
    number_label_en = models.CharField(_("the same in English"), max_length=60, blank=True)
    number_pattern = models.CharField(_("pattern of the number"), max_length=200, blank=True)
    number_needed = models.BooleanField(_("every record has a number"), default=False)
    name_label = models.CharField(_("what the name is called"), max_length=30)
    name_label_en = models.CharField(_("the same in English"), max_length=60, blank=True)
    fields = models.JSONField(default=list, blank=True)  # schema.Field as JSON, in the order of the page
    licence = models.CharField(_("licence"), max_length=20, default=Licence.ATTRIBUTION)
    source = models.CharField(_("where it comes from"), max_length=300, blank=True)
    source_en = models.CharField(_("the same in English"), max_length=300, blank=True)
    sample = models.BooleanField(_("shows examples, not official data"), default=False)
    about_people = models.BooleanField(_("its records are about persons"), default=False)
    is_open = models.BooleanField(_("open to the public"), default=False)
    position = models.PositiveSmallIntegerField(default=0)
    updated_at = models.DateTimeField(auto_now=True)

    CHOICES = {"licence": Licence}

    objects = ScopedManager()

    class Meta:
        ordering = ["position", "id"]
        verbose_name_plural = "registries"
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "ready"], condition=~models.Q(ready=""), name="registry_ready_once"
            ),
            models.UniqueConstraint(
                fields=["owner", "name"],
                name="registry_name_once",
                violation_error_message=_("There is a registry of this name already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def scope_q(cls, scope: Public | Subtrees) -> models.Q:
        """The public sees open ones; staff their units' own and those for which their units prepare a batch."""
        if isinstance(scope, Public):
            return models.Q(is_open=True)
        from .batch import Batch  # a batch knows its registry

        prepared = Batch._base_manager.filter(scope.q("unit__path"), registry=models.OuterRef("pk"))
        return scope.q("owner__path") | models.Q(models.Exists(prepared))


class FormerSlug(models.Model):
    """An address the registry had: what was printed with it leads to the present one, for ever."""

    slug = models.SlugField(max_length=40, unique=True)
    registry = models.ForeignKey(Registry, on_delete=models.CASCADE, related_name="former_slugs")
    left_at = models.DateTimeField()
