"""Looking things up: in all registries, or in one with its filters."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language

from worldday.registry.models import RecordState, Registry
from worldday.registry.queries import look
from worldday.registry.queries.search import LONGEST_QUERY, Found, Wanted, search
from worldday.registry.schema import filters_of

from . import words
from .former import following_former
from .fresh import briefly_kept

DEEPEST = 5000  # pages


@briefly_kept
def everywhere(request: HttpRequest) -> HttpResponse:
    """The registries there are; with words, what is found in any of them."""
    registries = list(look.registries())
    wanted = Wanted(_text(request))
    found = search(registries, wanted, page=_page(request)) if wanted.text and registries else None
    context = {"registries": registries, "wanted": wanted, **_shown(found, wanted)}
    return render(request, "public/registry/registries.html", context)


@following_former
@briefly_kept
def one(request: HttpRequest, registry: str) -> HttpResponse:
    """One registry: the newest first, or what the words and filters leave."""
    found = get_object_or_404(look.registries(), slug=registry)
    wanted = _wanted(request, found)
    context = {
        "registry": found,
        "wanted": wanted,
        "states": [(state, word) for state, (_light, word) in words.STATES.items()],
        "filters": [(field, wanted.filters.get(field.key, "")) for field in filters_of(found)],
        **_shown(search([found], wanted, page=_page(request)), wanted),
    }
    return render(request, "public/registry/list.html", context)


def _wanted(request: HttpRequest, registry: Registry) -> Wanted:
    """Only values that the registry knows: anything else asks for nothing."""
    state = request.GET.get("state", "")
    given = {one.key: request.GET.get(one.key, "") for one in filters_of(registry)}
    known = {one.key: one.choices for one in filters_of(registry)}
    kept = {key: value for key, value in given.items() if value in known[key]}
    return Wanted(_text(request), state if state in RecordState.values else "", kept)


def _text(request: HttpRequest) -> str:
    return request.GET.get("q", "").strip()[:LONGEST_QUERY]


def _page(request: HttpRequest) -> int:
    given = request.GET.get("page", "")
    return min(int(given), DEEPEST) if given.isdecimal() and len(given) < 8 and int(given) else 1


def _shown(found: Found | None, wanted: Wanted) -> dict[str, Any]:
    if found is None:
        return {"found": None}
    asked = {"q": wanted.text, "state": wanted.state, **wanted.filters}
    query = urlencode({name: value for name, value in asked.items() if value})
    return {
        "found": found,
        "rows": words.shown(found.records),
        "before": f"?{query}&page={found.page - 1}",
        "after": f"?{query}&page={found.page + 1}",
        "language": get_language(),
    }
