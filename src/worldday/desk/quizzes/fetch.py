"""A quiz through the permission: whoever runs it sees all of it, a co-host only what came through its own entrances."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from worldday.base import clock, scope
from worldday.base.scope import Subtrees
from worldday.campaigns.models import Activity, Campaign
from worldday.desk.campaigns.fetch import activity_for
from worldday.quizzes.editions import rule_of
from worldday.quizzes.models import Entrance, Quiz
from worldday.quizzes.rule import Rule
from worldday.quizzes.rules import entrances_seen, may_run, may_run_quiz
from worldday.units.models import Staff
from worldday.units.permissions import Permission
from worldday.units.rules import paths_where

SETTING_UP, WAITING, OPEN, CLOSED = "setting-up", "waiting", "open", "closed"
STATES: dict[str, str | Promise] = {
    SETTING_UP: _("Being set up"),
    WAITING: _("Frozen, not open yet"),
    OPEN: _("Open"),
    CLOSED: _("Closed"),
}


@dataclass(frozen=True)
class Seen:
    """A quiz as one person may see it; `doors` are the entrances whose figures are theirs to see."""

    quiz: Quiz
    doors: list[Entrance]
    runs: bool

    @property
    def activity(self) -> Activity:
        activity: Activity = self.quiz.activity
        return activity

    @property
    def campaign(self) -> Campaign:
        campaign: Campaign = self.activity.campaign
        return campaign

    @cached_property
    def rule(self) -> Rule:
        return rule_of(self.quiz)

    @property
    def entrances(self) -> tuple[int, ...] | None:
        """What figures are narrowed to; None = everything."""
        return None if self.runs else tuple(door.pk for door in self.doors)

    @property
    def state(self) -> str:
        return state_of(self.quiz)

    @property
    def state_word(self) -> str | Promise:
        return STATES[self.state]


def state_of(quiz: Quiz) -> str:
    """As the clock stands now."""
    if quiz.frozen_at is None or quiz.opens_at is None or quiz.closes_at is None:
        return SETTING_UP
    now = clock.now()
    return WAITING if now < quiz.opens_at else OPEN if now < quiz.closes_at else CLOSED


def quiz_for(staff: Staff, code: str, *, to_run: bool = False) -> Seen:
    """The quiz with the key `code`. 404 for a stranger's; 403 for somebody who sees the activity but has no part in the
    quiz, or who may look at his own entrance and asks for more."""
    with scope.everything("the permission is asked right here"):
        quiz = Quiz.objects.select_related("activity__campaign__owner").filter(Quiz.by_key(code)).first()
    doors = entrances_seen(staff, quiz) if quiz is not None else []
    runs = quiz is not None and may_run_quiz(staff, quiz)
    if quiz is None or not (runs or doors):
        activity_for(staff, quiz.activity.code if quiz is not None else code)  # 404 for a stranger
        raise Http404 if quiz is None else PermissionDenied
    if to_run and not runs:
        raise PermissionDenied
    return Seen(quiz, doors, runs)


def activity_without_quiz(staff: Staff, code: str) -> Activity:
    """An activity whose kind was changed to a quiz after the plan was confirmed. 404, 403 as above."""
    activity = activity_for(staff, code)
    if activity.kind != "quiz":
        raise Http404
    if not may_run(staff, activity):
        raise PermissionDenied
    return activity


def quizzes_of(staff: Staff) -> list[Seen]:
    """Every quiz this person runs or keeps an entrance of, the latest first; as many queries for many as for one."""
    organises, runs, sees = (
        Subtrees(paths_where(staff, each))
        for each in (Permission.RUN_CAMPAIGN, Permission.RUN_ACTIVITY, Permission.SEE_CAMPAIGN)
    )
    mine = (
        organises.q("activity__campaign__owner__path")
        | runs.q("activity__roles__unit__path")
        | sees.q("entrances__unit__path")
    )
    with scope.everything("the filter is the permission"):
        rows = (
            Quiz.objects.filter(pk__in=Quiz.objects.filter(mine).values("pk"))
            .select_related("activity__campaign__owner")
            .prefetch_related("activity__roles__unit", "entrances__unit")
            .order_by("-opens_at", "-pk")
        )
        return [_seen(quiz, organises, runs, sees) for quiz in rows]


def _seen(quiz: Quiz, organises: Subtrees, runs: Subtrees, sees: Subtrees) -> Seen:
    """`quizzes.rules`, on rows that are loaded already."""
    all_of_it = _below([quiz.activity.campaign.owner.path], organises) or _below(
        [role.unit.path for role in quiz.activity.roles.all()], runs
    )
    return Seen(quiz, [door for door in quiz.entrances.all() if all_of_it or _below([door.unit.path], sees)], all_of_it)


def _below(paths: list[str], tops: Subtrees) -> bool:
    return any(path.startswith(top) for path in paths for top in tops.paths)
