"""Word files (.docx): the body in order, as the printed page shows it.

Headers, footers, footnotes and comments are left out: a notice's content is its body.
"""

from typing import BinaryIO

from worldday.notices.reading.document import Document
from worldday.notices.reading.extract.builder import Builder

from .body import Body
from .names import local
from .numbering import Numbering
from .package import Package


def read(source: BinaryIO) -> Document:
    """The document of a .docx, whatever its file name; block after block, so memory stays small."""
    package = Package(source)
    builder = Builder()
    body = Body(builder, Numbering(package.neighbour("numbering"), package.neighbour("styles")))
    for element in package.blocks("p", "tbl", "sdt", "customXml", "AlternateContent"):
        parent = element.getparent()
        if parent is not None and local(parent) == "body":
            body.block(element)
            # What has been read is let go: 200 pages need no more memory than two.
            element.clear()
            while element.getprevious() is not None:
                del parent[0]
    return builder.document()
