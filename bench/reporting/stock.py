"""A campaign whose units have reported, written straight into the tables: how it got there is not what is measured."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from worldday.base import clock, env, scope
from worldday.campaigns.models import Activity, ActivityUnit, Campaign, Participation, Task
from worldday.materials.models import Material
from worldday.reports.counting import count
from worldday.reports.models import Filing, Submission
from worldday.units.models import Membership, Staff, Unit

QUICK = env.flag("WORLDDAY_BENCH_QUICK")
SMALL, LARGE = (20, 200) if QUICK else (200, 2000)  # units
MATERIALS_EACH = 25
DAY = date(2020, 10, 16)  # a working Friday, a week before the summaries are due
NOON = datetime.fromisoformat(f"{DAY}T12:00:00+08:00")
DUE = {"plan": date(2020, 9, 30), "summary": date(2020, 10, 23), "materials": date(2020, 10, 23)}
DISTRICTS, TYPES = [f"第{n}区" for n in range(1, 17)], ("district", "institute", "association", "office")
SENTENCE = "示例：开展标准化宣传活动，组织现场咨询，发放资料，并向企业讲解标准化法。"
BATCH = 2000


@dataclass(frozen=True)
class Stock:
    """`organiser` runs the campaign; `clerk` reports for one unit in the middle."""

    slug: str
    units: int
    campaign: Campaign
    organiser: Staff
    clerk: Staff


def build(slug: str, units: int) -> Stock:
    """Every unit with one clerk and three tasks; five versions sent by each; 25 materials."""
    with scope.everything("bench"):
        root = Unit.objects.create(name=f"某市市场监管局 {slug}", path=f"/{slug}/", code=slug, type="bureau")
        members = _units(root, slug, units)
        clerks = _clerks(slug, members)
        campaign = Campaign.objects.create(
            slug=slug,
            owner=root,
            name="世界标准日",
            state="live",
            year=DAY.year,
            starts_on=date(2020, 10, 14),
            ends_on=date(2020, 10, 14),
            published_at=clock.wall(),
        )
        _activities(campaign, members)
        Participation.objects.bulk_create(
            (Participation(campaign=campaign, unit=unit, addressed=True) for unit in members), batch_size=BATCH
        )
        _tasks(campaign, members)
        _reports(campaign)
        _materials(campaign)
        organiser = Staff.objects.create_user(f"organiser@{slug}.example.org", name="组织者")
        Membership.objects.create(staff=organiser, unit=root, role="organiser")
    return Stock(slug, units, campaign, organiser, clerks[units // 2])


def _units(root: Unit, slug: str, units: int) -> list[Unit]:
    Unit.objects.bulk_create(
        (
            Unit(
                name=f"第{n}单位",
                code=f"{slug}{n}",
                path=f"/{slug}/{n:06}/",
                parent=root,
                district=DISTRICTS[n % 16],
                type=TYPES[n % 4],
            )
            for n in range(units)
        ),
        batch_size=BATCH,
    )
    return list(Unit.objects.filter(parent=root))


def _clerks(slug: str, members: list[Unit]) -> list[Staff]:
    Staff.objects.bulk_create(
        (Staff(email=f"clerk{n}@{slug}.example.org", name=f"经办{n}", password="!") for n in range(len(members))),
        batch_size=BATCH,
    )
    clerks = list(Staff.objects.filter(email__endswith=f"@{slug}.example.org").order_by("pk"))
    Membership.objects.bulk_create(
        (Membership(staff=staff, unit=unit, role="unit-staff") for staff, unit in zip(clerks, members, strict=True)),
        batch_size=BATCH,
    )
    return clerks


def _activities(campaign: Campaign, members: list[Unit]) -> None:
    Activity.objects.bulk_create(
        Activity(
            campaign=campaign,
            position=n,
            name=f"标准化宣传活动之{n}",
            kind="outreach",
            window_start=date(2020, 9, 1),
            window_end=date(2020, 10, 31),
        )
        for n in range(21)
    )
    activities = list(Activity.objects.filter(campaign=campaign))
    ActivityUnit.objects.bulk_create(
        (ActivityUnit(activity=activities[n % 21], unit=unit, role="responsible") for n, unit in enumerate(members)),
        batch_size=BATCH,
    )


def _tasks(campaign: Campaign, members: list[Unit]) -> None:
    limits = {"summary": 500}
    Task.objects.bulk_create(
        (
            Task(campaign=campaign, unit=unit, what=what, due=due, key=what, max_chars=limits.get(what))
            for unit in members
            for what, due in DUE.items()
        ),
        batch_size=BATCH,
    )


def text_of(n: int) -> str:
    """A summary of some 450 characters that differs from every other."""
    return "\n".join(f"{SENTENCE}第{n}单位第{part}项。" for part in range(10))


def _reports(campaign: Campaign) -> None:
    """Plans accepted at the first go, summaries returned once and sent again, materials twice: five versions a unit."""
    tasks = list(Task.objects.filter(campaign=campaign).order_by("pk"))
    sent = clock.now() - timedelta(days=20)
    Filing.objects.bulk_create((_filing(task, sent) for task in tasks), batch_size=BATCH)
    filings = {filing.task_id: filing for filing in Filing.objects.filter(task__campaign=campaign)}
    rows = [row for n, task in enumerate(tasks) for row in _versions(filings[task.pk], task, n, sent)]
    Submission.objects.bulk_create(rows, batch_size=BATCH)
    newest = {
        row.filing_id: row for row in Submission.objects.filter(filing__task__campaign=campaign).order_by("number")
    }
    for filing in filings.values():
        filing.current, filing.state = newest[filing.pk], newest[filing.pk].state
    Filing.objects.bulk_update(filings.values(), ["current", "state"], batch_size=BATCH)
    Task.objects.filter(campaign=campaign, what="plan").update(state="done", closed_on=DAY)


def _filing(task: Task, sent: datetime) -> Filing:
    return Filing(task=task, versions=1 if task.what == "plan" else 2, first_sent_at=sent, text=text_of(task.pk))


def _versions(filing: Filing, task: Task, n: int, sent: datetime) -> list[Submission]:
    text = text_of(n)
    said: dict[str, Any] = {"filing": filing, "text": text, "chars": count(text), "due_then": task.due}
    said |= {"highlights": [[0, len(SENTENCE)]], "sent_at": sent}
    if task.what == "plan":
        return [Submission(**said, number=1, state="accepted", decided_at=sent)]
    first = Submission(**said, number=1, state="returned", decided_at=sent, reason="请补充数据。")
    return [first, Submission(**said, number=2, state="accepted", decided_at=sent)]


def _materials(campaign: Campaign) -> None:
    """Rows only: what a picture costs is the compiler's measure."""
    tasks = Task.objects.filter(campaign=campaign, what="materials")
    rows = (
        Material(
            campaign=campaign,
            unit_id=task.unit_id,
            task=task,
            kind="photo",
            state="ready",
            name=f"{n}.jpg",
            stored=f"{campaign.slug}/{task.pk}/{n}",
            mime="image/jpeg",
            size=1_000_000,
            digest=f"{task.pk:032x}{n:032x}",
            added_at=clock.now(),
        )
        for task in tasks
        for n in range(MATERIALS_EACH)
    )
    Material.objects.bulk_create(rows, batch_size=BATCH)
