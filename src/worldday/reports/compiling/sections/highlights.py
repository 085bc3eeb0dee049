"""五、工作亮点: what units marked in their own words, by the kind of activity they speak of."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext

from worldday.campaigns import kinds
from worldday.reports.compiling.blocks import Note, Run, Written
from worldday.reports.compiling.gathering import Gathered, Sent
from worldday.reports.compiling.notes import Notes, moment
from worldday.reports.marks import quotes

from .draft import SectionDraft, short

EACH = 10  # quoted under one heading; the annex holds what every unit wrote
LONGEST = 220  # characters of one quotation
_ENDS = "。；！？…，、;,.!?：: "


def write(found: Gathered, notes: Notes) -> Iterator[SectionDraft]:
    groups: dict[str, list[tuple[Sent, str]]] = {}
    for sent in found.sent:
        for quote in quotes(sent.text, sent.highlights):
            words = " ".join(quote.split())
            if words:
                groups.setdefault(kinds.propose(words) or "", []).append((sent, words))
    if not groups:
        return
    said = Written()
    for slug in sorted(groups, key=lambda one: (one == "", -len(groups[one]), one)):
        said.heading(str(kinds.get(slug).label) if slug else gettext("Other work"))
        _group(groups[slug], said, notes)
    yield SectionDraft("highlights", gettext("Highlights of the work"), said.blocks)


def _group(quoted: list[tuple[Sent, str]], said: Written, notes: Notes) -> None:
    """One of each unit before a second of any; accepted versions first."""
    turns: dict[int, int] = {}
    ranked = []
    for place, (sent, words) in enumerate(sorted(quoted, key=lambda one: not one[0].accepted)):
        turns[sent.unit.pk] = turns.get(sent.unit.pk, 0) + 1
        ranked.append((turns[sent.unit.pk], place, sent, words))
    for _turn, _place, sent, words in sorted(ranked, key=lambda one: one[:2])[:EACH]:
        name = gettext("{unit}: ").format(unit=short(sent.unit))
        said.paragraph(Run(name, strong=True), _cut(words), submission_note(sent, notes), gettext("."))
    if (left := len(quoted) - EACH) > 0:
        said.paragraph(gettext("{n} more are found in the annex of units.").format(n=left), look="small")


def _cut(words: str) -> str:
    return f"{words[:LONGEST].rstrip(_ENDS)}……" if len(words) > LONGEST else words.rstrip(_ENDS)


def submission_note(sent: Sent, notes: Notes) -> Note:
    """Which version of which unit, and how it stands."""
    return notes.add(f"submission:{sent.code}", version(sent))


def version(sent: Sent) -> str:
    state = gettext("accepted") if sent.accepted else gettext("not yet reviewed")
    said = gettext("{unit}, report {code}, version {n}, sent {when}, {state}.")
    return said.format(unit=sent.unit.name, code=sent.code, n=sent.number, when=moment(sent.sent_at), state=state)
