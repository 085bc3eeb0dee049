"""Moodle's GIFT, read and written (docs.moodle.org/en/GIFT_format), always UTF-8.

GIFT knows no ordering: such a question is written as a matching of places (1, 2, 3 …), which a reader that knows nothing of
us can still ask; the tag `sort:ordering` brings it back. What GIFT has no word for stands in the question's comment line as
`[id:…] [tag:…]`, which Moodle reads as id number and tags, and in the general feedback as `依据：…`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .item import KEYS, BadFile, Fault, Item, columns, count_options, make_matching, options_from
from .moodle_words import basis_line, read_feedback, read_tags, tags_of

MOST = 5000
MOST_BYTES = 5 * 1024 * 1024
_ESCAPE = re.compile(r"([~=#{}:\\])")
_COMMENT_TAG = re.compile(r"\[(id|tag):((?:\\.|[^\]\\])*)\]")
_TRUE = {"T": True, "TRUE": True, "F": False, "FALSE": False}
_FORMAT = re.compile(r"^\[(?:html|moodle|plain|markdown)\]")
_WEIGHT = re.compile(r"^%(-?\d+(?:\.\d+)?)%")
BLANK = "____"
MORE_BLANKS = " | "  # between the blanks of a question that has several


def read(data: bytes) -> list[Item]:
    """Every question of the file; what one question lacks is in its `faults`. Raises `BadFile`."""
    if len(data) > MOST_BYTES:
        raise BadFile("too-large")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadFile("not-utf8") from None
    items = [_item(block) for block in _blocks(text)]
    if "\0" in text or not any(item.stem or item.answer for item in items):
        raise BadFile("not-this-format")
    if len(items) > MOST:
        raise BadFile("too-many")
    return items


def _blocks(text: str) -> Iterator[tuple[str, str]]:
    """(comments, source) of each question: questions are separated by empty lines."""
    for block in re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n").replace("\r", "\n")):
        lines = block.split("\n")
        comments = "\n".join(line for line in lines if line.lstrip().startswith("//"))
        source = "\n".join(line for line in lines if not line.lstrip().startswith("//")).strip()
        if source and not source.startswith("$CATEGORY:"):
            yield comments, source


def _item(block: tuple[str, str]) -> Item:
    comments, source = block
    marks = [(kind, _plain(value)) for kind, value in _COMMENT_TAG.findall(comments)]
    item = Item(code=next((value for kind, value in marks if kind == "id"), ""))
    wanted = read_tags(item, [value for kind, value in marks if kind == "tag"])
    if source.startswith("::") and (end := _find(source, "::", 2)) > 0:
        source = source[end + 2 :].lstrip()
    opened = _find(source, "{")
    closed = _find(source, "}", opened + 1) if opened >= 0 else -1
    if closed < 0:
        item.stem = _plain(source)
        item.faults.append(Fault("no-answer-part", "answer"))
        return item
    before, inside, after = source[:opened], source[opened + 1 : closed], source[closed + 1 :]
    before = _FORMAT.sub("", before)
    item.stem = _plain(before.rstrip(" ") if not after.strip() else f"{before.rstrip(' ')}{BLANK}{after.rstrip()}")
    if (feedback := _find(inside, "####")) >= 0:
        read_feedback(item, _plain(inside[feedback + 4 :].strip()))
        inside = inside[:feedback]
    _answers(item, inside.strip(), wanted)
    return item


def _answers(item: Item, inside: str, wanted: str) -> None:
    word = _cut(inside, "#").strip().upper()
    if word in _TRUE:
        item.sort, item.answer = "true-false", [_TRUE[word]]
    elif inside.startswith("#"):
        _numbers(item, inside[1:])
    else:
        parts = _parts(inside)
        if not parts:
            item.faults.append(Fault("no-answer-part", "answer"))
        elif all(_find(text, "->") >= 0 for _sign, text in parts):
            _pairs(item, [text for _sign, text in parts], ordering=wanted == "ordering")
        elif all(sign == "=" for sign, _text in parts) and wanted not in ("single", "multiple"):
            _spellings(item, [text for _sign, text in parts])
        else:
            _choices(item, parts, wanted)


def _parts(inside: str) -> list[tuple[str, str]]:
    """The answers with the sign before each; their own feedback is left out."""
    places = [place for place in range(len(inside)) if inside[place] in "=~" and not _escaped(inside, place)]
    ends = [*places[1:], len(inside)]
    return [
        (inside[start], _cut(inside[start + 1 : end], "#").strip()) for start, end in zip(places, ends, strict=False)
    ]


def _numbers(item: Item, inside: str) -> None:
    """A numerical question becomes a fill-in with the exact number; a tolerance cannot be kept and is said."""
    answers = [text for _sign, text in _parts(inside)] or [_cut(inside, "#").strip()]
    spellings = []
    for answer in answers:
        number, *tolerance = re.split(r":|\.\.", _WEIGHT.sub("", answer))
        if tolerance and tolerance[0].strip(" 0."):
            item.faults.append(Fault("tolerance", "answer", _plain(answer)))
        spellings.append(_plain(number).strip())
    item.sort, item.answer = "fill-in", [spellings]


def _spellings(item: Item, texts: list[str]) -> None:
    texts = [_WEIGHT.sub("", text) for text in texts]
    item.sort = "fill-in"
    split = [text.split(MORE_BLANKS) for text in texts]
    blanks = max(len(parts) for parts in split)
    item.answer = [
        list(dict.fromkeys(_plain(parts[place]) for parts in split if place < len(parts))) for place in range(blanks)
    ]


def _choices(item: Item, parts: list[tuple[str, str]], wanted: str) -> None:
    weights = [_WEIGHT.match(text) for _sign, text in parts]
    texts = [_plain(_FORMAT.sub("", _WEIGHT.sub("", text))) for _sign, text in parts]
    right = [
        sign == "=" or bool(weight and float(weight[1]) > 0)
        for (sign, _text), weight in zip(parts, weights, strict=True)
    ]
    several = any(weight and 0 < float(weight[1]) < 100 for weight in weights) or sum(right) > 1 or wanted == "multiple"
    item.sort = "multiple" if several else "single"
    item.options = options_from(texts)
    count_options(item, len(texts))
    item.answer = [key for key, is_right in zip(KEYS, right, strict=False) if is_right]


def _pairs(item: Item, texts: list[str], *, ordering: bool) -> None:
    pairs = [(_plain(text[: (at := _find(text, "->"))].strip()), _plain(text[at + 2 :].strip())) for text in texts]
    count_options(item, len(pairs))
    if ordering:
        item.sort = "ordering"
        item.options = options_from([left for left, _place in pairs])
        keyed = zip(KEYS, [place for _left, place in pairs], strict=False)
        item.answer = [key for key, place in sorted(keyed, key=lambda pair: pair[1].zfill(3))]
        return
    make_matching(item, pairs)


def _find(text: str, what: str, start: int = 0) -> int:
    """Where `what` first stands without a backslash before it; −1 where it does not."""
    place = text.find(what, start)
    while place >= 0 and _escaped(text, place):
        place = text.find(what, place + 1)
    return place


def _cut(text: str, what: str) -> str:
    place = _find(text, what)
    return text if place < 0 else text[:place]


def _escaped(text: str, place: int) -> bool:
    slashes = 0
    while place - slashes > 0 and text[place - slashes - 1] == "\\":
        slashes += 1
    return slashes % 2 == 1


def _plain(text: str) -> str:
    """Escapes undone; a backslash and n is a line break."""
    return re.sub(r"\\(n|.)", lambda found: "\n" if found[1] == "n" else found[1], text, flags=re.DOTALL).strip()


# --- writing ---


def write(items: list[Item]) -> bytes:
    """The questions as one GIFT file."""
    return ("\n\n".join(_written(item) for item in items) + "\n").encode()


def _written(item: Item) -> str:
    marks = "".join(f" [tag:{_mark(tag)}]" for tag in tags_of(item))
    comment = f"//{f' [id:{_mark(item.code)}]' if item.code else ''}{marks}\n" if item.code or marks else ""
    feedback = "\n".join(filter(None, (item.explanation, basis_line(item))))
    told = f"\n####{_safe(feedback)}" if feedback else ""
    return f"{comment}{_safe(item.stem)}{{{_inside(item)}{told}}}"


def _inside(item: Item) -> str:
    left, right = columns(item.options)
    if item.sort == "true-false":
        return "TRUE" if item.answer[0] else "FALSE"
    if item.sort == "fill-in":
        return " ".join(f"={MORE_BLANKS.join(map(_safe, spelling))}" for spelling in _rows(item.answer))
    if item.sort == "ordering":
        return "".join(f"\n={_safe(each['text'])} -> {item.answer.index(each['key']) + 1}" for each in right)
    if item.sort == "matching":
        texts, pairs = {each["key"]: each["text"] for each in right}, dict(item.answer)
        lines = [f"\n={_safe(each['text'])} -> {_safe(texts[pairs[each['key']]])}" for each in left]
        idle = [f"\n= -> {_safe(each['text'])}" for each in right if each["key"] not in pairs.values()]
        return "".join([*lines, *idle])
    return "".join(f"\n{_sign(item, each['key'])}{_safe(each['text'])}" for each in right)


def _sign(item: Item, key: str) -> str:
    """`=` for the one right answer; with several, shares that add up, and wrong ones that cost all."""
    if item.sort == "single":
        return "=" if key in item.answer else "~"
    return f"~%{100 / len(item.answer):.5f}%" if key in item.answer else "~%-100%"


def _rows(blanks: list[list[str]]) -> list[list[str]]:
    """Spellings of several blanks as rows that name one for each blank; the shorter lists repeat their first."""
    return [[blank[row] if row < len(blank) else blank[0] for blank in blanks] for row in range(max(map(len, blanks)))]


def _safe(text: str) -> str:
    """Nothing in it is read as a sign: GIFT's own, an arrow, ours between blanks; at its start a comment, format or weight."""
    text = _ESCAPE.sub(r"\\\1", text).replace("\n", "\\n").replace("->", "-\\>").replace("|", "\\|")
    return f"\\{text}" if text.startswith(("/", "[", "%", "$")) else text


def _mark(text: str) -> str:
    return text.replace("\\", "\\\\").replace("]", "\\]").replace("\n", " ")
