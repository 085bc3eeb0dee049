"""A person's wording of a section, checked before it is kept: what is unknown is said, nothing is dropped in silence."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from worldday.base.problems import Problem
from worldday.reports.models import Section

from . import assembling, blocks, markup

LONGEST = 60_000  # characters of one section's markup
SAID: dict[str, str | Promise] = {
    "footnote": _("Line {line}: the report has no footnote {words}. Put back one that was there, or remove it."),
    "picture": _(
        "Line {line}: {words} is no picture or chart that may stand here. Choose one from the list, or remove it."
    ),
    "cells": _("Line {line}: this row of the table has more cells than its head. A | inside a cell is written \\|."),
    "marks": _("Line {line}: a highlight is opened with ** and not closed."),
}


class Unreadable(Problem):
    """The wording refers to what the report does not have; `lines` says where."""

    def __init__(self, troubles: list[markup.Trouble]) -> None:
        self.lines = [str(SAID[one.what]).format(line=one.line, words=one.words[:60]) for one in troubles]
        super().__init__(" ".join([*self.lines[:5], str(_("Nothing was saved yet; your text is kept here."))]))


def text_of(section: Section) -> str:
    """What a person edits: their own wording, else the generated blocks in markup."""
    return section.edited if section.edited is not None else generated_text(section)


def generated_text(section: Section) -> str:
    """What the program would write now."""
    return markup.write(blocks.from_json(section.blocks))


def checked(section: Section, text: str) -> str | None:
    """The wording to keep: None where it is what the program writes anyway. Raises `Unreadable`."""
    if len(text) > LONGEST:
        sentence = _(
            "A section holds at most {n} characters; please shorten it. Nothing was saved yet; your text is kept here."
        )
        raise Problem(sentence.format(n=LONGEST))
    generated = blocks.from_json(section.blocks)
    reading = markup.read(
        text,
        tokens=set(section.compilation.sources.values_list("token", flat=True)),
        charts=assembling.charts_of(generated),
        materials=assembling.picture_codes(section.compilation),
    )
    if reading.troubles:
        raise Unreadable(reading.troubles)
    return None if reading.blocks == generated and not section.own else markup.write(reading.blocks)
