"""Putting a plan into a campaign: the same notice twice changes nothing, an amended one changes what nobody edited."""

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from worldday.base import audit, scope
from worldday.base.audit import Actor
from worldday.base.ids import new_code
from worldday.base.text import fold
from worldday.campaigns import kinds, values
from worldday.campaigns.difference import Pair, TaskPair, may_cancel, pair_activities, pair_tasks
from worldday.campaigns.merge import FieldChange, Values, merge
from worldday.campaigns.models import Activity, ActivityUnit, Campaign, Task, Theme
from worldday.campaigns.observances import known
from worldday.campaigns.owing import units_in
from worldday.campaigns.plan import Plan
from worldday.units import naming
from worldday.units.actions.units import create_unit
from worldday.units.models import Unit
from worldday.units.queries import Directory

from .activities import cancel_activity, record, take_part
from .tasks import exempt_task


@transaction.atomic
def put_plan(
    *, plan: Plan, owner: Unit, campaign: Campaign | None, by: Actor, cancel: Collection[str] = ()
) -> Campaign:
    """Make `campaign` what `plan` says, or create it: activities, tasks, missing units, who takes part.

    Values that people edited stay theirs (see `merge`). What the plan no longer names stays too, unless its code is in
    `cancel` and nobody has worked on it: then an activity is cancelled and a task exempted, never deleted.
    Several people may confirm at once: the authority's row is the queue, and an observance of a year has one campaign.
    """
    with scope.everything("the verb's actor may run campaigns of the owner"):
        Unit.objects.select_for_update().filter(path=owner.root_path).first()
        observance = fold(plan.name)[:120]
        campaign = campaign or Campaign.objects.filter(owner=owner, observance=observance, year=plan.year).first()
        campaign = _put_campaign(campaign, plan, owner, by) if campaign else _create(plan, owner, observance, by)
        directory = _directory_with_missing_units(plan, owner, by)
        pairs, gone = pair_activities(campaign, plan, directory)
        for position, pair in enumerate(pairs, 1):
            _put_activity(campaign, pair, position, by)
        take_part(campaign, [role.unit for pair in pairs for role in pair.roles if role.unit])
        take_part(campaign, units_in(plan.addressees, directory), addressed=True)
        tasks, tasks_gone = pair_tasks(campaign, plan, pairs, directory)
        _put_tasks(campaign, tasks, by)
        _cancel([a for a in gone if a.code in cancel], [t for t in tasks_gone if t.code in cancel], by)
    return campaign


def _create(plan: Plan, owner: Unit, observance: str, by: Actor) -> Campaign:
    said, row = values.of_plan(plan), known(plan.name)
    campaign = Campaign(owner=owner, observance=observance, year=plan.year, from_notice=said, slug=_free_slug(plan))
    campaign.name_en = plan.name_en or (row.name_en if row else "")
    if row:
        campaign.hue = row.hue
    _set(campaign, values.columns(said))
    campaign.save(force_insert=True)
    _set_themes(campaign, plan)
    audit.record(by=by, action="campaign-created", target=campaign, scope_path=owner.path, after=said)
    return campaign


def _put_campaign(campaign: Campaign, plan: Plan, owner: Unit, by: Actor) -> Campaign:
    theirs = values.of_plan(plan)
    changes = merge(campaign.from_notice, values.of_campaign(campaign), theirs)
    new = {one.field: one.theirs for one in changes if not one.kept}
    _set(campaign, values.columns(new))
    campaign.from_notice = theirs
    campaign.save()
    if "themes" in new:
        _set_themes(campaign, plan)
    if new:
        before = {one.field: one.ours for one in changes if not one.kept}
        audit.record(by=by, action="campaign-amended", target=campaign, scope_path=owner.path, before=before, after=new)
    return campaign


def _put_activity(campaign: Campaign, pair: Pair, position: int, by: Actor) -> None:
    activity = pair.known or Activity(campaign=campaign)
    new = pair.theirs if pair.known is None else {one.field: one.theirs for one in pair.changes if not one.kept}
    said = pair.theirs | {"unnamed": pair.unnamed}
    if pair.known and not new and (activity.from_notice, activity.position) == (said, position):
        return
    _set(activity, values.columns(new))
    activity.from_notice, activity.position = said, position
    activity.save()
    if "units" in new:
        _set_roles(activity, pair.roles)
    if pair.known is None:
        record("activity-created", activity, by, after=new)
    elif new:
        record("activity-amended", activity, by, _ours(pair.changes), new)
    if "kind" in new:
        kinds.kind_of(activity).set_up(activity, by=by)


def _set_roles(activity: Activity, roles: list[values.NamedRole]) -> None:
    activity.roles.all().delete()
    ActivityUnit.objects.bulk_create(
        ActivityUnit(activity=activity, unit=role.unit, role=role.role, phrase=role.phrase, position=position)
        for position, role in enumerate(roles)
        if role.unit
    )


def _put_tasks(campaign: Campaign, pairs: list[TaskPair], by: Actor) -> None:
    """One audit row for all tasks newly assigned, one for each that changed."""
    fresh = [pair for pair in pairs if pair.known is None]
    Task.objects.bulk_create(
        Task(
            campaign=campaign,
            unit=pair.unit,
            key=pair.planned.key,
            what=values.fit(Task, "what", pair.planned.what),
            who_text=values.fit(Task, "who_text", pair.planned.who),
            from_notice=pair.theirs,
            **values.columns(pair.theirs),
        )
        for pair in fresh
    )
    if fresh:
        assigned = [[pair.unit.code, pair.planned.key] for pair in fresh]
        path = campaign.owner.path
        audit.record(by=by, action="tasks-assigned", target=campaign, scope_path=path, after={"tasks": assigned})
    for pair in pairs:
        if pair.known is not None and pair.known.from_notice != pair.theirs:
            _put_task(campaign, pair.known, pair, by)


def _put_task(campaign: Campaign, task: Task, pair: TaskPair, by: Actor) -> None:
    new = {one.field: one.theirs for one in pair.changes if not one.kept}
    _set(task, values.columns(new))
    task.from_notice = pair.theirs
    task.save()
    if new:
        path = campaign.owner.path
        audit.record(by=by, action="task-amended", target=task, scope_path=path, before=_ours(pair.changes), after=new)


def _cancel(activities: list[Activity], tasks: list[Task], by: Actor) -> None:
    reason = gettext("The amended notice no longer names it.")
    for activity in activities:
        if may_cancel(activity):
            cancel_activity(activity=activity, reason=reason, by=by)
    for task in tasks:
        exempt_task(task=task, reason=reason, by=by)


def _directory_with_missing_units(plan: Plan, owner: Unit, by: Actor) -> Directory:
    """The authority's directory, in which every unit an activity names now exists."""
    directory = Directory(owner)
    for activity in plan.activities:
        for role in values.roles_of(activity.units, directory)[0]:
            if role.unit is None:
                kind = naming.guess_type(role.name, directory.place)
                directory.add(create_unit(name=role.name, parent=directory.root, type=kind, by=by))
    return directory


def _free_slug(plan: Plan) -> str:
    """world-standards-day-2020; a second authority's, or an observance we do not know, gets a code behind."""
    row = known(plan.name)
    wanted = f"{row.slug}-{plan.year}" if row else ""
    if wanted and not Campaign.objects.filter(slug=wanted).exists():
        return wanted
    return f"{wanted or f'day-{plan.year}'}-{new_code()}"


def _set(row: Any, columns: Values) -> None:
    for column, value in columns.items():
        setattr(row, column, value)


def _set_themes(campaign: Campaign, plan: Plan) -> None:
    """A theme that stays keeps the translation people gave it."""
    english = dict(campaign.themes.values_list("text", "text_en"))
    campaign.themes.all().delete()
    for position, theme in enumerate(plan.themes):
        scope_, text = values.fit(Theme, "scope", theme.scope), values.fit(Theme, "text", theme.text)
        text_en = values.fit(Theme, "text_en", theme.text_en) or english.get(text, "")
        Theme.objects.create(campaign=campaign, scope=scope_, text=text, text_en=text_en, position=position)


def _ours(changes: list[FieldChange]) -> Values:
    return {one.field: one.ours for one in changes if not one.kept}
