"""What is new in a registry, as an Atom feed (RFC 4287): every release, and every record that was changed, suspended, made valid
again, withdrawn or has expired. Entries keep their ids for ever, wherever the site moves."""

from __future__ import annotations

import uuid
from datetime import datetime, time

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import make_aware
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from worldday.public import addresses
from worldday.public.syndication import ATOM_TYPE, Atom, Entry, Head, written
from worldday.registry.models import RecordChange, Registry
from worldday.registry.queries import look, news
from worldday.registry.queries.news import Released
from worldday.registry.schema import day_of
from worldday.ui import dates
from worldday.ui.languages import either

from . import words
from .former import following_former
from .fresh import briefly_kept
from .records import page_of

LIMIT, LIMIT_SINCE = 100, 1000  # entries, newest first; more for somebody who says since which day


@following_former
@briefly_kept
def feed(request: HttpRequest, registry: str) -> HttpResponse:
    """`?since=2020-10-14` gives everything from that day on, up to a thousand entries."""
    found = get_object_or_404(look.registries(), slug=registry)
    day = day_of(request.GET.get("since", ""))
    since = make_aware(datetime.combine(day, time())) if day else None
    size = LIMIT_SINCE if since else LIMIT
    entries = [_of_release(found, one) for one in news.released(found, size, since)]
    entries += [_of_change(found, one) for one in news.changes(found, size, since)]
    latest = sorted(entries, key=lambda entry: (entry.at, entry.kind == "added", entry.key), reverse=True)[:size]
    head = _head(found, addresses.absolute(request.path))
    return HttpResponse(written(Atom, head, latest), content_type=ATOM_TYPE)


def _head(registry: Registry, here: str) -> Head:
    return Head(
        title=either(registry.name, registry.name_en),
        url=addresses.absolute(_list_of(registry)),
        about=either(registry.about, registry.about_en),
        here=here,
        changed=registry.updated_at,
        author=either(registry.owner.name, registry.owner.name_en),
        key=_id("registry", registry.code),
    )


def _id(sort: str, code: str) -> str:
    """The same for ever, and for nothing else; no address stands in it (RFC 4122, version 5)."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"worldday:registry/{sort}/{code}").urn


def _of_release(registry: Registry, one: Released) -> Entry:
    batch = one.batch
    lines = [_counted(batch.size, batch.amended), either(batch.note, batch.note_en)]
    lines += [" ".join(filter(None, (record.number, record.name))) for record in one.first]
    if batch.size > len(one.first) > 0:
        lines.append("……")
    return Entry(
        key=_id("release", batch.code),
        url=page_of(one.first[0]) if batch.size == 1 else addresses.absolute(_list_of(registry)),
        title=_("Made public: %(name)s") % {"name": either(batch.name, batch.name_en)},
        lines=tuple(filter(None, lines)),
        kind="added",
        at=one.at,
    )


def _counted(size: int, amended: int) -> str:
    said = [ngettext("%(n)s record", "%(n)s records", size) % {"n": size}] if size else []
    if amended:
        said.append(
            ngettext("%(n)s change to public records", "%(n)s changes to public records", amended) % {"n": amended}
        )
    return " · ".join(said)


def _list_of(registry: Registry) -> str:
    return reverse("public:registry_list", args=[registry.slug])


def _of_change(registry: Registry, change: RecordChange) -> Entry:
    record = change.record
    record.registry = registry
    lines = [change.reason, change.source]
    lines += [
        f"{name}: {before or '—'} → {after or '—'}" for name, before, after in words.differences(change, registry)
    ]
    if change.since != change.at.date():
        lines.insert(0, _("Since %(day)s") % {"day": dates.day(change.since, year=True)})
    return Entry(
        key=_id("change", f"{record.code}/{change.pk}"),
        url=page_of(record),
        title=f"{words.HAPPENED.get(change.kind, change.kind)}{_(': ')}{record.name} {record.number}".strip(),
        lines=tuple(filter(None, lines)),
        kind=change.kind,
        at=change.at,
    )
