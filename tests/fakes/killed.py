"""A worker that is killed: a process of its own on the test's database, until it says “half way”."""

import os
import signal
import subprocess
import sys

from django.db import connection


def kill_half_way(script: str, argument: str, **settings: str) -> None:
    """Run `script` with its argument; it prints "half way", then waits, and then gets signal 9. `settings`: of its environment."""
    name = connection.settings_dict
    address = (
        f"sqlite:///{name['NAME']}"
        if connection.vendor == "sqlite"
        else "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**name)
    )
    environment = {"DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "worldday.settings", "PYTHONPATH": "src"}
    process = subprocess.Popen(
        [sys.executable, "-c", script, argument],
        env=os.environ | environment | settings,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout.readline() == "half way\n"
    process.send_signal(signal.SIGKILL)
    process.wait()
