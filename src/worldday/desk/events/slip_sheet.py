"""Slips for the survey, to print, cut and hand to people who came without a booking: a code to scan, good for one answer."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from worldday.desk.events.printing import families, pressed
from worldday.desk.quizzes.links import absolute, qr
from worldday.events.models import Event, SurveySlip
from worldday.reports.compiling.pdf.typ import string

COLUMNS, ROWS = 2, 6
WIDE_MM, HIGH_MM, PAD_MM, CODE_MM = 95, 46, 5, 30


def pdf(slips: Sequence[SurveySlip], event: Event) -> bytes:
    """Twelve to a sheet of A4, with the lines to cut along. Raises `printing.NotSet`."""
    return pressed(sheet([slip.code for slip in slips], event))


def sheet(codes: Sequence[str], event: Event) -> str:
    """The whole document, in Chinese and in English: it is handed to everybody."""
    faces = ", ".join(string(name) for name in families())
    margin_x, margin_y = (210 - COLUMNS * WIDE_MM) / 2, (297 - ROWS * HIGH_MM) / 2
    said = ", ".join(string(text) for text in (event.activity.name, *_words("zh-hans"), *_words("en")))
    cells = ",\n".join(f"slip({string(qr(url))}, {string(_short(url))})" for url in map(_url, codes))
    return "\n".join(
        [
            f'#set page(paper: "a4", margin: (x: {margin_x}mm, y: {margin_y}mm))',
            f'#set text(font: ({faces},), lang: "zh", region: "cn", size: 9pt)',
            f"#let (name, ask, once, ask-en, once-en) = ({said})",
            _SLIP,
            f"#grid(columns: ({WIDE_MM}mm,) * {COLUMNS}, rows: {HIGH_MM}mm,\n{cells})",
        ]
    )


def _words(language: str) -> tuple[str, str]:
    with override(language):
        return _("How was it?"), _("One minute, no name; one answer for your party.")


def _url(code: str) -> str:
    return absolute("public:survey_slip", code=code)


def _short(url: str) -> str:
    """To be typed where there is no camera."""
    return url.removeprefix("https://").removeprefix("http://") or settings.PUBLIC_URL


_SLIP = f"""#let slip(code, address) = rect(width: {WIDE_MM}mm, height: {HIGH_MM}mm, inset: {PAD_MM}mm, stroke: 0.2pt + luma(170), {{
  set par(leading: 0.5em, spacing: 0.6em)
  grid(columns: (1fr, auto), column-gutter: 3mm,
    {{ block(width: 100%, height: 10mm, clip: true, text(size: 8.5pt, fill: luma(80), name)); text(size: 13pt, weight: "bold", ask); [ ]; text(size: 10pt, ask-en); parbreak(); text(size: 8pt, once); parbreak(); text(size: 7pt, once-en) }},
    image(bytes(code), format: "svg", width: {CODE_MM}mm))
  place(bottom + left, text(size: 6.5pt, fill: luma(80), address))
}})"""
