"""A record, what is said about it, and what became of it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from worldday.base.ids import new_code
from worldday.base.scope import Public, ScopedManager, Subtrees

from .batch import Batch, BatchState
from .intake import Intake
from .registry import Registry


class RecordState(models.TextChoices):
    VALID = "valid", _("Valid")
    SUSPENDED = "suspended", _("Suspended")
    WITHDRAWN = "withdrawn", pgettext_lazy("record", "Withdrawn")
    EXPIRED = "expired", _("Expired")


def seen_with_batch(scope: Public | Subtrees, batch: str, registry: str) -> models.Q:
    """For whatever belongs to a batch: the public sees it with the batch; staff with the batch or the registry."""
    if isinstance(scope, Public):
        return models.Q(**{f"{batch}__state": BatchState.RELEASED, f"{registry}__is_open": True})
    return scope.q(f"{batch}__unit__path") | scope.q(f"{registry}__owner__path")


class Block(models.Model):
    """16,384 places for records that came together. A record's id is its block and its place: `id >> 16`, `id & 65535`."""

    registry = models.ForeignKey(Registry, on_delete=models.CASCADE, related_name="blocks")
    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="blocks")
    intake = models.ForeignKey(Intake, null=True, on_delete=models.CASCADE, related_name="blocks")
    used = models.PositiveIntegerField(default=0)  # places given away
    indexed = models.BooleanField(default=False)  # its postings are complete

    class Meta:
        indexes = [models.Index(fields=["batch", "indexed"], name="block_of_batch")]
        constraints = [
            models.CheckConstraint(condition=models.Q(used__lte=16_384), name="block_not_overfull"),
            models.UniqueConstraint(  # what people type in by hand shares one block of its batch
                fields=["batch"], condition=models.Q(intake=None, used__lt=16_384), name="block_by_hand_once"
            ),
        ]


class Record(models.Model):
    """一条记录."""

    id = models.BigIntegerField(primary_key=True)  # block << 16 | place
    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    registry = models.ForeignKey(Registry, on_delete=models.PROTECT, related_name="records", db_index=False)
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="records", db_index=False)
    line = models.PositiveIntegerField(default=0)  # of the sheet it came from; 0 = written by hand
    number = models.CharField(max_length=120, blank=True)
    number_key = models.CharField(max_length=120, null=True)
    name = models.CharField(max_length=300)
    name_key = models.BigIntegerField()  # digests of folding.searched(name): equal names meet here
    state = models.CharField(max_length=10, default=RecordState.VALID)
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=300, blank=True)
    source_url = models.CharField(max_length=500, blank=True)
    values = models.JSONField(default=dict)  # key of the field → text
    folded = models.TextField(blank=True)  # what search looks through: public words only, grams.BREAK between them
    changed_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)  # what it said about a person is gone; number, state and history stay

    objects = ScopedManager()

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["registry", "name_key"], name="record_by_name"),
            models.Index(fields=["state", "valid_until"], name="record_to_expire"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["number_key", "registry"], name="record_number_once"),
            models.CheckConstraint(
                condition=models.Q(valid_from=None)
                | models.Q(valid_until=None)
                | models.Q(valid_until__gte=models.F("valid_from")),
                name="record_days_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def scope_q(cls, scope: Public | Subtrees) -> models.Q:
        return seen_with_batch(scope, "batch", "registry")


class ChangeKind(models.TextChoices):
    CHANGED = "changed", _("Changed")
    SUSPENDED = "suspended", _("Suspended")
    RESTORED = "restored", _("Valid again")
    WITHDRAWN = "withdrawn", pgettext_lazy("record", "Withdrawn")
    EXPIRED = "expired", _("Expired")


class RecordChange(models.Model):
    """What became of a public record; how it came in says its batch. Never changed."""

    record = models.ForeignKey(Record, on_delete=models.DO_NOTHING, related_name="changes")  # what is public stays
    registry = models.ForeignKey(Registry, null=True, on_delete=models.CASCADE, related_name="+", db_index=False)
    batch = models.ForeignKey(Batch, null=True, on_delete=models.DO_NOTHING, related_name="changes")  # it came with
    kind = models.CharField(max_length=10)
    at = models.DateTimeField()  # when it was written down
    since = models.DateField()  # from which day it holds
    reason = models.CharField(max_length=500, blank=True)
    source = models.CharField(max_length=300, blank=True)
    source_url = models.CharField(max_length=500, blank=True)
    before = models.JSONField(default=dict)  # public field → text, only what differs
    after = models.JSONField(default=dict)
    by_name = models.CharField(max_length=150)  # for staff; the public sees the registry's owner

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["registry", "id"], name="change_in_registry")]
