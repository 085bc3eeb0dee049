"""The certificate of an address, for every page and file of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache

from worldday.certificates import queries
from worldday.certificates.models import Certificate
from worldday.certificates.proof.numbers import typed_number

from . import guessing

Show = Callable[[HttpRequest, Certificate], HttpResponse]
ROBOTS = "noindex, noarchive"


def file_of_number(show: Show) -> Callable[..., HttpResponse]:
    """The same for a file made from what is printed: there is none once its holder was forgotten."""

    @wraps(show)
    def whole(request: HttpRequest, found: Certificate) -> HttpResponse:
        if not found.said:
            raise Http404
        return show(request, found)

    return of_number(whole)


def of_number(show: Show) -> Callable[..., HttpResponse]:
    """A view of one certificate: never kept by a cache, since it may be revoked this minute; never in a search engine."""

    @never_cache
    @wraps(show)
    def view(request: HttpRequest, number: str) -> HttpResponse:
        typed = typed_number(number)
        if not typed:
            raise Http404
        if guessing.must_answer(request, typed):
            response = redirect("public:certificate_check")
            response["Location"] += f"?number={typed}"
            return response
        found = queries.by_number(typed)
        if found is None:
            guessing.missed(request)
            raise Http404
        response = show(request, found)
        response["X-Robots-Tag"] = ROBOTS
        return response

    return view
