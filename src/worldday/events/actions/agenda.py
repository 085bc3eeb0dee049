"""The agenda and the sites of an event."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from worldday.base.audit import Actor
from worldday.base.changes import Values, change
from worldday.base.problems import Problem
from worldday.events.models import Event, Session, Site

from .rows import locked_event, record

SITE = (
    *("position", "name", "name_en", "address", "address_en", "district", "map_url"),
    *("way", "way_en", "access", "access_en"),
)
SESSION = (
    *("slot", "site", "position", "starts_at", "ends_at", "title", "title_en", "about", "about_en"),
    *("speakers", "speakers_en", "room", "room_en", "live_url", "recording_url"),
)


@transaction.atomic
def add_site(*, event: Event, values: Values, by: Actor) -> Site:
    """Raises `Invalid`."""
    return change_site(site=Site(event=locked_event(event), position=event.sites.count()), changes=values, by=by)


@transaction.atomic
def change_site(*, site: Site, changes: Values, by: Actor) -> Site:
    """Raises `Invalid`."""
    before, after = change(site, changes, allowed=SITE)
    if after or site.pk is None:
        site.save()
        record("event-sites-set", site.event, by, before, after)
    return site


@transaction.atomic
def remove_site(*, site: Site, by: Actor) -> None:
    """Raises `Problem` while a sitting takes place there."""
    if site.slots.exists():
        raise Problem(_("A sitting takes place here; please give it another site first. Nothing was changed."))
    record("event-sites-set", site.event, by, {"name": site.name})
    site.delete()


@transaction.atomic
def add_session(*, event: Event, values: Values, by: Actor) -> Session:
    """Raises `Invalid`."""
    session = Session(event=locked_event(event), position=event.sessions.count())
    return change_session(session=session, changes=values, by=by)


@transaction.atomic
def change_session(*, session: Session, changes: Values, by: Actor) -> Session:
    """Also afterwards, when a recording is there. Raises `Invalid`."""
    before, after = change(session, changes, allowed=SESSION)
    if after or session.pk is None:
        session.save()
        record("event-agenda-changed", session.event, by, before, after)
    return session


@transaction.atomic
def remove_session(*, session: Session, by: Actor) -> None:
    record("event-agenda-changed", session.event, by, {"title": session.title})
    session.delete()
