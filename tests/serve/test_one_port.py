"""The embedded default with real processes: site, quiz and worker behind one port."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from django.db import connection
from tests.factories.clusters import free_port
from tests.factories.quiz_content import content
from tests.factories.quiz_database import add_edition

WORLDDAY = (sys.executable, "-c", "import sys; from worldday.cli import main; sys.exit(main())")
PREFIX = "/zt/sjbzr2020"
PATIENCE_S = 60

pytestmark = pytest.mark.slow


class Running:
    """`worldday …` as an operator starts it."""

    def __init__(self, data: Path, *arguments: str) -> None:
        self.port = free_port()
        given = os.environ | {
            "WORLDDAY_DATA": str(data),
            "SCRIPT_NAME": PREFIX,
            "DJANGO_SETTINGS_MODULE": "worldday.settings",
        }
        given.pop("DATABASE_URL", None)
        command = [*WORLDDAY, *arguments, "--port", str(self.port)]
        self.process = subprocess.Popen(command, env=given, start_new_session=True)

    def get(self, path: str, content: Any = None, **headers: str) -> tuple[int, dict[str, str], bytes]:
        body = None if content is None else json.dumps(content).encode()
        request = Request(f"http://127.0.0.1:{self.port}{path}", body, headers)
        try:
            with urlopen(request, timeout=20) as answer:
                return answer.status, dict(answer.headers), answer.read()
        except HTTPError as error:
            return error.code, dict(error.headers), error.read()

    def wait_for(self, path: str) -> "Running":
        until = time.monotonic() + PATIENCE_S
        while True:
            assert self.process.poll() is None and time.monotonic() < until, "it did not come up"
            try:
                if self.get(path)[0] == 200:
                    return self
            except OSError:
                pass
            time.sleep(0.2)

    def children(self) -> dict[int, str]:
        listed = subprocess.run(
            ["ps", "-o", "pid=,args=", "--ppid", str(self.process.pid)], capture_output=True, text=True
        )
        return {int(line.split()[0]): line for line in listed.stdout.splitlines()}

    def stop(self) -> int:
        self.process.terminate()
        return self.process.wait(30)


@pytest.fixture
def data(tmp_path: Path, transactional_db) -> Path:
    """A migrated installation with one open quiz; the suite's own database saves migrating again."""
    if connection.vendor != "sqlite":
        pytest.skip("the embedded default is SQLite")
    name = connection.settings_dict["NAME"]
    with sqlite3.connect(name) as source, sqlite3.connect(tmp_path / "worldday.sqlite3") as target:
        source.backup(target)
    add_edition(f"sqlite:///{tmp_path}/worldday.sqlite3", content())
    return tmp_path


@pytest.fixture
def running() -> Iterator[Any]:
    started: list[Running] = []

    def start(*arguments: Any) -> Running:
        started.append(Running(*arguments))
        return started[-1]

    yield start
    for one in started:
        if one.process.poll() is None:
            os.killpg(one.process.pid, signal.SIGKILL)
            one.process.wait()


def test_site_quiz_and_static_files_answer_behind_one_port_and_what_falls_over_is_started_again(data, running):
    site = running(data, "serve", "--no-worker").wait_for(f"{PREFIX}/health/")
    assert site.get(f"{PREFIX}/intake/health")[0] == 200
    status, headers, page = site.get(f"{PREFIX}/")
    assert (
        status == 200
        and "default-src 'none'" in headers["content-security-policy"]
        and b"/zt/sjbzr2020/static/" in page
    )
    style = page.decode().partition('rel="stylesheet" href="')[2].partition('"')[0]
    status, headers, _css = site.get(style)
    assert (status, headers["content-type"].partition(";")[0]) == (200, "text/css")
    play(site, f"{PREFIX}/intake")
    ((web, command),) = site.children().items()
    assert "worldday.web" in command
    os.kill(web, signal.SIGKILL)
    site.wait_for(f"{PREFIX}/intake/health")
    assert web not in site.children()
    assert site.stop() == 0


def test_intake_alone_and_django_alone_run_side_by_side(data, running):
    django = running(data, "serve", "--separate", "--no-worker").wait_for(f"{PREFIX}/health/")
    intake = running(data, "intake").wait_for(f"{PREFIX}/intake/health")
    assert django.get(f"{PREFIX}/intake/health")[0] == 404
    assert intake.get(f"{PREFIX}/health/")[0] == 404
    play(intake, f"{PREFIX}/intake")
    with sqlite3.connect(data / "worldday.sqlite3") as database:
        assert database.execute("SELECT score FROM quizzes_attempt").fetchall() == [(0,)]


def play(server: Running, room: str) -> None:
    """A stranger's way through the quiz, everything wrong."""
    _status, _headers, entered = server.get(f"{room}/enter", {"quiz": 1})
    status, _headers, started = server.get(f"{room}/start", {"pass": json.loads(entered)["pass"]})
    assert status == 200
    sheet = {"ticket": json.loads(started)["ticket"], "answers": [[9]] * 10}
    status, headers, result = server.get(f"{room}/submit", sheet)
    assert (status, json.loads(result)["score"], headers["content-type"]) == (200, 0, "application/json")
