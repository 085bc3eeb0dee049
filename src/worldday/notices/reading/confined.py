"""Work on a stranger's file in a process of its own, with limits on time and memory.

The readers check sizes before they read. This is the net below them: whatever a file makes
a parser do (loop, eat memory, crash), the caller gets one reason and stays alive.
"""

import gc
import json
import os
import resource
import select
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from typing import NoReturn

from .errors import SENTENCES, Unreadable

SECONDS = 4.2
"""For reading one file; with starting and ending Python the command stays under 5 s."""
MEMORY = 240 * 1024 * 1024
"""Bytes beyond what the process holds at its start; the whole stays under 300 MB."""
GRACE = 0.2
"""Seconds a process has to clean up after it is told to stop."""


def confined(work: Callable[[], str], *, seconds: float = SECONDS, memory: int = MEMORY) -> str:
    """What ``work`` returns, computed in a child process; Unreadable if it fails in any way.

    Call it from a process with one thread (the command), never from a web server: there
    ``guarded.read_file_safely`` starts the command instead.
    """
    incoming, outgoing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(incoming)
        _work(work, outgoing, seconds, memory)
    os.close(outgoing)
    try:
        answer = _receive(incoming, time.monotonic() + seconds)
    finally:
        os.close(incoming)
        status = _end(child)
    if answer is None:
        raise Unreadable("timeout", {"seconds": round(seconds)})
    return _opened(answer, status)


def _work(work: Callable[[], str], outgoing: int, seconds: float, memory: int) -> NoReturn:
    """The child: do the work, send the answer, leave without Python's own farewell, whatever happens."""
    try:
        answer = _answer(work, seconds, memory)
        with os.fdopen(outgoing, "wb") as channel:
            channel.write(json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace"))
    finally:
        os._exit(0)  # an exception that got past here would go on living as a second caller


def _answer(work: Callable[[], str], seconds: float, memory: int) -> dict[str, object]:
    try:
        _confine(seconds, memory)
        return {"text": work()}
    except Unreadable as error:
        return {"code": error.code, "params": error.params}
    except MemoryError:
        return {"code": "too_much_memory", "params": {}}
    except BaseException as error:  # noqa: BLE001  the whole point: nothing leaves but an answer
        return {"code": "unexpected", "params": {"cause": type(error).__name__}}


def _confine(seconds: float, memory: int) -> None:
    gc.disable()  # a short life within a memory limit: collecting costs more than it frees
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)  # a C library's last words are no sentence for a clerk
    signal.signal(signal.SIGTERM, _leave)
    _lower(resource.RLIMIT_AS, _held() + memory)
    _lower(resource.RLIMIT_CPU, int(seconds) + 1)
    _lower(resource.RLIMIT_CORE, 0)


def _leave(*_: object) -> NoReturn:
    """Told to stop: unwind once, so that temporary folders are removed; being told again must not interrupt that."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    sys.exit(1)


def _lower(limit: int, value: int) -> None:
    """Only the soft limit, so that LibreOffice may be given its own."""
    hard = resource.getrlimit(limit)[1]
    resource.setrlimit(limit, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))


def _held() -> int:
    """Address space already in use, in bytes; 0 where the system does not tell."""
    try:
        with open("/proc/self/statm", encoding="ascii") as statm:  # noqa: PTH123  pathlib is slow to import
            return int(statm.read().split()[0]) * resource.getpagesize()
    except OSError:
        return 0


def _receive(incoming: int, deadline: float) -> bytes | None:
    """Everything the child sends before it closes the pipe; None when the time is up."""
    parts: list[bytes] = []
    while True:
        ready, _, _ = select.select([incoming], [], [], max(0.0, deadline - time.monotonic()))
        if not ready:
            return None
        part = os.read(incoming, 1 << 16)
        if not part:
            return b"".join(parts)
        parts.append(part)


def _end(child: int) -> int:
    """Make sure the child is gone; its wait status."""
    until = time.monotonic() + GRACE
    with suppress(ProcessLookupError):
        while True:
            ended, status = os.waitpid(child, os.WNOHANG)
            if ended:
                return status
            if time.monotonic() > until:
                os.kill(child, signal.SIGKILL)
                return os.waitpid(child, 0)[1]
            os.kill(child, signal.SIGTERM)
            time.sleep(0.005)
    return 0


def _opened(answer: bytes, status: int) -> str:
    if not answer:
        killed = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
        starved = killed in {signal.SIGKILL, signal.SIGABRT}
        over_time = killed == signal.SIGXCPU
        code = "timeout" if over_time else "too_much_memory" if starved else "unexpected"
        raise Unreadable(code, {"seconds": round(SECONDS)})
    data = json.loads(answer)
    if "text" in data:
        return str(data["text"])
    raise Unreadable(data["code"] if data["code"] in SENTENCES else "unexpected", data["params"])
