"""pretix, installed from PyPI into an environment of its own in the user's cache, and its real order creation over HTTP.

REST, one free position, quota checked, no mail, background tasks queued and never run, gunicorn with four threads, PostgreSQL. pretix does more per order than we do
per booking: position, payment, invoice address, log entries, plugins' signals, and the whole order in the answer.
"""

import itertools
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.factories.clusters import PROGRAMS, Cluster, free_port

from bench.hotpath.processes import Server
from bench.storm.posting import Request

VERSION, GUNICORN = "2026.8.0", "27.0.1"
PLACES = 10_000_000
DATABASE = "pretix"
SHOP = Path(__file__).with_name("pretix_shop.py")


def home() -> Path:
    """Outside the repository: a few hundred megabytes, kept for the next time."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return cache / "worldday-bench" / f"pretix-{VERSION}"


def installed() -> Path:
    """Its Python, after it was installed if it was not. Raises `CalledProcessError` without a way to PyPI."""
    python = home() / "venv" / "bin" / "python"
    ready = home() / "ready"
    if not ready.exists():
        print(f"… installing pretix {VERSION} into {home()}", file=sys.stderr, flush=True)
        home().mkdir(parents=True, exist_ok=True)
        subprocess.run([sys.executable, "-m", "venv", str(home() / "venv")], check=True)
        wanted = [f"pretix=={VERSION}", f"gunicorn=={GUNICORN}"]
        subprocess.run([str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check", *wanted], check=True)
        ready.touch()
    return python


class Shop:
    """pretix with one event, over a database of the given cluster."""

    def __init__(self, cluster: Cluster, folder: Path) -> None:
        self.python, self.port = installed(), free_port()
        self.environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "pretix.settings",
            "PRETIX_CONFIG_FILE": os.devnull,
            "DATA_DIR": str(folder),
            "PRETIX_DATABASE_BACKEND": "postgresql",
            "PRETIX_DATABASE_NAME": DATABASE,
            "PRETIX_DATABASE_USER": "worldday",
            "PRETIX_DATABASE_HOST": "127.0.0.1",
            "PRETIX_DATABASE_PORT": str(cluster.port),
            "PRETIX_PRETIX_URL": "http://localhost",
            "PRETIX_MAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend",
            "PRETIX_CELERY_BROKER": "memory://",  # its notifications and webhooks are queued, and cost nothing more
            "PRETIX_CELERY_BACKEND": "cache+memory://",
        }
        self._fill(cluster)
        told = subprocess.run(
            [str(self.python), "-W", "ignore", str(SHOP), str(PLACES)],
            check=True, stdout=subprocess.PIPE, text=True, env=self.environment,
        )  # fmt: skip
        shop = json.loads(told.stdout.splitlines()[-1])
        self.path, self.token, self.item = shop["path"], shop["token"], shop["item"]

    def _fill(self, cluster: Cluster) -> None:
        """Its tables: by its migrations, which take more than a minute, or as they were kept after the first time."""
        kept, address = home() / "tables.sql", ["-h", "127.0.0.1", "-p", str(cluster.port), "-U", "worldday"]
        assert PROGRAMS is not None, "no PostgreSQL is installed here"
        tools = PROGRAMS.parent
        subprocess.run([str(tools / "createdb"), *address, DATABASE], check=True)
        if kept.exists():
            command = [str(tools / "psql"), *address, "-q", "-d", DATABASE, "-f", str(kept)]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
            return
        print("… its migrations", file=sys.stderr, flush=True)
        subprocess.run(
            [str(self.python), "-m", "pretix", "migrate"], check=True, stdout=subprocess.DEVNULL, env=self.environment
        )
        subprocess.run([str(tools / "pg_dump"), *address, "-f", str(kept), DATABASE], check=True)

    @contextmanager
    def serving(self) -> Iterator[Server]:
        command = (str(self.python), "-W", "ignore", "-m", "gunicorn", "--threads", "4", "--log-level", "warning")
        given = {name: self.environment[name] for name in self.environment if name not in os.environ}
        given["DJANGO_SETTINGS_MODULE"] = self.environment["DJANGO_SETTINGS_MODULE"]
        server = Server((*command, "-b", f"127.0.0.1:{self.port}", "pretix.wsgi"), self.port, pinned=True, **given)
        try:
            yield server
        finally:
            server.stop()

    def orders(self) -> Iterator[Request]:
        headers = {"Authorization": f"Token {self.token}", "Content-Type": "application/json", "Host": "localhost"}
        for number in itertools.count():
            position = {
                "positionid": 1, "item": self.item, "variation": None, "price": "0.00", "answers": [], "addon_to": None,
                "attendee_name_parts": {"full_name": f"Visitor {number}"}, "subevent": None,
            }  # fmt: skip
            order = {
                "email": f"visitor{number}@example.org", "locale": "en", "sales_channel": "web", "fees": [],
                "payment_provider": "free", "status": "p", "positions": [position],
            }  # fmt: skip
            yield Request(self.path, json.dumps(order).encode(), headers)
