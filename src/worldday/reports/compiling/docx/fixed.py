"""The parts of the package that say how the document behaves: settings, numbering, fonts, footers, properties."""

from __future__ import annotations

from worldday.reports.compiling import paper
from worldday.reports.compiling.report import Report

from .xml import HEAD, NAMESPACES, attribute, element, field, fonts, indent, paragraph, run, run_properties, size, words


def settings_xml() -> str:
    """In the order of CT_Settings. Pages mirror for printing on both sides; footers differ on odd and even pages."""
    compat = "".join(element(name) for name in ("balanceSingleByteDoubleByteWidth", "useFELayout"))
    mode = element("compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val=15)
    notes = f"<w:footnotePr>{element('footnote', id=-1)}{element('footnote', id=0)}</w:footnotePr>"
    return (
        f"{HEAD}<w:settings {NAMESPACES}>{element('zoom', percent=100)}{element('mirrorMargins')}{element('defaultTabStop', val=632)}"
        f"{element('evenAndOddHeaders')}{element('drawingGridHorizontalSpacing', val=158)}{element('drawingGridVerticalSpacing', val=579)}"
        f"{element('characterSpacingControl', val='compressPunctuation')}{notes}<w:compat>{compat}{mode}</w:compat>"
        f"{element('themeFontLang', val='en-US', eastAsia='zh-CN')}</w:settings>"
    )


_CHINESE = (("chineseCountingThousand", "%1、"), ("chineseCountingThousand", "（%2）"), ("decimal", "%3．"))
_ENGLISH = (("decimal", "%1."), ("decimal", "%1.%2"), ("decimal", "%1.%2.%3"))


def numbering_xml(*, chinese: bool) -> str:
    """一、（一）1． on the three headings (7.3.3); 1. 1.1 1.1.1 in English."""
    levels = "".join(
        f'<w:lvl w:ilvl="{level}">{element("start", val=1)}{element("numFmt", val=kind)}{element("pStyle", val=f"Heading{level + 1}")}'
        f"{element('suff', val='nothing' if chinese else 'space')}{element('lvlText', val=shown)}{element('lvlJc', val='left')}"
        f"<w:pPr>{indent(first=2)}</w:pPr></w:lvl>"
        for level, (kind, shown) in enumerate(_CHINESE if chinese else _ENGLISH)
    )
    return (
        f'{HEAD}<w:numbering {NAMESPACES}><w:abstractNum w:abstractNumId="0">{element("multiLevelType", val="multilevel")}{levels}'
        f'</w:abstractNum><w:num w:numId="1">{element("abstractNumId", val=0)}</w:num></w:numbering>'
    )


def font_table_xml() -> str:
    """What Word may take where a face is missing; nothing is embedded."""
    faces = "".join(
        f'<w:font w:name="{face.name}">{element("altName", val=",".join(face.others[:3]))}{element("charset", val="86")}'
        f"{element('family', val='auto')}{element('pitch', val='variable')}</w:font>"
        for face in paper.FACES
    )
    latin = f'<w:font w:name="{paper.LATIN}">{element("charset", val="00")}{element("family", val="roman")}{element("pitch", val="variable")}</w:font>'
    return f"{HEAD}<w:fonts {NAMESPACES}>{faces}{latin}</w:fonts>"


def footer_xml(*, odd: bool) -> str:
    """— 1 — in 4号 half-width 宋体, one character from the outer edge (7.5)."""
    face = run_properties(rFonts=fonts(paper.SONGTI, latin="SimSun"), **size(paper.SMALL))
    page = run("— ", face) + field("PAGE", "1", face) + run(" —", face)
    where = indent(right=1, points=14) if odd else indent(left=1, points=14)
    return f"{HEAD}<w:ftr {NAMESPACES}>{paragraph('Footer', page, ind=where, jc=element('jc', val='right' if odd else 'left'))}</w:ftr>"


def section_xml() -> str:
    """CT_SectPr: A4, margins, no header, the grid of 22 lines and 28 characters."""
    width, height = paper.PAGE_TWIPS
    footers = '<w:footerReference w:type="default" r:id="rIdOdd"/><w:footerReference w:type="even" r:id="rIdEven"/>'
    margins = element("pgMar", **paper.MARGIN_TWIPS, header=851, footer=paper.FOOTER_TWIPS, gutter=0)
    grid = element("docGrid", type="linesAndChars", linePitch=paper.LINE_PITCH_TWIPS, charSpace=paper.CHAR_SPACE)
    return (
        f"<w:sectPr>{footers}{element('pgSz', w=width, h=height)}{margins}{element('pgNumType', start=1)}"
        f"{element('cols', space=425)}{grid}</w:sectPr>"
    )


def core_xml(report: Report) -> str:
    """Dublin Core properties; the moment is ISO 8601 in UTC."""
    language = "zh-CN" if report.chinese else "en"
    moment = (
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{words(report.made_at)}</dcterms:created>'
        if report.made_at
        else ""
    )
    changed = moment.replace("created", "modified")
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{words(report.title)}</dc:title><dc:subject>{words(report.subject)}</dc:subject>"
        f"<dc:creator>{words(report.issuer)}</dc:creator>{moment}{changed}<dc:language>{language}</dc:language></cp:coreProperties>"
    )


def app_xml() -> str:
    return (
        f'{HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        "<Application>Worldday</Application></Properties>"
    )


def picture_xml(place: int, reference: str, alt: str, width: float, height: float) -> str:
    """An inline drawing of `width` × `height` points. `place` is unique in the document; 12700 EMU are a point."""
    wide, high = round(width * 12700), round(height * 12700)
    said = attribute(alt)
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{wide}" cy="{high}"/>'
        f'<wp:docPr id="{place}" name="Picture {place}" descr={said}/><wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f'<pic:nvPicPr><pic:cNvPr id="{place}" name="Picture {place}" descr={said}/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{reference}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
