"""Sample handouts, set here: what the notice says and room for what a unit adds, each page marked 示例."""

import json
from pathlib import Path

import typst

from worldday import ui

FONTS = Path(ui.__file__).parent / "fonts"
PAGE = r"""
#let said = json(bytes(%s))
#set page(paper: "a4", margin: 25mm, header: align(center, text(10pt, fill: rgb("#8a3b12"))[示例 · 由演示系统生成，不是官方资料 · Sample, not official]))
#set text(font: "Noto Sans SC", size: 12pt, lang: "zh")
#set par(leading: 0.9em, justify: true)
#text(20pt, weight: "bold", said.title)
#if said.title_en != "" [\ #text(12pt, fill: rgb("#555"), said.title_en)]
#v(6mm)
#for line in said.lines { if line.starts-with("- ") [#list(line.slice(2))] else [#line #parbreak()] }
"""


def paper(title: str, lines: list[str], title_en: str = "") -> bytes:
    """A PDF of A4 pages; a line that begins with “- ” is a point of a list. The same words give the same bytes."""
    literal = json.dumps(
        json.dumps({"title": title, "title_en": title_en, "lines": lines}, ensure_ascii=False), ensure_ascii=False
    )
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(FONTS)])
    made = typst.Compiler(font_paths=fonts).compile(input=(PAGE % literal).encode(), format="pdf", timestamp=0)
    if not isinstance(made, bytes):
        raise TypeError("a PDF is one file")
    return made
