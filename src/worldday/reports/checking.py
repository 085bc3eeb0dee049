"""Checks before a person reads: what `reports.checks` needs is fetched here, and what it finds is kept with the version.

Looking changes nothing and is safe while writing; `remember` is called once, by the verb that sends.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import override

from worldday.base import scope
from worldday.campaigns.models import Activity, Task, TaskKind
from worldday.materials.models import MaterialState
from worldday.notices.models import Notice

from .checks import Finding, Weight, claims, likeness, numbers, personal, points, substance
from .counting import count
from .figures import figures_of
from .models import Filing, FilingState, Fingerprint, Submission

COMPARED = 5  # texts that are read in full and compared passage by passage
_WITH_TEXT = (TaskKind.SUMMARY, TaskKind.OTHER, TaskKind.NOMINATION)


def findings_for(filing: Filing) -> list[dict[str, Any]]:
    """What a reader of this draft should know first, the gravest first, JSON-ready: see `checks.finding.Finding`.

    `places` are [start, end) in characters of `filing.text`. A handful of queries, however many units report.
    """
    with scope.everything("compared with what others sent; of theirs only the passages of this text are shown"):
        found = [*_of_substance(filing), *_of_text(filing)] if filing.text.strip() else _of_substance(filing)
    order = list(Weight)
    return [one.as_json() for one in sorted(found, key=lambda one: order.index(one.weight))]


def remember(submission: Submission) -> None:
    """Let the queue be sorted by what was found, and later texts be compared with this version instead of the filing's
    earlier ones. Called in the transaction that sends it, once its findings are kept."""
    submission.gravest = submission.findings[0]["weight"] if submission.findings else ""
    submission.save(update_fields=["gravest"])
    Fingerprint.objects.filter(submission__filing=submission.filing_id).delete()
    values = likeness.sketch(submission.text)
    Fingerprint.objects.bulk_create(Fingerprint(submission=submission, value=value) for value in values)


def _of_substance(filing: Filing) -> list[Finding]:
    chars, task = count(filing.text), filing.task
    besides = 0 if task.what in _WITH_TEXT else _rows_and_files(filing)
    return [*substance.too_long(chars, task.max_chars), *substance.too_little(filing.text, chars, besides=besides)]


def _rows_and_files(filing: Filing) -> int:
    """What was put in beside the text: plan rows and files that can be opened."""
    files = filing.task.materials.exclude(state=MaterialState.REFUSED).filter(removed_at=None)
    return int(filing.rows.count()) + int(files.count())


def _of_text(filing: Filing) -> list[Finding]:
    task, text = filing.task, filing.text
    notices = list(Notice.objects.filter(campaign=task.campaign_id).values_list("text", flat=True))
    return [
        *substance.quoting(text, notices),
        *likeness.copied(text, _others(filing), but=notices),
        *_unchanged(filing),
        *claims.contradictions(text, _figures(task) if numbers.numbers_in(text) else []),
        *personal.found_in(text),
        *points.missing(text, task.points, filing.points, highlights=bool(filing.highlights)),
    ]


def _unchanged(filing: Filing) -> list[Finding]:
    """Sent back, and about to be sent again word for word."""
    last = filing.current
    same = last is not None and last.state == FilingState.RETURNED and last.text == filing.text
    return [Finding("unchanged", Weight.LOOK, {"number": last.number})] if same and last else []


def _others(filing: Filing) -> list[likeness.Other]:
    """The few sent texts of the authority that share enough of the sketch: other units', and the unit's own of other times.

    What a unit asked of its own units is meant to go into its summary, so that texts along one line of the tree are not compared.
    """
    values, unit = likeness.sketch(filing.text), filing.task.unit
    line = [unit.path[: end + 1] for end, char in enumerate(unit.path) if char == "/" and end]
    of_this = Q(submission__filing__task__campaign=filing.task.campaign_id)
    kin = Q(submission__filing__task__unit__path__startswith=unit.path) | Q(
        submission__filing__task__unit__path__in=line
    )
    shares = (
        Fingerprint.objects.filter(value__in=values, submission__filing__task__unit__path__startswith=unit.root_path)
        .exclude(submission__filing=filing.pk)
        .exclude(submission__state=FilingState.TAKEN_BACK)
        .exclude(of_this & kin)
        .values("submission")
        .annotate(n=Count("pk"))
        .filter(n__gte=likeness.enough_of(len(values)))
        .order_by("-n", "submission")
    )
    likely = [row["submission"] for row in shares[:COMPARED]]
    found = Submission.objects.filter(pk__in=likely).select_related("filing__task__unit", "filing__task__campaign")
    return [_other(each, filing.task) for each in found]


def _other(sent: Submission, task: Task) -> likeness.Other:
    theirs = sent.filing.task
    return likeness.Other(
        text=sent.text,
        unit=theirs.unit.name,
        year=theirs.campaign.year,
        campaign=theirs.campaign.name,
        submission=sent.code,
        same_unit=theirs.unit_id == task.unit_id,
    )


def _figures(task: Task) -> list[claims.Known]:
    """The unit's own figures in this campaign, as Chinese text would name them: what it counted, and what was counted at
    activities that it alone runs. Those of a joint activity belong to all its units and contradict none."""
    mine = Q(reported_figures__unit=task.unit_id, reported_figures__withdrawn_at=None) | Q(roles__unit=task.unit_id)
    activities = Activity.objects.filter(mine, campaign=task.campaign_id).distinct()
    known = []
    with override("zh-hans"):
        for activity in activities.select_related("campaign").prefetch_related("roles"):
            alone = {role.unit_id for role in activity.roles.all()} == {task.unit_id}
            for one in figures_of(activity):
                if one.unit == task.unit or (one.unit is None and alone):
                    value = Decimal(str(one.value))
                    known.append(claims.Known(one.key, one.name, value, one.measure, one.source, activity.name))
    return known
