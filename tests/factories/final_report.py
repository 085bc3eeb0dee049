"""A campaign whose units have reported: accepted, sent, returned, late and exempt ones, figures and photos; plainly sample text."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from tests.factories.campaigns import make_activity, make_campaign, make_task
from tests.factories.units import make_staff, make_unit
from worldday.base import clock, scope
from worldday.campaigns.models import Activity, Campaign, Task, Theme
from worldday.reports.actions import compiling
from worldday.reports.compiling.running import run
from worldday.reports.models import Compilation, Edition, Filing, ReportedFigure, Submission
from worldday.units.models import Staff, Unit

DAY = date(2020, 10, 30)
LEAD = "示例文字：本区围绕“标准保护地球”主题组织开放日活动"
PASSAGES = ("标准化知识竞答吸引许多居民参加", "培训班请来标准起草人授课", "主题海报进入社区和园区")


@dataclass
class Reported:
    campaign: Campaign
    city: Unit
    organiser: Staff
    units: list[Unit]
    tasks: list[Task]
    activities: list[Activity]


def summary(n: int, characters: int = 60) -> tuple[str, list[list[int]]]:
    """A text of about `characters`, its highlight marked; every unit's is different."""
    passage = f"{PASSAGES[n % 3]}，这是第{n + 1}个单位的示例"
    filler = "；发放宣传资料，解答企业和居民提问" * (1 + max(0, characters - 60) // 17)
    head = f"{LEAD}。\n"
    return f"{head}{passage}{filler}。", [[len(head), len(head) + len(passage)]]


def make_submission(
    task: Task, text: str, highlights=(), *, state="accepted", number=1, at=None, **fields
) -> Submission:
    """A version as it stands in the table, without the verbs: quick for thousands."""
    at = at or timezone.make_aware(datetime.combine(task.due or DAY, time(9, 30)))
    decided = {"decided_at": at + timedelta(hours=3)} if state != "submitted" else {}
    filing, _new = Filing.objects.get_or_create(
        task=task, defaults={"state": state, "versions": number, "first_sent_at": at, "late": False}
    )
    made = Submission.objects.create(
        filing=filing,
        number=number,
        state=state,
        text=text,
        chars=len(text),
        highlights=list(highlights),
        sent_at=at,
        **(decided | fields),
    )
    filing.current, filing.state, filing.versions = made, state, number
    filing.save()
    if state in ("accepted", "submitted"):
        task.state, task.closed_on = "done", task.due
        task.save()
    return made


def make_reported(units: int = 4, characters: int = 60) -> Reported:
    """`units` district bureaus with a summary each: all accepted, except the last one's, which is only sent."""
    with scope.everything("factory"):
        city = make_unit("甲市市场监管局")
        organiser = make_staff("张一", unit=city)
        campaign = make_campaign(owner=city, ordinal=51)
        Theme.objects.create(campaign=campaign, text="标准保护地球", text_en="Protecting the planet with standards")
        districts = [
            make_unit(f"示例{n + 1}区市场监管局", parent=city, type="district", district=f"示例{n + 1}区")
            for n in range(units)
        ]
        activities = [
            make_activity(
                campaign,
                units=districts[:2],
                name="标准化线上知识竞答",
                actual_start=date(2020, 10, 12),
                actual_end=date(2020, 10, 19),
                state="done",
            ),
            make_activity(
                campaign,
                units=districts[:1],
                name="标准开放日",
                kind="event",
                window_start=date(2020, 10, 14),
                window_end=date(2020, 10, 14),
                position=1,
            ),
        ]
        tasks = [make_task(campaign, unit) for unit in districts]
        for n, task in enumerate(tasks):
            text, marks = summary(n, characters)
            make_submission(task, text, marks, state="accepted" if n + 1 < units or units == 1 else "submitted")
        for n, district in enumerate(districts[:2]):
            make_figure(activities[1], district, value=100 + n)
    return Reported(campaign, city, organiser, districts, tasks, activities)


def make_figure(activity: Activity, unit: Unit, value=100, name="参观人数", **fields) -> ReportedFigure:
    said = {"measure": "人次", "definition": "进场登记人次", "source": "登记表", "counted_on": date(2020, 10, 14)}
    with scope.everything("factory"):
        return ReportedFigure.objects.create(
            activity=activity, unit=unit, name=name, value=value, added_at=clock.wall(), **(said | fields)
        )


def compiled(made: Reported, **fields) -> tuple[Compilation, Edition]:
    """Pressed and done, as the background would."""
    with scope.everything("factory"):
        compilation = compiling.compile(
            campaign=made.campaign, issuer=fields.pop("issuer", made.city), by=made.organiser, **fields
        )
        edition = run(compilation, compilation.run)
        compilation.refresh_from_db()
    assert edition is not None
    return compilation, edition


def make_report_rows(campaign: Campaign) -> list[str]:
    """Codes of a section and an edition of the owner's report, as if it had been pressed."""
    with scope.everything("factory"):
        compilation = Compilation.objects.create(
            campaign=campaign, issuer=campaign.owner, title="总报告", state="ready"
        )
        section = compilation.sections.create(key="overview", heading="总体情况")
        edition = Edition.objects.create(compilation=compilation, number=1, made_at=clock.now())
    return [section.code, edition.code]
