"""What a quiz has produced, as figures for reports: each with its definition and where it was counted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from worldday.campaigns.kinds import Figure
from worldday.people.ages import BANDS, UNDER_14

from .models import Quiz
from .queries.figures import Figures, Group, figures

Words = str | Promise
PEOPLE = pgettext_lazy("measure", "people")
BAND_WORDS: Mapping[str, Words] = {UNDER_14: _("under 14")} | {band: band for band in BANDS[1:]}
PLAYERS = _("persons with at least one counted attempt; WeChat and phone of one person count once")


def figures_of(quiz: Quiz) -> list[Figure]:
    """Nothing before the first counted attempt: a zero would be a figure too."""
    found = figures(quiz)
    return list(_figures(quiz, found)) if found.whole.players else []


def _figures(quiz: Quiz, found: Figures) -> Iterator[Figure]:
    source = f"quizzes_tally, quiz {quiz.code}"

    def figure(name: Words, value: float, measure: Words, definition: Words) -> Figure:
        return Figure(name, value, measure, definition, source, found.taken_at)

    whole = found.whole
    yield figure(_("Players"), whole.players, PEOPLE, PLAYERS)
    yield figure(
        _("Attempts"), whole.attempts, pgettext_lazy("measure", "times"), _("counted attempts that are not void")
    )
    if whole.mean is not None and whole.pass_rate is not None:
        full = format_lazy(_("mean of each person's best score, of {full} points"), full=found.full_marks)
        yield figure(_("Mean score"), round(whole.mean, 1), pgettext_lazy("measure", "points"), full)
        passed = _("persons whose best score reaches the pass mark, of all players")
        yield figure(_("Pass rate"), round(whole.pass_rate * 100, 1), "%", passed)
    for groups, named in ((found.districts, {}), (found.age_bands, BAND_WORDS), (found.entrances, {})):
        yield from (
            figure(
                format_lazy(_("Players, {group}"), group=named.get(group.name, group.name)),
                group.players,
                PEOPLE,
                PLAYERS,
            )
            for group in _shown(groups)
        )


def _shown(groups: list[Group]) -> list[Group]:
    return [group for group in groups if group.players]
