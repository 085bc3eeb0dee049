"""The demo's reporting: sample texts, told as far as the day the installation stands at."""

import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from tests.factories.campaigns import make_campaign, make_task
from tests.factories.units import make_staff, make_unit

from worldday.campaigns.models import Activity, Campaign, Task
from worldday.demo import pictures, stories
from worldday.demo.seed import seed
from worldday.materials.models import Material
from worldday.messages.models import Message
from worldday.reports.actions import writing
from worldday.reports.checks import personal
from worldday.reports.counting import count
from worldday.reports.models import Compilation, Filing, Practice, ReportedFigure, Submission
from worldday.reports.queries.board import progress
from worldday.units.models import Staff

DEMO = Path(__file__).resolve().parents[2] / "demo" / "reporting"
SAID = [json.loads(path.read_text("utf8")) for path in sorted(DEMO.glob("*.json"))]
STEPS = [(story, step) for said in SAID for story in said["stories"] for step in story["steps"]]


@pytest.fixture
def _own_data(settings, tmp_path):
    settings.DATA = tmp_path
    settings.MEDIA_ROOT = tmp_path / "uploads"


@pytest.fixture
def cheap_pictures(monkeypatch):
    """Drawing and preparing is proved once; elsewhere it would only take time."""
    monkeypatch.setattr("worldday.demo.stories.add_picture", lambda **_said: None)


def standing(slug: str, what: str) -> Counter:
    rows = Filing.objects.filter(task__campaign__slug=slug, task__what=what, task__issuer=None)
    return Counter(rows.values_list("state", flat=True))


def counted() -> dict[str, int]:
    models = (Task, Filing, Submission, Practice, ReportedFigure, Message, Activity, Compilation, Material)
    return {model.__name__: model._base_manager.count() for model in models}


@pytest.mark.django_db
@pytest.mark.usefixtures("everything", "_own_data", "cheap_pictures")
def test_on_14_october_one_notice_is_reported_to_the_end_and_the_other_waits_for_the_visitor(on_day):
    on_day(date(2020, 10, 14))
    seed()
    accreditation, standards = (Campaign.objects.get(slug=said["campaign"]) for said in SAID)
    done = progress(accreditation).total
    assert (done.expected, done.accepted, done.late, done.exempt) == (50, 50, 1, 1)
    assert Submission.objects.filter(filing__task__campaign=accreditation, state="returned").count() == 2
    assert standing(standards.slug, "summary") == {"submitted": 3, "accepted": 1, "returned": 1}
    assert (
        Task.objects.filter(campaign=standards, unit__name__startswith="示例市场监管所", parent__isnull=False).count()
        == 2
    )
    assert {one.filing.task.unit.district: [f["code"] for f in one.findings] for one in Submission.objects.filter(
        filing__task__campaign=standards, filing__task__issuer=None, state="submitted"
    )} == {"黄浦区": ["figure-differs"], "长宁区": ["copied"], "": []}  # fmt: skip
    assert Counter(Practice.objects.values_list("state", flat=True)) == {"marked": 2, "published": 1}
    assert [one.campaign for one in Compilation.objects.all()] == [accreditation]
    made = Activity.objects.exclude(from_plan="")
    assert Counter(made.values_list("state", flat=True)) == {"done": 5}
    assert made.filter(name__startswith="示例：", name_en__startswith="Sample: ").count() == 5
    assert set(Message.objects.filter(channel="email").values_list("state", flat=True)) == {"withdrawn"}
    before = counted()
    seed()
    assert counted() == before


@pytest.mark.django_db
@pytest.mark.usefixtures("everything", "_own_data", "cheap_pictures")
def test_nothing_of_a_later_day_has_happened_yet_and_it_happens_when_the_demo_stands_there(on_day):
    on_day(date(2020, 6, 9))
    seed()
    assert not Submission.objects.filter(sent_at__date__gt=date(2020, 6, 9)).exists()
    assert standing("world-accreditation-day-2020", "plan") == {"accepted": 14, "submitted": 3}
    assert (standing("world-standards-day-2020", "summary"), Practice.objects.count()) == (Counter(), 0)
    mine = Task.objects.get(campaign__slug=SAID[1]["campaign"], unit__district="杨浦区", what="summary")
    filing = writing.open_filing(task=mine, by=Staff.objects.get(email="districts@example.org"))
    writing.save_draft(
        filing=filing, revision=0, text="我们自己写的", by=Staff.objects.get(email="districts@example.org")
    )
    on_day(date(2020, 10, 26))
    seed()
    assert standing("world-standards-day-2020", "summary") == {"accepted": 12, "submitted": 7, "draft": 1}
    assert Filing.objects.get(task=mine).text == "我们自己写的"
    late = Filing.objects.filter(task__campaign__slug=SAID[1]["campaign"], late=True)
    assert [one.task.unit.district for one in late] == ["崇明区"]


@pytest.mark.django_db
@pytest.mark.usefixtures("everything", "_own_data")
def test_pictures_are_drawn_here_say_so_and_are_ready_at_once(on_day, make_sample_task):
    on_day(date(2020, 6, 30))
    task, clerk = make_sample_task
    said = SAID[0]["stories"]
    photo = next(p for story in said for step in story["steps"] for p in step.get("photos", []))
    made = pictures.add_picture(task=task, said=photo, by=clerk)
    assert (made.state, made.width, made.height) == ("ready", 1200, 800)
    assert (made.caption.startswith("示例图片"), made.credit, made.people) == (True, "示例", "nobody")


@pytest.fixture
def make_sample_task():
    city = make_unit("甲市市场监管局")
    unit = make_unit("乙区市场监管局", parent=city, type="district")
    return make_task(make_campaign(owner=city), unit, what="materials"), make_staff(
        "李二", unit=unit, role="unit-staff"
    )


def test_every_sample_says_that_it_is_one_and_keeps_to_the_limit():
    for story, step in STEPS:
        if text := step.get("text"):
            assert text.startswith("示例文本：") and 15 < count(text) <= 500, (story["unit"], text)
            assert personal.found_in(text) == []
            assert all(words in text for words in step.get("highlights", []))
        assert all(row["name"].startswith("示例：") for row in step.get("rows", []))
        assert all(
            one["caption"].startswith("示例图片：") and one["credit"] == "示例" for one in step.get("photos", [])
        )
        assert step.get("reason", "示例理由：").startswith("示例理由：")
    for said in SAID:
        assert all("样例数字" in one["definition"] and one["source"].startswith("示例") for one in said["figures"])
        assert all(one["title"].startswith("示例：") for one in said["practices"])


def test_every_district_tells_every_task_of_its_own_and_every_motif_can_be_drawn():
    told = Counter((said["campaign"][6:15], story["what"]) for said in SAID for story in said["stories"]
                   if story["unit"].endswith("区市场监管局"))  # fmt: skip
    assert told == {
        ("accredita", "plan"): 17,
        ("accredita", "summary"): 17,
        ("accredita", "materials"): 17,
        ("standards", "summary"): 17,
    }
    assert {one["motif"] for _story, step in STEPS for one in step.get("photos", [])} <= set(pictures.MOTIFS)
    assert {step["do"] for _story, step in STEPS} == set(stories.STEPS)
