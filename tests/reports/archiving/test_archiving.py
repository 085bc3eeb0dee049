"""Everything of a campaign in one package: what is in it, what is not, and that half of one is never offered."""

import os
import re
import signal
import time
from datetime import timedelta

import pytest
from tests.factories.archives import NOTICE, make_full, make_notice, unpack
from tests.factories.campaigns import make_campaign
from tests.factories.final_report import DAY, make_reported, make_submission
from tests.factories.materials import make_material
from tests.factories.prizes import drawn
from tests.factories.units import make_staff, make_unit

from worldday.base import audit, clock, longwork
from worldday.base.models import AuditEvent, LongWork
from worldday.base.problems import Problem
from worldday.reports.actions import archiving
from worldday.reports.archiving import making, parts
from worldday.reports.archiving.bag import Member
from worldday.reports.compiling import shelf
from worldday.reports.models import Package, Submission

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]


@pytest.fixture(autouse=True)
def _shelf(settings, tmp_path, on_day):
    settings.MEDIA_ROOT = tmp_path / "media"
    on_day(DAY)


def packed(made, folder):
    package = archiving.make_package(campaign=made.campaign, kind="bag", by=made.organiser)
    return package, unpack(package, folder / "unpacked")


def test_a_campaigns_package_is_a_valid_bag_with_everything_in_it(tmp_path):
    made = make_full(report=True)
    package, found = packed(made, tmp_path)
    assert found.bag.validate()
    assert found.root.name == f"{made.campaign.slug}-{made.campaign.code}"
    info = found.bag.info
    assert (info["Source-Organization"], info["External-Identifier"], info["Bagging-Date"]) == (
        "甲市市场监管局",
        made.campaign.code,
        "2020-10-30",
    )
    assert {name: n for name, n in package.counts.items() if name not in ("plan", "workbook.xlsx")} == {
        "notices": 4,
        "campaign.json": 1,
        "tasks.jsonl": 1,
        "submissions": 6,
        "materials": 1,
        "materials.jsonl": 1,
        "figures.jsonl": 1,
        "reports": 4,
        "practices.jsonl": 1,
        "messages.jsonl": 1,
        "audit.jsonl": 1,
    }
    assert NOTICE in found.text("data/notices/1-" + made.campaign.notices.get().code + "/text.txt")
    assert next(found.root.glob("data/notices/*/*.docx")).name == "通知：第1号_.docx"
    assert next(found.root.glob("data/notices/*/*.docx")).read_bytes() == b"PK original"
    assert "data/materials" in found.text("metadata/说明.txt")
    assert found.json("metadata/archive.json")["schema"] == "worldday.archive/1"


def test_a_version_is_kept_with_its_words_comments_and_decision(tmp_path):
    made = make_full()
    sent = Submission.objects.order_by("pk")[0]
    _package, found = packed(made, tmp_path)
    place = f"data/submissions/{made.units[0].name}-{made.units[0].code}/summary-{made.tasks[0].code}"
    assert found.text(f"{place}/v1.txt") == sent.text
    said = found.json(f"{place}/v1.json")
    assert (said["state"], said["comments"][0]["text"], said["comments"][0]["quote"]) == (
        "accepted",
        "请补充人次",
        sent.text[:4],
    )


def test_a_version_taken_back_is_named_without_its_words(tmp_path):
    made = make_reported(1)
    make_submission(made.tasks[0], "不想留下的话", state="taken-back", number=2)
    _package, found = packed(made, tmp_path)
    assert "不想留下的话" not in found.all_text()
    assert [path.name for path in sorted(found.root.glob("data/submissions/*/*/*"))] == ["v1.json", "v1.txt", "v2.json"]


def test_photos_come_as_they_are_kept_and_the_list_says_what_may_be_done_with_them(tmp_path):
    made = make_full()
    _package, found = packed(made, tmp_path)
    photo, removed = found.lines("data/materials.jsonl")
    assert (photo["name"], removed["name"], removed["file"]) == ("活动 合影.jpg", "已删除.jpg", None)
    body = (found.root / photo["file"]).read_bytes()
    assert body.startswith(b"\xff\xd8") and b"Exif" not in body


def test_a_photo_that_still_says_where_it_was_taken_stays_out(tmp_path):
    from tests.factories.materials import add

    made = make_reported(1)
    add(made.tasks[0], made.organiser, "未处理.jpg")
    _package, found = packed(made, tmp_path)
    assert [one["file"] for one in found.lines("data/materials.jsonl")] == [None]


def test_addresses_stay_out_of_the_package(tmp_path):
    made = make_full()
    AuditEvent.objects.update(address="203.0.113.7")
    _package, found = packed(made, tmp_path)
    text = found.all_text()
    assert "clerk@example.org" not in text and "203.0.113.7" not in text and made.organiser.email not in text
    assert found.lines("data/messages.jsonl")[0]["subject"] == "催办"


def test_the_trail_holds_what_was_done_to_the_campaign_and_what_is_in_it(tmp_path):
    made = make_full()
    audit.record(by=made.organiser, action="unit-changed", target=made.units[0], scope_path=made.city.path)
    _package, found = packed(made, tmp_path)
    actions = [one["action"] for one in found.lines("data/audit.jsonl")]
    assert {"submission-commented", "practice-marked", "material-added"} <= set(actions)
    assert "unit-changed" not in actions
    assert [one["at"] for one in found.lines("data/audit.jsonl")] == sorted(
        one["at"] for one in found.lines("data/audit.jsonl")
    )


def test_nothing_of_another_authority_or_campaign_is_in_it(tmp_path):
    made = make_full()
    elsewhere = make_unit("乙市市场监管局")
    theirs = make_campaign(owner=elsewhere, name="质量月")
    make_notice(theirs, "乙市通知.docx")
    make_material_of(theirs, elsewhere)
    audit.record(
        by=make_staff("吴九", unit=elsewhere),
        action="campaign-changed",
        target=made.campaign,
        scope_path=elsewhere.path,
    )
    _package, found = packed(made, tmp_path)
    text = found.all_text()
    assert "乙市" not in text and "质量月" not in text and "吴九" not in text


def make_material_of(campaign, unit):
    from tests.factories.campaigns import make_task

    task = make_task(campaign, unit)
    make_submission(task, "乙市的总结")
    return make_material(task, name="乙市合影.jpg")


def test_a_draw_comes_as_the_archive_that_checks_itself_without_delivery_data(settings, tmp_path):
    stage = drawn(settings)
    package = archiving.make_package(campaign=stage.plan.activity.campaign, kind="bag", by=stage.by)
    found = unpack(package, tmp_path / "unpacked")
    assert package.counts["draws"] == 1
    assert (found.root / f"data/draws/{stage.plan.code}.zip").read_bytes().startswith(b"PK")
    assert "draw" in found.text("data/audit.jsonl")
    assert not re.search(r"(?<![0-9a-f])1[38]\d{9}(?![0-9a-f])", found.text("data/audit.jsonl"))  # nobody's telephone


def test_names_of_any_script_unpack_on_windows(tmp_path):
    made = make_reported(1)
    made.units[0].name = 'CON: "新"区/市场|监管局*' + "长" * 90
    made.units[0].save()
    _package, found = packed(made, tmp_path)
    paths = [str(path.relative_to(found.root.parent)) for path in found.root.rglob("*")]
    assert max(map(len, paths)) <= 200
    assert not [path for path in paths if set('\\:*?"<>|') & set(path)]
    assert found.bag.validate()


def test_the_same_campaign_at_the_same_moment_gives_the_same_package(monkeypatch):
    made = make_full()
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now)
    monkeypatch.setattr(parts, "PARTS", parts.PARTS[:9])  # the trail tells of the first package
    monkeypatch.setattr(making, "PARTS", parts.PARTS)
    first, second = (archiving.make_package(campaign=made.campaign, kind="bag", by=made.organiser) for _ in range(2))
    assert first.digest == second.digest


@pytest.mark.parametrize("units", [1, 4])
def test_it_costs_the_same_queries_however_many_reported(units, django_assert_max_num_queries):
    made = make_reported(units)
    with django_assert_max_num_queries(60):
        archiving.make_package(campaign=made.campaign, kind="bag", by=made.organiser)


def test_what_breaks_half_way_leaves_neither_row_nor_file(monkeypatch):
    made = make_reported(1)

    def breaks(_campaign):
        yield Member("a.txt", b"1")
        raise OSError("the disk is full")

    monkeypatch.setattr(making, "PARTS", [breaks])
    with pytest.raises(OSError, match="full"):
        archiving.make_package(campaign=made.campaign, kind="bag", by=made.organiser)
    assert not Package.objects.exists()
    assert list(making.folder().iterdir()) == []


def test_a_worker_killed_half_way_leaves_nothing_that_is_offered_and_the_next_one_sweeps(settings):
    made = make_reported(1)

    def dies(out):
        out.write(b"half a package")
        out.flush()
        os.kill(os.getpid(), signal.SIGKILL)

    child = os.fork()
    if child == 0:
        shelf.put("zip", dies, folder=making.folder())
    os.waitpid(child, 0)
    (left,) = making.folder().iterdir()
    assert left.name.endswith(".part") and not Package.objects.exists()
    old = time.time() - 2 * archiving.LEAVINGS_LIE.total_seconds()
    os.utime(left, (old, old))
    package = archiving.make_package(campaign=made.campaign, kind="bag", by=made.organiser)
    assert [path.name for path in making.folder().iterdir()] == [package.stored]


def test_asking_twice_begins_one_work_and_the_worker_makes_it(django_capture_on_commit_callbacks):
    made = make_reported(1)
    for _again in range(2):
        archiving.ask_package(campaign=made.campaign, kind="bag", by=made.organiser)
    work = LongWork.objects.get()
    assert (work.name, work.target, work.state) == ("package-bag", made.campaign.code, "waiting")
    assert AuditEvent.objects.filter(action="package-asked").count() == 1
    longwork.run.func(work.pk)
    work.refresh_from_db()
    assert (work.state, Package.objects.get().made_by) == ("done", made.organiser)


def test_a_work_whose_worker_was_killed_can_be_asked_for_again():
    made = make_reported(1)
    archiving.ask_package(campaign=made.campaign, kind="bag", by=made.organiser)
    LongWork.objects.update(state="running", asked_at=clock.wall() - longwork.LOST_AFTER - timedelta(minutes=1))
    archiving.ask_package(campaign=made.campaign, kind="bag", by=made.organiser)
    assert LongWork.objects.get().state == "waiting"


def test_without_room_on_the_disk_it_is_refused_in_words(monkeypatch):
    made = make_reported(1)
    monkeypatch.setattr(making, "SPARE", 10**18)
    with pytest.raises(Problem, match="空间"):
        archiving.ask_package(campaign=made.campaign, kind="bag", by=made.organiser)
    assert not LongWork.objects.exists()


def test_the_newest_three_are_kept_and_older_ones_go_with_their_files(django_capture_on_commit_callbacks):
    made = make_reported(1)
    with django_capture_on_commit_callbacks(execute=True):
        codes = [archiving.make_package(campaign=made.campaign, kind="bag", by=made.organiser).code for _ in range(5)]
    assert list(Package.objects.values_list("code", flat=True)) == codes[:1:-1]
    assert len(list(making.folder().iterdir())) == archiving.KEPT
