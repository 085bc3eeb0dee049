"""WordprocessingML as text: quick for thousands of paragraphs, and in the order the schema asks for (ECMA-376 part 1, annex A).

`p`, `r` and `props` are the only places that put elements together; children of a property always come out in the order of
`ORDER`, so a caller cannot write what Word would repair.
"""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

from worldday.reports.compiling.paper import LATIN, Face, twips

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# CT_PPr, CT_RPr: the children we write, in the schema's order
PARAGRAPH_ORDER = (
    *("pStyle", "keepNext", "keepLines", "pageBreakBefore", "widowControl", "numPr", "pBdr", "shd", "tabs", "kinsoku"),
    *("wordWrap", "overflowPunct", "autoSpaceDE", "autoSpaceDN", "adjustRightInd", "snapToGrid", "spacing", "ind"),
    *("contextualSpacing", "jc", "textAlignment", "outlineLvl", "rPr"),
)
RUN_ORDER = (
    "rStyle",
    "rFonts",
    "b",
    "bCs",
    "i",
    "noProof",
    "color",
    "spacing",
    "kern",
    "sz",
    "szCs",
    "vertAlign",
    "lang",
)


def words(text: str) -> str:
    """Text as XML holds it; characters XML 1.0 cannot hold are left out."""
    return escape(_UNFIT.sub("", text))


def attribute(text: str) -> str:
    return quoteattr(_UNFIT.sub("", text))


def element(name: str, /, **values: str | float) -> str:
    """<w:name w:key="value"/>."""
    said = "".join(f' w:{key}="{value}"' for key, value in values.items())
    return f"<w:{name}{said}/>"


def paragraph_properties(**children: str) -> str:
    return _ordered("pPr", PARAGRAPH_ORDER, children)


def run_properties(**children: str) -> str:
    return _ordered("rPr", RUN_ORDER, children)


def _ordered(name: str, order: tuple[str, ...], children: dict[str, str]) -> str:
    inside = "".join(children.pop(key, "") for key in order)
    if children:
        raise ValueError(f"{name} has no place for {', '.join(children)}")
    return f"<w:{name}>{inside}</w:{name}>" if inside else ""


def fonts(face: Face, latin: str = LATIN) -> str:
    """Both faces by name: without w:eastAsia Word takes whatever it likes for Chinese."""
    return element("rFonts", ascii=latin, hAnsi=latin, eastAsia=face.name, cs=latin)


def size(points: float) -> dict[str, str]:
    """w:sz counts half points."""
    return {"sz": element("sz", val=round(points * 2)), "szCs": element("szCs", val=round(points * 2))}


def indent(*, first: float = 0, left: float = 0, right: float = 0, points: float = 16) -> str:
    """In characters, with the same in twips for programs that do not count characters."""
    said: dict[str, int] = {}
    for name, count in (("left", left), ("right", right), ("firstLine", first)):
        if count:
            said |= {f"{name}Chars": round(count * 100), name: twips(count * points)}
    return element("ind", **said)


def run(text: str, properties: str = "") -> str:
    return f'<w:r>{properties}<w:t xml:space="preserve">{words(text)}</w:t></w:r>'


def paragraph(style: str, inside: str, **more: str) -> str:
    return f"<w:p>{paragraph_properties(pStyle=element('pStyle', val=style), **more)}{inside}</w:p>"


def field(instruction: str, shown: str, properties: str = "") -> str:
    """A field with the value it had when it was written; F9 renews it."""
    return f"<w:fldSimple w:instr={attribute(f' {instruction} ')}>{run(shown, properties)}</w:fldSimple>"
