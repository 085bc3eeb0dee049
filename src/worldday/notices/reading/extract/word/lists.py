"""What a Word file says about its lists and paragraph styles (numbering.xml, styles.xml).

ECMA-376 part 1, 17.9: a w:num is a use of a w:abstractNum; it may override single levels. A
list may also be defined through a list style (w:numStyleLink), a level may belong to a style.
"""

from dataclasses import dataclass, replace

from lxml import etree

from .names import attribute, child, children, value


@dataclass(frozen=True)
class Level:
    """One level of a list: how its number looks and when it starts again."""

    style: str = "decimal"
    pattern: str = "%1."
    start: int = 1
    suffix: str = "tab"
    legal: bool = False
    restart: int | None = None


@dataclass(frozen=True)
class WordList:
    """One w:num. ``family`` is its abstract definition: lists of one family count together.

    ``starts``: levels that begin anew at a value when this list is first used.
    ``owners``: style id → the level that belongs to it.
    """

    family: str
    levels: dict[int, Level]
    starts: dict[int, int]
    owners: dict[str, int]


@dataclass(frozen=True)
class Style:
    """What a paragraph style says about numbering; ``name`` as Word shows it."""

    name: str
    based_on: str | None
    list_id: str | None
    level: int | None


def read_lists(root: etree._Element | None) -> dict[str, WordList]:
    """Every list of numbering.xml by its w:numId."""
    abstracts = {attribute(abstract, "abstractNumId"): abstract for abstract in children(root, "abstractNum")}
    by_style = {value(child(abstract, "styleLink")): abstract for abstract in abstracts.values()}
    lists = {}
    for number in children(root, "num"):
        abstract = abstracts.get(value(child(number, "abstractNumId")))
        link = value(child(abstract, "numStyleLink"))
        abstract = by_style.get(link, abstract) if link else abstract
        list_id = attribute(number, "numId")
        # w:numId 0 means “no list” wherever it stands (17.9.18).
        if abstract is not None and list_id and list_id != "0":
            lists[list_id] = _list(number, abstract)
    return lists


def read_styles(root: etree._Element | None) -> tuple[dict[str, Style], str | None]:
    """Paragraph styles by id, and the id of the default one."""
    styles, default = {}, None
    for element in children(root, "style"):
        if attribute(element, "type") not in {None, "paragraph"}:
            continue
        identity = attribute(element, "styleId") or ""
        numbered = child(child(element, "pPr"), "numPr")
        styles[identity] = Style(
            name=value(child(element, "name")) or "",
            based_on=value(child(element, "basedOn")),
            list_id=value(child(numbered, "numId")),
            level=number_of(value(child(numbered, "ilvl"))),
        )
        if attribute(element, "default") in {"1", "true", "on"}:
            default = identity
    return styles, default


def number_of(text: str | None) -> int | None:
    """An integer attribute; None if it is missing or is no number."""
    try:
        return None if text is None else int(text)
    except ValueError:
        return None


def _list(number: etree._Element, abstract: etree._Element) -> WordList:
    levels = {number_of(attribute(level, "ilvl")) or 0: _level(level) for level in children(abstract, "lvl")}
    starts = {}
    for override in children(number, "lvlOverride"):
        depth = number_of(attribute(override, "ilvl")) or 0
        own = child(override, "lvl")
        if own is not None:
            levels[depth] = _level(own)
        start = number_of(value(child(override, "startOverride")))
        if start is not None and depth in levels:
            starts[depth] = start
            levels[depth] = replace(levels[depth], start=start)
    owners = {
        owner: number_of(attribute(level, "ilvl")) or 0
        for level in children(abstract, "lvl")
        if (owner := value(child(level, "pStyle")))
    }
    return WordList(attribute(abstract, "abstractNumId") or "", levels, starts, owners)


def _level(element: etree._Element) -> Level:
    legal = child(element, "isLgl")
    return Level(
        style=value(child(element, "numFmt")) or "decimal",
        pattern=value(child(element, "lvlText")) or "",
        start=number_of(value(child(element, "start"))) or 0,
        suffix=value(child(element, "suff")) or "tab",
        legal=legal is not None and value(legal) not in {"0", "false", "off"},
        restart=number_of(value(child(element, "lvlRestart"))),
    )
