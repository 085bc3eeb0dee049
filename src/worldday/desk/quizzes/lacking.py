"""What keeps a quiz from being frozen, with who can put it right and where."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from worldday.campaigns.kinds import Blocker, exact_days, general_blockers
from worldday.campaigns.models import Activity
from worldday.quizzes import obstacles

from .fetch import Seen

WHO: dict[str, str | Promise] = {
    obstacles.RULE: _("whoever runs the quiz"),
    obstacles.PAPER: _("whoever runs the quiz, or those who review questions"),
    obstacles.UNITS: _("the organiser of the campaign"),
    obstacles.PRIVACY: _("the system administrator"),
    obstacles.ELSEWHERE: _("whoever answers for the prizes"),
}


@dataclass(frozen=True)
class Lacking:
    reason: str | Promise
    who: str | Promise
    url: str


def lacking(seen: Seen) -> list[Lacking]:
    """Everything at once; empty when it can be frozen."""
    key = seen.quiz.key
    pages = {
        obstacles.RULE: reverse("desk_quizzes:rule", args=[key]),
        obstacles.PAPER: reverse("desk_quizzes:paper", args=[key]),
        obstacles.UNITS: reverse("desk_campaigns:edit_units", args=[seen.activity.code]),
    }
    return [Lacking(reason, WHO[step], pages.get(step, "")) for step, reason in obstacles.obstacles_by_step(seen.quiz)]


def general(activity: Activity) -> list[Blocker]:
    """What the activity itself still lacks, which does not keep the quiz from being frozen."""
    return [*general_blockers(activity), *exact_days(activity)]
