"""Which quiz an address means, through which entrance, and what every page about it shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.cache import patch_cache_control, patch_vary_headers

from worldday.base import clock
from worldday.campaigns.models import Activity, Campaign, UnitRole
from worldday.quizzes.editions import HOLDING, rule_of
from worldday.quizzes.models import Entrance, Quiz
from worldday.quizzes.rule import Rule
from worldday.ui import dates

from .words import words

BEFORE, OPEN, CLOSED, NOT_READY = "before", "open", "closed", "not-ready"
PAGES = (
    *("play", "result", "ranking", "notebook", "place", "appeal", "qr", "data"),
    *("who_send", "who_check", "who_renew", "who_practice", "who_forget"),
)
View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Found:
    """A quiz as a citizen meets it. `door` is None at the main door."""

    quiz: Quiz
    door: Entrance | None

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
    def hue(self) -> int:
        return self.door.hue if self.door else self.campaign.hue

    @property
    def name(self) -> str:
        """The entrance's own name, else the quiz's."""
        named: Entrance | Quiz = self.door or self.quiz
        return named.name if dates.chinese() else named.name_en or named.name

    @property
    def full_name(self) -> str:
        """The quiz's name, with the entrance's where there is one: for whoever sees it alone."""
        quiz = self.quiz.name if dates.chinese() else self.quiz.name_en or self.quiz.name
        return f"{quiz} · {self.name}" if self.door else quiz

    @property
    def state(self) -> str:
        """As the server's clock stands now; the page's script keeps it up to date."""
        now, quiz = clock.now(), self.quiz
        if quiz.frozen_at is None or quiz.opens_at is None or quiz.closes_at is None:
            return NOT_READY
        if now < quiz.opens_at:
            return BEFORE
        return OPEN if now < quiz.closes_at else CLOSED

    def url(self, name: str = "quiz", /, **more: object) -> str:
        """An address of this quiz, staying behind the same entrance."""
        where = {"campaign": self.campaign.slug, "activity": self.quiz.key}
        behind = {"door": self.door.slug} if self.door else {}
        return reverse(f"public:{name}", kwargs=where | behind | more)

    @property
    def organiser(self) -> str:
        """Who is responsible for the data: the entrance's unit, else whoever holds the quiz."""
        unit = self.door.unit if self.door else self.campaign.owner
        if dates.chinese():
            return unit.name if self.door else "、".join(self.rule.organisers) or unit.name
        named = unit.name_en or unit.name
        return named if self.door else ", ".join(self.rule.organisers_en or self.rule.organisers) or named

    @property
    def contact(self) -> str:
        """A public contact point of theirs."""
        roles = [
            role.unit for role in self.activity.roles.all() if role.role in HOLDING or role.role == UnitRole.ASSIST
        ]
        units = [*([self.door.unit] if self.door else []), *roles, self.campaign.owner]
        return next((unit.contact for unit in units if unit.contact), self.organiser)


def find(campaign: str, activity: str, door: str = "") -> Found:
    """The quiz with this key in a published campaign, its units and entrances loaded; 404 when there is none."""
    rows = Quiz.objects.filter(Quiz.by_key(activity), activity__campaign__slug=campaign)
    quiz = get_object_or_404(
        rows.select_related("activity__campaign__owner").prefetch_related("activity__roles__unit", "entrances__unit")
    )
    doors = {entrance.slug: entrance for entrance in quiz.entrances.all()}
    if door and door not in doors:
        raise Http404
    return Found(quiz, doors.get(door))


def page(found: Found, **more: Any) -> dict[str, Any]:
    """The context of any page about a quiz."""
    return {
        "found": found,
        "campaign": found.campaign,
        "activity": found.activity,
        "quiz": found.quiz,
        "door": found.door,
        "rule": found.rule,
        "hue": found.hue,
        "quiz_url": found.url(),
        "data": script_data(found),
    } | more


def script_data(found: Found) -> dict[str, Any]:
    """What the page's script needs to know; nothing of it is secret, nothing of it is trusted when it comes back."""
    quiz = found.quiz
    return {
        "quiz": quiz.pk,
        "entrance": found.door.pk if found.door else 0,
        "name": found.full_name,
        "lang": "zh" if dates.chinese() else "en",
        "now": _ms(clock.now()),
        "opens": _ms(quiz.opens_at),
        "closes": _ms(quiz.closes_at),
        "identity": found.rule.identity,
        "limit": found.rule.time_limit_s * 1000,
        "intake": f"{settings.PREFIX}/intake/",
        "urls": {"quiz": found.url()} | {name: found.url(f"quiz_{name}") for name in PAGES},
        "pictures": found.url("quiz_picture", name="-")[:-1],
        "words": words(),
    }


def _ms(moment: Any) -> int | None:
    return int(moment.timestamp() * 1000) if moment else None


def kept(seconds: int) -> Callable[[View], View]:
    """Any cache may keep the page this long: at the opening moment thousands ask for the same one. For pages whose
    content changes without an audit row, which `public.caching.cached` would not notice."""

    def wrap(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            response = view(request, *args, **kwargs)
            if settings.DEMO:  # a visitor of a demo may stand at a day of their own
                patch_vary_headers(response, ["Cookie"])
                patch_cache_control(response, private=True, no_cache=True)
            else:
                patch_cache_control(response, public=True, max_age=seconds, stale_while_revalidate=2 * seconds)
            return response

        return answer

    return wrap
