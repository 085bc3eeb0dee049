"""One batch: a roster, and how far it has become certificates."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from worldday.base.ids import new_code
from worldday.base.strongbox import LockedJSONField

from .certificate import OfDesign
from .design import Design


class LotState(models.TextChoices):
    MAPPING = "mapping", _("Columns are to be chosen")
    READING = "reading", _("Being read")
    CHECKING = "checking", _("Being checked")
    PREVIEW = "preview", _("To be confirmed")
    ISSUING = "issuing", _("Being issued")
    ISSUED = "issued", _("Issued")
    FAILED = "failed", _("Stopped")


class Lot(OfDesign):
    """批次. `mapping` says which column (from 0) holds which field or place of the design's words. Work is done part by part, each
    in one transaction, so that what is cut off goes on where it was; `beat_at` is when something was last done."""

    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    design = models.ForeignKey(Design, on_delete=models.PROTECT, related_name="lots")
    file_name = models.CharField(_("file"), max_length=200)
    stored = models.CharField(max_length=80, blank=True)  # the uploaded file; "" once it is read
    headings = models.JSONField(default=list)
    headings_row = models.PositiveIntegerField(default=1)
    mapping = models.JSONField(default=dict)
    issued_on = models.DateField(_("date on the certificates"), null=True, blank=True)  # None = the day of issue
    tell = models.BooleanField(_("send each holder the link"), default=False)
    state = models.CharField(_("state"), max_length=10, default=LotState.MAPPING)
    problem = models.CharField(max_length=300, blank=True)
    rows = models.PositiveIntegerField(default=0)
    checked = models.PositiveIntegerField(default=0)
    wrong = models.PositiveIntegerField(default=0)
    issued = models.PositiveIntegerField(default=0)
    odd = models.CharField(max_length=100, blank=True)  # characters of names that none of our faces has
    asked_by = models.CharField(max_length=64)  # an actor, as the audit trail knows people
    asked_name = models.CharField(max_length=80)
    language = models.CharField(max_length=10, default="zh-hans")
    added_at = models.DateTimeField()
    beat_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)

    CHOICES = {"state": LotState}

    class Meta(OfDesign.Meta):
        abstract = False
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(checked__lte=models.F("rows")), name="lot_checked_rows"),
            models.CheckConstraint(
                condition=models.Q(rows__gte=models.F("issued") + models.F("wrong")), name="lot_issued_rows"
            ),
        ]
        indexes = [models.Index(fields=["state", "beat_at"], name="lot_at_work")]

    def __str__(self) -> str:
        return self.file_name

    @property
    def name(self) -> str:
        """What the audit trail calls it."""
        return self.file_name

    @property
    def stands(self) -> str:
        """Its state in words."""
        return str(LotState(self.state).label)

    @property
    def right(self) -> int:
        return self.rows - self.wrong


class PartSort(models.TextChoices):
    RAW = "raw", _("read")
    RIGHT = "right", _("right")
    WRONG = "wrong", _("wrong")


class LotPart(models.Model):
    """Up to 500 rows: {"rows": [[number, [cell, …], [reason, …]], …]}. Those of right rows go once they are certificates; wrong ones
    stay for whoever corrects them, see policies/retention.toml."""

    lot = models.ForeignKey(Lot, on_delete=models.CASCADE, related_name="parts", db_index=False)
    position = models.PositiveIntegerField()
    sort = models.CharField(max_length=5, default=PartSort.RAW)
    count = models.PositiveIntegerField()
    done = models.BooleanField(default=False)  # issued
    content = LockedJSONField(purpose="lot-part", default=dict, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["lot", "sort", "position"], name="lotpart_once")]
        indexes = [models.Index(fields=["lot", "sort", "done", "position"], name="lotpart_next")]
