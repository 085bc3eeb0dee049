"""Small words of the desk's pages about quizzes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django import template
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from worldday.quizzes import flags
from worldday.quizzes.evidence import BAND_WORDS
from worldday.quizzes.models import Flag, QuestionSort
from worldday.ui import dates

register = template.Library()

IDENTITIES: dict[str, str | Promise] = {
    "device": gettext_lazy("device"),
    "wechat": gettext_lazy("WeChat"),
    "phone": gettext_lazy("phone"),
    "seat": gettext_lazy("seat in a class"),
}
TRUTH: dict[str, str | Promise] = {
    "True": pgettext_lazy("answer", "True"),
    "False": pgettext_lazy("answer", "False"),
}
LEVELS: dict[int, str | Promise] = {
    1: gettext_lazy("easy"),
    2: gettext_lazy("medium"),
    3: gettext_lazy("hard"),
}
FIELDS: dict[str, str | Promise] = {
    "stem": gettext_lazy("Question"),
    "stem_en": gettext_lazy("Question, in English"),
    "options": gettext_lazy("Options"),
    "answer": gettext_lazy("Right answer"),
    "explanation": gettext_lazy("Explanation"),
    "explanation_en": gettext_lazy("Explanation, in English"),
    "basis": gettext_lazy("Basis"),
    "basis_article": gettext_lazy("Article or clause"),
    "basis_version": gettext_lazy("Version of the basis"),
    "topics": gettext_lazy("Topics"),
    "difficulty": gettext_lazy("Difficulty"),
    "pictures": gettext_lazy("Pictures"),
}


FACTS: dict[str, str | Promise] = {
    "questions": gettext_lazy("Questions on the paper"),
    "right": gettext_lazy("Answered right"),
    "ms": gettext_lazy("Time needed, in ms"),
    "others": gettext_lazy("Others alike"),
    "wrong": gettext_lazy("The same wrong answers"),
    "players": gettext_lazy("Persons"),
    "spread": gettext_lazy("Between the fastest and the slowest, in ms"),
    "minutes": gettext_lazy("Within minutes"),
    "attempts": gettext_lazy("Attempts"),
    "same": gettext_lazy("With one sort of browser"),
    "devices": gettext_lazy("Different devices"),
}


@register.filter
def fact_name(name: str) -> str | Promise:
    return FACTS.get(name, name)


@register.filter
def moment(value: datetime | None) -> str:
    """10月14日（周三）09:00, with the year."""
    if value is None:
        return "—"
    there = localtime(value)
    return f"{dates.day(there.date(), year=True)} {there:%H:%M}"


@register.filter
def moment_ms(value: int) -> str:
    """Unix milliseconds to the second: 10-14 09:00:01."""
    return f"{datetime.fromtimestamp(value / 1000, localtime().tzinfo):%m-%d %H:%M:%S}"


@register.filter
def took(ms: int) -> str:
    """1:05.3, minutes and seconds."""
    minutes, rest = divmod(ms, 60_000)
    return f"{minutes}:{rest // 1000:02}.{rest % 1000 // 100}"


@register.filter
def percent(share: float | None) -> str:
    return "—" if share is None else f"{share * 100:.1f} %"


@register.filter
def answer_words(words: Sequence[str]) -> str:
    """What was answered, in one line; a dash for nothing."""
    return "；".join(str(TRUTH.get(word, word)) for word in words if word) or "—"


@register.filter
def identity_name(strength: str) -> str | Promise:
    return IDENTITIES.get(strength, strength)


@register.filter
def age_name(band: str) -> str | Promise:
    return BAND_WORDS.get(band, band)


@register.filter
def level_name(level: int) -> str | Promise:
    return LEVELS.get(level, "")


@register.filter
def question_field(name: str) -> str | Promise:
    return FIELDS.get(name, name)


@register.filter
def question_sort(sort: str) -> str | Promise:
    found: str | Promise = dict(QuestionSort.choices).get(sort, sort)
    return found


@register.filter
def flag_title(flag: Flag) -> str:
    return flags.title(flag.sort, _language()) if flag.sort in flags.SORTS else flag.sort


@register.filter
def flag_reason(flag: Flag) -> str:
    """The reason in words; a sort that a later version wrote is said with its numbers alone."""
    if flag.sort not in flags.SORTS:
        return ", ".join(f"{name} {value}" for name, value in flag.facts.items())
    return flags.reason(flag.sort, flag.facts, _language())


@register.filter
def decision_name(decision: str) -> str:
    return {"": _("undecided"), "void": _("void"), "keep": _("kept")}.get(decision, decision)


@register.filter
def drawn(svg: str) -> SafeString:
    """A picture made by ourselves (`desk.quizzes.links.qr`)."""
    return mark_safe(svg)  # noqa: S308  segno's modules; the address inside is encoded, not written


def _language() -> str:
    return get_language() or "zh"
