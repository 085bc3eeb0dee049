"""What templates say with one word: symbols, days, names in their own language, addresses in the other language."""

import re
from datetime import date
from typing import Any

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, override

from worldday.base import clock
from worldday.ui import calendar_days, dates, districts
from worldday.ui.languages import either
from worldday.ui.symbols import symbol

register = template.Library()
CHINESE = re.compile("[\u3400-\u9fff][\u2026\u3000-\u9fff\uff00-\uffef]*")
LIGHTS = {
    "not-started": "quiet",
    "on-track": "good",
    "at-risk": "soon",
    "overdue": "late",
    "done": "quiet",
    "cancelled": "quiet",
}
PHASES = {"undated": "not-started", "upcoming": "not-started", "on": "on-track", "last-days": "at-risk", "over": "done"}


@register.simple_tag
def icon(name: str) -> SafeString:
    return mark_safe(symbol(name))  # noqa: S308  our own file, nothing of a visitor's


@register.simple_tag
def say(text: str, english: str = "") -> str:
    """`text` in Chinese; on an English page its English form, or, where there is none, the Chinese marked as such. Districts are
    known by their names."""
    if dates.chinese() or not text:
        return text
    english = english or districts.english_of(text)
    return aloud(english) if english else format_html('<span lang="zh-Hans">{}</span>', text)


register.filter("district", districts.called)  # where no markup can stand


@register.filter
def aloud(text: str) -> SafeString:
    """Words that may mix both languages: on an English page the Chinese ones are marked, so that a page read aloud says them in
    Chinese. What holds markup already stays as it is."""
    said = conditional_escape(text)
    if dates.chinese() or "<" in said:
        return said
    marked, runs = CHINESE.subn(r'<span lang="zh-Hans">\g<0></span>', said)
    return mark_safe(f"<span>{marked}</span>") if runs else said  # noqa: S308  escaped; one element, since flex drops blanks between


@register.simple_tag
def say_plain(text: str, english: str = "") -> str:
    """The same where no markup can stand: titles, labels."""
    return either(text, english)


@register.filter
def day(value: date | None) -> str:
    return dates.day(value) if value else ""


@register.filter
def day_and_year(value: date | None) -> str:
    return dates.day(value, year=True) if value else ""


@register.filter
def short_day(value: date) -> str:
    return dates.short_day(value)


@register.filter
def month_short(value: date) -> str:
    return dates.month(value) if dates.chinese() else dates.month(value)[:3]


@register.filter
def month(value: date | None) -> str:
    return dates.month(value) if value else ""


@register.simple_tag
def span(start: date | None, end: date | None) -> str:
    return dates.span(start, end)


@register.filter
def days_away(value: date | None) -> int | None:
    """Days from today; negative when past."""
    return (value - clock.today()).days if value else None


@register.filter
def distance(days: int) -> str:
    return dates.distance(days)


@register.filter
def hue_class(hue: int) -> str:
    """`hue-210`: the nearest of the 36 classes in hues.css, since a page carries no style of its own.
    A page without a campaign has the house's own."""
    return f"hue-{round(hue / 10) * 10 % 360}"


@register.inclusion_tag("ui/date_block.html")
def date_block(start: date | None, end: date | None) -> dict[str, Any]:
    block = dates.block(start, end)
    return {"block": block, "wide": len(block.large) > 3, "wider": len(block.large) > 7}


@register.inclusion_tag("ui/light.html")
def light(slug: str, label: str) -> dict[str, str]:
    """A light of the workplan (campaigns.lights): its shape, its colour, and always its word."""
    return {"slug": slug, "label": label, "tone": LIGHTS.get(slug, "quiet")}


@register.inclusion_tag("ui/light.html")
def phase(value: Any) -> dict[str, Any]:
    """Where an activity stands for the public, in the same shapes."""
    slug = PHASES.get(str(value.value), "cancelled")
    return {"slug": slug, "label": value.label, "tone": LIGHTS[slug]}


@register.simple_tag(takes_context=True)
def in_language(context: template.Context, language: str) -> str:
    """The address of this page in `language`; of the home page where this page has no address (an error)."""
    match = getattr(context.get("request"), "resolver_match", None)
    with override(language):
        try:
            return reverse(match.view_name, args=match.args, kwargs=match.kwargs) if match else reverse("public:home")
        except NoReverseMatch:
            return reverse("public:home")


@register.simple_tag
def language_tag() -> str:
    """BCP 47, for `lang`: zh-Hans or en."""
    return "en" if (get_language() or "").startswith("en") else "zh-Hans"


@register.inclusion_tag("ui/weeks.html")
def weeks(days: Any, today: date) -> dict[str, Any]:
    """The days of a window as a small calendar, if they are few enough for one."""
    return {"weeks": calendar_days.weeks(days.start, days.end, today)}


@register.inclusion_tag("ui/season_line.html")
def season_line(days: Any, season: Any, today: date) -> dict[str, float | None]:
    """The days of an activity on the line of the whole programme, 0–100; `season` has the first and the last day."""
    if not (season.start and season.end):
        return {"length": 0}
    whole = (season.end - season.start).days + 1

    def along(day: date) -> float:
        return round(min(max((day - season.start).days / whole * 100, 0), 100), 1)

    known = days.start or days.end
    start, end = days.start or season.start, days.end or season.end
    length = max((end - start).days + 1, 1) / whole * 100 if known else 0
    now = along(today) if season.start <= today <= season.end else None
    return {"x": along(start), "length": round(max(length, 1.5), 1) if known else 0, "now": now}
