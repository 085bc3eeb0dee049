"""The audit trail as one auditor may read it."""

from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_date

from worldday.base.models import AuditEvent
from worldday.base.scope import Subtrees
from worldday.units.models import Staff, Unit
from worldday.units.permissions import Permission
from worldday.units.rules import paths_where


@dataclass(frozen=True)
class Asked:
    """What somebody looks for. `person`, `unit` and `target` are public codes; days are the installation's, both included."""

    words: str = ""
    person: str = ""
    unit: str = ""
    target: str = ""
    action: str = ""
    since: date | None = None
    until: date | None = None

    @classmethod
    def of(cls, query: QueryDict) -> "Asked":
        said = {field.name: query.get(field.name, "").strip() for field in fields(cls)}
        return cls(**{**said, "since": _day(said["since"]), "until": _day(said["until"])})  # type: ignore[arg-type]

    def __bool__(self) -> bool:
        return any(getattr(self, field.name) for field in fields(self))


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:  # the 31st of a month that has 30
        return None


def units_of(auditor: Staff) -> QuerySet[Unit]:
    """Units whose trail `auditor` reads, closed ones included."""
    return Unit.objects.filter(Subtrees(paths_where(auditor, Permission.READ_AUDIT)).q("path"))


def trail(auditor: Staff, asked: Asked) -> QuerySet[AuditEvent]:
    """Newest first. Rows of the installation itself, which belong to no unit, are the operator's, on the command line."""
    events = AuditEvent.objects.filter(Subtrees(paths_where(auditor, Permission.READ_AUDIT)).q("scope_path")).order_by(
        "-pk"
    )
    exact = {"actor": asked.person, "target": asked.target, "action": asked.action}
    events = events.filter(**{field: value for field, value in exact.items() if value})
    if asked.unit:
        events = _of_unit(events, units_of(auditor).filter(code=asked.unit).first())
    if asked.words:
        events = events.filter(Q(actor_name__icontains=asked.words) | Q(target_name__icontains=asked.words))
    if asked.since:
        events = events.filter(at__gte=_midnight(asked.since))
    if asked.until:
        events = events.filter(at__lt=_midnight(asked.until + timedelta(days=1)))
    return events


def _of_unit(events: QuerySet[AuditEvent], unit: Unit | None) -> QuerySet[AuditEvent]:
    """Rows of the unit and of what is below it; those written before it was moved stand under its former path."""
    if unit is None:
        return events.none()
    chain = unit.path.strip("/").split("/")
    if AuditEvent.objects.filter(action="unit-moved", target__in=chain).exists():
        return events.filter(scope_path__contains=f"/{unit.code}/")
    return events.filter(scope_path__startswith=unit.path)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
