"""What a doubter downloads: rules, rule, notice, record, and the program that checks them."""

import json
from functools import cache

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404

from worldday.base.canonical import canonical
from worldday.draws import queries
from worldday.draws.lottery.onefile import one_file
from worldday.draws.models import Draw, DrawState
from worldday.draws.practice import practice

JSON = "application/json; charset=utf-8"


def version(_request: HttpRequest, campaign: str, activity: str, number: int) -> HttpResponse:
    """A version of the rules, byte for byte as hashed: `sha256sum` of the file is its digest."""
    plan = get_object_or_404(queries.published(campaign, activity))
    found = get_object_or_404(plan.versions, number=number)
    return _file(canonical(found.content), f"rules-{number}.json")


def rule(_request: HttpRequest, campaign: str, activity: str) -> HttpResponse:
    """The lottery's rule, byte for byte as hashed."""
    return _file(canonical(_draw(campaign, activity).rule), "rule.json")


def notice(_request: HttpRequest, campaign: str, activity: str) -> HttpResponse:
    """The notice of the freeze."""
    found = _draw(campaign, activity)
    if not found.notice:
        raise Http404
    return _file(canonical(found.notice), "notice.json")


def record(_request: HttpRequest, campaign: str, activity: str) -> HttpResponse:
    """The record, with forfeits and holders as of now."""
    found = _draw(campaign, activity)
    if found.state not in (DrawState.DRAWN, DrawState.VOID):
        raise Http404
    response = JsonResponse(queries.public_record(found), json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = 'attachment; filename="record.json"'
    return response


def verifier(_request: HttpRequest, campaign: str, activity: str) -> HttpResponse:
    """The one-file program: made from the code that drew."""
    get_object_or_404(queries.published(campaign, activity))
    return _file(_verifier(), "verify_draw.py", "text/x-python; charset=utf-8")


def practice_record(_request: HttpRequest, campaign: str, activity: str) -> HttpResponse:
    """The record of a draw to practise on: invented entrants, the true method."""
    get_object_or_404(queries.published(campaign, activity))
    return _file(_readable(practice().record), "record.json")


def practice_notice(_request: HttpRequest, campaign: str, activity: str) -> HttpResponse:
    """The notice of its freeze."""
    get_object_or_404(queries.published(campaign, activity))
    return _file(_readable(practice().notice), "notice.json")


def _readable(content: dict[str, object]) -> bytes:
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


@cache
def _verifier() -> bytes:
    return one_file().encode()


def _draw(campaign: str, activity: str) -> Draw:
    found = queries.draw_of(get_object_or_404(queries.published(campaign, activity)))
    if found is None:
        raise Http404
    return found


def _file(content: bytes, name: str, kind: str = JSON) -> HttpResponse:
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
