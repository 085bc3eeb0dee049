"""Heading numbers → a tree: 一、 （一） 1. （1） ①, on lines of their own or run into one line.

A number counts only in its place in a sequence: after 一、 comes 二、; （一） opens a level or
follows nothing. That is what tells a heading from a number that merely stands in the text,
and what reads pages whose line breaks were lost.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from . import numbers
from .text import rule

_HAN = "[一二三四五六七八九十]{1,3}"
# Rank: how deep a number stands; a number closes every open level that is deeper.
FORMS: tuple[tuple[str, int, str], ...] = (
    ("section", 1, rf"(?P<section>{_HAN})\s?[、.]"),
    ("event", 2, rf"(?:活动|项目)(?P<event>{_HAN}|\d{{1,2}})\s?[：、]"),
    ("part", 3, rf"（\s?(?P<part>{_HAN})\s?）[、.]?"),
    ("ordinal", 4, rf"第(?P<ordinal>{_HAN})[，、：]"),
    ("item", 5, r"(?P<item>\d{1,2})\s?(?:、|\.(?!\d)|\.(?=(?:19|20)\d\d年))"),
    ("bracket", 6, r"（\s?(?P<bracket>\d{1,2})\s?）[、.]?"),
    ("half", 7, r"(?P<half>\d{1,2})）"),
    ("circle", 8, r"(?P<circle>[①-⑳])"),
)
# A heading without a number on a line of its own opens a section as well, unless entries repeat it (活动内容 in each).
_BARE = rule(
    r"^[ \t#*〔]*(?P<bare>(?:主要|重点|具体|系列|各项)(?:活动|工作)?(?:内容|安排|活动|任务|项目)|(?:活动|工作|有关|相关|宣传活动)(?:内容|安排|项目|任务|要求|计划))[〕*]*[：]?[ \t]*$",
    re.MULTILINE,
)
RANK = {name: rank for name, rank, _ in FORMS} | {"bare": 1}
_MARK = rule("|".join(form for _, _, form in FORMS))
# A list inside one bracket （1.访谈、2.展播） describes; its numbers open no passages.
_IN_BRACKET = rule(r"（1[.、][^（）\n]{1,160}）")
_JOINED = rule(r"[第〔《]")
_JOINED_DIGIT = rule(r"[\d第〔《A-Za-z.\-/—~]")
MAX_MARKS = 4000


@dataclass
class Node:
    """One numbered passage: ``start`` its number, ``text`` where its words begin, ``end`` where the next of its level stands."""

    form: str
    number: int
    start: int
    text: int
    end: int
    at_line: bool
    parent: "Node | None" = None
    children: list["Node"] = field(default_factory=list)

    @property
    def rank(self) -> int:
        """Depth of the number's form (1 is the outermost)."""
        return RANK[self.form]

    @property
    def own_end(self) -> int:
        """Where its own words end: at its first child."""
        return self.children[0].start if self.children else self.end

    def walk(self) -> Iterator["Node"]:
        """The node and all beneath it, in order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True)
class _Mark:
    form: str
    number: int
    start: int
    text: int
    at_line: bool


def read(text: str, start: int, end: int) -> list[Node]:
    """The numbered passages of ``text[start:end]`` as a forest, in order."""
    marks = sorted([*_marks(text, start, end), *_bare(text, start, end)], key=lambda mark: mark.start)
    roots: list[Node] = []
    latest: dict[str, int] = {}  # Items may be numbered on through the parts: （一）1. 2. （二）3. 4.
    open_: list[Node] = []
    for place, mark in enumerate(marks):
        runs_on = mark.at_line and latest.get(mark.form) == mark.number - 1 and mark.form == "item"
        if not (mark.form == "bare" or runs_on or _in_sequence(mark, _followed(open_, roots), marks, place)):
            continue
        latest[mark.form] = mark.number
        while open_ and open_[-1].rank >= RANK[mark.form]:
            open_.pop().end = mark.start
        parent = open_[-1] if open_ else None
        node = Node(mark.form, mark.number, mark.start, mark.text, end, mark.at_line, parent)
        (parent.children if parent else roots).append(node)
        open_.append(node)
    return roots


def _marks(text: str, start: int, end: int) -> Iterator[_Mark]:
    inside = {spot for span in _IN_BRACKET.finditer(text, start, end) for spot in range(*span.span())}
    for count, hit in enumerate(_MARK.finditer(text, start, end)):
        if count >= MAX_MARKS:
            return
        form = hit.lastgroup or ""
        number = ord(hit[form]) - ord("①") + 1 if form == "circle" else numbers.number(hit[form])
        at_line = _at_line(text, start, hit.start())
        if (
            number
            and hit.start() not in inside
            and (at_line or _may_stand_inline(text[max(start, hit.start() - 1) : hit.start()], form, number))
        ):
            yield _Mark(form, number, hit.start(), hit.end(), at_line)


def _bare(text: str, start: int, end: int) -> Iterator[_Mark]:
    hits = list(_BARE.finditer(text, start, end))
    words = [hit["bare"] for hit in hits]
    for hit in hits:
        if words.count(hit["bare"]) == 1:
            yield _Mark("bare", 0, hit.start("bare"), hit.start("bare"), at_line=True)


def _followed(open_: list[Node], roots: list[Node]) -> list[Node]:
    """The open passages; where a bare heading stands outermost, the section before it is still to be followed."""
    if not open_ or open_[0].form != "bare":
        return open_
    before = [node for node in roots if node.form == "section"]
    return [*before[-1:], *open_]


def _at_line(text: str, start: int, spot: int) -> bool:
    """Whether only white space (or Markdown's signs) stands before ``spot`` on its line."""
    lead = text[max(start, spot - 24) : spot]
    cut = lead.rfind("\n")
    if cut < 0 and spot - start > 24:
        return False
    return not lead[cut + 1 :].strip(" \t#*|")


def _may_stand_inline(before: str, form: str, number: int) -> bool:
    """A number inside a line must not belong to the word before it (统一、 is no 一、)."""
    if form in ("section", "ordinal", "event") and number == 1:
        return before in tuple(" \t。；：！？）”》*") or not before
    return not (_JOINED_DIGIT if form in ("item", "half") else _JOINED).match(before)


def _in_sequence(mark: _Mark, open_: list[Node], marks: list[_Mark], place: int) -> bool:
    """Whether the number continues an open list or begins one that goes on."""
    last = next((node for node in reversed(open_) if node.form == mark.form), None)
    if last is not None and mark.number == last.number + 1:
        return mark.at_line or last.form != "ordinal"
    if mark.at_line and last is not None and last.number <= mark.number <= last.number + 2:
        return last.at_line
    if mark.number != 1:
        return mark.at_line and last is None and mark.form == "section" and not open_
    return _goes_on(mark, marks, place) or (mark.at_line and RANK[mark.form] <= RANK["part"])


def _goes_on(mark: _Mark, marks: list[_Mark], place: int) -> bool:
    """Whether a 2 of the same form follows before another 1, or before an outer number ends the list."""
    for later in marks[place + 1 : place + 80]:
        if later.form == mark.form and (later.at_line or not mark.at_line):
            if later.number == 2:
                return True
            if later.number == 1:
                return False
    return False
