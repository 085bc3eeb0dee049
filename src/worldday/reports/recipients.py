"""Who is told about a task, in which language, and through which channels. A few queries, however many tasks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.conf import settings
from wagtail.users.models import UserProfile

from worldday.campaigns.models import Task
from worldday.messages import channels
from worldday.messages.models import Address, Channel
from worldday.units.models import Membership, Unit
from worldday.units.permissions import Permission
from worldday.units.roles import roles_with

# Which occasions are worth a buzz in the pocket; the others wait in the desk and in the mail.
URGENT = frozenset({"reminder", "urge", "returned"})


@dataclass(frozen=True)
class Reader:
    """A person who is told: `lines` are the channels that reach them, each with its address."""

    code: str
    name: str
    language: str
    lines: dict[str, str] = field(default_factory=dict)


def writers_of(tasks: Iterable[Task]) -> dict[int, list[Reader]]:
    """By the unit's key: the unit's own staff who may report for it. A unit without any is missing: nobody to tell."""
    return _serving({task.unit_id for task in tasks}, Permission.REPORT)


def reviewers_of(task: Task) -> list[Reader]:
    """Staff of the unit that asked: its organisers, or, where a unit passed a task on, whoever reports for that unit."""
    permission = Permission.RUN_CAMPAIGN if task.issuer_id is None else Permission.REPORT
    unit = task.asked_by.pk
    return _serving({unit}, permission).get(unit, [])


def staff_of(unit: Unit) -> list[Reader]:
    """The unit's own staff who may report for it, when there is something to tell that is about no task."""
    return _serving({unit.pk}, Permission.REPORT).get(unit.pk, [])


def _serving(units: set[int], permission: Permission) -> dict[int, list[Reader]]:
    """Active people with `permission` in each of these units itself, each once, by name."""
    rows = Membership.objects.filter(unit__in=units, role__in=roles_with(permission), staff__is_active=True)
    served = {(row.unit_id, row.staff_id): row.staff for row in rows.select_related("staff").order_by("staff__name")}
    readers = _readers({staff.pk: staff for staff in served.values()})
    found: dict[int, list[Reader]] = defaultdict(list)
    for unit, staff in served:
        found[unit].append(readers[staff])
    return dict(found)


def _readers(people: dict[int, object]) -> dict[int, Reader]:
    chosen = UserProfile.objects.filter(user__in=people).exclude(preferred_language="")
    languages = dict(chosen.values_list("user_id", "preferred_language"))
    codes = [staff.code for staff in people.values()]  # type: ignore[attr-defined]
    numbers: dict[str, dict[str, str]] = defaultdict(dict)
    for person, channel, address in Address.objects.filter(person__in=codes).values_list(
        "person", "channel", "address"
    ):
        numbers[person][channel] = address
    usable = set(channels.available())
    found = {}
    for pk, staff in people.items():
        lines = {Channel.NOTE: "", Channel.EMAIL: staff.email} | numbers[staff.code]  # type: ignore[attr-defined]
        kept = {str(channel): address for channel, address in lines.items() if channel in usable}
        language = languages.get(pk, settings.LANGUAGE_CODE)
        found[pk] = Reader(staff.code, staff.name, language, kept)  # type: ignore[attr-defined]
    return found
