"""The open data: what may be done with it, and the files, sent as they are read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import translation

from worldday.base import clock, scope
from worldday.registry import dumps, licences
from worldday.registry.models import Licence, Registry
from worldday.registry.queries import look
from worldday.registry.queries.dumping import public_records
from worldday.registry.schema import public_fields
from worldday.ui import dates

from .former import following_former
from .fresh import briefly_kept
from .records import page_of
from .words import STATES


@following_former
@briefly_kept
def page(request: HttpRequest, registry: str) -> HttpResponse:
    found = get_object_or_404(look.registries(), slug=registry)
    context = {
        "registry": found,
        "columns": _columns(found),
        "licence": licences.words(found.licence),
        "caution": licences.CAUTION,
        "offered": found.licence != Licence.READ,
    }
    return render(request, "public/registry/data.html", context)


def _columns(registry: Registry) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Heading and key of each, and what can stand in it with its meaning, where that is a list."""
    chosen = {
        one.key: [(choice, "" if dates.chinese() else english) for choice, english in one.labelled]
        for one in public_fields(registry)
    }
    chosen["state"] = [(state, str(word)) for state, (_light, word) in STATES.items()]
    return [(heading, key, chosen.get(key, [])) for key, heading in dumps.columns_of(registry)]


@following_former
def as_csv(request: HttpRequest, registry: str) -> HttpResponse:
    found = _offered(registry)
    return _sent(found, dumps.csv_pieces(found, _records(found), address=page_of), "text/csv; charset=utf-8", "csv")


@following_former
def as_json(request: HttpRequest, registry: str) -> HttpResponse:
    found = _offered(registry)
    taken = clock.now().isoformat(timespec="seconds")
    pieces = dumps.json_pieces(found, _records(found), address=page_of, taken=taken)
    return _sent(found, pieces, "application/json; charset=utf-8", "json")


def _offered(slug: str) -> Registry:
    found: Registry = get_object_or_404(Registry.objects.select_related("owner"), slug=slug)
    if found.licence == Licence.READ:
        raise Http404
    return found


def _records(registry: Registry) -> Iterator[Any]:
    """With their registry, which their address needs."""
    for record in public_records(registry):
        record.registry = registry
        yield record


def _sent(registry: Registry, pieces: Iterator[bytes], kind: str, tail: str) -> HttpResponse:
    day = clock.today().isoformat()
    headers = {
        "Content-Disposition": f'attachment; filename="{registry.slug}-{day}.{tail}"',
        "Cache-Control": "no-store",
        "X-Accel-Buffering": "no",
        "Content-Encoding": "identity",  # packed by the server in front, if at all: a stream must not wait for its end
    }
    return StreamingHttpResponse(_as_public(pieces, translation.get_language()), content_type=kind, headers=headers)


def _as_public(pieces: Iterator[bytes], language: str | None) -> Iterator[bytes]:
    """The pieces are made after the view has returned: each with the public's eyes, in the request's language."""
    while True:
        with scope.use(scope.Public()), translation.override(language):
            piece = next(pieces, None)
        if piece is None:
            return
        yield piece
