"""What a reviewer does with a version: comment, return, accept. A decision is made once; whoever comes second is told whose it was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from worldday.base import audit, clock, scope
from worldday.base.audit import Actor
from worldday.base.problems import Problem
from worldday.campaigns.actions import change_task, extend_task, reopen_task
from worldday.campaigns.models import CampaignState, Task, TaskState
from worldday.reports import telling
from worldday.reports.checks import Weight
from worldday.reports.models import Comment, Filing, FilingState, Submission
from worldday.ui import dates
from worldday.units.models import Staff

LONGEST_REASON = 2000
LONGEST_COMMENT, LONGEST_QUOTE = 500, 300


class Decided(Problem):
    """Somebody was quicker, or the version is not the newest any more; `standing` is how it stands now."""

    def __init__(self, standing: Submission, sentence: str) -> None:
        self.standing = standing
        super().__init__(sentence)


@dataclass(frozen=True)
class ManyAccepted:
    """What accepting many at once did: `left` are those a person must look at, each with why."""

    accepted: list[Submission] = field(default_factory=list)
    left: list[tuple[Submission, str | Promise]] = field(default_factory=list)


@transaction.atomic
def comment(*, submission: Submission, start: int, end: int, text: str, by: Actor) -> Comment:
    """Say something about characters [start, end) of the version's text; start = end is about the whole of it."""
    if not (said := text.strip()):
        raise Problem(_("Please write what you want to say about the passage; nothing was kept."))
    if len(said) > LONGEST_COMMENT:
        sentence = _("A comment has at most {n} characters; please shorten it. Nothing was kept yet.")
        raise Problem(sentence.format(n=LONGEST_COMMENT))
    if not 0 <= start <= end <= len(submission.text):
        raise Problem(_("This passage does not stand in the version; please choose it again. Nothing was kept."))
    quote = submission.text[start:end][:LONGEST_QUOTE]
    made = Comment(submission=submission, start=start, end=end, quote=quote, text=said, made_at=clock.now())
    made.made_by = _person(by)
    made.save(force_insert=True)
    _record("submission-commented", submission, by, comment=said)
    return made


@transaction.atomic
def settle(*, comment: Comment, by: Actor) -> Comment:
    """The comment is dealt with. Again: nothing happens."""
    found = Comment.objects.select_for_update(of=("self",)).get(pk=comment.pk)
    if found.settled_at is None:
        found.settled_at, found.settled_by = clock.now(), _person(by)
        found.save(update_fields=["settled_at", "settled_by"])
        _record("comment-settled", _fetched([found.submission_id])[0], by, comment=found.text)
    return found


@transaction.atomic
def accept(*, submission: Submission, by: Actor) -> Submission:
    """Received and in order. One's own second click changes nothing; raises `Decided` if somebody else has decided."""
    sent = _held([submission])[0]
    if sent.state == FilingState.ACCEPTED and _is_mine(sent, by):
        return sent
    if said := _standing(sent):
        raise Decided(sent, said)
    _decide(sent, FilingState.ACCEPTED, by)
    _record("submission-accepted", sent, by, version=sent.number)
    telling.tell_unit(task=sent.filing.task, occasion="accepted", by=by, facts={"version": sent.number})
    return sent


@transaction.atomic
def accept_many(*, submissions: Sequence[Submission], by: Actor) -> ManyAccepted:
    """Accept those that nothing stands against; the others are left as they are and named."""
    done = ManyAccepted()
    for sent in _held(submissions):
        if why := _not_among_many(sent):
            done.left.append((sent, why))
        else:
            _decide(sent, FilingState.ACCEPTED, by)
            _record("submission-accepted", sent, by, version=sent.number, among=len(submissions))
            done.accepted.append(sent)
    telling.tell_units(tasks=[sent.filing.task for sent in done.accepted], occasion="accepted", by=by)
    return done


@transaction.atomic
def return_submission(
    *,
    submission: Submission,
    reason: str,
    new_due: date | None,
    by: Actor,
    seen: str = FilingState.SUBMITTED,
) -> Submission:
    """Back to its unit, with why and by when; what it owed is owed again, and its draft can be written on.

    An accepted version is returned by saying so: `seen` is the state the reviewer saw. Raises `Decided` if it has another.
    """
    said = _reason(reason)
    if new_due is not None and new_due < clock.today():
        raise Problem(_("The new due day has passed already; choose today or a later day. Nothing was changed."))
    sent = _held([submission])[0]
    if standing := _standing(sent, seen=seen):
        raise Decided(sent, standing)
    _check_can_come_back(sent.filing.task)
    sent.reason, sent.new_due = said, new_due
    _decide(sent, FilingState.RETURNED, by)
    task = _owed_again(sent.filing.task, new_due, said, by)
    due = {"due": new_due.isoformat()} if new_due else {}
    _record("submission-returned", sent, by, version=sent.number, reason=said, **due)
    facts = {"reason": said, "due": new_due, "version": sent.number}
    telling.tell_unit(task=task, occasion="returned", by=by, facts=facts)
    return sent


def _reason(reason: str) -> str:
    said = reason.strip()
    if not said:
        raise Problem(_("Please say why it is returned, so that the unit knows what to do. Nothing was changed."))
    if len(said) > LONGEST_REASON:
        sentence = _("The reason has more than {n} characters; please shorten it. Nothing was changed.")
        raise Problem(sentence.format(n=LONGEST_REASON))
    return said


def _check_can_come_back(task: Task) -> None:
    if task.campaign.state == CampaignState.ARCHIVED:
        raise Problem(_("This campaign is archived, so nothing can be sent for it any more. Nothing was changed."))
    if task.state == TaskState.EXEMPT:
        raise Problem(_("The unit has been exempted meanwhile; let it owe the task again first. Nothing was changed."))
    if task.unit.closed_on is not None:
        raise Problem(_("This unit is closed, so nobody could send it again. Nothing was changed."))


def _owed_again(task: Task, due: date | None, reason: str, by: Actor) -> Task:
    task = reopen_task(task=task, by=by)
    if due is None or due == task.due:
        return task
    if task.due is not None and due > task.due:
        return extend_task(task=task, due=due, reason=reason, by=by)
    return change_task(task=task, changes={"due": due}, by=by)


def _decide(sent: Submission, state: str, by: Actor) -> None:
    sent.state, sent.decided_at, sent.decided_by = state, clock.now(), _person(by)
    sent.save(update_fields=["state", "decided_at", "decided_by", "reason", "new_due"])
    filing = sent.filing
    filing.state = state
    filing.save(update_fields=["state"])


def _standing(sent: Submission, *, seen: str = FilingState.SUBMITTED) -> str:
    """Why no decision can be made on this version now: who decided what, or that it is not the newest. "" if one can."""
    if sent.filing.current_id != sent.pk and sent.state != FilingState.TAKEN_BACK:
        sentence = _(
            "Version {newest} has been sent meanwhile; this one, {number}, is not the newest. Nothing was changed."
        )
        return str(sentence).format(newest=sent.filing.versions, number=sent.number)
    if sent.state == seen:
        return ""
    said = str(_DECIDED.get(sent.state, _DECIDED[FilingState.SUBMITTED]))
    who = sent.decided_by.name if sent.decided_by else "—"
    decided = localtime(sent.decided_at) if sent.decided_at else None
    when = f"{dates.short_day(decided.date())} {decided:%H:%M}" if decided else ""
    return said.format(who=who, when=when)


_DECIDED: dict[str, str | Promise] = {
    FilingState.ACCEPTED: _("{who} has accepted it already ({when}). Nothing was changed."),
    FilingState.RETURNED: _("{who} has returned it already ({when}). Nothing was changed."),
    FilingState.TAKEN_BACK: _("Its unit has taken it back ({when}) and will send it again. Nothing was changed."),
    FilingState.SUBMITTED: _("Nobody has decided on it yet. Nothing was changed."),
}


def _not_among_many(sent: Submission) -> str | Promise:
    if said := _standing(sent):
        return said
    if any(finding["weight"] == Weight.STOP for finding in sent.findings):
        return _("the checks found something that a person must look at")
    return ""


def _is_mine(sent: Submission, by: Actor) -> bool:
    return sent.decided_by is not None and sent.decided_by.actor_ref == by.actor_ref


def _held(submissions: Sequence[Submission]) -> list[Submission]:
    """The versions as they are now, their filings held first, always in the same order: two reviewers never wait for each other.

    Held first, read second: PostgreSQL would show joined rows, such as who decided, as they were before the wait.
    """
    keys = [each.pk for each in submissions]
    with scope.everything("the view has fetched them through their permission"):
        filings = Filing.objects.filter(pk__in=Submission.objects.filter(pk__in=keys).values("filing")).order_by("pk")
        list(filings.select_for_update().only("pk"))
        list(Submission.objects.select_for_update().filter(pk__in=keys).order_by("pk").only("pk"))
        related = ("task__campaign__owner", "task__unit", "task__issuer")
        held = {filing.pk: filing for filing in filings.select_related(*related)}
        found = list(Submission.objects.filter(pk__in=keys).order_by("pk").select_related("decided_by"))
    for sent in found:
        sent.filing = held[sent.filing_id]
    return found


def _fetched(keys: Sequence[int]) -> list[Submission]:
    with scope.everything("the view has fetched it through its permission"):
        return list(
            Submission.objects.filter(pk__in=keys).select_related("filing__task__campaign__owner", "filing__task__unit")
        )


def _person(by: Actor) -> Staff | None:
    return by if isinstance(by, Staff) else None


def _record(action: str, sent: Submission, by: Actor, **after: object) -> None:
    path = sent.filing.task.campaign.owner.path
    audit.record(by=by, action=action, target=sent, scope_path=path, after=after)
