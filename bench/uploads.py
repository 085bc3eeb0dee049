"""One gigabyte of video over a line that breaks ten times, against the real web process: whole, in flat memory, at what speed."""

import hashlib
import os
import random
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from .measure import Measure, at_most

MEGABYTE = 1024**2
SIZE = 1024 * MEGABYTE
BREAKS = [n * 97 * MEGABYTE + 1234 for n in range(1, 11)]


def measure() -> Iterator[Measure]:
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.test import Client
    from tests.factories.bad_line import Sender, Server
    from tests.factories.materials import make_owing

    from worldday.materials.models import Material

    call_command("migrate", verbosity=0, interactive=False)
    task, staff = make_owing()
    client = Client()
    client.force_login(staff)
    url = os.environ.get("DATABASE_URL") or f"sqlite:///{settings.DATABASES['default']['NAME']}"
    server = Server(url, os.environ["WORLDDAY_DATA"])
    try:
        sender = Sender(server.port, client.cookies[settings.SESSION_COOKIE_NAME].value)
        with tempfile.TemporaryDirectory() as folder:
            path, digest = film(Path(folder))
            address = sender.begin(task.code, SIZE)  # the first request also loads what every later one uses
            before, began = server.memory(), time.perf_counter()
            went_on = sender.send_with_breaks(address, path, BREAKS)
            seconds = time.perf_counter() - began
            held = (server.memory() - before) / MEGABYTE
        lost = 0 if Material._base_manager.get().digest == digest else SIZE
    finally:
        server.kill()
    yield at_most("uploads.bytes_lost_of_1gb", lost, "bytes", 0)
    yield at_most("uploads.begun_anew_in_10_breaks", went_on.count(0) - 1, "times", 0)
    yield at_most("uploads.memory_grown", held, "MB", 60)
    yield at_most("uploads.1gb_with_10_breaks", seconds, "s", 120)


def film(folder: Path) -> tuple[Path, str]:
    """A playable video of a gigabyte (the rest is a box that players pass over), and its SHA-256."""
    from tests.factories.material_files import video

    head, path = video(), folder / "film.mp4"
    block, digest = random.Random(1).randbytes(MEGABYTE), hashlib.sha256()
    with path.open("wb") as target:
        for part in _parts(head + (SIZE - len(head)).to_bytes(4, "big") + b"free", block):
            target.write(part)
            digest.update(part)
    return path, digest.hexdigest()


def _parts(head: bytes, block: bytes) -> Iterator[bytes]:
    yield head
    left = SIZE - len(head)
    while left > 0:
        yield block[: min(left, MEGABYTE)]
        left -= min(left, MEGABYTE)
