"""通知: as it came, its text, and what was read out of it."""

from __future__ import annotations

from collections.abc import Iterator

from worldday.campaigns.models import Campaign
from worldday.notices.models import Notice
from worldday.reports.archiving.bag import Member
from worldday.reports.archiving.naming import segment, stem_of, suffix_of
from worldday.reports.archiving.written import as_json, name_of, said, unit_said


def notices(campaign: Campaign) -> Iterator[Member]:
    rows = Notice.objects.filter(campaign=campaign).select_related("owner", "taken_in_by").order_by("pk")
    for number, notice in enumerate(rows, 1):
        folder = f"notices/{number}-{notice.code}"
        original = _original(notice, folder)
        if original is not None:
            yield original
        yield Member(f"{folder}/text.txt", notice.text.encode())
        yield Member(f"{folder}/reading.json", as_json(notice.reading))
        facts = said(notice, "code", "name", "doc_number", "file_name", "sha256", "taken_in_at")
        facts |= {"owner": unit_said(notice.owner), "taken_in_by": name_of(notice.taken_in_by)}
        yield Member(f"{folder}/notice.json", as_json(facts | {"file": f"data/{original.path}" if original else None}))


def _original(notice: Notice, folder: str) -> Member | None:
    """None where it was typed in, or its file is gone: its text is kept in any case."""
    if not notice.file:
        return None
    ending = suffix_of(notice.file_name)
    name = segment(stem_of(notice.file_name), otherwise="notice", suffix=ending)
    if name in ("text.txt", "notice.json", "reading.json"):
        name = f"original-{name}"
    try:
        return Member(f"{folder}/{name}", notice.file.open("rb"))
    except FileNotFoundError:
        return None
