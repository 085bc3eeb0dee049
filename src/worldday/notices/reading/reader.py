"""The steps of a reading, in order; each step is a module that can be read on its own."""

import re
from collections import Counter
from datetime import date
from itertools import pairwise

from . import (
    activities,
    campaign,
    contacts,
    header,
    imprint,
    issuers,
    noise,
    observance,
    outline,
    signature,
    tables,
    tasks,
    text,
    themes,
    warnings,
)
from .days import Calendar
from .document import Document
from .errors import NotANotice
from .header import Head
from .model import Notice, Source
from .signature import Signature
from .text import Found, rule

MAX_CHARS = 300_000  # About 400 pages; the longest notices with annexes stay far below.
_YEAR = rule(r"(?<!\d)(20\d\d)\s?年")
_SAYS_SO = rule(r"(?:通知|公告|函告|安排|印发)(?:如下|给你们)|特此(?:通知|公告|函告)|制定本方案")
_KIND = rule(rf"(?:{header.KINDS_OF_PAPER})")


def read(document: Document) -> Notice:
    """Read one document; raises ``NotANotice`` when it is clearly none."""
    raw = document.text
    if not raw.strip():
        raise NotANotice("empty")
    if len(raw) > MAX_CHARS:
        raise NotANotice("too_long", {"chars": len(raw)})
    plain = noise.quiet(text.normalise(raw))
    found = tables.find(plain, document.tables)
    prose = _without(plain, found.spans)
    head = header.read(raw, prose)
    signed = signature.read(raw, prose, head.body, head.issuer_words.value if head.issuer_words else None)
    issued = _issued(raw, plain, prose, head, signed)
    calendar = Calendar(_year(prose, head, issued[0] if issued else None), issued[0] if issued else None)
    source = Source(raw, plain, prose, calendar)
    if not (_is_notice(prose, head, signed, found) or _names_an_observance(source, head)):
        raise NotANotice("not_a_notice")
    return _notice(source, head, signed, found, issued[1] if issued else None)


def _issued(raw: str, plain: str, prose: str, head: Head, signed: Signature | None) -> tuple[date, Found] | None:
    """The day of issue: the signature's, else a portal's 成文日期, else the notice's own imprint."""
    if signed:
        return signed.issued, signed.printed
    known = [name.value for name in issuers.read(raw, prose, head, None, ())]
    return imprint.declared(raw, plain) or imprint.printed(raw, prose, head.body, known)


def _notice(
    source: Source, head: Head, signed: Signature | None, found: tables.Found, issued_text: Found | None
) -> Notice:
    stretches = _stretches(source.prose, head, signed)
    roots = [node for start, end in stretches for node in outline.read(source.prose, start, end)]
    notice = Notice(source, head.title, doc_number=head.number, addressees=head.addressees, body=head.body)
    unsigned = signature.undated(source.raw, source.prose, head.body, stretches[0][1])
    notice.issuers = issuers.read(source.raw, source.prose, head, signed, unsigned)
    notice.issued, notice.issued_text = source.calendar.issued, issued_text
    notice.observance = observance.read(source, head.title, head.body)
    notice.themes = themes.read(
        source, roots, head.body, len(source.prose), notice.observance.name.value if notice.observance else ""
    )
    notice.contacts = contacts.read(source, head.body)
    event = header.matter(source.raw, source.prose, head.title) if head.title else None
    if campaign.is_campaign(source, head.title, notice.observance, addressed=head.addressees is not None):
        notice.activities = activities.read(source, roots, found.grids, event)
        notice.tasks = tasks.read(source, head.body, len(source.prose), found.grids)
    notice.warnings = warnings.check(notice)
    return notice


def _without(plain: str, spans: list[tuple[int, int]]) -> str:
    """The text with its tables emptied; a break keeps what stood around them apart."""
    pieces, spot = [], 0
    for begin, end in spans:
        start = max(begin, spot)
        if end > start:
            pieces += [plain[spot:start], "\n", text.empty(plain[start + 1 : end])]
            spot = end
    return "".join([*pieces, plain[spot:]])


def _is_notice(prose: str, head: Head, signed: Signature | None, found: tables.Found) -> bool:
    titled = head.title is not None and _KIND.search(head.title.value) is not None
    return bool(
        titled
        or head.number
        or head.addressees
        or (signed and signed.issuers)
        or any(g.is_workplan for g in found.grids)
        or _SAYS_SO.search(prose)
    )


def _names_an_observance(source: Source, head: Head) -> bool:
    """A report about a theme day is no notice, but worth its title; there is nothing to do in it."""
    return head.title is not None and observance.read(source, head.title, 0) is not None


def _year(prose: str, head: Head, issued: date | None) -> int | None:
    """The year an unwritten one means: of issue, of the title, of the number, else the commonest."""
    if issued:
        return issued.year
    for place in (head.title, head.number):
        if place and (hit := re.search(r"(?<!\d)(20\d\d)(?!\d)", place.value)):
            return int(hit[1])
    years = Counter(_YEAR.findall(prose))
    return int(years.most_common(1)[0][0]) if years else None


def _stretches(prose: str, head: Head, signed: Signature | None) -> list[tuple[int, int]]:
    """The body and each annex, cut at the signature and at annex headings, so that no list runs on."""
    cuts = set(signature.annexes(prose, head.body))
    if signed:
        cuts |= {signed.start, signed.end}
    edges = [head.body, *sorted(cut for cut in cuts if cut > head.body), len(prose)]
    return list(pairwise(edges))
