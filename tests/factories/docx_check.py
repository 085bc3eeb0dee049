"""Whether Word would accept a .docx without repair: packages, relationships, and the order of children the schema fixes.

The orders are those of ECMA-376 part 1, annex A (wml.xsd), for every element the compiler writes.
"""

import io
import posixpath
import zipfile

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
PR = "{http://schemas.openxmlformats.org/package/2006/relationships}"
CT = "{http://schemas.openxmlformats.org/package/2006/content-types}"

ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings",
    "tbl": "tblPr tblGrid tr",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tr": "tblPrEx trPr tc",
    "tc": "tcPr p",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "tblBorders": "top left start bottom right end insideH insideV",
    "tblCellMar": "top left start bottom right end",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr",
    "styles": "docDefaults latentStyles style",
    "numbering": "numPicBullet abstractNum num numIdMacAtCleanup",
    "abstractNum": "nsid multiLevelType tmpl name styleLink numStyleLink lvl",
    "lvl": "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr",
    "numPr": "ilvl numId",
    "font": "altName panose1 charset family notTrueType pitch sig embedRegular",
    "settings": "writeProtection view zoom removePersonalInformation removeDateAndTime doNotDisplayPageBoundaries displayBackgroundShape mirrorMargins alignBordersAndEdges bordersDoNotSurroundHeader bordersDoNotSurroundFooter gutterAtTop proofState attachedTemplate linkStyles stylePaneFormatFilter documentType revisionView trackRevisions documentProtection defaultTabStop autoHyphenation consecutiveHyphenLimit hyphenationZone clickAndTypeStyle defaultTableStyle evenAndOddHeaders bookFoldRevPrinting drawingGridHorizontalSpacing drawingGridVerticalSpacing displayHorizontalDrawingGridEvery displayVerticalDrawingGridEvery doNotUseMarginsForDrawingGridOrigin characterSpacingControl printTwoOnOne strictFirstAndLastChars noLineBreaksAfter noLineBreaksBefore savePreviewPicture updateFields hdrShapeDefaults footnotePr endnotePr compat docVars rsids mathPr attachedSchema themeFontLang clrSchemeMapping decimalSymbol listSeparator",
    "footnotePr": "pos numFmt numStart numRestart footnote",
    "compat": "useSingleBorderforContiguousCells spaceForUL noColumnBalance balanceSingleByteDoubleByteWidth useFELayout compatSetting",
}
ORDERS = {name: said.split() for name, said in ORDER.items()}


def complaints(content: bytes) -> list[str]:
    """What Word would repair or refuse; [] when nothing."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    trees = {name: etree.fromstring(data) for name, data in parts.items() if name.endswith((".xml", ".rels"))}
    found = [*_packaging(parts, trees)]
    for name, tree in trees.items():
        if name.startswith("word/") and name.endswith(".xml"):
            found += [f"{name}: {said}" for said in _ordering(tree)]
    document = trees["word/document.xml"]
    return [*found, *_references(document, trees), *_tables(document), *_drawings(document)]


def _packaging(parts, trees):
    types = trees["[Content_Types].xml"]
    named = {one.get("PartName") for one in types.iter(f"{CT}Override")}
    extensions = {one.get("Extension") for one in types.iter(f"{CT}Default")}
    for name in parts:
        if name != "[Content_Types].xml" and f"/{name}" not in named and name.rpartition(".")[2] not in extensions:
            yield f"{name} has no content type"
        if name.endswith(".xml") and name != "[Content_Types].xml" and f"/{name}" not in named:
            yield f"{name} is typed only as some xml"
    yield from (f"{name} is typed and not there" for name in named if name.lstrip("/") not in parts)
    for name, tree in trees.items():
        if name.endswith(".rels"):
            folder = posixpath.dirname(posixpath.dirname(name))
            ids = [one.get("Id") for one in tree]
            if len(set(ids)) != len(ids):
                yield f"{name}: an id is used twice"
            for one in tree.iter(f"{PR}Relationship"):
                if posixpath.normpath(posixpath.join(folder, one.get("Target"))) not in parts:
                    yield f"{name}: {one.get('Target')} is not there"


def _ordering(tree):
    for element in tree.iter(etree.Element):
        name = etree.QName(element).localname
        if name not in ORDERS or not element.tag.startswith(W):
            continue
        order, last = ORDERS[name], -1
        seen = []
        for child in element:
            child_name = etree.QName(child).localname
            if child_name not in order:
                yield f"{name} may not hold {child_name}"
                continue
            place = order.index(child_name)
            if place < last:
                yield f"{child_name} stands too late in {name}"
            last = max(last, place)
            seen.append(child_name)
        if name in ("pPr", "rPr", "tcPr", "tblPr") and len(set(seen)) != len(seen):
            yield f"{name} says something twice: {seen}"


def _references(document, trees):
    relations = {one.get("Id") for one in trees["word/_rels/document.xml.rels"]}
    used = {
        value for element in document.iter(etree.Element) for key, value in element.attrib.items() if key.startswith(R)
    }
    yield from (f"{one} leads nowhere" for one in used - relations)
    notes = [one.get(f"{W}id") for one in trees["word/footnotes.xml"].iter(f"{W}footnote")]
    asked = [one.get(f"{W}id") for one in document.iter(f"{W}footnoteReference")]
    if notes[:2] != ["-1", "0"] or notes[2:] != asked:
        yield "footnotes and references do not match"
    styles = {one.get(f"{W}styleId") for one in trees["word/styles.xml"].iter(f"{W}style")}
    for name, tree in trees.items():
        for tag in ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link"):
            yield from (
                f"{name}: no style {one.get(f'{W}val')}"
                for one in tree.iter(f"{W}{tag}")
                if one.get(f"{W}val") not in styles
            )
    numbers = {one.get(f"{W}numId") for one in trees["word/numbering.xml"].iter(f"{W}num")} | {"0"}
    for tree in trees.values():
        yield from (
            f"no numbering {one.get(f'{W}val')}" for one in tree.iter(f"{W}numId") if one.get(f"{W}val") not in numbers
        )
    if document[0][-1].tag != f"{W}sectPr":
        yield "the body does not end with its section"


def _tables(document):
    for table in document.iter(f"{W}tbl"):
        columns = len(table.find(f"{W}tblGrid"))
        yield from (
            f"a row of {len(row.findall(f'{W}tc'))} cells in a table of {columns}"
            for row in table.iter(f"{W}tr")
            if len(row.findall(f"{W}tc")) != columns
        )
        for cell in table.iter(f"{W}tc"):
            if cell[-1].tag != f"{W}p":
                yield "a cell does not end with a paragraph"
        following = table.getnext()
        if following is None or following.tag != f"{W}p":
            yield "a table is followed by no paragraph"


def _drawings(document):
    ids = [
        one.get("id")
        for one in document.iter("{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr")
    ]
    if len(set(ids)) != len(ids):
        yield "two drawings share an id"
    yield from (
        "a drawing says nothing to those who cannot see it"
        for one in document.iter("{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr")
        if not one.get("descr")
    )
