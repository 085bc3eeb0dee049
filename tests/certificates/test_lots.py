"""Rosters become certificates: seen before, issued once, whatever happens to the worker."""

from datetime import date, timedelta

import pytest
from django.utils.translation import override
from tests.factories.at_once import at_once
from tests.factories.certificates import BY, make_design
from tests.factories.lots import HEADINGS, mapped, people, previewed, upload, worked
from tests.fakes.killed import kill_half_way

from worldday.base import clock
from worldday.base.models import AuditEvent
from worldday.base.problems import Problem
from worldday.certificates import actions, shelf, tasks
from worldday.certificates.actions import working
from worldday.certificates.models import Certificate, Lot, LotPart, NumberSeries
from worldday.messages.models import Message

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with override("en"):
        yield


def test_columns_are_proposed_and_the_file_is_kept_until_it_is_read():
    lot = upload(people(2))
    assert (lot.state, lot.headings, lot.mapping) == (
        "mapping",
        HEADINGS,
        {"name": 1, "latin": 2, "unit": 3, "email": 4, "课程": 5},
    )
    assert shelf.path_of(lot.stored).exists()
    lot = worked(actions.map_columns(lot=lot, mapping=lot.mapping, by=BY))
    assert (lot.state, lot.rows, lot.checked, lot.wrong, lot.stored) == ("preview", 2, 2, 0, "")
    assert list(shelf.root().iterdir()) == []


def test_nothing_is_issued_before_somebody_confirms():
    lot = previewed(people(3))
    assert Certificate.objects.count() == 0
    lot = worked(actions.confirm(lot=lot, by=BY))
    assert (lot.state, lot.issued) == ("issued", 3)
    assert list(Certificate.objects.order_by("serial").values_list("holder_name", "reason_ref")) == [
        ("学员1", f"lot:{lot.code}:2"),
        ("学员2", f"lot:{lot.code}:3"),
        ("学员3", f"lot:{lot.code}:4"),
    ]


def test_what_a_roster_said_is_forgotten_once_it_is_certificates():
    lot = worked(actions.confirm(lot=previewed([*people(2), [3, "", "", "", "", ""]]), by=BY))
    kept = {part.sort: part.content for part in LotPart.objects.filter(lot=lot)}
    assert kept["right"] == {}
    assert kept["wrong"]["rows"] == [[4, ["3"], ["There is no name."]]]


def test_right_rows_go_in_and_wrong_ones_come_back_with_reasons():
    rows = people(600)
    rows[10][1], rows[20][4], rows[30][5] = "", "nobody", ""
    rows[40] = rows[39]
    lot = previewed(rows)
    assert (lot.rows, lot.wrong, lot.right) == (600, 4, 596)
    wrong = [row for part in LotPart.objects.filter(lot=lot, sort="wrong") for row in part.content["rows"]]
    assert [(number, reasons) for number, _cells, reasons in wrong] == [
        (12, ["There is no name."]),
        (22, ["This is not an e-mail address."]),
        (32, ["The certificate speaks of “课程”, which was not given; nothing was issued."]),
        (42, ["Row 41 says the same."]),
    ]
    lot = worked(actions.confirm(lot=lot, by=BY))
    assert (lot.issued, Certificate.objects.count()) == (596, 596)


def test_holders_are_told_only_where_that_was_asked():
    worked(actions.confirm(lot=previewed(people(2)), by=BY))
    assert Message.objects.count() == 0
    worked(actions.confirm(lot=previewed(people(2), tell=True), by=BY))
    assert sorted(Message.objects.values_list("address", flat=True)) == ["one1@example.org", "one2@example.org"]


def test_the_date_may_be_chosen():
    worked(actions.confirm(lot=previewed(people(1), issued_on=date(2020, 10, 14)), by=BY))
    assert Certificate.objects.get().issued_on == date(2020, 10, 14)


def test_characters_that_no_face_has_are_named_before_anything_is_issued():
    rows = people(2)
    rows[0][1] = "王ཀ明"
    assert previewed(rows).odd == "ཀ"


def test_columns_a_design_needs_must_be_chosen():
    lot = upload(people(1))
    with pytest.raises(Problem, match="which column holds the names"):
        actions.map_columns(lot=lot, mapping={"课程": 5}, by=BY)
    with pytest.raises(Problem, match="课程"):
        actions.map_columns(lot=lot, mapping={"name": 1}, by=BY)
    lot.refresh_from_db()
    assert lot.state == "mapping"


def test_what_is_no_workbook_is_not_kept():
    with pytest.raises(Problem, match="workbook"):
        actions.upload(design=make_design(), file_name="a.xlsx", chunks=[b"nothing"], by=BY)
    assert (Lot.objects.count(), list(shelf.root().iterdir())) == (0, [])


def test_a_roster_of_wrong_rows_alone_cannot_be_confirmed():
    with pytest.raises(Problem, match="nothing in this roster"):
        actions.confirm(lot=previewed([[1, "", "", "", "", ""]]), by=BY)


def test_confirmed_twice_it_is_issued_once():
    lot = actions.confirm(lot=previewed(people(2)), by=BY)
    actions.confirm(lot=lot, by=BY)
    lot = worked(lot)
    assert actions.confirm(lot=lot, by=BY).state == "issued"
    assert Certificate.objects.count() == 2
    assert AuditEvent.objects.filter(action="certificate-lot-confirmed").count() == 1


def test_a_roster_can_be_thrown_away_until_something_was_issued_from_it(django_capture_on_commit_callbacks):
    lot = upload(people(1))
    with django_capture_on_commit_callbacks(execute=True):
        actions.discard(lot=lot, by=BY)
    assert (Lot.objects.count(), list(shelf.root().iterdir())) == (0, [])
    lot = worked(actions.confirm(lot=previewed(people(1)), by=BY))
    with pytest.raises(Problem, match="stays"):
        actions.discard(lot=lot, by=BY)


def test_a_turn_ends_soon_and_says_that_there_is_more(monkeypatch):
    monkeypatch.setattr(working, "PART", 2)
    lot = actions.confirm(lot=previewed(people(6)), by=BY)
    assert working.turn(lot.code, seconds=0) is True
    assert Certificate.objects.count() == 0
    assert worked(lot).issued == 6
    assert working.turn(lot.code) is False


def test_a_part_that_fails_half_way_leaves_nothing_and_is_done_again(monkeypatch):
    monkeypatch.setattr(working, "PART", 2)
    lot = actions.confirm(lot=previewed(people(4)), by=BY)
    real, calls = working.award_many, []

    def failing(**said):
        made = real(**said)
        calls.append(made)
        if len(calls) == 2:
            raise RuntimeError("the machine stops")
        return made

    monkeypatch.setattr(working, "award_many", failing)
    with pytest.raises(RuntimeError):
        working.turn(lot.code, seconds=60)
    lot.refresh_from_db()
    assert (Certificate.objects.count(), lot.issued, lot.state) == (2, 2, "issuing")
    assert worked(lot).issued == 4
    assert NumberSeries.objects.get().last == 4


def test_a_lot_that_fell_silent_is_picked_up_again():
    lot = actions.confirm(lot=previewed(people(1)), by=BY)
    assert working.silent() == []
    Lot.objects.filter(pk=lot.pk).update(beat_at=clock.wall() - working.QUIET - timedelta(seconds=1))
    assert working.silent() == [lot.code]
    tasks.pick_up()
    assert worked(lot).issued == 1


def test_a_design_put_out_of_use_stops_the_lot_and_it_can_go_on_later(monkeypatch):
    monkeypatch.setattr(working, "PART", 2)
    design = make_design()
    lot = actions.confirm(lot=previewed(people(4), design=design), by=BY)
    design.active = False
    design.save()
    lot = worked(lot)
    assert (lot.state, lot.issued, "out of use" in lot.problem) == ("failed", 0, True)
    design.active = True
    design.save()
    assert worked(actions.confirm(lot=lot, by=BY)).issued == 4


@pytest.mark.django_db(transaction=True)
def test_two_workers_on_one_lot_issue_every_row_once(monkeypatch):
    monkeypatch.setattr(working, "PART", 5)
    lot = actions.confirm(lot=previewed(people(60)), by=BY)
    found = at_once(lambda _n: working.turn(lot.code, seconds=30), people=2)
    assert [one for one in found if isinstance(one, Exception)] == []
    lot = worked(lot)
    assert (lot.issued, Certificate.objects.count(), NumberSeries.objects.get().last) == (60, 60, 60)


KILLED = """
import sys, time
import django; django.setup()
from worldday.certificates.actions import working
real, calls = working.award_many, []
def slow(**said):
    made = real(**said)
    calls.append(made)
    if len(calls) == 3:
        print("half way", flush=True)
        time.sleep(600)
    return made
working.award_many = slow
working.turn(sys.argv[1], seconds=600)
"""


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_in_the_middle_of_a_part_is_followed_by_another_that_issues_the_rest_once(monkeypatch):
    monkeypatch.setattr(working, "PART", 10)
    lot = actions.confirm(lot=previewed(people(60)), by=BY)
    kill_half_way(KILLED, lot.code)
    lot.refresh_from_db()
    assert (lot.state, lot.issued, Certificate.objects.count()) == ("issuing", 20, 20)
    lot = worked(lot)
    assert (lot.state, lot.issued) == ("issued", 60)
    assert len(set(Certificate.objects.values_list("reason_ref", flat=True))) == Certificate.objects.count() == 60
    assert NumberSeries.objects.get().last == 60


@pytest.mark.django_db(transaction=True)
def test_reading_that_was_cut_off_begins_again(monkeypatch):
    monkeypatch.setattr(working, "PART", 2)
    lot = mapped(people(5))
    LotPart.objects.create(lot=lot, sort="raw", position=1, count=2, content={"rows": []})
    lot = worked(lot)
    assert (lot.state, lot.rows, lot.right) == ("preview", 5, 5)
