"""The page in typst's words: the grid of 22 lines and 28 characters, headings, tables, page numbers. Pure."""

from __future__ import annotations

from collections.abc import Callable

from worldday.reports.compiling import paper
from worldday.reports.compiling.paper import FANGSONG, HEITI, KAITI, SONGTI, XIAOBIAOSONG, Face
from worldday.reports.compiling.report import Report

from .typ import string

Stack = Callable[[Face], list[str]]  # families to set a face in, see fonts.stack
_LEADING = paper.LINE_PITCH - paper.BODY


def preamble(report: Report, stack: Stack, *, bold: frozenset[Face]) -> str:
    """`bold`: faces this machine lacks, whose place in the hierarchy a heavier weight must keep."""

    def face(one: Face, points: float) -> str:
        families = ", ".join(string(name) for name in stack(one))
        weight = '"bold"' if one in bold and one in (XIAOBIAOSONG, HEITI) else '"regular"'
        return f"font: ({families},), size: {points:g}pt, weight: {weight}"

    return "\n".join(
        [
            f"#set document(title: {string(report.title)}, author: {string(report.issuer)})",
            _page(face(SONGTI, paper.SMALL)),
            _text(report, face(FANGSONG, paper.BODY)),
            _headings(face, chinese=report.chinese),
            _notes(face(FANGSONG, paper.NOTE)),
            _tables(face),
            _figures(report, face),
            _pieces(face),
        ]
    )


def _page(face: str) -> str:
    """Pages mirror; the number stands at the outer edge, one character in, between dashes."""
    p = paper.PAPER
    number = f"text({face})[#sym.dash.em #counter(page).display() #sym.dash.em]"
    footer = (
        f"context if calc.odd(counter(page).get().first()) {{ align(right, pad(right: 1em, {number})) }} "
        f"else {{ align(left, pad(left: 1em, {number})) }}"
    )
    return (
        f'#set page(paper: "a4", binding: left, margin: (top: {p.top_mm}mm, bottom: {p.bottom_mm}mm, inside: {p.left_mm}mm, '
        f"outside: {p.right_mm}mm), footer-descent: 7mm, footer: {footer})"
    )


def _text(report: Report, face: str) -> str:
    """One line is one character high and the rest of the pitch apart, so that 22 fill the core and a 23rd does not fit."""
    language = 'lang: "zh", region: "cn"' if report.chinese else 'lang: "en"'
    first = "first-line-indent: (amount: 2em, all: true), " if report.chinese else ""
    spacing = _LEADING if report.chinese else _LEADING + 6
    return (
        f"#set text({face}, {language}, tracking: {paper.TRACKING:.3f}pt, top-edge: 0.88em, bottom-edge: -0.12em, overhang: false)\n"
        f'#set par({first}leading: {_LEADING:.2f}pt, spacing: {spacing:.2f}pt, justify: true, linebreaks: "simple")'
    )


def _headings(face: Callable[[Face, float], str], *, chinese: bool) -> str:
    three = (
        '(..n) => { let at = n.pos(); if at.len() == 1 { numbering("一、", at.at(0)) } '
        'else if at.len() == 2 { numbering("（一）", at.at(1)) } else { numbering("1．", at.at(2)) } }'
    )
    numbers = three if chinese else '"1.1"'
    faces = ((1, HEITI), (2, KAITI), (3, FANGSONG))
    shown = "counter(heading).display(it.numbering)" + ("" if chinese else " + h(0.5em)")
    rules = [
        f"#show heading.where(level: {level}): it => block(sticky: true, above: {_LEADING:.2f}pt, below: {_LEADING:.2f}pt, "
        f"{{ set text({face(one, paper.BODY)}); set par(first-line-indent: 0pt); {'h(2em); ' if chinese else ''}"
        f"if it.numbering != none {{ {shown} }}; it.body }})"
        for level, one in faces
    ]
    return f"#set heading(numbering: {numbers})\n" + "\n".join(rules)


def _notes(face: str) -> str:
    return (
        f"#show footnote.entry: set text({face}, tracking: 0pt)\n"
        "#show footnote.entry: set par(first-line-indent: 0pt, leading: 4pt, spacing: 4pt, justify: false)\n"
        "#set footnote.entry(gap: 3pt)"
    )


def _tables(face: Callable[[Face, float], str]) -> str:
    return (
        "#set table(stroke: 0.5pt + luma(128), inset: (x: 4pt, y: 4pt), fill: (_, y) => if y == 0 { luma(242) })\n"
        f"#show table: set text({face(FANGSONG, paper.TABLE)}, tracking: 0pt)\n"
        "#show table: set par(first-line-indent: 0pt, leading: 4pt, spacing: 4pt, justify: false)\n"
        f"#show table.cell.where(y: 0): set text({face(HEITI, paper.TABLE)})"
    )


def _figures(report: Report, face: Callable[[Face, float], str]) -> str:
    between = "h(0pt)" if report.chinese else "[ ]"
    said = f"it.supplement + {between} + it.counter.display(it.numbering) + h(0.6em) + it.body"
    return (
        f"#show figure.where(kind: table): set figure(supplement: {string(report.words.table)})\n"
        f"#show figure.where(kind: image): set figure(supplement: {string(report.words.figure)})\n"
        "#show figure.where(kind: table): set figure.caption(position: top)\n"
        "#show figure: set block(breakable: true)\n#show figure.where(kind: image): set block(breakable: false)\n"
        f"#show figure.caption: it => context block(above: 6pt, below: 6pt, align(center, text({face(HEITI, 12)}, tracking: 0pt, {{ "
        f"set par(first-line-indent: 0pt, leading: 6pt); {said} }})))\n#set figure(gap: 4pt)"
    )


def _pieces(face: Callable[[Face, float], str]) -> str:
    """What the body calls: title, subtitle, source line, annex."""
    return (
        f"#let title(..lines) = align(center, text({face(XIAOBIAOSONG, paper.TITLE)}, tracking: 0pt, {{ "
        "set par(first-line-indent: 0pt, justify: false); lines.pos().join(linebreak()) }))\n"
        f"#let subtitle(said) = align(center, text({face(KAITI, paper.BODY)}, {{ set par(first-line-indent: 0pt); said }}))\n"
        f"#let small(said) = par(text({face(KAITI, 12)}, tracking: 0pt, said))\n"
        f"#let label(said) = {{ pagebreak(weak: true); set par(first-line-indent: 0pt); text({face(HEITI, paper.BODY)}, said) }}\n"
        "#show heading.where(level: 4): it => it.body\n"
        f"#let annex(..lines) = {{ v({paper.LINE_PITCH}pt - {_LEADING:.2f}pt); "
        "show heading: it => title(..lines); heading(level: 1, numbering: none, lines.pos().join()) ; "
        f"v({paper.LINE_PITCH}pt - {_LEADING:.2f}pt) }}\n"
        f"#let sub(said) = block(sticky: true, {{ set par(first-line-indent: 0pt); text({face(HEITI, paper.BODY)}, said) }})\n"
    )
