"""The whole site as it is served, over a database of its own in a given cluster, and its ordinary booking form."""

import itertools
import json
import os
import random
import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from tests.factories.clusters import Cluster, free_port
from tests.factories.quiz_database import connected

from bench.hotpath.processes import Server
from bench.storm.posting import Request

PLACES = 10_000_000
NAME = "site"


class Site:
    def __init__(self, cluster: Cluster, folder: Path) -> None:
        with connected(cluster.url) as connection, connection.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {NAME}")
        self.port = free_port()
        self.environment = {
            "DATABASE_URL": cluster.url.replace("/postgres", f"/{NAME}"),
            "WORLDDAY_DATA": str(folder),
            "WORLDDAY_URL": f"http://localhost:{self.port}",
            "WORLDDAY_TRUSTED_PROXIES": "1",
            "DJANGO_SETTINGS_MODULE": "worldday.settings",
        }
        told = subprocess.run(
            [sys.executable, "-m", "bench.storm.site_stock", str(PLACES)],
            check=True, stdout=subprocess.PIPE, text=True, env=os.environ | self.environment,
        )  # fmt: skip
        self.told = json.loads(told.stdout.splitlines()[-1])

    @contextmanager
    def serving(self) -> Iterator[Server]:
        command = (sys.executable, "-m", "worldday.web", "--port", str(self.port), "--threads", "8")
        server = Server(command, self.port, ready="/intake/health", **self.environment)
        try:
            yield server
        finally:
            server.stop()

    def forms(self) -> Iterator[Request]:
        """Filled in by families of two, each with a phone of its own, from as many homes."""
        for number in itertools.count(random.randrange(10**7)):
            filled = {
                "slot": random.choice(self.told["slots"]), "adults": 2, "minors": 0, "name": "家长", "phone": f"139{number:08}",
                "key": secrets.token_urlsafe(16), "consent": self.told["consent"], "photos": "no", "agree": "on", "guardian": "on",
            }  # fmt: skip
            home = ".".join(str(random.randrange(1, 255)) for _ in range(4))
            headers = {"Content-Type": "application/x-www-form-urlencoded", "X-Forwarded-For": home}
            yield Request(self.told["path"], urlencode(filled).encode(), headers)
