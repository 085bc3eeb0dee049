"""Every version as it was sent, and the rows of the plans; headings of plan rows are those of the sheet units fill in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from worldday.campaigns.models import Campaign, TaskKind
from worldday.desk.plans.headings import row_headings
from worldday.reports.findings import sentence_of
from worldday.reports.models import FilingState, Submission
from worldday.reports.planned import activities_made, parents_of

from .words import kind_words, local, name_of, word

Line = list[Any]
CHUNK = 500


def version_headings() -> Line:
    return [
        *(_("Unit"), _("What is owed"), _("Asked by"), _("Version"), _("State"), _("Sent at"), _("Sent by")),
        *(_("Due"), _("Characters"), _("Full text"), _("Findings"), _("Reason"), _("New due day"), _("Decided at")),
        *(_("Decided by"), _("Code")),
    ]


def versions(campaign: Campaign) -> Iterator[Line]:
    for version in _versions(campaign).select_related("sent_by", "decided_by").iterator(chunk_size=CHUNK):
        task = version.filing.task
        kept = version.state != FilingState.TAKEN_BACK  # what its unit took back before anybody decided
        yield [
            *(task.unit.name, word(TaskKind, task.what), task.asked_by.name, version.number),
            *(word(FilingState, version.state), local(version.sent_at), name_of(version.sent_by), version.due_then),
            *(version.chars if kept else None, version.text if kept else ""),
            "\n".join(sentence_of(one) for one in version.findings) if kept else "",
            *(version.reason, version.new_due, local(version.decided_at), name_of(version.decided_by), version.code),
        ]


def plan_headings() -> Line:
    return [
        *(_("Unit"), *row_headings(), _("From"), _("Until"), _("Part of"), _("Made an activity")),
        *(_("Version"), _("State")),
    ]


def plan_rows(campaign: Campaign) -> Iterator[Line]:
    """Of the newest version of each plan."""
    kinds, parents = kind_words(), parents_of(campaign)
    newest = _versions(campaign).filter(pk=F("filing__current"), filing__task__what=TaskKind.PLAN)
    for version in newest.iterator(chunk_size=CHUNK):
        made = activities_made(row["code"] for row in version.rows)
        for row in version.rows:
            parent, activity = parents.get(row.get("parent", "")), made.get(row["code"])
            yield [
                *(version.filing.task.unit.name, row["name"], kinds.get(row["kind"], row["kind"]), row["window_text"]),
                *(row["place"], row["audience"], row["content"], _day(row["window_start"]), _day(row["window_end"])),
                *(parent.name if parent else "", activity.name if activity else "", version.number),
                word(FilingState, version.state),
            ]


def _versions(campaign: Campaign) -> Any:
    rows = Submission.objects.filter(filing__task__campaign=campaign)
    return rows.select_related("filing__task__unit", "filing__task__issuer", "filing__task__campaign__owner").order_by(
        "filing__task__unit__path", "filing", "number"
    )


def _day(said: str | None) -> date | None:
    return date.fromisoformat(said) if said else None
