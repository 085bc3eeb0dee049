"""Staff who are told something: in which language, and through which channels. A few queries, however many people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from django.conf import settings
from wagtail.users.models import UserProfile

from worldday.messages import channels
from worldday.messages.letters import Reader
from worldday.messages.models import Address, Channel

from .models import Membership, Staff
from .permissions import Permission
from .roles import roles_with


def serving(units: Collection[int], permission: Permission) -> dict[int, list[Reader]]:
    """Active people with `permission` in each of these units itself, each once, by name."""
    rows = Membership.objects.filter(unit__in=units, role__in=roles_with(permission), staff__is_active=True)
    served = {(row.unit_id, row.staff_id): row.staff for row in rows.select_related("staff").order_by("staff__name")}
    readers = readers_of(served.values())
    found: dict[int, list[Reader]] = defaultdict(list)
    for unit, staff in served:
        found[unit].append(readers[staff])
    return dict(found)


def named(codes: Collection[str]) -> list[Reader]:
    """Active people with these public codes, by name; who has left is not told."""
    people = Staff.objects.filter(code__in=list(codes), is_active=True).order_by("name")
    return list(readers_of(people).values())


def readers_of(people: Iterable[Staff]) -> dict[int, Reader]:
    """By the key of the person."""
    staff = {one.pk: one for one in people}
    chosen = UserProfile.objects.filter(user__in=staff).exclude(preferred_language="")
    languages = dict(chosen.values_list("user_id", "preferred_language"))
    numbers: dict[str, dict[str, str]] = defaultdict(dict)
    rows = Address.objects.filter(person__in=[one.code for one in staff.values()])
    for person, channel, address in rows.values_list("person", "channel", "address"):
        numbers[person][channel] = address
    usable = set(channels.available())
    found = {}
    for pk, one in staff.items():
        lines = {Channel.NOTE: "", Channel.EMAIL: one.email} | numbers[one.code]
        kept = {str(channel): address for channel, address in lines.items() if channel in usable}
        found[pk] = Reader(one.code, one.name, languages.get(pk, settings.LANGUAGE_CODE), kept)
    return found
