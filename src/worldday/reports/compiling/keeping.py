"""What was generated put beside what people edited: nobody's wording is ever lost."""

from __future__ import annotations

from collections.abc import Iterable

from worldday.reports.models import Compilation, Section, Source

from . import blocks, markup
from .notes import Notes
from .order import merged
from .sections import UNSTORED, SectionDraft


def keep(compilation: Compilation, drafts: list[SectionDraft], notes: Notes) -> None:
    """Sections follow what was generated; wording, headings, places and hiding that people chose stay. Runs in the caller's
    transaction."""
    rows = list(compilation.sections.select_for_update().order_by("position", "id"))
    known = {row.key: row for row in rows}
    for draft in drafts:
        known[draft.key] = _follow(known.get(draft.key), draft, compilation)
    written = {draft.key for draft in drafts}
    for row in rows:
        _not_written(row, known, written)
    places = merged(
        [row.key for row in rows], {row.key for row in rows if _placed(row, known)}, [draft.key for draft in drafts]
    )
    for position, key in enumerate(places):
        known[key].position = position
    Section.objects.bulk_update(known.values(), ["position"])
    _sources(compilation, known.values(), notes)


def _follow(row: Section | None, draft: SectionDraft, compilation: Compilation) -> Section:
    row = row or Section(compilation=compilation, key=draft.key)
    row.heading, row.level, row.gone = draft.heading[:200], draft.level, False
    row.blocks = [] if draft.key in UNSTORED else blocks.to_json(draft.blocks)
    row.save()
    return row


def _not_written(row: Section, known: dict[str, Section], written: set[str]) -> None:
    """What the program would not write any more goes, unless a person worked on it."""
    if row.own or row.key in written:
        return
    if row.edited is None:
        del known[row.key]
        row.delete()
    elif not row.gone:
        row.gone = True
        row.save(update_fields=["gone"])


def _placed(row: Section, known: dict[str, Section]) -> bool:
    return row.key in known and (row.moved or row.own or row.gone)


def _sources(compilation: Compilation, sections: Iterable[Section], notes: Notes) -> None:
    """New sources are added, known ones brought up to date; one that nothing generated refers to stays while edited text does."""
    found = {one.token: one for one in notes.found.values()}
    old = {row.token: row for row in compilation.sources.all()}
    fresh = [
        Source(compilation=compilation, key=one.key, token=token, note=one.note, link=one.link)
        for token, one in found.items()
        if token not in old
    ]
    changed = []
    for token, row in old.items():
        one = found.get(token)
        if one is not None and (row.note, row.link) != (one.note, one.link):
            row.note, row.link = one.note, one.link
            changed.append(row)
    Source.objects.bulk_create(fresh, batch_size=500)
    Source.objects.bulk_update(changed, ["note", "link"], batch_size=500)
    used = mentioned(sections)
    gone = [row.pk for token, row in old.items() if token not in found and token not in used]
    for start in range(0, len(gone), 500):
        Source.objects.filter(pk__in=gone[start : start + 500]).delete()


def mentioned(sections: Iterable[Section]) -> set[str]:
    """Tokens that people's own wording refers to."""
    return {token for row in sections if row.edited for token in markup.tokens_in(row.edited)}


def generated_digest(section: Section) -> str:
    """Names what the program would write now."""
    return blocks.digest_of(blocks.from_json(section.blocks))


def has_news(section: Section) -> bool:
    """A person's wording stands, and what the program would write has changed since."""
    return section.edited is not None and not section.own and section.edited_from != generated_digest(section)
