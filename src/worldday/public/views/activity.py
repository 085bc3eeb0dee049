"""One activity: what, when, where, who, and one clear thing to do."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from worldday.base import clock
from worldday.campaigns.models import Activity
from worldday.campaigns.phases import Days, Phase
from worldday.campaigns.queries import districts, programme
from worldday.campaigns.queries.programme import Entry
from worldday.draws import queries as draws
from worldday.events.queries import is_announced
from worldday.registry.queries import look as registry


def activity(request: HttpRequest, campaign: str, activity: str) -> HttpResponse:
    found = get_object_or_404(programme.activity_of(campaign, activity))
    entry = programme.entry_of(found, clock.today())
    before, after = programme.neighbours(found)
    release = _release(found)
    context = {
        "campaign": found.campaign,
        "entry": entry,
        "plan": Days(found.window_start, found.window_end),
        "against_plan": _against_plan(entry),
        "begins_in": (entry.days.start - clock.today()).days
        if entry.phase == Phase.UPCOMING and entry.days.start
        else None,
        "contacts": _contacts(entry),
        "joining": entry.kind.joining(found),
        "action": _action(entry, release),
        "prizes": draws.plan_of(found),
        "ceremony": found.kind != "event" and is_announced(found),
        "release": release,
        "districts": districts.parts_of(found, clock.today()),
        "before": before,
        "after": after,
    }
    return render(request, "public/activity.html", context)


def _against_plan(entry: Entry) -> str:
    """How the real end compares with the planned one, in words; nothing while either is unknown."""
    planned, real = entry.activity.window_end, entry.activity.actual_end
    if planned is None or real is None:
        return ""
    days = (real - planned).days
    if days <= 0:
        return _("within the planned window")
    return ngettext("%(n)s day later than planned", "%(n)s days later than planned", days) % {"n": days}


def _contacts(entry: Entry) -> list:
    """Units people can turn to, each once, in the notice's order."""
    units = {role.unit_id: role.unit for role in entry.roles if role.unit.contact or role.unit.website}
    return list(units.values())


def _release(activity: Activity) -> dict[str, str] | None:
    """Where to read what is released with an activity of any kind, once it is public or its moment may be said."""
    released = bool(registry.released_with(activity))
    if not released and registry.announced_for(activity) is None:
        return None
    label = _("What has been released") if released else _("What will be released")
    page = reverse("public:release", args=[activity.campaign.slug, activity.code])
    return {"label": label, "href": page, "symbol": "archive"}


def _action(entry: Entry, release: dict[str, str] | None) -> dict[str, str] | None:
    """The one thing to do now: take part where the kind has a page of its own, read what it released, else put the days into
    one's calendar. When it is over, that page shows what it left; nothing when it is cancelled."""
    if entry.phase == Phase.CANCELLED:
        return None
    here = reverse("public:activity", args=[entry.activity.campaign.slug, entry.activity.code])
    if (page := entry.kind.public_page(entry.activity)) != here:
        if entry.phase == Phase.OVER:
            return {"label": _("Results and materials"), "href": page, "symbol": "archive"}
        return {"label": str(entry.kind.take_part), "href": page, "symbol": "hand"}
    if release is not None:
        return release
    if entry.phase in (Phase.UNDATED, Phase.OVER):
        return None
    where = [entry.activity.campaign.slug, entry.activity.code]
    return {"label": _("Add to calendar"), "href": reverse("public:activity_ics", args=where), "symbol": "calendar"}
