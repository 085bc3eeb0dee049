"""One record: what it says, how it stands today, what became of it, and its code to scan."""

from __future__ import annotations

import io
import json

import segno
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from worldday.public import addresses
from worldday.registry import dumps
from worldday.registry.models import Record
from worldday.registry.queries import look
from worldday.registry.schema import public_fields

from . import words
from .former import following_former
from .fresh import briefly_kept

QR_SCALE = 10


def page_of(record: Record) -> str:
    """Where it stands, for paper and files: the same for ever."""
    return addresses.absolute(reverse("public:registry_record", args=[record.registry.slug, record.code]))


@following_former
@briefly_kept
def record(request: HttpRequest, registry: str, code: str) -> HttpResponse:
    found = get_object_or_404(look.record_of(registry, code))
    light, word = words.STATES[look.state_today(found)]
    activity = found.batch.activity
    context = {
        "registry": found.registry,
        "record": found,
        "light": light,
        "word": word,
        "said": words.said(found),
        "history": words.happened(found),
        "address": page_of(found),
        "activity": activity if activity is not None and activity.campaign.state != "draft" else None,
        "changed": found.registry.owner,
    }
    return render(request, "public/registry/record.html", context)


@following_former
@briefly_kept
def as_json(request: HttpRequest, registry: str, code: str) -> HttpResponse:
    """The same for machines."""
    found = get_object_or_404(look.record_of(registry, code))
    fields = public_fields(found.registry)
    past = [dumps.past_of(line, fields) for line in look.history(found)]
    body = dumps.about(found.registry) | dumps.said_of(found, fields) | {"history": past, "page": page_of(found)}
    return HttpResponse(json.dumps(body, ensure_ascii=False, indent=1), content_type="application/json; charset=utf-8")


@following_former
@briefly_kept
def qr(request: HttpRequest, registry: str, code: str) -> HttpResponse:
    """Its address as a picture, to print on whatever it is about (ISO/IEC 18004, level M)."""
    found = get_object_or_404(look.record_of(registry, code))
    drawn = io.BytesIO()
    segno.make(page_of(found), error="m", micro=False).save(drawn, kind="png", scale=QR_SCALE, border=4)
    headers = {"Content-Disposition": f'inline; filename="{found.code}.png"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(drawn.getvalue(), content_type="image/png", headers=headers)
