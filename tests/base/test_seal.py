from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from tests.factories.units import make_unit

from worldday.base import audit, clock, seal
from worldday.base.models import AuditEvent, AuditSeal

pytestmark = pytest.mark.django_db


@pytest.fixture
def trail():
    """Five rows, sealed."""
    unit = make_unit()
    for number in range(5):
        audit.record(
            by=audit.System("test"),
            action="unit-changed",
            target=unit,
            scope_path=unit.path,
            after={"n": number, "文": "标准"},
        )
    assert seal.seal_new() == 5
    return list(AuditEvent.objects.order_by("pk"))


def test_an_untouched_trail_verifies(trail):
    assert seal.verify() is None
    assert seal.head()[0] == 5


def test_a_removed_row_is_named(trail):
    AuditEvent.objects.filter(pk=trail[2].pk).delete()
    assert seal.verify() == seal.Problem(3, trail[2].pk, "event-removed")


@pytest.mark.parametrize(
    "edit",
    [
        {"actor_name": "别人"},
        {"after": {"n": 99}},
        {"address": "10.0.0.1"},
        {"scope_path": ""},
        {"at": clock.wall() - timedelta(days=1)},
    ],
)
def test_an_edited_row_is_named_whatever_was_edited(trail, edit):
    AuditEvent.objects.filter(pk=trail[1].pk).update(**edit)
    assert seal.verify() == seal.Problem(2, trail[1].pk, "event-edited")


def test_the_first_of_two_damages_is_named(trail):
    AuditEvent.objects.filter(pk=trail[4].pk).delete()
    AuditEvent.objects.filter(pk=trail[3].pk).update(action="nothing")
    assert seal.verify() == seal.Problem(4, trail[3].pk, "event-edited")


def test_an_edited_seal_is_told_from_an_edited_row(trail):
    AuditSeal.objects.filter(position=2).update(digest="f" * 64)
    assert seal.verify() == seal.Problem(2, trail[1].pk, "seal-edited")


def test_a_removed_seal_leaves_a_gap_even_when_its_row_went_with_it(trail):
    AuditSeal.objects.filter(position=3).delete()
    AuditEvent.objects.filter(pk=trail[2].pk).delete()
    assert seal.verify() == seal.Problem(3, None, "seal-removed")


def test_a_cut_off_end_is_found_with_the_head_that_was_noted(trail):
    known = seal.head()
    AuditSeal.objects.filter(position=5).delete()
    AuditEvent.objects.filter(pk=trail[4].pk).delete()
    assert seal.verify() is None  # alone, the shorter chain is a whole chain
    assert seal.verify(known) == seal.Problem(5, None, "seal-removed")


def test_a_rewritten_chain_is_found_with_the_head_that_was_noted(trail):
    known = seal.head()
    AuditEvent.objects.filter(pk=trail[0].pk).update(actor_name="别人")
    AuditSeal.objects.all().delete()
    seal.seal_new()
    assert seal.verify() is None
    assert seal.verify(known) == seal.Problem(5, trail[4].pk, "head-unknown")


def test_a_row_that_becomes_visible_late_is_sealed_late_and_the_chain_still_holds(trail):
    late = trail[0]
    AuditSeal.objects.all().delete()
    AuditEvent.objects.filter(pk=late.pk).delete()  # its transaction is still open: nobody sees it
    assert seal.seal_new() == 4
    late.save(force_insert=True)  # … and commits now, with the smallest id of all
    assert seal.seal_new() == 1
    assert list(AuditSeal.objects.order_by("position").values_list("event_ref", flat=True))[-1] == late.pk
    assert seal.verify() is None


def test_the_limit_holds_and_nothing_is_sealed_twice(trail):
    AuditSeal.objects.all().delete()
    assert [seal.seal_new(limit=2) for _turn in range(4)] == [2, 2, 1, 0]
    assert seal.verify() is None


def test_a_row_older_than_a_day_is_left_to_the_sweep(trail):
    AuditSeal.objects.filter(event_ref=trail[4].pk).delete()
    AuditEvent.objects.filter(pk=trail[4].pk).update(at=clock.wall() - timedelta(days=3))
    assert seal.seal_new() == 0
    assert seal.seal_new(sweep=True) == 1


def test_sealing_costs_the_same_queries_for_one_row_and_for_three(django_assert_num_queries):
    unit = make_unit()
    for rows in (1, 3):
        for _row in range(rows):
            audit.record(by=audit.System("test"), action="unit-changed", target=unit, scope_path=unit.path)
        with django_assert_num_queries(5):  # last seal, rows, savepoint, insert, release
            assert seal.seal_new() == rows


def test_the_command_says_the_trail_is_whole_and_gives_the_head(trail):
    out = StringIO()
    call_command("audit", "verify", stdout=out)
    position, digest = seal.head()
    assert out.getvalue() == f"{position} ok, 0 waiting for a seal\nhead 5:{digest}\n"
    call_command("audit", "verify", known=f"5:{digest}", stdout=StringIO())


def test_the_command_ends_with_1_and_names_the_row(trail):
    AuditEvent.objects.filter(pk=trail[1].pk).update(actor_name="别人")
    with pytest.raises(CommandError) as told:
        call_command("audit", "verify")
    assert told.value.returncode == 1
    assert str(trail[1].pk) in str(told.value) and "别人" in str(told.value)


def test_the_command_seals_everything_that_waits(trail):
    AuditSeal.objects.all().delete()
    out = StringIO()
    call_command("audit", "seal", stdout=out)
    assert out.getvalue() == "5\n"
