from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from worldday.base.ids import new_code
from worldday.campaigns.models import OfActivity
from worldday.units.models import Staff, Unit


class ReportedFigure(OfActivity):
    """数据 that a person counted: what no record of ours can know, such as visitors of an open day without booking. It always
    says what was counted, how, and by whom."""

    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    activity = models.ForeignKey("campaigns.Activity", on_delete=models.CASCADE, related_name="reported_figures")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")  # whose count it is
    name = models.CharField(_("what was counted"), max_length=60)  # 参观人数
    value = models.DecimalField(_("number"), max_digits=15, decimal_places=2)
    measure = models.CharField(_("unit of measure"), max_length=20)  # 人次
    definition = models.CharField(_("how it was counted"), max_length=200)
    source = models.CharField(_("where it is written down"), max_length=200)  # 签到表 …
    counted_on = models.DateField(_("day"))
    added_by = models.ForeignKey(Staff, null=True, on_delete=models.SET_NULL, related_name="+")
    added_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["activity", "id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(value__gte=0), name="reported_figure_not_negative"),
            models.UniqueConstraint(
                fields=["activity", "unit", "name"],
                condition=models.Q(withdrawn_at=None),
                name="reported_figure_once",
            ),
        ]
