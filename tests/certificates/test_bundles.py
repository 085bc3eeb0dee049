"""PDF files of a roster in archives: made in the background bit by bit, once, and gone after some days."""

import zipfile
from datetime import timedelta

import pytest
from django.utils.translation import override
from tests.factories.certificate_papers import read
from tests.factories.certificates import BY
from tests.factories.lots import people, previewed, worked

from worldday.base import clock
from worldday.base.models import AuditEvent
from worldday.base.problems import Problem
from worldday.certificates import actions, shelf
from worldday.certificates.actions import bundling
from worldday.certificates.models import Bundle, Certificate

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]


@pytest.fixture(autouse=True)
def small(settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(bundling, "PER_BUNDLE", 4)
    monkeypatch.setattr(bundling, "AT_A_TIME", 2)
    with override("en"):
        yield


def issued(count: int):
    lot = previewed(people(count))
    actions.confirm(lot=lot, by=BY)
    return worked(lot)


def packed(bundle: Bundle, seconds: float = 60) -> Bundle:
    while bundling.pack(bundle.code, seconds):
        pass
    bundle.refresh_from_db()
    return bundle


def names(bundle: Bundle) -> list[str]:
    return zipfile.ZipFile(shelf.path_of(bundle.stored)).namelist()


def test_a_stretch_of_the_roster_is_packed_in_the_order_of_its_numbers():
    lot = issued(6)
    assert bundling.parts_of(lot) == [(1, 1, 4), (2, 5, 6)]
    one = packed(actions.order_bundle(lot=lot, part=1, by=BY))
    two = packed(actions.order_bundle(lot=lot, part=2, by=BY))
    numbers = [f"{row.number} {row.holder_name}.pdf" for row in Certificate.objects.order_by("serial")]
    assert names(one) + names(two) == numbers
    assert (one.state, one.done, one.size) == ("ready", 4, shelf.path_of(one.stored).stat().st_size)
    archive = zipfile.ZipFile(shelf.path_of(two.stored))
    assert "学员6" in read(archive.read(archive.namelist()[1])).text


def test_asking_again_changes_nothing_and_what_is_not_there_cannot_be_asked_for():
    lot = issued(5)
    first = actions.order_bundle(lot=lot, part=1, by=BY)
    assert actions.order_bundle(lot=lot, part=1, by=BY) == first
    assert AuditEvent.objects.filter(action="certificate-bundle-asked").count() == 1
    for part in (0, 3):
        with pytest.raises(Problem, match="nothing to be packed"):
            actions.order_bundle(lot=lot, part=part, by=BY)


def test_an_archive_grows_turn_by_turn_and_says_how_far_it_is():
    bundle = actions.order_bundle(lot=issued(4), part=1, by=BY)
    assert bundling.pack(bundle.code, -1) is True
    bundle.refresh_from_db()
    assert (bundle.state, bundle.done, bundle.busy) == ("making", 0, False)
    assert len(names(packed(bundle))) == 4


def test_two_workers_never_write_into_one_file():
    bundle = actions.order_bundle(lot=issued(4), part=1, by=BY)
    Bundle.objects.update(busy=True)
    assert bundling.pack(bundle.code) is False
    bundle.refresh_from_db()
    assert (bundle.state, bundle.done) == ("making", 0)


def test_after_a_kill_in_the_middle_of_writing_the_archive_is_begun_anew_and_whole():
    bundle = actions.order_bundle(lot=issued(4), part=1, by=BY)
    shelf.path_of(bundle.stored).write_bytes(b"PK\3\4 half a file")
    Bundle.objects.update(busy=True, done=2)
    assert bundling.silent_bundles() == []
    Bundle.objects.update(beat_at=clock.wall() - bundling.QUIET - timedelta(seconds=1))
    assert bundling.silent_bundles() == [bundle.code]
    assert len(set(names(packed(bundle)))) == 4


@pytest.mark.django_db(transaction=True)
def test_archives_are_removed_by_hand_or_after_some_days_with_their_files_and_can_be_made_again():
    lot = issued(3)
    bundle = packed(actions.order_bundle(lot=lot, part=1, by=BY))
    path = shelf.path_of(bundle.stored)
    actions.remove_bundle(bundle=bundle, by=BY)
    assert not path.exists()
    again = packed(actions.order_bundle(lot=lot, part=1, by=BY))
    assert (actions.clear_bundles(), Bundle.objects.count()) == (0, 1)
    Bundle.objects.update(asked_at=clock.wall() - bundling.KEPT - timedelta(minutes=1))
    assert (actions.clear_bundles(), Bundle.objects.count()) == (1, 0)
    assert not shelf.path_of(again.stored).exists()


def test_one_that_is_removed_while_it_is_made_leaves_nothing():
    bundle = actions.order_bundle(lot=issued(3), part=1, by=BY)
    Bundle.objects.all().delete()
    assert bundling.pack(bundle.code) is False
    assert not shelf.path_of(bundle.stored).exists()


def test_disk_is_bounded(monkeypatch):
    lot = issued(9)
    monkeypatch.setattr(bundling, "MOST_AT_ONCE", 2)
    for part in (1, 2):
        actions.order_bundle(lot=lot, part=part, by=BY)
    with pytest.raises(Problem, match="2 archives"):
        actions.order_bundle(lot=lot, part=3, by=BY)
    monkeypatch.setattr(bundling, "MOST_AT_ONCE", 9)
    monkeypatch.setattr(bundling, "LEAST_FREE", 2**62)
    with pytest.raises(Problem, match="no room"):
        actions.order_bundle(lot=lot, part=3, by=BY)


@pytest.mark.django_db(transaction=True)
def test_an_erased_name_leaves_the_archive_at_once_and_is_in_no_later_one():
    lot = issued(3)
    bundle = packed(actions.order_bundle(lot=lot, part=1, by=BY))
    actions.forget(certificate=Certificate.objects.order_by("serial").first(), by=BY)
    assert not Bundle.objects.exists()
    assert not shelf.path_of(bundle.stored).exists()
    assert len(names(packed(actions.order_bundle(lot=lot, part=1, by=BY)))) == 2
