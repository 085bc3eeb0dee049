"""The audit trail at 100,000 rows: reading a page of it, sealing what a busy minute writes, verifying all of it.

The reader is the auditor of one small district among much else, the worst case: the rows lie far apart.
"""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import django

from bench.measure import PLAIN, Measure, at_most, median_seconds

ROWS = 100_000
MINUTE = 1000  # rows a very busy minute writes


def measure() -> Iterator[Measure]:
    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.test import override_settings

    call_command("migrate", verbosity=0)
    Path(settings.STATIC_ROOT).mkdir(exist_ok=True)
    with override_settings(STORAGES=PLAIN, DEBUG=False, ALLOWED_HOSTS=["*"]):
        there = _build()
        yield from _sealing()
        yield from _reading(there)


def _build() -> SimpleNamespace:
    from worldday.base import clock
    from worldday.base.models import AuditEvent
    from worldday.units.models import Membership, Staff, Unit

    city = Unit.objects.create(code="benchcty", name="某市市场监管局", path="/benchcty/")
    district = Unit.objects.create(code="benchdst", name="某区市场监管局", parent=city, path="/benchcty/benchdst/")
    staff = Staff.objects.create_user("bench@example.org", name="审计")
    Membership.objects.create(staff=staff, unit=city, role="auditor")
    start = clock.wall() - timedelta(minutes=ROWS)
    AuditEvent.objects.bulk_create(
        (_event(number, start, city if number % 1000 else district) for number in range(ROWS)), batch_size=5000
    )
    return SimpleNamespace(staff=staff, district=district)


def _event(number: int, start: Any, unit: Any) -> Any:
    from worldday.base.models import AuditEvent

    return AuditEvent(
        at=start + timedelta(minutes=number),
        actor=f"staff{number % 50}",
        actor_name=f"第{number % 50}人",
        action="unit-changed",
        target_kind="units.unit",
        target=unit.code,
        target_name=unit.name,
        scope_path=unit.path,
        before={"contact": "甲"},
        after={"contact": f"乙{number}"},
    )


def _sealing() -> Iterator[Measure]:
    from worldday.base import seal

    (one,) = median_seconds(lambda: seal.seal_new(limit=MINUTE, sweep=True))
    yield at_most("audit.seal_1000_rows", one * 1000, "ms", 1000)
    while seal.seal_new(limit=10_000, sweep=True):
        pass
    (idle,) = median_seconds(seal.seal_new)
    yield at_most("audit.seal_nothing_new", idle * 1000, "ms", 100)
    (whole,) = median_seconds(seal.verify, rounds=1)
    yield at_most("audit.verify_100k_rows", whole, "s", 30)


def _reading(there: SimpleNamespace) -> Iterator[Measure]:
    from django.test import Client

    client = Client()
    client.force_login(there.staff)
    for name, query in (
        ("newest", {}),
        ("one_small_unit", {"unit": there.district.code}),
        ("words", {"words": "第7人"}),
        ("nothing_found", {"words": "没有这样的"}),
        ("person", {"person": "staff7"}),
    ):
        (taken,) = median_seconds(lambda query=query: _get(client, query))
        yield at_most(f"audit.page_{name}", taken * 1000, "ms", 500)


def _get(client: Any, query: dict[str, str]) -> None:
    assert client.get("/desk/audit/", query).status_code == 200
