"""Reading for the web server: the command in a process of its own, its failure as Unreadable."""

import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from .command import CONVERTING_SECONDS
from .errors import SENTENCES, Unreadable

BACKSTOP = CONVERTING_SECONDS + 3
"""Seconds until the command is killed; it ends itself sooner, after 5 s or, with LibreOffice, 22."""


def read_file_safely(path: Path, *, seconds: float = BACKSTOP) -> dict[str, Any]:
    """The reading of the file at ``path`` (worldday.notice/1); Unreadable with the command's reason.

    Nothing in the file can slow, starve or crash the caller: parsing happens in a process with
    limits on time and memory (see ``confined``), and only its JSON comes back.
    """
    command = ["-m", "worldday.notices.reading.command", "--json", "--errors=json", "--", str(path)]
    reading: dict[str, Any] = json.loads(answer_of(command, seconds=seconds))
    return reading


def answer_of(command: list[str], *, seconds: float) -> bytes:
    """What `python …command` prints, run in a process group of its own; Unreadable with the reason it gives.

    The command reads in a confined process and tells failures as ``command`` here does with ``--errors=json``.
    """
    process = subprocess.Popen(
        [sys.executable, *command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    try:
        answer, complaint = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        raise Unreadable("timeout", {"seconds": round(seconds)}) from None
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    if process.returncode == 0:
        return answer
    raise _reason(complaint)


def _reason(complaint: bytes) -> Unreadable:
    """The command's reason; ``unexpected`` if it died without giving one."""
    try:
        error = json.loads(complaint)["error"]
        if error["code"] in SENTENCES:
            return Unreadable(error["code"], error["params"])
    except (ValueError, KeyError, TypeError):
        pass
    return Unreadable("unexpected")
