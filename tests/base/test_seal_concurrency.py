"""Real threads on real connections: writers that write while sealers seal."""

import threading

import pytest
from django.db import connection, transaction
from tests.factories.units import make_unit

from worldday.base import audit, seal
from worldday.base.models import AuditEvent, AuditSeal

pytestmark = pytest.mark.django_db(transaction=True)
WRITERS, ROWS, SEALERS = 4, 15, 3


def run(*jobs) -> None:
    def closing(job):
        try:
            job()
        finally:
            connection.close()

    threads = [threading.Thread(target=closing, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
        assert not thread.is_alive()


def test_rows_written_by_many_while_several_seal_make_one_whole_chain():
    unit, written = make_unit(), threading.Event()

    def write():
        for number in range(ROWS):
            with transaction.atomic():
                audit.record(
                    by=audit.System("test"),
                    action="unit-changed",
                    target=unit,
                    scope_path=unit.path,
                    after={"n": number},
                )

    def keep_sealing():
        while not written.is_set():
            seal.seal_new()

    def write_then_tell():
        threads = [threading.Thread(target=lambda: (write(), connection.close())) for _writer in range(WRITERS)]
        [thread.start() for thread in threads]
        [thread.join() for thread in threads]
        written.set()

    run(write_then_tell, *[keep_sealing] * SEALERS)
    while seal.seal_new(sweep=True):
        pass
    assert AuditEvent.objects.count() == AuditSeal.objects.count() == WRITERS * ROWS
    assert list(AuditSeal.objects.values_list("position", flat=True)) == list(range(1, WRITERS * ROWS + 1))
    assert seal.verify() is None


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has one writer at a time by nature")
def test_an_open_transaction_holds_up_no_sealer_and_its_row_is_sealed_after_it_commits():
    unit, opened, go_on = make_unit(), threading.Event(), threading.Event()

    def write_slowly():
        with transaction.atomic():
            audit.record(by=audit.System("slow"), action="unit-changed", target=unit, scope_path=unit.path)
            opened.set()
            assert go_on.wait(30)

    def write_and_seal_meanwhile():
        opened.wait(30)
        audit.record(by=audit.System("quick"), action="unit-changed", target=unit, scope_path=unit.path)
        assert seal.seal_new() == 1
        go_on.set()

    run(write_slowly, write_and_seal_meanwhile)
    assert seal.seal_new() == 1
    slow, quick = AuditEvent.objects.order_by("pk")
    assert [s.event_ref for s in AuditSeal.objects.all()] == [quick.pk, slow.pk]
    assert seal.verify() is None
