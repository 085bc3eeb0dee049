"""Looking into a file from the web server or the worker: the command in a process of its own, its failure as `Unfit`."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from .unfit import CODES, Unfit

EXAMINE_SECONDS = 30
PREPARE_SECONDS = 300
"""A photo takes one or two; rewriting two gigabytes of video is bound by the disk."""


def examine(path: Path) -> dict[str, Any]:
    """`{"sort", "kind", "facts"}` of the file at `path`, told by its content. Raises `Unfit`."""
    return _run(["examine", str(path)], EXAMINE_SECONDS)


def prepare(path: Path, into: Path) -> dict[str, Any]:
    """Facts of the file, and beside `into` the files .new, .thumb and .page as far as its sort has them. Raises `Unfit`."""
    facts: dict[str, Any] = _run(["prepare", str(path), str(into)], PREPARE_SECONDS)["facts"]
    return facts


def page(path: Path, number: int, into: Path) -> dict[str, Any]:
    """Page `number` (from 1) of the PDF at `path` as a JPEG at `into`; its width and height. Raises `Unfit`."""
    facts: dict[str, Any] = _run(["page", str(path), str(number), str(into)], EXAMINE_SECONDS)["facts"]
    return facts


def _run(words: list[str], seconds: float) -> dict[str, Any]:
    command = [sys.executable, "-m", "worldday.materials.preparing.command", *words]
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        env=_environment(),
    )
    try:
        answer, _ = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        raise Unfit("timeout") from None
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    return _opened(answer, process.returncode)


def _environment() -> dict[str, str]:
    """No secrets for a process that opens strangers' files; one thread for each library."""
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH", "LANG", "TMPDIR") if name in os.environ}
    return kept | {"OMP_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "2"}


def _opened(answer: bytes, status: int) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads(answer)
    except ValueError:
        over_time = status == -signal.SIGXCPU
        starved = status in (-signal.SIGKILL, -signal.SIGABRT, -signal.SIGSEGV)
        raise Unfit("timeout" if over_time else "too_much_memory" if starved else "unexpected") from None
    if "unfit" in found:
        raise Unfit(found["unfit"] if found["unfit"] in CODES else "unexpected")
    return found
