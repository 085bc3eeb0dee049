"""All measurements on the database of DATABASE_URL, one JSON object a line; the log goes to the error stream."""

import json
import os
from collections.abc import Iterator
from dataclasses import asdict

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "worldday.settings")

import django

from bench.measure import Measure


def main() -> None:
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    for found in measures():
        print(json.dumps(asdict(found)), flush=True)


def measures() -> Iterator[Measure]:
    from django.conf import settings

    from bench.reporting import compiling, pages, reminding, rush, stock
    from worldday.base import clock

    settings.CLOCK_SHIFT = stock.NOON - clock.wall()  # a working day, when people are awake
    small, large = stock.build("small", stock.SMALL), stock.build("large", stock.LARGE)
    yield from pages.measure(small, large)
    yield from compiling.measure()
    yield from reminding.measure(small, large)
    yield from rush.measure()


main()
