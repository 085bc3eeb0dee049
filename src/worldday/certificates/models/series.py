"""The rows that are locked to give numbers and places out."""

from django.db import models

from worldday.base.ids import new_code
from worldday.base.strongbox import LockedJSONField


class NumberSeries(models.Model):
    """How many certificates a year has had; whoever issues locks its row, so numbers have no gap and no twin."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)


class StatusList(models.Model):
    """A published list of bits, one per certificate (W3C Bitstring Status List v1.0). Places are given out in a secret order,
    so that neither neighbours nor sequence tell anything about people."""

    SIZE = 2**18  # bits; the standard asks for at least 131,072

    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    order = LockedJSONField(purpose="status-order", default=dict)  # {"key": …} of the permutation, see status.place
    taken = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(taken__lte=2**18), name="statuslist_not_overfull"),
        ]
