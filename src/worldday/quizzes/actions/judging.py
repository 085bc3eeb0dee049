"""People decide about flags; the flags themselves change nothing. Every decision has a reason, and can be appealed once."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from worldday.base import clock, scope
from worldday.base.audit import Actor, System
from worldday.base.problems import Problem
from worldday.people.identity import label_of, persons_of
from worldday.quizzes import ranking
from worldday.quizzes.models import Attempt, Flag, Quiz

from .setting_up import locked, record

if TYPE_CHECKING:
    from worldday.units.models import Staff

VOID, KEEP = "void", "keep"
LONGEST_APPEAL = 1000


@transaction.atomic
def decide_flag(*, flag: Flag, decision: str, reason: str, by: Staff) -> Flag:
    """`void` takes the flagged attempt out of the ranking, `keep` puts it back; the ranking is made anew at once.

    Who decided first may not decide the appeal. Raises `Problem` without a reason or for the wrong person.
    """
    if decision not in (VOID, KEEP):
        raise ValueError(decision)
    if not reason.strip():
        raise Problem(_("Please give the reason: the player will read it. Nothing was changed."))
    quiz = locked(flag.quiz)
    flag = Flag.objects.select_for_update().get(pk=flag.pk)
    if is_appealed(flag) and flag.decided_by_id == by.pk:
        raise Problem(_("An appeal is decided by somebody else than whoever decided first. Nothing was changed."))
    if flag.decision and not is_appealed(flag):
        raise Problem(_("This has been decided already; it can be decided anew after an appeal. Nothing was changed."))
    before = {"decision": flag.decision, "reason": flag.reason}
    flag.decision, flag.reason = decision, reason.strip()[:300]
    flag.decided_at, flag.decided_by = clock.own(), by
    flag.save()
    after = {"decision": decision, "reason": flag.reason, "sort": flag.sort, "player": label_of(flag.player)}
    record("quiz-flag-decided", quiz, by, before, after)
    _set_void(quiz, [flag.attempt], void=decision == VOID or _void_otherwise(flag))
    return flag


def is_appealed(flag: Flag) -> bool:
    """Whether an appeal waits for its decision, which is the last one. Both moments are the installation's own: in a demo
    player and staff may stand at different days."""
    return flag.appealed_at is not None and flag.decided_at is not None and flag.decided_at <= flag.appealed_at


def _void_otherwise(flag: Flag) -> bool:
    """Another decision may have made the same attempt void; keeping this flag's attempt does not undo that one."""
    return Flag.objects.filter(quiz=flag.quiz_id, attempt=flag.attempt, decision=VOID).exclude(pk=flag.pk).exists()


@transaction.atomic
def appeal(*, flag: Flag, player: int, text: str) -> Flag:
    """The player asks for a second look, from the public page. Raises `Problem` for somebody else's flag or a second appeal."""
    flag = Flag.objects.select_for_update().select_related("quiz").get(pk=flag.pk)
    if not is_same_person(flag.player, player):
        raise Problem(_("This decision is about somebody else's attempt; nothing was sent."))
    if not flag.decision or flag.decision == KEEP:
        raise Problem(_("Nothing was taken away, so there is nothing to appeal."))
    if flag.appealed_at:
        raise Problem(_("Your appeal has arrived already and is being looked at; nothing else is needed."))
    if not text.strip():
        raise Problem(_("Please write in a sentence or two why the attempt should count. Nothing was sent."))
    flag.appeal, flag.appealed_at = text.strip()[:LONGEST_APPEAL], clock.own()
    flag.save()
    record(
        "quiz-flag-appealed",
        locked(flag.quiz),
        System("player"),
        after={"sort": flag.sort, "player": label_of(flag.player)},
    )
    return flag


def is_same_person(one: int, other: int) -> bool:
    """Whether two numbers are one person, also after a merger."""
    whom = persons_of({one, other})
    return whom.get(one, one) == whom.get(other, other)


@transaction.atomic
def void_attempt(*, quiz: Quiz, attempt: int, reason: str, by: Actor) -> None:
    """Take an attempt out of the ranking without a flag: a tester's, or at the player's own wish. Never deletes."""
    quiz = locked(quiz)
    _must_say_why(reason)
    if not Attempt.objects.filter(quiz=quiz, pk=attempt, void=False).exists():
        raise Problem(_("There is no such counted attempt; nothing was changed."))
    record("quiz-attempt-voided", quiz, by, after={"attempt": str(attempt), "reason": reason.strip()})
    _set_void(quiz, [attempt], void=True)


@transaction.atomic
def restore_attempt(*, quiz: Quiz, attempt: int, reason: str, by: Actor) -> None:
    """What `void_attempt` took out counts again; what a flag's decision took out is for an appeal to bring back."""
    quiz = locked(quiz)
    _must_say_why(reason)
    if Flag.objects.filter(quiz=quiz, attempt=attempt, decision=VOID).exists():
        raise Problem(_("A flag's decision made this attempt void; an appeal against it can bring it back."))
    if not Attempt.objects.filter(quiz=quiz, pk=attempt, void=True).exists():
        raise Problem(_("There is no such void attempt; nothing was changed."))
    record("quiz-attempt-restored", quiz, by, after={"attempt": str(attempt), "reason": reason.strip()})
    _set_void(quiz, [attempt], void=False)


def _must_say_why(reason: str) -> None:
    if not reason.strip():
        raise Problem(_("Please give the reason: it stays in the audit trail. Nothing was changed."))


def _set_void(quiz: Quiz, attempts: Collection[int], *, void: bool) -> None:
    rows = Attempt.objects.filter(quiz=quiz, pk__in=attempts)
    with scope.everything("the verb has checked its actor"):
        ranking.hold()  # before the attempts, in the order in which the follower takes them
        rows.update(void=void)
        ranking.recount(quiz, set(rows.values_list("player", flat=True)))
