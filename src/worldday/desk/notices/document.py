"""The notice's text as marked HTML: each recognised value a link to its field, each warning a number at its place."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from .bound import Sheet, html_id
from .highlight import Piece, pieces
from .warnings import Placed

# what a mark looks like, by the part of the reading it belongs to
_LOOKS = {"activities": "activity", "observance": "theme", "themes": "theme", "tasks": "task", "contacts": "contact"}
_INSIDE_ACTIVITY = {"units": "unit", "units_text": "unit", "window": "window"}


def marked(text: str, data: Mapping[str, Any], sheet: Sheet, warnings: Sequence[Placed]) -> SafeString:
    """HTML of `text`. Values without a field of their own (a whole row) are not marked: their parts are."""
    spans = {pointer: tuple(span) for pointer, span in (data.get("spans") or {}).items() if sheet.field_of(pointer)}
    marker = _Marker(sheet, {warning.name: warning for warning in warnings if warning.span})
    spans |= {name: warning.span for name, warning in marker.warnings.items() if warning.span}
    return format_html_join("", "{}", ((marker.piece(piece),) for piece in pieces(text, spans)))


class _Marker:
    def __init__(self, sheet: Sheet, warnings: dict[str, Placed]) -> None:
        self.sheet, self.warnings = sheet, warnings

    def piece(self, piece: Piece) -> SafeString:
        doubts = [self.warnings[name] for name in piece.over if name in self.warnings]
        values = [name for name in piece.over if name not in self.warnings]
        badges = format_html_join(
            "", "{}", ((self.badge(self.warnings[n]),) for n in piece.begins if n in self.warnings)
        )
        if not piece.over:
            return format_html("{}", piece.text)
        look = " mark--doubt" if any(not doubt.settled for doubt in doubts) else ""
        if not values:
            return format_html('{}<span class="mark{}">{}</span>', badges, look, piece.text)
        begins = [html_id("m", name) for name in piece.begins if name in values]
        anchors = format_html_join("", '<span id="{}"></span>', ((one,) for one in begins[1:]))
        return format_html(
            '{}{}<a class="mark mark--{}{}" href="{}" data-in="{}"{}>{}</a>',
            badges,
            anchors,
            look_of(values[0]),
            look,
            self.sheet.link(values[0]),
            " ".join(html_id("m", name) for name in values),
            format_html(' id="{}"', begins[0]) if begins else "",
            piece.text,
        )

    def badge(self, warning: Placed) -> SafeString:
        look = "doubt doubt--settled" if warning.settled else "doubt"
        href = self.sheet.link(warning.pointer) if warning.pointer else f"#s-{warning.name}"
        label = _("Point {number} to check: {sentence}").format(number=warning.number, sentence=warning.sentence)
        return format_html(
            '<a class="{}" id="{}" href="{}" aria-label="{}" title="{}">{}</a>',
            look,
            warning.name,
            href,
            label,
            warning.sentence,
            warning.number,
        )


def look_of(pointer: str) -> str:
    """`/activities/3/units/0/name` → unit."""
    parts = pointer.split("/")
    if parts[1] == "activities" and len(parts) > 3:  # /activities/<row>/<field>
        return _INSIDE_ACTIVITY.get(parts[3], "activity")
    return _LOOKS.get(parts[1], "head")
