"""Words and bars of the reporting board."""

from typing import Any

from django import template
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from worldday.desk.board.fetch import has_board
from worldday.desk.board.page import PARTS, STANDINGS

register = template.Library()


@register.filter
def percent(rate: float | None) -> str:
    """85%; never 100% before everything has come, nor 0% when something has. A dash where nothing is expected."""
    if rate is None:
        return "—"
    whole = int(rate * 100)
    return f"{1 if rate > 0 and whole == 0 else whole}%"


@register.simple_tag
def rate(part: int, whole: int, *, bare: bool = False) -> SafeString:
    """A share as a bar with its percentage; `bare`: the bar alone, for where the figure stands beside it."""
    share = part / whole if whole else None
    if share is None:
        return format_html('<span class="desk-quiet">{}</span>', "—")
    words = _("{part} of {whole}").format(part=part, whole=whole)
    bar = format_html('<progress max="{}" value="{}" aria-label="{}"></progress>', whole, part, words)
    return bar if bare else format_html('<span class="board-rate">{} <span>{}</span></span>', bar, percent(share))


@register.filter
def standing_word(key: str) -> str | Promise:
    return STANDINGS[key]


@register.filter
def part_word(by: str) -> str | Promise:
    return PARTS[by]


@register.simple_tag(takes_context=True)
def narrowed(context: template.Context, name: str, value: str) -> str:
    """This page's address with one filter set, at the list."""
    query = context["request"].GET.copy()
    for other in ("p", "standing", "light") if name in ("standing", "light") else ("p",):
        query.pop(other, None)
    query[name] = value
    return f"?{query.urlencode()}#rows"


@register.simple_tag(takes_context=True)
def board_to_show(context: template.Context) -> bool:
    """Whether the campaign's tabs offer the board to whoever looks."""
    shown: dict[str, Any] = context.flatten()
    return has_board(shown["request"].user, shown["campaign"], runs=bool(shown.get("runs")))
