"""Moodle's XML, read and written (docs.moodle.org/en/Moodle_XML_format). No entities, no DTD, no network."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lxml import etree, html

from .item import ILLEGAL, KEYS, BadFile, Fault, Item, columns, count_options, make_matching, options_from
from .moodle_words import basis_line, read_feedback, read_tags, tags_of

MOST = 5000
MOST_BYTES = 20 * 1024 * 1024  # pictures travel inside; they are left out
Element = Any  # lxml's own types change between versions
BETWEEN = " | "  # between the blanks of a question that has several
_BLOCKS = ("p", "div", "li", "br", "tr")


def read(data: bytes) -> list[Item]:
    """Every question of the file; what one question lacks is in its `faults`. Raises `BadFile`."""
    if len(data) > MOST_BYTES:
        raise BadFile("too-large")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root: Element = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise BadFile("not-this-format") from None
    if root.tag != "quiz" or root.getroottree().docinfo.doctype:
        raise BadFile("not-this-format")
    questions = [each for each in root.findall("question") if each.get("type") != "category"]
    if len(questions) > MOST:
        raise BadFile("too-many")
    if not questions:
        raise BadFile("not-this-format")
    return [_item(each) for each in questions]


def _item(node: Element) -> Item:
    item = Item(stem=_text(node.find("questiontext")), code=(node.findtext("idnumber") or "").strip())
    wanted = read_tags(item, [(tag.findtext("text") or "") for tag in node.findall("tags/tag")])
    read_feedback(item, _text(node.find("generalfeedback")))
    if node.find(".//file") is not None:
        item.faults.append(Fault("pictures", "stem"))
    kind = node.get("type", "")
    reader = READERS.get("ordering" if wanted == "ordering" and kind == "matching" else kind)
    if reader is None:
        item.faults.append(Fault("foreign-sort", "sort", kind[:30]))
        return item
    reader(item, node)
    if wanted == "multiple" and item.sort == "single":
        item.sort = "multiple"
    return item


def _choices(item: Item, node: Element) -> None:
    answers = node.findall("answer")
    item.sort = "single" if (node.findtext("single") or "true").strip() in ("true", "1") else "multiple"
    item.options = options_from([_text(each) for each in answers])
    count_options(item, len(answers))
    item.answer = [key for key, each in zip(KEYS, answers, strict=False) if _fraction(each) > 0]


def _truth(item: Item, node: Element) -> None:
    item.sort = "true-false"
    right = [_text(each).casefold() for each in node.findall("answer") if _fraction(each) > 0]
    item.answer = [right[0] in ("true", "对", "正确")] if len(right) == 1 else []


def _spellings(item: Item, node: Element) -> None:
    item.sort = "fill-in"
    answers = [each for each in node.findall("answer") if _fraction(each) > 0]
    texts = [_text(each) for each in answers]
    if any((each.findtext("tolerance") or "0").strip(" 0.") for each in answers):
        item.faults.append(Fault("tolerance", "answer"))
    split = [text.split(BETWEEN) for text in texts]
    most = max((len(parts) for parts in split), default=0)
    item.answer = [
        list(dict.fromkeys(parts[place].strip() for parts in split if place < len(parts))) for place in range(most)
    ]


def _pairs(item: Item, node: Element) -> None:
    pairs = [(_text(each), (each.findtext("answer/text") or "").strip()) for each in node.findall("subquestion")]
    count_options(item, len(pairs))
    make_matching(item, pairs)


def _order(item: Item, node: Element) -> None:
    """Moodle's own ordering lists its answers in the right order; ours, sent as a matching, names each place."""
    item.sort = "ordering"
    if node.get("type") == "matching":
        pairs = [(_text(each), (each.findtext("answer/text") or "").strip()) for each in node.findall("subquestion")]
        item.options = options_from([left for left, _place in pairs])
        keyed = zip(KEYS, [place for _left, place in pairs], strict=False)
        item.answer = [key for key, place in sorted(keyed, key=lambda pair: pair[1].zfill(3))]
    else:
        item.options = options_from([_text(each) for each in node.findall("answer")])
        item.answer = [each["key"] for each in item.options]
        pairs = node.findall("answer")
    count_options(item, len(pairs))


READERS: dict[str, Callable[[Item, Element], None]] = {
    "multichoice": _choices,
    "truefalse": _truth,
    "shortanswer": _spellings,
    "numerical": _spellings,
    "matching": _pairs,
    "ordering": _order,
}


def _fraction(node: Element) -> float:
    try:
        return float(node.get("fraction", "0"))
    except ValueError:
        return 0.0


def _text(node: Element) -> str:
    """The words of a text element; its HTML is read for line breaks and left behind."""
    if node is None:
        return ""
    text = node.findtext("text") or ""
    if node.get("format", "html") != "html" or not {"<", "&"} & {*text}:
        return text.strip()
    try:
        tree = html.fragment_fromstring(text, create_parent="div")
    except Exception:  # noqa: BLE001  whatever broken HTML breaks in the library, the question only lacks these words
        return ""
    for each in tree.iter():
        if each.tag in _BLOCKS:
            each.tail = "\n" + (each.tail or "")
    lines = [line.strip() for line in tree.text_content().split("\n")]
    return "\n".join(lines).strip()


# --- writing ---


def write(items: list[Item]) -> bytes:
    """The questions as one Moodle XML file."""
    root = etree.Element("quiz")
    for item in items:
        root.append(_question(item))
    written: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)
    return written


KINDS = {
    "single": "multichoice",
    "multiple": "multichoice",
    "true-false": "truefalse",
    "fill-in": "shortanswer",
    "ordering": "ordering",
    "matching": "matching",
}


def _question(item: Item) -> Element:
    node = etree.Element("question", type=KINDS[item.sort])
    _say(etree.SubElement(node, "name"), item.stem.split("\n")[0][:80])
    _say(etree.SubElement(node, "questiontext", format="plain_text"), item.stem)
    told = "\n".join(filter(None, (item.explanation, basis_line(item))))
    _say(etree.SubElement(node, "generalfeedback", format="plain_text"), told)
    etree.SubElement(node, "idnumber").text = item.code
    if item.sort in ("single", "multiple"):
        etree.SubElement(node, "single").text = "true" if item.sort == "single" else "false"
    _answers(node, item)
    tags = etree.SubElement(node, "tags")
    for tag in tags_of(item):
        _say(etree.SubElement(tags, "tag"), tag)
    return node


def _answers(node: Element, item: Item) -> None:
    left, right = columns(item.options)
    if item.sort == "true-false":
        for word in ("true", "false"):
            _answer(node, word, 100.0 if (word == "true") is item.answer[0] else 0.0)
    elif item.sort == "fill-in":
        most = max(map(len, item.answer))
        for row in range(most):
            spelled = [blank[row] if row < len(blank) else blank[0] for blank in item.answer]
            _answer(node, BETWEEN.join(spelled), 100.0)
    elif item.sort == "ordering":
        texts = {each["key"]: each["text"] for each in right}
        for place, key in enumerate(item.answer, 1):
            _answer(node, texts[key], float(place))
    elif item.sort == "matching":
        _written_pairs(node, item, left, right)
    else:
        for each in right:
            _answer(node, each["text"], 100 / len(item.answer) if each["key"] in item.answer else 0.0)


def _written_pairs(node: Element, item: Item, left: list[Any], right: list[Any]) -> None:
    texts, pairs = {each["key"]: each["text"] for each in right}, dict(item.answer)
    rows = [(each["text"], texts[pairs[each["key"]]]) for each in left]
    rows += [("", each["text"]) for each in right if each["key"] not in pairs.values()]
    for question, answer in rows:
        part = etree.SubElement(node, "subquestion", format="plain_text")
        _say(part, question)
        _say(etree.SubElement(part, "answer"), answer)


def _answer(node: Element, text: str, fraction: float) -> None:
    _say(
        etree.SubElement(node, "answer", fraction=f"{fraction:.5f}".rstrip("0").rstrip("."), format="plain_text"), text
    )


def _say(node: Element, text: str) -> None:
    etree.SubElement(node, "text").text = text.translate(ILLEGAL)
