"""What units sent for the two notices: sample texts, told day by day through the verbs that people use.

`demo/reporting/*.json` holds the stories: what became of one task, step by step, each step with its day. A step is taken only if
its day has come where the installation stands: on 14 October 2020 the World Accreditation Day is reported and closed, and the
first summaries of the World Standards Day wait for review; a demo that starts on 26 October shows both to the end. A task that
anybody has touched is left alone, so that a second run doubles nothing and undoes nothing.
"""

from collections.abc import Collection
from datetime import date
from typing import Any

from worldday.base import clock
from worldday.campaigns.models import Activity, Campaign, Task, TaskState
from worldday.messages import delivering, outbox
from worldday.messages.actions import mark_read
from worldday.reports import telling
from worldday.reports.actions import asking, compiling, figures, practices
from worldday.reports.models import Compilation, Filing, Practice, ReportedFigure
from worldday.units.models import Staff, Unit

from . import files, stories

Row = dict[str, Any]
CAMPAIGNS = ("world-accreditation-day-2020", "world-standards-day-2020")


def load_reports(*, root: Unit) -> None:
    """Plans, summaries, photos, figures and practices of both campaigns, as far as their days have come."""
    people = stories.people(root)
    for slug in CAMPAIGNS:
        campaign = Campaign.objects.select_related("owner").get(slug=slug)
        _load(campaign, files.content(f"reporting/{slug}.json"), people)


def _load(campaign: Campaign, said: Row, people: stories.People) -> None:
    fresh = [row for row in said["stories"] if stories.is_untouched(campaign, row)]
    _ask_for_points(campaign, said["points"], people.organiser)
    for row in said["figures"]:
        _report(campaign, row, people)
    taken = stories.play(campaign, fresh, people)
    for row in said["practices"]:
        _mark(campaign, row, people)
    _send_no_mail(taken)
    if taken and date.fromisoformat(said["final_report"]) <= clock.today():
        _finish(campaign, people)


def _ask_for_points(campaign: Campaign, rows: list[Row], organiser: Staff) -> None:
    """What the notice asks each text to contain, on tasks that nobody has begun or given points of their own."""
    for row in rows:
        tasks = Task.objects.filter(campaign=campaign, issuer=None, what=row["what"], state=TaskState.OPEN)
        for task in tasks.filter(filing=None, points=[]).select_related("campaign__owner", "unit"):
            asking.change(task=task, changes={"points": row["points"]}, by=organiser)


def _report(campaign: Campaign, row: Row, people: stories.People) -> None:
    day, unit = date.fromisoformat(row["on"]), people.unit(row["unit"])
    activity = Activity.objects.select_related("campaign__owner").get(campaign=campaign, seq=row["seq"])
    known = ReportedFigure.objects.filter(activity=activity, unit=unit, name=row["name"])
    if day <= clock.today() and not known.exists():
        said = {field: row[field] for field in ("name", "value", "measure", "definition", "source")}
        with clock.standing_at(day):
            figures.report_figure(activity=activity, unit=unit, counted_on=day, by=people.clerk(unit), **said)


def _mark(campaign: Campaign, row: Row, people: stories.People) -> None:
    """A passage worth copying; a published one was agreed to by its unit."""
    day, unit = date.fromisoformat(row["on"]), people.unit(row["unit"])
    filing = Filing.objects.filter(task__campaign=campaign, task__unit=unit, task__what=row["what"]).first()
    sent = filing.current if filing else None
    if day > clock.today() or sent is None or row["passage"] not in sent.text:
        return
    start = sent.text.index(row["passage"])
    end = start + len(row["passage"])
    if Practice.objects.filter(unit=unit, submission=sent, start=start, end=end).exists():
        return
    said = {field: row[field] for field in ("title", "theme", "kind")}
    with clock.standing_at(day):
        practice = practices.mark_passage(submission=sent, start=start, end=end, by=people.organiser, **said)
        if row.get("published"):
            practice = practices.ask_unit(practice=practice, by=people.organiser)
            practice = practices.answer(practice=practice, agrees=True, by=people.clerk(unit))
            practices.publish(practice=practice, by=people.organiser)
        _send_no_mail([practice.code])


def _finish(campaign: Campaign, people: stories.People) -> None:
    """The reporting is over: its notes are read, and the final report is pressed; the worker makes it once the demo is served."""
    for staff in {people.organiser, *people.clerks.values()}:
        mark_read(person=staff.code)
    if not Compilation.objects.filter(campaign=campaign, issuer=campaign.owner).exists():
        compiling.compile(campaign=campaign, issuer=campaign.owner, by=people.organiser, language="zh-hans")


def _send_no_mail(about: Collection[str]) -> None:
    """The notes are there for their readers; nothing is mailed to addresses nobody has."""
    delivering.show_notes()
    outbox.withdraw(about=about, occasions=[*telling.OCCASIONS, "practice"])
