"""Public pages answer “nothing has changed” before they do any work, and let a CDN or nginx carry the load.

What a page shows depends on the rows of one authority, the day, the language, the address and the version. Every write
leaves an audit row in its own transaction, so the newest ones under the authority's path tell that something changed:
no table can be forgotten. Three small queries, then 304 or the page.

Some pages change without a row, at a moment that was set (`moments`): none is kept beyond the next one.
"""

import hashlib
from collections.abc import Callable
from functools import cache, wraps
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.db.models import Count, Max
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.decorators.http import condition

from worldday.base import clock
from worldday.base.models import AuditEvent
from worldday.campaigns.models import Campaign

from .moments import Moments, of_campaign

FRESH = 60  # seconds a cache may answer without asking
STALE = 600  # seconds it may still answer with the old page while it fetches the new one, where no news stands on it
NEWEST = 8  # audit rows looked at: of two transactions the one that began first may end last
PACKAGE = Path(__file__).resolve().parent.parent
SHAPES_PAGES = ("*.py", "*.html", "*.mo")

View = Callable[..., HttpResponse]


def cached(view: View, *, stale: int = 0) -> View:
    """For every public page: ETag before the view, 304 when it still holds, and the cache's rules on the answer."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        moments = of_campaign(kwargs.get("campaign"))  # before the page is made: what passes meanwhile is not on it

        def etag(request: HttpRequest, *_args: Any, **_kwargs: Any) -> str | None:
            return _etag(request, kwargs.get("campaign"), moments)

        response = condition(etag_func=etag)(view)(request, *args, **kwargs)
        return keep(response, moments, FRESH, stale=stale)

    return answer


def keep(response: HttpResponse, moments: Moments, seconds: int, *, stale: int = 0) -> HttpResponse:
    """What caches may do with this answer: keep it for `seconds`, and be late by `stale`, but nothing beyond the next moment."""
    if settings.DEMO:  # a visitor of a demo may stand at a day of their own
        patch_vary_headers(response, ["Cookie"])
        patch_cache_control(response, private=True, no_cache=True)
    elif response.status_code in (200, 304):
        fresh = moments.fresh(seconds)
        late = min(stale, moments.left - fresh) if moments.most is None else 0
        patch_cache_control(response, public=True, max_age=fresh, **_bounds(fresh, late))
    return response


def _bounds(fresh: int, late: int) -> dict[str, Any]:
    if not fresh:
        return {"must_revalidate": True}  # also where a cache would rather answer with what it has
    return {"stale_while_revalidate": late} if late > 0 else {}


class OneLanguagePerAddress:
    """Takes Accept-Language out of the Vary of what any cache may keep: the address alone says the language, and a CDN
    would keep one copy of a page for each browser's list of languages. Stands outside Django's LocaleMiddleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if "public" in response.get("Cache-Control", "") and response.has_header("Vary"):
            kept = [name for name in response["Vary"].split(",") if name.strip().lower() != "accept-language"]
            response["Vary"] = ",".join(kept).strip()
            if not kept:
                del response["Vary"]
        return response


def _etag(request: HttpRequest, slug: str | None, moments: Moments) -> str | None:
    """Of everything the page may show; None, so that the view decides, where there is no such campaign."""
    if settings.DEBUG:
        return None
    state = _campaign_state(slug) if slug else _site_state()
    if state is None:
        return None
    said = (_version(), request.path, clock.today(), moments.passed, *state)
    return f'"{hashlib.sha256(repr(said).encode()).hexdigest()[:24]}"'


@cache
def _version() -> str:
    """What the installed program makes of the same rows: its own files, its static files, the operator's settings."""
    digest = hashlib.sha256(str(getattr(staticfiles_storage, "manifest_hash", "")).encode())
    for name in ("PUBLIC_URL", "SITE_OPERATOR", "SITE_CODE", "SITE_FILING"):
        digest.update(repr(getattr(settings, name)).encode())
    for path in sorted(path for pattern in SHAPES_PAGES for path in PACKAGE.rglob(pattern)):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _campaign_state(slug: str) -> tuple[object, ...] | None:
    rows = Campaign.objects.filter(slug=slug).annotate(
        activities_changed=Max("activities__updated_at"), activities_number=Count("activities")
    )
    found = rows.values_list("owner__path", "pk", "updated_at", "activities_changed", "activities_number").first()
    return None if found is None else (*found, _newest_events(f"/{found[0].split('/')[1]}/"))


def _site_state() -> tuple[object, ...]:
    return (*Campaign.objects.aggregate(Max("updated_at"), Count("pk")).values(), _newest_events(""))


def _newest_events(path: str) -> tuple[int, ...]:
    """The last things anybody did under `path`. Rows are numbered before their transactions end: the newest alone would hide
    one that ended after it."""
    events = AuditEvent.objects.filter(scope_path__startswith=path) if path else AuditEvent.objects.all()
    return tuple(events.order_by("-pk").values_list("pk", flat=True)[:NEWEST])
