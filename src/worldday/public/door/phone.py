"""What a phone at the door asks and tells, with the link's secret in a header; no cookie and no account has a part in it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from worldday.base import clock, scope
from worldday.events import at_door
from worldday.events.actions.checking_in import Entry, Report, take_report
from worldday.events.actions.doors import door_with
from worldday.events.actions.walking_in import Walk
from worldday.events.arrivals import corrected
from worldday.events.models import Door
from worldday.people.ages import BANDS

SCHEME = "Door "
MOST_RECORDS = 200
_DEVICE, _CODE = re.compile(r"[0-9A-Za-z_-]{1,32}"), re.compile(r"[0-9a-z]{1,12}")
OVERLAP = timedelta(minutes=1)  # what others wrote while an answer was being made is told once more next time
Answer = Callable[[HttpRequest, Door], HttpResponse]


def opened(answer: Answer) -> Callable[..., HttpResponse]:
    """401 without the secret, and after the door was shut: the phone then forgets the list."""

    @never_cache
    @wraps(answer)
    def view(request: HttpRequest, code: str) -> HttpResponse:
        said = request.headers.get("Authorization", "")
        with scope.everything("the link's secret is the permission"):
            door = door_with(code, said.removeprefix(SCHEME)) if said.startswith(SCHEME) else None
            if door is None:
                return JsonResponse({"error": "shut"}, status=401)
            return answer(request, door)

    return view


@require_GET
@opened
def listing(_request: HttpRequest, door: Door) -> HttpResponse:
    """Everybody who may come, as little of each as a door needs."""
    return JsonResponse(at_door.listing(door.event), json_dumps_params={"ensure_ascii": False})


@csrf_exempt  # a header with the link's secret says who asks; no cookie does
@require_POST
@opened
def sync(request: HttpRequest, door: Door) -> HttpResponse:
    """Take in what this phone saw, and tell what all doors saw since it asked last."""
    now = clock.now()
    try:
        report, since = _read(request.body, now)
    except (KeyError, TypeError, ValueError, OverflowError, OSError, AttributeError):
        return JsonResponse({"error": "unreadable"}, status=400)
    kept = take_report(door=door, report=report)
    told = {
        "kept": kept,
        "since": (now - OVERLAP).isoformat(),
        "arrivals": at_door.arrivals(door.event, since),
        "walked": at_door.walked(door.event),
    }
    return JsonResponse(told)


def _read(body: bytes, now: datetime) -> tuple[Report, datetime | None]:
    """Raises what a hand-made body breaks; the phone's own never does."""
    said = json.loads(body)
    received, sent = _ms(now), int(said["sent_at"])
    entries, walks = [], []
    for one in said["records"][:MOST_RECORDS]:
        at = datetime.fromtimestamp(corrected(int(one["at"]), sent, received) / 1000, tz=UTC)
        number, persons = _whole(one["number"], 2**31), _whole(one["persons"], 10**6)
        if one.get("walk"):
            district = one.get("district", "")
            known = district if district in settings.DISTRICTS else ""
            walks.append(Walk(number, _whole(one["slot"], 2**63), at, persons, known, _ages(one.get("ages") or {})))
        else:
            entries.append(Entry(number, _word(_CODE, one["booking"]), at, bool(one["entered"]), persons))
    since = datetime.fromisoformat(said["since"]) if said.get("since") else None
    if since is not None and since.tzinfo is None:
        raise ValueError(since)
    return Report(_word(_DEVICE, said["device"]), entries, walks), since


def _whole(value: object, below: int) -> int:
    """From 1; what no column would hold is refused here."""
    number = int(str(value))
    if not 0 < number < below:
        raise ValueError(value)
    return number


def _ages(said: object) -> dict[str, int]:
    """Band → people; what is no band of ours is dropped."""
    if not isinstance(said, dict):
        raise TypeError(said)
    return {band: _whole(said[band], 10**6) for band in BANDS if said.get(band)}


def _word(pattern: re.Pattern[str], value: object) -> str:
    text = str(value)
    if not pattern.fullmatch(text):
        raise ValueError(value)
    return text


def _ms(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)
