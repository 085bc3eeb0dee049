import os
import signal
import subprocess
import sys
import threading
import time

import pytest
from django.core.management import call_command

from worldday.base import periodic, scope
from worldday.base.management.commands import worker as command


def job(name, every, done):
    return periodic.Job(name, every, lambda: done.append(name))


def test_a_job_runs_at_the_start_and_then_when_its_time_has_come():
    done = []
    jobs = [job("minute", 60, done), job("day", 86400, done)]
    for now in (1000.0, 1030.0, 1060.0, 1119.0, 1120.0):
        list(periodic.run_due(jobs, now))
    assert done == ["minute", "day", "minute", "minute"]


def test_a_job_that_fails_is_logged_and_stops_no_other(caplog):
    done = []

    def fail():
        raise RuntimeError("disk full")

    jobs = [periodic.Job("bad", 60, fail), job("good", 60, done)]
    assert list(periodic.run_due(jobs, 1.0)) == ["bad", "good"]
    assert done == ["good"]
    assert "bad" in caplog.text and "disk full" in caplog.text


def test_a_job_looks_with_the_eyes_of_the_installation():
    seen = []
    list(periodic.run_due([periodic.Job("look", 60, lambda: seen.append(scope.current()))], 1.0))
    assert seen == [scope.Everything("periodic look")]


def test_two_jobs_may_not_have_one_name():
    with pytest.raises(ValueError, match="seal-audit"):
        periodic.register("seal-audit", 60, lambda: None)


def test_the_installation_seals_every_minute_and_prunes_sessions_daily():
    every = {job.name: job.every for job in periodic.all_jobs()}
    assert every["seal-audit"] == 60
    assert every["prune-sessions"] == every["seal-audit-late-rows"] == 86400


@pytest.fixture
def _own_signals():
    """The command listens to the signals of its process, which here is the tests' own."""
    kept = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield
    for number, handler in kept.items():
        signal.signal(number, handler)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_own_signals")
def test_a_prompt_job_is_not_kept_waiting_by_a_long_task(monkeypatch):
    done, slow = [], []
    jobs = [periodic.Job("prompt", 0, lambda: done.append(1), prompt=True), job("slow", 0, slow)]

    def long_task(self) -> int:
        until = time.monotonic() + 30
        while len(done) < 3 and time.monotonic() < until:
            time.sleep(0.01)
        self.stop.set()
        return 1

    monkeypatch.setattr(periodic, "all_jobs", lambda: jobs)
    monkeypatch.setattr(command.Command, "_tasks", long_task)
    call_command("worker", interval=0.01)
    assert len(done) >= 3
    assert slow == ["slow"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_own_signals")
def test_a_worker_that_breaks_ends_whole_and_can_be_started_again(monkeypatch):
    def breaks(_self) -> int:
        raise OSError("no database")

    monkeypatch.setattr(periodic, "all_jobs", list)
    monkeypatch.setattr(command.Command, "_tasks", breaks)
    with pytest.raises(OSError, match="no database"):
        call_command("worker", interval=0.01)
    for thread in threading.enumerate():
        if thread.name == "prompt jobs":
            thread.join(30)
    assert [one.name for one in threading.enumerate() if one.name == "prompt jobs"] == []


@pytest.fixture
def installation(tmp_path):
    """A data folder of its own with a migrated SQLite database, and the environment that leads there."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("WORLDDAY", "DATABASE"))}
    environment |= {"WORLDDAY_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "worldday.settings"}
    subprocess.run([sys.executable, "-m", "django", "migrate", "-v0"], env=environment, check=True)
    return environment


@pytest.mark.slow
def test_the_worker_does_a_task_seals_its_traces_and_stops_at_once_when_told_to(installation):
    admin = [sys.executable, "-m", "django", "create_admin", "first@example.org", "--unit", "某市市场监管局"]
    link = subprocess.run(admin, env=installation, check=True, capture_output=True, text=True).stdout
    assert "/accounts/invitation/" in link
    worker = subprocess.Popen(
        [sys.executable, "-u", "-m", "django", "worker"],
        env=installation,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        until = time.monotonic() + 60
        mail = ""
        while "/accounts/invitation/" not in mail and time.monotonic() < until:
            mail += worker.stdout.readline()
        assert "first@example.org" in mail
    finally:
        started = time.monotonic()
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(20) == 0
    assert time.monotonic() - started < 10
    verify = [sys.executable, "-m", "django", "audit", "verify"]
    assert (
        " ok, 0 waiting" in subprocess.run(verify, env=installation, check=True, capture_output=True, text=True).stdout
    )
