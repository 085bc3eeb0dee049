"""A sheet is kept at once and read in the background; of one that cannot be read nothing stays but the reason."""

import pytest
from tests.factories.courses import make_cohort, make_roster, upload_roster
from tests.factories.units import make_staff

from worldday.base import longwork
from worldday.base.audit import System
from worldday.base.models import AuditEvent, LongWork
from worldday.base.problems import Problem
from worldday.courses import files
from worldday.courses.actions import reading_rosters, rosters
from worldday.courses.models import Roster, RosterLine

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]
BY = System("test")


def people(count: int) -> list[list[str]]:
    return [[f"学员{n}", f"138{n:08d}"] for n in range(count)]


def worked(roster: Roster) -> LongWork:
    """After the worker has had its turn."""
    work = longwork.find(reading_rosters.WORK, roster.code)
    longwork.run.call(work.pk)
    work.refresh_from_db()
    roster.refresh_from_db()
    return work


def test_uploading_reads_no_more_than_the_headings():
    roster = upload_roster(make_cohort(), people(3))
    assert (roster.state, roster.mapping, RosterLine.objects.count()) == ("reading", {"name": 0, "phone": 1}, 0)
    assert worked(roster).state == LongWork.DONE
    assert (roster.state, roster.lines, RosterLine.objects.count()) == ("preview", 3, 3)


def test_the_sheet_goes_once_its_lines_were_read(django_capture_on_commit_callbacks):
    roster = upload_roster(make_cohort(), people(3))
    at = files.path_of(roster.stored)
    assert at.exists()
    with django_capture_on_commit_callbacks(execute=True):
        reading_rosters.read(roster.code, BY)
    assert not at.exists()


def test_lines_below_a_title_keep_the_numbers_of_the_sheet():
    roster = make_roster(make_cohort(), [["姓名", "手机"], *people(2)], ["2020年培训名单"])
    assert (roster.headings, roster.headings_row) == (["姓名", "手机"], 2)
    assert list(roster.rows.values_list("number", flat=True)) == [3, 4]


@pytest.mark.parametrize("count", [0, 4])
def test_of_a_sheet_of_nothing_or_of_too_many_lines_nothing_stays_but_the_reason(
    monkeypatch, django_capture_on_commit_callbacks, count
):
    monkeypatch.setattr(reading_rosters, "MOST_LINES", 3)
    monkeypatch.setattr(reading_rosters, "CHUNK", 2)
    roster = upload_roster(make_cohort(), people(count))
    at = files.path_of(roster.stored)
    with django_capture_on_commit_callbacks(execute=True):
        work = worked(roster)
    assert work.state == LongWork.FAILED
    assert work.sentence == (
        "名单超过3行，未保留任何内容；请拆分后再上传。" if count else "表头下面没有数据行。未导入任何内容。"
    )
    assert (roster.stored, roster.lines, RosterLine.objects.count(), at.exists()) == ("", 0, 0, False)
    rosters.drop_roster(roster=roster, by=BY)
    assert not Roster.objects.exists()


def test_what_is_no_sheet_is_refused_at_once(tmp_path):
    at = tmp_path / "upload"
    at.write_bytes(b"nothing")
    with pytest.raises(Problem):
        reading_rosters.upload_roster(cohort=make_cohort(), at=at, file_name="x.xlsx", by=BY)
    assert not (Roster.objects.exists() or LongWork.objects.exists() or AuditEvent.objects.exists())


def test_while_it_is_read_nothing_is_taken_in_changed_or_dropped():
    roster, by = upload_roster(make_cohort(), people(1)), make_staff()
    for verb in (rosters.ask_to_take_in, rosters.drop_roster):
        with pytest.raises(rosters.Unread):
            verb(roster=roster, by=by)
    with pytest.raises(rosters.Unread):
        rosters.set_columns(roster=roster, mapping={"name": 0}, by=by)


def test_a_worker_that_comes_late_changes_nothing():
    roster = make_roster(make_cohort(), people(2))
    rosters.take_in(roster.code, BY)
    reading_rosters.read(roster.code, BY)
    roster.refresh_from_db()
    assert (roster.state, roster.entered, roster.rows.count()) == ("done", 2, 2)
    rosters.drop_roster(roster=roster, by=BY)
    assert reading_rosters.read(roster.code, BY) == ""
