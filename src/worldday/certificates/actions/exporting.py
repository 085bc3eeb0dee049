"""Taking lists with names out of the system is written down, with the number of certificates and without the names."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from worldday.base import audit
from worldday.base.audit import Actor
from worldday.units.models import Unit


@transaction.atomic
def log_list(*, counts: Mapping[int, int], by: Actor) -> None:
    """`counts`: issuing unit → how many of its certificates stand in the list; each unit's auditors read of theirs."""
    for unit in Unit.objects.filter(pk__in=counts).order_by("pk"):
        after = {"count": counts[unit.pk]}
        audit.record(by=by, action="certificates-exported", target=unit, scope_path=unit.path, after=after)
