"""The body of a Word file, block by block in the order of the file."""

from collections.abc import Iterator

from lxml import etree

from worldday.notices.reading.extract.builder import Builder

from .inline import mark_is_deleted, text_of
from .names import child, children, local, value
from .numbering import Numbering
from .tables import cells_of, grid_of, is_layout

CONTAINERS = frozenset(("sdtContent", "customXml", "ins", "moveTo", "txbxContent", "Choice", "tc"))


class Body:
    """Writes blocks into a Builder; numbers run on through tables and text boxes alike."""

    def __init__(self, builder: Builder, numbering: Numbering) -> None:
        self._builder = builder
        self._numbering = numbering
        self._joined = ""

    def block(self, element: etree._Element) -> None:
        """A paragraph, a table, or a wrapper around blocks (content control, custom XML …)."""
        name = local(element)
        if name == "p":
            self._paragraph(element)
        elif name == "tbl":
            self._table(element)
        elif name == "AlternateContent":
            self.block(next(iter(element), element))
        elif name == "sdt":
            if not _is_contents_control(element):
                self._blocks(child(element, "sdtContent"))
        elif name in CONTAINERS:
            self._blocks(element)

    def _blocks(self, parent: etree._Element | None) -> None:
        for element in parent if parent is not None else ():
            self.block(element)

    def _paragraph(self, element: etree._Element) -> None:
        properties = child(element, "pPr")
        if self._numbering.is_contents(properties):
            return
        text, boxes = text_of(element)
        # A text box stands above or beside its paragraph: a letterhead is anchored in the title.
        for box in boxes:
            self._blocks(box)
        if mark_is_deleted(element):
            self._joined += text
            return
        # Word numbers empty paragraphs too, so they count here.
        self._builder.paragraph(self._numbering.label(properties) + self._joined + text)
        self._joined = ""

    def _table(self, element: etree._Element) -> None:
        if is_layout(element):
            for cell in cells_of(element):
                self._blocks(cell)
        else:
            self._builder.table(grid_of(element, self._cell_text))

    def _cell_text(self, cell: etree._Element) -> str:
        """A cell's paragraphs one per line, those of a table inside it too."""
        lines: list[str] = []
        for paragraph in _paragraphs(cell):
            text, boxes = text_of(paragraph)
            lines += [text_of(inner)[0] for box in boxes for inner in _paragraphs(box)]
            lines.append(self._numbering.label(child(paragraph, "pPr")) + text)
        return "\n".join(line for line in lines if line.strip())


def _paragraphs(element: etree._Element) -> Iterator[etree._Element]:
    for node in element:
        if local(node) == "p":
            yield node
        else:
            yield from _paragraphs(node)


def _is_contents_control(sdt: etree._Element) -> bool:
    """A generated table of contents, which only repeats the headings."""
    part = child(child(sdt, "sdtPr"), "docPartObj")
    return any(value(gallery) == "Table of Contents" for gallery in children(part, "docPartGallery"))
