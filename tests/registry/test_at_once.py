"""Several people at the same moment, on both databases; and a worker that is killed."""

import os
import signal
import subprocess
import sys

import pytest
from tests.factories.at_once import at_once
from tests.factories.registries import (
    PREPARER,
    REVIEWER,
    approved,
    imported,
    make_batch,
    make_registry,
    work,
    write_sheet,
)
from tests.journeys.conftest import database_url

from worldday.base import scope
from worldday.base.models import AuditEvent
from worldday.registry.actions import amending, importing, importing_work, public, records, releasing
from worldday.registry.actions.claims import NumberTaken
from worldday.registry.amending import Asked, Why
from worldday.registry.models import Amendment, Batch, BatchState, ChangeKind, Intake, Record, RecordChange
from worldday.registry.queries.search import Wanted, search
from worldday.registry.schema import Entry

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("everything")]


def test_two_releases_at_once_are_one():
    batch = approved(make_batch(make_registry(), entries=["甲公司", "乙公司"]))
    answers = at_once(lambda _n: releasing.release(batch=batch, by=REVIEWER).released_at)
    assert len(set(answers)) == 1
    assert AuditEvent.objects.filter(action="batch-released").count() == 1


def test_a_press_and_the_schedule_at_once_are_one_release():
    batch = approved(make_batch(make_registry(), entries=["甲公司"]))
    Batch.objects.filter(pk=batch.pk).update(release_at=batch.made_at)
    at_once(lambda n: releasing.release_due() if n % 2 else releasing.release(batch=batch, by=REVIEWER))
    assert Batch.objects.get(pk=batch.pk).state == BatchState.RELEASED
    assert AuditEvent.objects.filter(action="batch-released").count() == 1


def test_one_number_written_by_six_people_at_once_stands_there_once():
    batch = make_batch(make_registry())
    answers = at_once(lambda n: records.add_record(batch=batch, entry=Entry(f"第{n}家", "A—1"), by=PREPARER))
    assert sum(isinstance(one, Record) for one in answers) == 1
    assert sum(isinstance(one, records.NumberTaken) for one in answers) == 5
    batch.refresh_from_db()
    assert (batch.size, Record.objects.count()) == (1, 1)


def test_six_records_written_at_once_are_all_found():
    batch = make_batch(make_registry())
    at_once(lambda n: records.add_record(batch=batch, entry=Entry(f"上海{n}厂"), by=PREPARER))
    assert search([batch.registry], Wanted("上海")).total == 6
    assert Batch.objects.get().size == 6


def test_suspending_at_once_leaves_one_line_of_history():
    from tests.factories.registries import released

    record = Record.objects.get(batch=released(make_batch(make_registry(), entries=["甲公司"])))
    at_once(lambda _n: public.move_on(record=record, to=ChangeKind.SUSPENDED, why=Why("检查"), by=REVIEWER))
    assert RecordChange.objects.count() == 1


def test_one_batch_is_released_while_another_is_imported(tmp_path, monkeypatch):
    monkeypatch.setattr(importing_work, "LINES", 5)
    registry = make_registry()
    ready = approved(make_batch(registry, entries=["甲公司"]))
    batch = make_batch(registry, name="第二批")
    path = write_sheet(tmp_path / "list.xlsx", [(f"B-{n}", f"第{n}厂", "", "") for n in range(100)])
    with path.open("rb") as content:
        intake = importing.take_sheet(batch=batch, name="list.xlsx", content=content, by=PREPARER)
    importing.begin(intake=intake, mapping=intake.mapping, by=PREPARER)
    answers = at_once(lambda n: work() if n == 0 else releasing.release(batch=ready, by=REVIEWER), people=3)
    assert [one for one in answers if isinstance(one, Exception)] == []
    with scope.use(scope.Public()):
        assert search([registry], Wanted()).total == 1
    assert Intake.objects.get().taken == 100


def test_two_workers_import_each_line_once(tmp_path, monkeypatch):
    monkeypatch.setattr(importing_work, "LINES", 5)
    batch = make_batch(make_registry())
    path = write_sheet(tmp_path / "list.xlsx", [(f"B-{n}", f"第{n}厂", "", "") for n in range(60)])
    with path.open("rb") as content:
        intake = importing.take_sheet(batch=batch, name="list.xlsx", content=content, by=PREPARER)
    importing.begin(intake=intake, mapping=intake.mapping, by=PREPARER)
    answers = at_once(lambda _n: work(), people=2)
    assert [one for one in answers if isinstance(one, Exception)] == []
    intake.refresh_from_db()
    assert (intake.taken, intake.refused, Record.objects.count()) == (60, 0, 60)
    assert sorted(Record.objects.values_list("line", flat=True)) == list(range(2, 62))


@pytest.mark.parametrize("_again", range(3))  # the gap is narrow
def test_undoing_while_two_workers_import_takes_out_every_line(tmp_path, monkeypatch, _again):
    monkeypatch.setattr(importing_work, "LINES", 5)
    ready = approved(make_batch(make_registry(), entries=["甲公司"]))
    batch = make_batch(ready.registry, name="第二批")
    path = write_sheet(tmp_path / "list.xlsx", [(f"B-{n}", f"第{n}厂", "", "") for n in range(100)])
    with path.open("rb") as content:
        intake = importing.take_sheet(batch=batch, name="list.xlsx", content=content, by=PREPARER)
    importing.begin(intake=intake, mapping=intake.mapping, by=PREPARER)

    def either(n):
        if n == 2:
            return importing.undo(intake=intake, by=PREPARER)
        return releasing.release(batch=ready, by=REVIEWER) if n == 3 else work()

    answers = at_once(either, people=4)
    assert [one for one in answers if isinstance(one, Exception)] == []
    work()
    intake.refresh_from_db()
    batch.refresh_from_db()
    assert (intake.state, batch.size, Record.objects.filter(batch=batch).count()) == ("undone", 0, 0)
    assert Record.objects.filter(batch=ready).count() == 1
    assert search([ready.registry], Wanted("厂")).total == 0


# In a process of its own: release, and be killed after everything is written and before it is committed.
DIES = """
import os, signal, sys
import django
django.setup()
from django.db import transaction
from worldday.base import scope
from worldday.base.audit import System
from worldday.registry.actions import releasing
from worldday.registry.models import Batch
with scope.everything("a process that dies"), transaction.atomic():
    releasing.release(batch=Batch.objects.get(code=sys.argv[1]), by=System("reviewer"))
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_release_that_is_killed_leaves_nothing_and_the_next_one_everything(tmp_path):
    registry = make_registry()
    batch = make_batch(registry)
    imported(batch, write_sheet(tmp_path / "list.xlsx", [(f"B-{n}", f"第{n}厂", "", "") for n in range(50)]))
    approved(batch)
    surroundings = os.environ | {"DATABASE_URL": database_url(), "DJANGO_SETTINGS_MODULE": "worldday.settings"}
    died = subprocess.run([sys.executable, "-c", DIES, batch.code], env=surroundings, capture_output=True)
    assert died.returncode == -signal.SIGKILL, died.stderr
    with scope.use(scope.Public()):
        assert (Record.objects.count(), search([registry], Wanted()).total) == (0, 0)
    assert not AuditEvent.objects.filter(action="batch-released").exists()
    releasing.release(batch=batch, by=REVIEWER)
    with scope.use(scope.Public()):
        assert (Record.objects.count(), search([registry], Wanted()).total) == (50, 50)


def public_records(*entries):
    from tests.factories.registries import released

    batch = released(make_batch(make_registry(), entries=entries))
    return list(Record.objects.filter(batch=batch).order_by("pk"))


def suspending(record, batch):
    asked = Asked(ChangeKind.SUSPENDED, Why("年度复核"))
    return amending.amend(batch=batch, record=record, asked=asked, by=PREPARER)


def renumbering(record, batch, number):
    asked = Asked(ChangeKind.CHANGED, Why("编号有误"), {"number": number})
    return amending.amend(batch=batch, record=record, asked=asked, by=PREPARER)


def test_six_batches_that_change_one_record_at_once_are_one_and_five_refusals():
    record = public_records("甲公司")[0]
    rivals = [make_batch(record.registry, name=f"第{n}批") for n in range(6)]
    answers = at_once(lambda n: suspending(record, rivals[n]))
    assert sum(isinstance(one, Amendment) for one in answers) == 1
    assert sum(isinstance(one, amending.WaitsElsewhere) for one in answers) == 5
    assert sorted(Batch.objects.filter(pk__in=[one.pk for one in rivals]).values_list("amended", flat=True)) == [
        *[0] * 5,
        1,
    ]


@pytest.mark.parametrize("_again", range(6))  # the gap is narrow
def test_a_number_claimed_for_a_public_record_and_written_for_a_new_one_at_once_stands_there_once(_again):
    there = public_records(*(Entry(f"第{n}家", f"A-{n}") for n in range(3)))
    batch, other = (make_batch(there[0].registry, name=name) for name in ("第二批", "第三批"))
    verbs = [
        lambda: renumbering(there[0], batch, "B-1"),
        lambda: records.add_record(batch=other, entry=Entry("新来的", "B—1"), by=PREPARER),
        lambda: public.correct(record=there[1], entry=Entry("第1家", "Ｂ-1"), why=Why("编号有误"), by=REVIEWER),
        lambda: renumbering(there[2], other, "b-1"),
    ]
    answers = at_once(lambda n: verbs[n](), people=4)
    assert [type(one) for one in answers if isinstance(one, Exception)] == [NumberTaken] * 3
    for one in Batch.objects.filter(state=BatchState.PREPARING):
        if one.size or one.amended:
            releasing.release(batch=approved(one), by=REVIEWER)
    assert Record.objects.filter(number_key="b-1").count() == 1


def test_two_releases_and_a_withdrawal_of_the_same_records_at_once_lose_nothing():
    there = public_records(*(f"第{n}家" for n in range(8)))
    batches = [make_batch(there[0].registry, name=f"第{n}批", entries=[f"新{n}"]) for n in range(2)]
    for n, record in enumerate(there):
        suspending(record, batches[n % 2])
    for batch in batches:
        approved(batch)
    verbs = [
        lambda: releasing.release(batch=batches[0], by=REVIEWER),
        lambda: releasing.release(batch=batches[1], by=REVIEWER),
        lambda: public.move_on(record=there[7], to=ChangeKind.WITHDRAWN, why=Why("申请"), by=REVIEWER),
        lambda: public.move_on(record=there[0], to=ChangeKind.WITHDRAWN, why=Why("申请"), by=REVIEWER),
    ]
    answers = at_once(lambda n: verbs[n](), people=4)
    assert [one for one in answers if isinstance(one, Exception)] == []
    registry = there[0].registry
    assert search([registry], Wanted(state="withdrawn")).total == 2
    assert search([registry], Wanted(state="suspended")).total == 6
    assert search([registry], Wanted()).total == 10
    assert Record.objects.filter(state="suspended").count() == 6


def test_a_killed_release_leaves_public_records_as_they_were():
    record = public_records("甲公司")[0]
    batch = make_batch(record.registry, entries=["乙公司"], name="第二批")
    suspending(record, batch)
    approved(batch)
    surroundings = os.environ | {"DATABASE_URL": database_url(), "DJANGO_SETTINGS_MODULE": "worldday.settings"}
    died = subprocess.run([sys.executable, "-c", DIES, batch.code], env=surroundings, capture_output=True)
    assert died.returncode == -signal.SIGKILL, died.stderr
    assert (Record.objects.get(pk=record.pk).state, RecordChange.objects.count()) == ("valid", 0)
    releasing.release(batch=batch, by=REVIEWER)
    assert (Record.objects.get(pk=record.pk).state, RecordChange.objects.count()) == ("suspended", 1)
    assert search([record.registry], Wanted(state="suspended")).total == 1
