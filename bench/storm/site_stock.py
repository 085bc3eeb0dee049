"""`DATABASE_URL=… python -m bench.storm.site_stock PLACES`: tables of the whole site, and one open event with the places.

A process of its own, because it needs the site's settings. Prints {"path", "slots", "consent"}: where the ordinary form is posted.
"""

import json
import sys

import django
from django.core.management import call_command

django.setup()

from django.urls import reverse  # noqa: E402
from tests.factories.events import make_event, make_slot  # noqa: E402

from worldday.base import scope, static_files  # noqa: E402
from worldday.people import consent  # noqa: E402

SLOTS = 4  # an open day of two days, mornings and afternoons

call_command("migrate", verbosity=0, interactive=False)
static_files.gather(clear=True)
with scope.everything("bench"):
    event = make_event()
    slots = [make_slot(event, places=int(sys.argv[1]) // SLOTS).pk for _ in range(SLOTS)]
    path = reverse("public:event_book", args=[event.activity.campaign.slug, event.activity.code])
print(json.dumps({"path": path, "slots": slots, "consent": consent.version("booking")}))
