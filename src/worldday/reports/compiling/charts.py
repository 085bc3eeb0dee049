"""Charts as SVG, without a browser: bars of numbers side by side, and planned days beside actual ones. Pure.

Drawn for print in black and grey, so that a copied page still tells the series apart: planned or expected is an outline, what
really happened is solid.
"""

from __future__ import annotations

from datetime import date, timedelta
from math import ceil
from xml.sax.saxutils import escape

from .blocks import Bar, Chart

WIDTH = 620.0  # units; the core of the page is drawn to this width
LABEL_MOST = 190.0
ROW, BAR, GAP = 30.0, 9.0, 3.0
HEAD, FOOT = 34.0, 12.0
FILLS = ("#ffffff", "#1f4e79", "#9db8d2", "#d9d9d9")
INK, QUIET = "#222222", "#6b6b6b"
FONT = "'Noto Sans CJK SC','Noto Sans SC','Microsoft YaHei','PingFang SC',sans-serif"


def svg(chart: Chart) -> str:
    """The chart, WIDTH wide and as high as it has rows. `chart.alt` is its title for those who cannot see it."""
    body = _bars(chart) if chart.kind == "bars" else _days(chart)
    height = height_of(chart)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:g} {height:g}" width="{WIDTH:g}" height="{height:g}" '
        f'role="img" font-family="{FONT}" font-size="11"><title>{escape(chart.alt or chart.caption)}</title>'
        f'<rect width="{WIDTH:g}" height="{height:g}" fill="#ffffff"/>{_legend(chart)}{body}</svg>'
    )


def label_room(chart: Chart) -> float:
    """How much of the width the longest label takes."""
    return min(LABEL_MOST, max((_wide(bar.label) for bar in chart.bars), default=0) * 11 + 24)


def height_of(chart: Chart) -> float:
    return HEAD + _row(chart) * len(chart.bars) + FOOT + (14 if chart.kind == "days" else 0)


def _row(chart: Chart) -> float:
    return max(ROW, 10 + len(chart.series) * (BAR + GAP)) if chart.kind == "bars" else 22.0


def _legend(chart: Chart) -> str:
    found, x = [], label_room(chart)
    for place, name in enumerate(chart.series):
        found.append(_box(x, 8, 12, 9, place) + _text(x + 17, 16, name, QUIET))
        x += 34 + _wide(name) * 11
    return "".join(found)


def _bars(chart: Chart) -> str:
    most = max((value for bar in chart.bars for value in bar.values), default=0)
    step = nice_step(most)
    top = step * max(1, ceil(most / step))
    label = label_room(chart)
    room = WIDTH - label - 46
    found = [_line(label + room * at / top, HEAD - 4, height_of(chart) - FOOT) for at in range(0, top + 1, step)]
    for place, bar in enumerate(chart.bars):
        y = HEAD + place * _row(chart)
        found.append(_label(bar, label, y + _row(chart) / 2 + 1))
        for series, value in enumerate(bar.values):
            across = y + 3 + series * (BAR + GAP)
            found.append(_box(label, across, room * value / top, BAR, series))
            found.append(_text(label + room * value / top + 4, across + BAR - 0.5, str(value), INK, 9.5))
    return "".join(found)


def nice_step(most: int) -> int:
    """1, 2 or 5 times a power of ten, so that at most five steps reach `most`."""
    step = 1
    while most / step > 5:
        step = {"1": step * 2, "2": step // 2 * 5, "5": step * 2}[str(step)[0]]
    return step


def _days(chart: Chart) -> str:
    spans = [_span(one) for bar in chart.bars for one in bar.spans if one]
    if not spans:
        return ""
    first, last = min(one[0] for one in spans).replace(day=1), max(one[1] for one in spans)
    label = label_room(chart)
    days, room = (last - first).days + 1, WIDTH - label - 12
    bottom = height_of(chart) - FOOT - 14
    found = []
    for month in months(first, last):
        x = label + room * (month - first).days / days
        found.append(_line(x, HEAD - 4, bottom) + _text(x + 3, bottom + 12, f"{month.year}.{month.month}", QUIET, 9.5))
    for place, bar in enumerate(chart.bars):
        y = HEAD + place * _row(chart)
        found.append(_label(bar, label, y + 12))
        for series, one in enumerate(bar.spans):
            if one:
                began, ended = _span(one)
                x, wide = room * (began - first).days / days, room * ((ended - began).days + 1) / days
                found.append(_box(label + x, y + 2 + series * 8, max(wide, 3), 7, series))
    return "".join(found)


def months(first: date, last: date) -> list[date]:
    """The first days of all months touched; of every third when there are many."""
    found, day = [], first.replace(day=1)
    while day <= last:
        found.append(day)
        day = (day + timedelta(days=32)).replace(day=1)
    return found if len(found) <= 12 else found[::3]


def _span(one: tuple[str, str]) -> tuple[date, date]:
    return date.fromisoformat(one[0]), date.fromisoformat(one[1])


def _label(bar: Bar, label: float, y: float) -> str:
    words, room = "", (label - 14) / 11
    for character in bar.label if _wide(bar.label) > room else "":
        if _wide(words + character) > room - 1:
            words += "…"
            break
        words += character
    return f'<text x="{label - 8:g}" y="{y:g}" text-anchor="end" fill="{INK}">{escape(words or bar.label)}</text>'


def _wide(words: str) -> float:
    """Its width in characters of Chinese."""
    return sum(1 if ord(character) > 0x2E7F else 0.55 for character in words)


def _box(x: float, y: float, wide: float, high: float, series: int) -> str:
    fill = FILLS[series % len(FILLS)]
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{high:.1f}" fill="{fill}" stroke="{FILLS[1]}" stroke-width="0.8"/>'


def _line(x: float, top: float, bottom: float) -> str:
    return f'<path d="M{x:.1f} {top:.1f}V{bottom:.1f}" stroke="#d0d0d0" stroke-width="0.6"/>'


def _text(x: float, y: float, words: str, fill: str, size: float = 11) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" fill="{fill}" font-size="{size:g}">{escape(words)}</text>'
