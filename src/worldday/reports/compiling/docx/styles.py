"""The styles of the report: GB/T 9704-2012 body text (7.3.3), 22 lines of 28 characters, native headings.

The section declares the grid (`fixed.section_xml`), and the text keeps to it by itself: exact line pitch and a fixed spacing of
characters. Programs differ in how they apply a character grid (LibreOffice 7.4 sets 18 to a line); this they all set alike.
"""

from __future__ import annotations

from worldday.reports.compiling import paper
from worldday.reports.compiling.paper import FANGSONG, HEITI, KAITI, SONGTI, XIAOBIAOSONG, Face

from .xml import HEAD, NAMESPACES, element, fonts, indent, paragraph_properties, run_properties, size

OFF, NONE = element("snapToGrid", val=0), element("spacing", before=0, after=0, line=240, lineRule="auto")
TITLE_LINE = element("spacing", before=0, after=0, line=680, lineRule="exact")
LINE = element("spacing", before=0, after=0, line=paper.LINE_PITCH_TWIPS, lineRule="exact")
CENTRE = element("jc", val="center")


_PLAIN = (
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/>'
    '<w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
)


def styles_xml(*, chinese: bool) -> str:
    language = element("lang", val="en-US", eastAsia="zh-CN", bidi="ar-SA")
    defaults = run_properties(rFonts=fonts(FANGSONG), kern=element("kern", val=2), lang=language, **size(paper.BODY))
    return (
        f"{HEAD}<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault>{defaults}</w:rPrDefault><w:pPrDefault/></w:docDefaults>"
        + "".join(_styles(chinese=chinese))
        + "</w:styles>"
    )


def _styles(*, chinese: bool) -> list[str]:
    return [*_text(chinese=chinese), *_annexes(), *_small(chinese=chinese), *_CHARACTERS]


_CHARACTERS = (
    '<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>',
    '<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:qFormat/><w:rPr><w:b/><w:bCs/></w:rPr></w:style>',
)


def _text(*, chinese: bool) -> list[str]:
    """Body text, title and headings."""
    both = element("jc", val="both")
    body = indent(first=2) if chinese else element("ind", firstLine=0)
    gap = element("spacing", before=0, after=0 if chinese else 120, line=paper.LINE_PITCH_TWIPS, lineRule="exact")
    return [
        _style(
            "Normal",
            "Normal",
            FANGSONG,
            paper.BODY,
            default=True,
            tight=paper.SPACING_TWIPS,
            p={"snapToGrid": OFF, "spacing": LINE, "jc": both},
        ),
        _PLAIN,
        _table_style(),
        _style(
            "Title",
            "Title",
            XIAOBIAOSONG,
            paper.TITLE,
            p={"keepNext": element("keepNext"), "spacing": TITLE_LINE, "jc": CENTRE},
        ),
        _style("Subtitle", "Subtitle", KAITI, paper.BODY, tight=paper.SPACING_TWIPS, p={"jc": CENTRE}),
        _style("BodyText", "Body Text", p={"spacing": gap, "ind": body}),
        *(_heading(level, face) for level, face in ((1, HEITI), (2, KAITI), (3, FANGSONG))),
    ]


def _annexes() -> list[str]:
    return [
        _style(
            "AnnexLabel",
            "Annex Label",
            HEITI,
            paper.BODY,
            p={"pageBreakBefore": element("pageBreakBefore")},
            then="AnnexTitle",
        ),
        _style(
            "AnnexTitle", "Annex Title", XIAOBIAOSONG, paper.TITLE, based="Heading1", p=_annex_title(), then="BodyText"
        ),
        _style("AnnexHeading", "Annex Heading", HEITI, paper.BODY, based="Heading2", p=_unnumbered(2), then="BodyText"),
    ]


def _small(*, chinese: bool) -> list[str]:
    """Captions, tables, footers, footnotes: none of them on the grid of the body."""
    return [
        _style(
            "SourceLine",
            "Source Line",
            KAITI,
            12,
            p={
                "spacing": element("spacing", before=0, after=60, line=360, lineRule="exact"),
                "ind": indent(first=2, points=12) if chinese else "",
            },
        ),
        _style(
            "Caption",
            "caption",
            HEITI,
            12,
            p={
                "keepLines": element("keepLines"),
                "jc": CENTRE,
                "spacing": element("spacing", before=120, after=80, line=300, lineRule="atLeast"),
            },
        ),
        _style("Picture", "Picture", p={"keepNext": element("keepNext"), "spacing": NONE, "jc": CENTRE}),
        _style(
            "TableText", "Table Text", FANGSONG, paper.TABLE, p={"spacing": _cell(), "jc": element("jc", val="left")}
        ),
        _style(
            "TableHead",
            "Table Head",
            HEITI,
            paper.TABLE,
            based="TableText",
            p={"keepNext": element("keepNext"), "jc": CENTRE},
        ),
        _style("Footer", "footer", SONGTI, paper.SMALL, p={"spacing": NONE}),
        _style(
            "FootnoteText", "footnote text", FANGSONG, paper.NOTE, p={"spacing": NONE, "jc": element("jc", val="left")}
        ),
    ]


def _style(
    key: str,
    name: str,
    face: Face | None = None,
    points: float | None = None,
    *,
    based: str = "Normal",
    default: bool = False,
    p: dict[str, str] | None = None,
    then: str = "",
    tight: int = 0,
) -> str:
    """A paragraph style, its children in the order of CT_Style; only text of the body's size is set `tight` (twips)."""
    face_said = {"rFonts": fonts(face)} if face else {}
    size_said = {"spacing": element("spacing", val=tight), **size(points)} if points else {}
    look = run_properties(**face_said, **size_said)
    standard = ' w:default="1"' if default else ""
    return (
        f'<w:style w:type="paragraph"{standard} w:styleId="{key}">{element("name", val=name)}'
        + ("" if default else element("basedOn", val=based))
        + (element("next", val=then) if then else "")
        + f"<w:qFormat/>{paragraph_properties(**(p or {}))}{look}</w:style>"
    )


def _heading(level: int, face: Face) -> str:
    numbers = f"<w:numPr>{element('ilvl', val=level - 1)}{element('numId', val=1)}</w:numPr>"
    p = {"keepNext": element("keepNext"), "keepLines": element("keepLines"), "numPr": numbers, "ind": indent(first=2)}
    p["outlineLvl"] = element("outlineLvl", val=level - 1)
    return _style(
        f"Heading{level}", f"heading {level}", face, paper.BODY, tight=paper.SPACING_TWIPS, p=p, then="BodyText"
    )


def _unnumbered(level: int) -> dict[str, str]:
    """As a heading, without a number: numId 0 takes the inherited one away."""
    return {
        "keepNext": element("keepNext"),
        "numPr": f"<w:numPr>{element('ilvl', val=0)}{element('numId', val=0)}</w:numPr>",
        "ind": element("ind", firstLineChars=0, firstLine=0),
        "outlineLvl": element("outlineLvl", val=level - 1),
    }


def _annex_title() -> dict[str, str]:
    return _unnumbered(1) | {"spacing": TITLE_LINE, "jc": CENTRE}


def _cell() -> str:
    return element("spacing", before=30, after=30, line=260, lineRule="atLeast")


def _table_style() -> str:
    sides = "".join(
        element(side, val="single", sz=4, space=0, color="7F7F7F")
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    margins = "".join(
        element(side, w=w, type="dxa") for side, w in (("top", 0), ("left", 70), ("bottom", 0), ("right", 70))
    )
    return (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/>'
        f"<w:tblPr>{element('tblInd', w=0, type='dxa')}<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr></w:style>"
        '<w:style w:type="table" w:styleId="ReportTable"><w:name w:val="Report Table"/><w:basedOn w:val="TableNormal"/>'
        f"<w:tblPr><w:tblBorders>{sides}</w:tblBorders></w:tblPr></w:style>"
    )
