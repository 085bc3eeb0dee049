"""Badges on A4 to print and cut: ten to a sheet, names of any length. Knows no Django.

A name is set as large as its place allows: typst measures it, and makes it smaller until it fits, on two lines if need be.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from worldday.reports.compiling.pdf.typ import string

from . import printing

COLUMNS, ROWS = 2, 5
WIDE_MM, HIGH_MM = 90, 54
PAD_MM = 5
LARGEST_PT, SMALLEST_PT = 26, 7
_UNBROKEN = re.compile(
    r"[^\s\u2e80-\uffef\U00020000-\U0003ffff]+"
)  # what typst does not break: no blank, no Chinese sign


@dataclass(frozen=True)
class Badge:
    """One badge: the name large, two quiet lines, and the short code that the door can type."""

    name: str
    unit: str = ""
    line: str = ""
    code: str = ""
    qr: str = ""  # SVG

    @property
    def texts(self) -> tuple[str, str]:
        """What people typed."""
        return self.name, self.unit


def sheet(badges: Iterable[Badge], heading: str, families: Sequence[str]) -> str:
    """The whole document. `heading` stands on every badge; `families` are fonts that are there, best first."""
    faces = ", ".join(string(name) for name in families)
    cells = ",\n".join(_cell(badge) for badge in badges)
    margin_x, margin_y = (210 - COLUMNS * WIDE_MM) / 2, (297 - ROWS * HIGH_MM) / 2
    return "\n".join(
        [
            f'#set page(paper: "a4", margin: (x: {margin_x}mm, y: {margin_y}mm))',
            f'#set text(font: ({faces},), lang: "zh", region: "cn")',
            f"#let heading = {string(heading)}",
            _FIT,
            _BADGE,
            f"#grid(columns: ({WIDE_MM}mm,) * {COLUMNS}, rows: {HIGH_MM}mm,\n{cells})",
        ]
    )


def _cell(badge: Badge) -> str:
    longest = max(_UNBROKEN.findall(badge.name), key=len, default="")
    said = ", ".join(string(text) for text in (badge.name, longest, badge.unit, badge.line, badge.code))
    return f"badge({said}, {string(badge.qr)})"


_FIT = f"""#let fit(said, longest, wide, high) = context {{
  let size = {LARGEST_PT}
  let set-in(size, body) = text(size: size * 1pt, weight: "bold", body)
  let over(size) = measure(block(width: wide, set-in(size, said))).height > high - 2mm or measure(set-in(size, longest)).width > wide
  while size > {SMALLEST_PT} and over(size) {{ size -= 1 }}
  block(width: wide, height: high, clip: true, align(horizon, set-in(size, said)))
}}"""
_BADGE = f"""#let badge(name, longest, unit, line, code, qr) = rect(width: {WIDE_MM}mm, height: {HIGH_MM}mm, inset: {PAD_MM}mm, stroke: 0.2pt + luma(170), {{
  set par(leading: 0.45em, spacing: 0.5em)
  block(width: 100%, height: 8mm, clip: true, text(size: 8pt, fill: luma(90), heading))
  grid(columns: (1fr, auto), column-gutter: 3mm,
    {{ fit(name, longest, {WIDE_MM - 2 * PAD_MM - 23}mm, 18mm); block(width: 100%, height: 12mm, clip: true, {{ text(size: 9pt, unit); if line != "" {{ linebreak(); text(size: 8pt, fill: luma(90), line) }} }}) }},
    if qr != "" {{ align(center, {{ image(bytes(qr), format: "svg", width: 20mm); text(size: 7pt, tracking: 0.5pt, code) }}) }})
}})"""


def pdf(badges: Iterable[Badge], heading: str) -> bytes:
    """The sheets as PDF; what no font can draw stands as `printing.BLANK`. Raises `printing.NotSet`."""
    every = list(badges)
    missing = printing.undrawable([heading, *(text for one in every for text in one.texts)])
    shown = [
        replace(one, name=printing.blanked(one.name, missing), unit=printing.blanked(one.unit, missing))
        for one in every
    ]
    return printing.pressed(sheet(shown, printing.blanked(heading, missing), printing.families()))


def to_write_in(badges: Iterable[Badge]) -> list[tuple[Badge, str]]:
    """Badges with characters that no font here has, and which: somebody writes them in by hand, or installs a font."""
    every = list(badges)
    missing = set(printing.undrawable(text for one in every for text in one.texts))
    found = ((one, "".join(dict.fromkeys(c for text in one.texts for c in text if c in missing))) for one in every)
    return [(one, odd) for one, odd in found if odd]
