"""The text inside one Word paragraph: what a reader of the printed page would see."""

from lxml import etree

from .names import attribute, child, children, local, value

UNSEEN = frozenset(
    # Tracked deletions, field codes, phonetic guides, properties: present in the file, not on the page.
    ("del", "moveFrom", "delText", "instrText", "delInstrText", "rt", "pPr", "rPr", "sdtPr", "txbxContent")
)
FIXED = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
PICTURES = frozenset(("drawing", "pict", "object"))

WINGDINGS = {0x6C: "●", 0x6E: "■", 0x6F: "□", 0xA8: "□", 0x71: "□", 0x75: "◆", 0xD8: "➢", 0xE0: "→", 0xFB: "✗",
             0xFC: "✓", 0xFD: "☒", 0xFE: "☑", 0x52: "☑", 0x28: "☎", 0x2A: "✉"}  # fmt: skip
SYMBOL = {0xB0: "°", 0xB1: "±", 0xB4: "×", 0xB7: "•", 0xA3: "≤", 0xB3: "≥", 0xD7: "·", 0xA5: "∞", 0x6D: "μ"}  # fmt: skip


def text_of(paragraph: etree._Element) -> tuple[str, list[etree._Element]]:
    """The paragraph's text, and the text boxes (w:txbxContent) anchored in it."""
    parts: list[str] = []
    boxes: list[etree._Element] = []
    _collect(paragraph, parts, boxes)
    return "".join(parts), boxes


def mark_is_deleted(paragraph: etree._Element) -> bool:
    """Whether a tracked change removed the paragraph's end, joining it to the next one."""
    mark = child(child(paragraph, "pPr"), "rPr")
    return child(mark, "del") is not None or child(mark, "moveFrom") is not None


def is_on(toggle: etree._Element | None) -> bool:
    """A toggle property such as w:vanish: present, and not switched off (17.17.4)."""
    return toggle is not None and value(toggle) not in {"0", "false", "off"}


def _collect(element: etree._Element, parts: list[str], boxes: list[etree._Element]) -> None:
    for node in element:
        name = local(node)
        if name == "t":
            parts.append(node.text or "")
        elif name in FIXED:
            parts.append(FIXED[name])
        elif name == "sym":
            parts.append(_symbol(node))
        elif name in PICTURES:
            boxes.extend(node.iter("{*}txbxContent"))
        elif name == "AlternateContent":
            _collect_alternative(node, parts, boxes)
        elif name and name not in UNSEEN and not (name == "r" and is_on(child(child(node, "rPr"), "vanish"))):
            _collect(node, parts, boxes)


def _collect_alternative(node: etree._Element, parts: list[str], boxes: list[etree._Element]) -> None:
    """One of the alternatives only: Word writes a text box twice, for new and for old programs."""
    for alternative in (*children(node, "Choice"), *children(node, "Fallback")):
        before = len(parts) + len(boxes)
        _collect(alternative, parts, boxes)
        if len(parts) + len(boxes) > before:
            return


def _symbol(node: etree._Element) -> str:
    """A character chosen by its place in a symbol font (w:sym), as the Unicode sign it shows."""
    try:
        code = int(attribute(node, "char") or "", 16)
    except ValueError:
        return ""
    if not 0xF000 <= code <= 0xF0FF:
        return chr(code) if 0x20 <= code < 0xD800 else ""
    font = (attribute(node, "font") or "").lower()
    table = WINGDINGS if font.startswith("wingdings") else SYMBOL
    return table.get(code - 0xF000, chr(code - 0xF000) if font == "symbol" and code < 0xF080 else "")
