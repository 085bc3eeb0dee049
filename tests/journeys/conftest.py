"""The whole site behind one address, as `worldday serve` has it: quizzes answered by the intake, the rest by Django."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
import uvicorn
from a2wsgi import WSGIMiddleware
from django.conf import settings as configured
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.wsgi import get_wsgi_application
from django.db import connection, connections

from worldday.asgi import Site
from worldday.base.hotpath.config import Config
from worldday.intake import Intake
from worldday.notices import actions
from worldday.notices.reading.errors import Unreadable
from worldday.notices.reading.guarded import read_file_safely
from worldday.quizzes.intake.app import App

STARTED_S, ENDED_S = 60, 10


def database_url() -> str:
    """Of the test database, as the intake takes it."""
    told = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{told['NAME']}"
    return f"postgresql://{told['USER']}:{told['PASSWORD']}@{told['HOST'] or 'localhost'}:{told['PORT'] or 5432}/{told['NAME']}"


def django_alone() -> Callable:
    """Django and its static files; a thread's database connection does not outlive its request."""
    handler = StaticFilesHandler(get_wsgi_application())

    def answer(environ, start_response):
        response = handler(environ, start_response)
        try:
            return [b"".join(response)]
        finally:
            response.close()
            connections.close_all()

    return answer


@pytest.fixture
def patient_reader(monkeypatch) -> None:
    """The real reader; when a busy machine runs into its time limit it is asked again, as a person would."""

    def read(path: Path) -> dict:
        for _time in range(8):
            with suppress(Unreadable):
                return read_file_safely(path)
        return read_file_safely(path)

    monkeypatch.setattr(actions, "read_file_safely", read)


@pytest.fixture
def serve() -> Iterator[Callable[[], str]]:
    """`serve()` starts the site at the day the test stands at and returns its address; `serve.app` is the intake. In a demo
    (settings.DEMO) its visitors may stand at days of their own."""
    running: list[tuple[uvicorn.Server, threading.Thread]] = []

    def start() -> str:
        shift = round(configured.CLOCK_SHIFT.total_seconds() * 1000)
        zone = configured.TIME_ZONE if configured.DEMO else ""
        config = Config(database_url(), configured.SECRET_KEY, clock_shift_ms=shift, visitors_zone=zone)
        start.app = App(config)
        site = Site(Intake(config, quizzes=start.app), WSGIMiddleware(django_alone(), workers=4), "")
        listener = socket.create_server(("127.0.0.1", 0), backlog=1024)
        server = uvicorn.Server(uvicorn.Config(site, lifespan="on", log_level="error", ws="none"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        running.append((server, thread))
        waited = time.monotonic()
        while not server.started and time.monotonic() - waited < STARTED_S:
            time.sleep(0.01)
        assert server.started
        return f"http://127.0.0.1:{listener.getsockname()[1]}"

    yield start
    for server, thread in running:
        server.should_exit = True
        thread.join(ENDED_S)
