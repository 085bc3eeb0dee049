"""The event's page: how it stands in words, sittings, agenda, and everything one wants to know before coming."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from worldday.events import when
from worldday.events.afterwards import handouts_of
from worldday.events.models import Session, Site
from worldday.events.opening import Standing
from worldday.events.sentences import rules_of
from worldday.public.quiz.found import kept

from .found import Found, context, find, shown_rows

KEPT = 5  # seconds any cache may keep the page: at the opening moment thousands ask for it


@kept(KEPT)
def event(request: HttpRequest, campaign: str, activity: str) -> HttpResponse:
    found = find(campaign, activity)
    rows, day = shown_rows(found, request.GET.get("day", ""))
    more = {
        "rows": rows,
        "chosen_day": day,
        "days": found.days if day else [],
        "said": says(found),
        "opens_ms": _ms(found),
        "now_ms": int(found.now.timestamp() * 1000),
        "sessions": [_session(one, found.language) for one in found.event.sessions.all()],
        "sites": [_site(one) for one in found.event.sites.all()],
        "rules": rules_of(found.event) if found.event.admission == "booking" else [],
        "texts": {
            name: found.text(name) for name in ("announcement", "about", "bring", "safety", "access", "online_text")
        },
    }
    return render(request, "public/events/event.html", context(found, **more))


def _ms(found: Found) -> int | None:
    opens = found.event.opens_at
    return int(opens.timestamp() * 1000) if opens is not None and found.standing == Standing.BEFORE else None


def says(found: Found) -> tuple[str, str]:
    """The state in a word or two, and a sentence that says what to do now."""
    opens = found.event.opens_at
    words = {
        Standing.BEFORE: (_("Booking not open yet"), _("Booking opens on %(at)s.") % {"at": when.moment(opens, found.language) if opens else ""}),
        Standing.OPEN: (_("Booking is open"), _("Choose a sitting below. It takes two minutes.")),
        Standing.FULL: (_("Full"), _("You can join the waiting list: a party gets all its places or none, and we write to you.")),
        Standing.ONLINE: (_("Online instead"), _online(found)),
        Standing.INVITATION: (_("By invitation"), _invited(found)),
        Standing.FREE: (_("Just come"), _("No booking is needed.")),
        Standing.CLOSED: (_("Booking is over"), _("The sittings that are left are for those who have booked.")),
        Standing.CANCELLED: (_("Does not take place"), _("Everybody who had booked was told.")),
        Standing.OVER: (_("Over"), _over(found)),
    }  # fmt: skip
    return words.get(found.standing, ("", ""))


def _online(found: Found) -> str:
    if found.event.online_url:
        return _("Conditions do not allow the visit. Please take the online tour; bookings are kept.")
    return _("Conditions do not allow the visit. It becomes an online tour; bookings are kept.")


def _invited(found: Found) -> str:
    """What can be followed is spoken of only where there is something."""
    if any(one.live_url for one in found.event.sessions.all()):
        return _("Guests are invited by the organiser. What can be followed online stands below.")
    return _("Guests are invited by the organiser.")


def _over(found: Found) -> str:
    if any(one.recording_url for one in found.event.sessions.all()) or handouts_of(found.event):
        return _("Thank you to everybody who came. Recordings and materials stand below.")
    return _("Thank you to everybody who came.")


def _session(one: Session, language: str) -> dict[str, object]:
    said = one.speakers if language == "zh" or not one.speakers_en else one.speakers_en
    hours = when.span(one.starts_at, one.ends_at, language) if one.starts_at and one.ends_at else ""
    if one.starts_at and not one.ends_at:
        hours = when.moment(one.starts_at, language)
    return {
        "row": one,
        "hours": hours,
        "speakers": [line.strip() for line in said.splitlines() if line.strip()],
    }


def _site(one: Site) -> dict[str, object]:
    return {"row": one, "map_host": urlsplit(one.map_url).hostname or ""}
