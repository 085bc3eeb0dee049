"""What a unit does with its task: write, save, send, take back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from worldday.base import audit, clock, scope
from worldday.base.audit import Actor
from worldday.base.problems import Problem
from worldday.campaigns.actions import close_task, reopen_task
from worldday.campaigns.actions.tasks import locked
from worldday.campaigns.models import CampaignState, Task, TaskKind, TaskState
from worldday.materials.models import Material, MaterialState
from worldday.reports import marks, telling
from worldday.reports.checking import findings_for, remember
from worldday.reports.counting import count
from worldday.reports.lateness import is_late
from worldday.reports.models import Filing, FilingState, PlanRow, Submission
from worldday.units.models import Staff

LONGEST = 100_000  # characters of a draft: far beyond any limit of a notice, small enough for every browser
OUT_OF_HANDS = (FilingState.SUBMITTED, FilingState.ACCEPTED)
_BEGINNING = 12  # characters by which a passage that was taken over is known again, though its end was changed
TEXT_OPTIONAL = (TaskKind.MATERIALS, TaskKind.PLAN)  # files or rows do instead


class StaleDraft(Problem):
    """Somebody saved meanwhile; `standing` is the filing as it stands now, for both texts to be shown."""

    sentence = _("Somebody else has saved this meanwhile. Both texts are kept: choose which one to go on with.")

    def __init__(self, standing: Filing) -> None:
        self.standing = standing
        super().__init__()


class OutOfHands(Problem):
    sentence = _("This has been sent already; to change it, take it back first. What you typed is still on this page.")


class TooLong(Problem):
    """Over the notice's limit; `over` is by how many characters."""

    def __init__(self, chars: int, limit: int) -> None:
        self.over = chars - limit
        said = ngettext(
            "The text has {chars} characters, {over} more than the {limit} allowed. It is saved; shorten it, then send it.",
            "The text has {chars} characters, {over} more than the {limit} allowed. It is saved; shorten it, then send it.",
            self.over,
        )
        super().__init__(said.format(chars=chars, over=self.over, limit=limit))


@transaction.atomic
def open_filing(*, task: Task, by: Actor) -> Filing:
    """The task's file, made when it is first needed. Two at once: the same one."""
    with scope.everything("the view has fetched the task through its permission"):
        filing: Filing
        filing, made = Filing.objects.get_or_create(task=task)
    if made:
        _record("filing-opened", task, task, by)
    filing.task = task
    return filing


@transaction.atomic
def save_draft(
    *,
    filing: Filing,
    revision: int,
    by: Actor,
    text: str | None = None,
    highlights: Sequence[Sequence[int]] | None = None,
    points: Sequence[int] | None = None,
    figures: Sequence[dict[str, Any]] | None = None,
) -> Filing:
    """Keep what was typed; `revision` is the one the writer saw, what is None stays. The same again changes nothing.

    Raises `OutOfHands` for what was sent, `StaleDraft` if somebody saved something else meanwhile.
    """
    filing = _locked(filing)
    changed = _changes(filing, text, highlights, points, figures)
    if filing.state in OUT_OF_HANDS:
        raise OutOfHands
    if not changed:
        return filing
    if filing.revision != revision:
        raise StaleDraft(filing)
    chars = count(filing.text)
    for field, value in changed.items():
        setattr(filing, field, value)
    filing.revision, filing.saved_at = revision + 1, clock.now()
    filing.saved_by = by if isinstance(by, Staff) else None
    filing.save(update_fields=[*changed, "revision", "saved_at", "saved_by"])
    _record("filing-saved", filing.task, filing.task, by, before={"chars": chars}, after={"chars": count(filing.text)})
    return filing


@transaction.atomic
def send(*, filing: Filing, by: Actor) -> Submission:
    """The draft as it stands becomes the next version, and the task counts as received today.

    Sent already: that version again, never a second one. Raises `TooLong`, `Problem` for what is empty, not owed or over.
    """
    filing = _locked(filing)
    filing.task = task = locked(
        filing.task
    )  # an extension or an exemption at the same moment comes before or after, never between
    if filing.state in OUT_OF_HANDS and filing.current is not None:
        return filing.current
    _check_owed(task)
    files, rows = _files_of(task), list(filing.rows.select_related("parent"))
    _check_content(filing, len(files) + len(rows))
    submission = Submission(filing=filing, number=filing.versions + 1, sent_at=clock.now(), due_then=task.due)
    submission.sent_by = by if isinstance(by, Staff) else None
    submission.text, submission.chars = filing.text, count(filing.text)
    submission.highlights, submission.points = filing.highlights, filing.points
    submission.figures = [one for one in filing.figures if _stands(one, filing.text)]
    submission.materials, submission.rows = files, [row_as_sent(row) for row in rows]
    submission.findings = findings_for(filing)
    submission.save(force_insert=True)
    remember(submission)
    _move_on(filing, submission)
    close_task(task=task, by=by)
    after = {"version": submission.number, "chars": submission.chars}
    _record("filing-sent", submission, task, by, after=after | ({"late": True} if filing.late else {}))
    facts = {"version": submission.number}
    telling.tell_asker(task=task, occasion="sent", by=by, facts=facts, submission=submission)
    return submission


@transaction.atomic
def take_back(*, filing: Filing, by: Actor) -> Filing:
    """To write on, as long as nobody has decided; the version stays readable and the task is owed again."""
    filing = _locked(filing)
    if filing.state == FilingState.DRAFT or filing.current is None:
        return filing
    with scope.everything("the view has fetched it through its permission"):
        sent = Submission.objects.select_for_update().get(pk=filing.current_id)
    if filing.state != FilingState.SUBMITTED or sent.state != FilingState.SUBMITTED:
        raise Problem(_("It has been decided on meanwhile and cannot be taken back; nothing was changed."))
    sent.state, sent.decided_at = FilingState.TAKEN_BACK, clock.now()
    sent.decided_by = by if isinstance(by, Staff) else None
    sent.save(update_fields=["state", "decided_at", "decided_by"])
    filing.current = filing.submissions.exclude(state=FilingState.TAKEN_BACK).last()
    filing.state = filing.current.state if filing.current else FilingState.DRAFT
    filing.save(update_fields=["current", "state"])
    reopen_task(task=filing.task, by=by)
    _record("filing-taken-back", sent, filing.task, by, before={"version": sent.number})
    telling.tell_asker(task=filing.task, occasion="taken-back", by=by, facts={"version": sent.number})
    return filing


def row_as_sent(row: PlanRow) -> dict[str, Any]:
    """A plan row as a version keeps it."""
    return {
        "code": row.code,
        "name": row.name,
        "kind": row.kind,
        "window_text": row.window_text,
        "window_start": row.window_start.isoformat() if row.window_start else None,
        "window_end": row.window_end.isoformat() if row.window_end else None,
        "window_precision": row.window_precision,
        "place": row.place,
        "audience": row.audience,
        "content": row.content,
        "parent": row.parent.code if row.parent else "",
    }


def _changes(filing: Filing, text: str | None, highlights: Any, points: Any, figures: Any) -> dict[str, Any]:
    """The fields that would differ, tidied: line breaks are one character, marks lie inside the text."""
    given: dict[str, Any] = {}
    if text is not None:
        given["text"] = text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
        if len(text) > LONGEST:
            said = _(
                "A text of more than {n} characters cannot be kept here. Nothing was saved; it is still on this page."
            )
            raise Problem(said.format(n=LONGEST))
    final = filing.text if text is None else text
    given["highlights"] = marks.settled(filing.highlights if highlights is None else highlights, len(final))
    if points is not None:
        given["points"] = sorted({one for one in points if 0 <= one < len(filing.task.points)})
    if figures is not None:
        given["figures"] = list(figures)
    return {field: value for field, value in given.items() if getattr(filing, field) != value}


def _check_owed(task: Task) -> None:
    if task.state == TaskState.EXEMPT:
        raise Problem(_("Your unit is exempt from this task and need not send anything. Nothing was sent."))
    if task.campaign.state == CampaignState.ARCHIVED:
        raise Problem(
            _("This campaign is over and archived; ask whoever runs it. The draft is kept, nothing was sent.")
        )


def _check_content(filing: Filing, besides: int) -> None:
    chars, limit = count(filing.text), filing.task.max_chars
    if not chars and not (besides and filing.task.what in TEXT_OPTIONAL):
        raise Problem(_("There is nothing to send yet. Write the text first; what you have chosen so far is kept."))
    if limit is not None and chars > limit:
        raise TooLong(chars, limit)


def _files_of(task: Task) -> list[str]:
    with scope.everything("the unit's own files of this task"):
        found = Material.objects.filter(task=task, removed_at=None).exclude(state=MaterialState.REFUSED)
        return list(found.order_by("id").values_list("code", flat=True))


def _stands(figure: dict[str, Any], text: str) -> bool:
    """Accepted, and its number, or the beginning of the passage that was taken, still in the text."""
    words = str(figure.get("number") or figure.get("sentence", "")[:_BEGINNING])
    return figure.get("state") == "accepted" and words in text


def _move_on(filing: Filing, submission: Submission) -> None:
    """The first version that is not taken back settles whether the unit was late."""
    judged = (FilingState.RETURNED, FilingState.ACCEPTED)
    if not filing.submissions.filter(state__in=judged).exists():
        filing.first_sent_at = submission.sent_at
        filing.late = is_late(filing.task.due, filing.task.due_time, submission.sent_at)
    filing.state, filing.current, filing.versions = FilingState.SUBMITTED, submission, submission.number
    filing.save(update_fields=["state", "current", "versions", "first_sent_at", "late"])


def _locked(filing: Filing) -> Filing:
    """Locked first, read second: PostgreSQL would show the joined rows as they were before the wait."""
    related = ("task__campaign__owner", "task__unit", "task__issuer", "current", "saved_by")
    with scope.everything("the view has fetched it through its permission"):
        Filing.objects.select_for_update().get(pk=filing.pk)
        found: Filing = Filing.objects.select_related(*related).get(pk=filing.pk)
    return found


def _record(action: str, target: Any, task: Task, by: Actor, **values: Any) -> None:
    audit.record(by=by, action=action, target=target, scope_path=task.campaign.owner.path, **values)
