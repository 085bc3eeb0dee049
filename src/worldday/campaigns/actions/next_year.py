"""Starting a campaign from a past one: the same units, activities, tasks and texts, on days that fit the new year."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from worldday.base import audit, scope
from worldday.base.audit import Actor
from worldday.base.ids import new_code
from worldday.base.problems import Invalid, Problem
from worldday.base.text import fold
from worldday.campaigns import kinds, values
from worldday.campaigns.models import Activity, ActivityUnit, Campaign, Participation, Task, Theme
from worldday.campaigns.queries.past import MovedActivity, NextYear, in_a_new_year
from worldday.units.models import Unit

COPIED = ("seq", "name", "name_en", "content", "content_en", "kind", "units_text", "open_list", "district")
ASKED = ("what", "due_time", "who_text", "recipient", "max_chars", "points", "key")


@transaction.atomic
def start_from_past(*, past: Campaign, year: int, name: str, theme: str, first_day: date, by: Actor) -> Campaign:
    """A draft campaign for `year` made from `past`, its observance beginning on `first_day`.

    What `queries.past.in_a_new_year` shows is what is made. When the year's notice arrives it finds this campaign and
    brings it up to date: copied values give way to the notice, values that people edited stay. Places are not copied:
    where things happen is settled anew. Raises `Invalid`, and `Problem` when the year has its campaign already.
    """
    _check(past, year, name, first_day)
    with scope.everything("the verb's actor may run campaigns of the owner"):
        Unit.objects.select_for_update().filter(path=past.owner.root_path).first()  # the queue, as for notices
        moved = in_a_new_year(past, first_day)
        campaign = _campaign(moved, year, name.strip(), theme.strip())
        _take_part(campaign, moved)
        made = {row.activity.pk: _activity(campaign, row, place) for place, row in enumerate(moved.activities, 1)}
        for row in moved.activities:
            _join(made, row.activity)
        _ask(campaign, moved)
        after = {"past": f"{past.name} {past.year}", "activities": len(made), "tasks": len(moved.tasks)}
        path = campaign.owner.path
        audit.record(by=by, action="campaign-started-again", target=campaign, scope_path=path, after=after)
        for activity in made.values():
            kinds.kind_of(activity).set_up(activity, by=by)
    return campaign


def _check(past: Campaign, year: int, name: str, first_day: date) -> None:
    errors: dict[str, list[str]] = {}
    if not name.strip():
        errors["name"] = [gettext("Please give the campaign a name.")]
    if year <= past.year:
        errors["year"] = [gettext("Choose a year after {year}.").format(year=past.year)]
    if first_day.year != year:
        errors["first_day"] = [gettext("The first day lies in another year.")]
    if errors:
        raise Invalid(errors)


def _campaign(moved: NextYear, year: int, name: str, theme: str) -> Campaign:
    past = moved.past
    observance = past.observance if name == past.name and past.observance else fold(name)[:120]
    if Campaign.objects.filter(owner=past.owner, observance=observance, year=year).exists():
        raise Problem(_("This year has its campaign of this name already; open it in the list. Nothing was changed."))
    campaign = Campaign(
        owner=past.owner,
        observance=observance,
        slug=_free_slug(past, year),
        name=name[:120],
        name_en=past.name_en if name == past.name else "",
        ordinal=past.ordinal + year - past.year if past.ordinal else None,
        year=year,
        starts_on=moved.starts_on,
        ends_on=moved.ends_on,
        summary=past.summary,
        summary_en=past.summary_en,
        hue=past.hue,
    )
    campaign.save(force_insert=True)
    if theme:
        Theme.objects.create(campaign=campaign, text=theme[:200])
    campaign.from_notice = values.of_campaign(campaign)  # so that the year's notice may say otherwise
    campaign.save(update_fields=["from_notice"])
    return campaign


def _free_slug(past: Campaign, year: int) -> str:
    """world-standards-day-2021 after world-standards-day-2020, or the same with a code behind."""
    stem = past.slug.removesuffix(f"-{past.year}")
    wanted = f"{stem}-{year}"[:60]
    taken = Campaign.objects.filter(slug=wanted).exists()
    return f"{wanted[:47]}-{new_code()}" if taken else wanted


def _take_part(campaign: Campaign, moved: NextYear) -> None:
    """Whoever took part last time and is still there; who was addressed then is addressed now."""
    rows = Participation.objects.filter(campaign=moved.past, unit__closed_on=None).order_by("pk")
    there = {row.unit_id: row.addressed for row in rows}
    named = [role.unit.pk for row in moved.activities for role in row.roles] + [row.unit.pk for row in moved.tasks]
    for unit in named:
        there.setdefault(unit, False)
    Participation.objects.bulk_create(
        Participation(campaign=campaign, unit_id=unit, addressed=addressed) for unit, addressed in there.items()
    )


def _activity(campaign: Campaign, row: MovedActivity, position: int) -> Activity:
    old, window = row.activity, row.window
    activity = Activity(campaign=campaign, position=position, **{name: getattr(old, name) for name in COPIED})
    activity.window_text, activity.window_precision = window.text[:100], window.precision
    activity.window_start, activity.window_end = window.start, window.end
    activity.save(force_insert=True)
    ActivityUnit.objects.bulk_create(
        ActivityUnit(activity=activity, unit=role.unit, role=role.role, phrase=role.phrase, position=place)
        for place, role in enumerate(row.roles)
    )
    activity.from_notice = values.of_activity(activity) | {"unnamed": _unnamed(old)}
    activity.save(update_fields=["from_notice"])
    return activity


def _unnamed(old: Activity) -> list[str]:
    """Phrases such as 相关区市场监管局 behind which nobody had yet said who is meant stay a question."""
    said = old.from_notice.get("units", {}).get("rows", [])
    settled = [[role.unit.code, role.role] for role in old.roles.all()] != said
    found: list[str] = [] if settled else old.from_notice.get("unnamed", [])
    return found


def _join(made: dict[int, Activity], old: Activity) -> None:
    """A part of an activity is a part of the new one."""
    if old.parent_id in made:
        made[old.pk].parent = made[old.parent_id]
        made[old.pk].save(update_fields=["parent"])


def _ask(campaign: Campaign, moved: NextYear) -> None:
    tasks = []
    for row in moved.tasks:
        kept = {name: getattr(row.task, name) for name in ASKED}
        task = Task(campaign=campaign, unit=row.unit, due=row.due, **kept)
        task.from_notice = values.of_task(task) if task.key else {}
        tasks.append(task)
    Task.objects.bulk_create(tasks)
