"""The .docx as a package: parts, content types, relationships (ECMA-376 part 2). The body is written as it is made."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from worldday.reports.compiling.report import PictureFile, Report

from .body import Body, footnotes_xml
from .fixed import app_xml, core_xml, font_table_xml, footer_xml, numbering_xml, section_xml, settings_xml
from .styles import styles_xml
from .xml import HEAD, NAMESPACES

MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_PARTS = {  # name below word/ → (content type, relationship, id)
    "styles.xml": (f"{_WORD}.styles+xml", "styles", "rIdStyles"),
    "settings.xml": (f"{_WORD}.settings+xml", "settings", "rIdSettings"),
    "numbering.xml": (f"{_WORD}.numbering+xml", "numbering", "rIdNumbering"),
    "fontTable.xml": (f"{_WORD}.fontTable+xml", "fontTable", "rIdFonts"),
    "footnotes.xml": (f"{_WORD}.footnotes+xml", "footnotes", "rIdNotes"),
    "footer1.xml": (f"{_WORD}.footer+xml", "footer", "rIdOdd"),
    "footer2.xml": (f"{_WORD}.footer+xml", "footer", "rIdEven"),
}


def write(report: Report, charts: dict[str, PictureFile], out: BinaryIO) -> None:
    """`charts`: every chart of the report as a picture, by its name."""
    body = Body(report, charts)
    with ZipFile(out, "w", ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", _content_types())
        package.writestr("_rels/.rels", _root())
        with package.open("word/document.xml", "w") as part:
            for piece in _document(body):
                part.write(piece.encode())
        with package.open("word/footnotes.xml", "w") as part:
            for piece in footnotes_xml(body.notes):
                part.write(piece.encode())
        for name, text in _fixed(report):
            package.writestr(name, text)
        for place, picture in enumerate(body.embedded, 1):
            package.writestr(f"word/media/picture{place}.{picture.suffix}", picture.content, ZIP_STORED)
        package.writestr("word/_rels/document.xml.rels", _relationships(body.embedded))


def _document(body: Body) -> Iterator[str]:
    yield f"{HEAD}<w:document {NAMESPACES}><w:body>"
    yield from body.paragraphs()
    yield f"{section_xml()}</w:body></w:document>"


def _fixed(report: Report) -> Iterator[tuple[str, str]]:
    yield "word/styles.xml", styles_xml(chinese=report.chinese)
    yield "word/settings.xml", settings_xml()
    yield "word/numbering.xml", numbering_xml(chinese=report.chinese)
    yield "word/fontTable.xml", font_table_xml()
    yield "word/footer1.xml", footer_xml(odd=True)
    yield "word/footer2.xml", footer_xml(odd=False)
    yield "docProps/core.xml", core_xml(report)
    yield "docProps/app.xml", app_xml()


def _content_types() -> str:
    defaults = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"}
    defaults |= {"jpg": "image/jpeg", "png": "image/png"}
    named = {f"/word/{name}": kind for name, (kind, _relation, _id) in _PARTS.items()}
    named |= {"/word/document.xml": f"{_WORD}.document.main+xml"}
    named |= {"/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml"}
    named |= {"/docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml"}
    inside = "".join(f'<Default Extension="{suffix}" ContentType="{kind}"/>' for suffix, kind in defaults.items())
    inside += "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in named.items())
    return f'{HEAD}<Types xmlns="{_PACKAGE}/content-types">{inside}</Types>'


def _root() -> str:
    inside = _relation("rId1", f"{_OFFICE}/officeDocument", "word/document.xml")
    inside += _relation("rId2", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml")
    inside += _relation("rId3", f"{_OFFICE}/extended-properties", "docProps/app.xml")
    return f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{inside}</Relationships>'


def _relationships(embedded: list[PictureFile]) -> str:
    inside = "".join(_relation(key, f"{_OFFICE}/{kind}", name) for name, (_type, kind, key) in _PARTS.items())
    for place, picture in enumerate(embedded, 1):
        inside += _relation(f"rIdPicture{place}", f"{_OFFICE}/image", f"media/picture{place}.{picture.suffix}")
    return f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{inside}</Relationships>'


def _relation(key: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{key}" Type="{kind}" Target="{target}"/>'
