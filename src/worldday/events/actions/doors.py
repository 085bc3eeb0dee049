"""Doors: a link that lets a phone see one event's list and check people in, without an account; taken back with one press."""

from __future__ import annotations

import hmac
import secrets

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from worldday.base import clock
from worldday.base.audit import Actor
from worldday.base.problems import Problem
from worldday.events.links import digest_of
from worldday.events.models import Door, Event

from .rows import record

MOST_DOORS = 100  # of one event, those taken back included: enough for every volunteer, too few to fill a table with
DESK = ""  # the token of a door that has none


class DoorKeeper:
    """Whoever holds a door's link, in the audit trail: somebody who works for the unit."""

    answers = True

    def __init__(self, door: Door) -> None:
        self.actor_ref = f"door:{door.code}"
        self.actor_name = door.name


@transaction.atomic
def open_door(*, event: Event, name: str, by: Actor) -> tuple[Door, str]:
    """A door and its link's secret, which is shown once and kept only as a digest. Raises `Problem`."""
    if not (name := "".join(sign for sign in " ".join(name.split()) if sign.isprintable())[:60]):
        raise Problem(_("Give the door a name, such as the gate or who stands there. Nothing was made."))
    if event.doors.count() >= MOST_DOORS:
        raise Problem(_("This event has a hundred doors already. Nothing was made; please use one of them."))
    secret = secrets.token_urlsafe(24)
    door = Door.objects.create(
        event=event,
        name=name,
        token_digest=digest_of(secret),
        made_by=by.actor_ref,
        made_name=by.actor_name,
        made_at=clock.now(),
    )
    record("event-door-opened", event, by, after={"door": name})
    return door, secret


@transaction.atomic
def close_door(*, door: Door, by: Actor) -> Door:
    """From now on the link opens nothing, and the phones behind it forget the list when they ask next. What they saw until
    then and have not sent yet is lost to them; a second time nothing changes."""
    door = Door.objects.select_for_update().get(pk=door.pk)
    if door.revoked_at is None:
        door.revoked_at = clock.now()
        door.save(update_fields=["revoked_at"])
        record("event-door-closed", door.event, by, after={"door": door.name})
    return door


def desk_door(event: Event) -> Door:
    """The door behind which the desk itself checks people in; made when it is first used."""
    door, _made = Door.objects.get_or_create(
        event=event,
        token_digest=DESK,
        defaults={"name": "desk", "made_by": "", "made_name": "", "made_at": clock.now()},
    )
    return door


def door_with(code: str, secret: str) -> Door | None:
    """The open door with this code and secret."""
    door = Door.objects.filter(code=code, revoked_at=None).exclude(token_digest=DESK).first()
    return door if door and secret and hmac.compare_digest(digest_of(secret), door.token_digest) else None
