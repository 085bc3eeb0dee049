"""Who may enter and start, now. Each check refuses with its own sentence."""

from .clock import day_of
from .messages import Enter
from .papers import EditionContent
from .refusals import Refused
from .tickets import Pass


def check_choices(asked: Enter, edition: EditionContent) -> None:
    """May an anonymous device play this quiz, and was it told and asked what the rule demands?"""
    limits = edition.limits
    if not limits.accepts("device"):
        raise Refused("identity")
    if limits.consent_version and asked.consent_version != limits.consent_version:
        raise Refused("consent")
    if asked.age_band in limits.guardian_bands and not asked.guardian:
        raise Refused("guardian")
    chosen_of = (
        (asked.district, limits.districts),
        (asked.entrance, limits.entrances),
        (asked.age_band, limits.age_bands),
    )
    if any(chosen and offered and chosen not in offered for chosen, offered in chosen_of):
        raise Refused("unknown-choice")


def check_pass(held: Pass, edition: EditionContent, now_ms: int) -> None:
    """Does this pass leave an attempt, today and in all, in a quiz that is not over?"""
    limits = edition.limits
    if edition.closed(now_ms):
        raise Refused("closed")
    if not limits.accepts(held.strength):
        raise Refused("identity")
    if 0 < limits.in_all <= held.number:
        raise Refused("limit-in-all")
    if held.day != day_of(now_ms, limits.time_zone):
        raise Refused("other-day")
    if 0 < limits.per_day <= held.day_number:
        raise Refused("limit-today")


def check_open(edition: EditionContent, now_ms: int) -> None:
    """Has it opened? A pass may be fetched before, so that not everything happens in the first second."""
    if edition.not_yet_open(now_ms):
        raise Refused("not-open", opens_ms=edition.opens_ms, now_ms=now_ms)
