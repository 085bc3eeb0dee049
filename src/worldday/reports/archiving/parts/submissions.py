"""报送: every version as it was sent, with what was found, said and decided about it. Drafts are nobody's record.

A version that its unit took back before anybody decided is named, and its words are not kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from worldday.campaigns.models import Campaign
from worldday.reports.archiving.bag import Member
from worldday.reports.archiving.naming import segment
from worldday.reports.archiving.written import as_json, name_of, said, task_said
from worldday.reports.models import FilingState, Submission

_FACTS = ("code", "number", "state", "due_then", "sent_at", "decided_at", "reason", "new_due")
_WORDS = ("chars", "highlights", "points", "figures", "rows", "materials", "findings")
_COMMENT = ("code", "start", "end", "quote", "text", "made_at", "settled_at")
CHUNK = 500


def submissions(campaign: Campaign) -> Iterator[Member]:
    rows = Submission.objects.filter(filing__task__campaign=campaign).select_related(
        "filing__task__unit", "filing__task__issuer", "filing__task__campaign__owner", "sent_by", "decided_by"
    )
    rows = rows.prefetch_related("comments__made_by", "comments__settled_by").order_by("pk")
    for version in rows.iterator(chunk_size=CHUNK):
        task = version.filing.task
        place = f"submissions/{segment(task.unit.name, otherwise='unit')}-{task.unit.code}/{task.what}-{task.code}"
        taken_back = version.state == FilingState.TAKEN_BACK
        if not taken_back:
            yield Member(f"{place}/v{version.number}.txt", version.text.encode())
        yield Member(f"{place}/v{version.number}.json", as_json(_version(version, words=not taken_back)))


def _version(version: Submission, *, words: bool) -> dict[str, Any]:
    facts = {"task": task_said(version.filing.task), **said(version, *_FACTS)}
    facts |= {"sent_by": name_of(version.sent_by), "decided_by": name_of(version.decided_by)}
    if words:
        facts |= said(version, *_WORDS) | {"comments": [_comment(one) for one in version.comments.all()]}
    return facts


def _comment(comment: Any) -> dict[str, Any]:
    by = {"made_by": name_of(comment.made_by), "settled_by": name_of(comment.settled_by)}
    return said(comment, *_COMMENT) | by
