"""Run by pretix's own Python, with DJANGO_SETTINGS_MODULE=pretix.settings: one event with one free item and a large quota.

Prints {"path", "token", "item"}: where orders are posted, with which token.
"""

import json
import sys
from datetime import timedelta

import django

django.setup()

from django.utils.timezone import now  # noqa: E402  models exist only now
from django_scopes import scopes_disabled  # noqa: E402
from pretix.base.models import Event, Organizer, Team  # noqa: E402

PLACES = int(sys.argv[1])

with scopes_disabled():
    organizer = Organizer.objects.create(name="Bench", slug="bench")
    event = Event.objects.create(
        organizer=organizer, name="Open day", slug="openday", date_from=now() + timedelta(days=30), currency="EUR",
        live=True, plugins="pretix.plugins.banktransfer",
    )  # fmt: skip
    event.settings.set("payment_banktransfer__enabled", True)
    item = event.items.create(name="Place", default_price=0, admission=True)
    quota = event.quotas.create(name="Places", size=PLACES)
    quota.items.add(item)
    team = Team.objects.create(organizer=organizer, name="Bench", all_events=True)
    for name in ("all_event_permissions", "all_organizer_permissions", "can_change_orders", "can_view_orders"):
        if hasattr(team, name):
            setattr(team, name, True)
    team.save()
    token = team.tokens.create(name="bench")
    path = f"/api/v1/organizers/{organizer.slug}/events/{event.slug}/orders/"
    print(json.dumps({"path": path, "token": token.token, "item": item.pk}))
