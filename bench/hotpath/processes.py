"""Servers as processes of their own on the first core, and what they cost."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from tests.factories.clusters import free_port

SERVER_CORE, LOAD_CORE = "0", "1"
PINNED = ("taskset", "-c", SERVER_CORE)
TICK = os.sysconf("SC_CLK_TCK")
ROOT = Path(__file__).resolve().parents[2]
INTAKE = (sys.executable, "-c", "import sys; from worldday.cli import main; sys.exit(main())", "intake")


class Server:
    """A command that answers HTTP at `port`; started in a group of its own and pinned."""

    def __init__(
        self, command: Sequence[str], port: int, *, ready: str = "/", pinned: bool = True, **environment: str
    ) -> None:
        self.port, self.url, self.ready = port, f"http://127.0.0.1:{port}", ready
        self.command = [*(PINNED if pinned else ()), *command]
        self.environment = environment
        self.start()

    def start(self, **environment: str) -> None:
        """Also again after `stop`; more of the environment for this time only."""
        given = os.environ | self.environment | environment
        self.process = subprocess.Popen(self.command, env=given, cwd=ROOT, start_new_session=True)
        until = time.monotonic() + 60
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"{self.command} did not come up")
            time.sleep(0.05)

    def answers(self) -> bool:
        try:
            with urlopen(self.url + self.ready, timeout=2):
                return True
        except URLError as error:
            return hasattr(error, "code")  # any status is an answer
        except OSError:
            return False

    def stop(self, number: int = signal.SIGTERM) -> None:
        if self.process.poll() is None:
            os.killpg(self.process.pid, number)
        self.process.wait(30)

    @property
    def pid(self) -> int:
        return self.process.pid


def intake(database: str, *, pinned: bool = True, **environment: str) -> Server:
    port, given = free_port(), {"DATABASE_URL": database} | environment
    return Server((*INTAKE, "--port", str(port)), port, ready="/intake/health", pinned=pinned, **given)


@contextmanager
def stopped_after(server: Server) -> Iterator[Server]:
    try:
        yield server
    finally:
        server.stop()


def served(command: Sequence[str], port: int, **environment: str) -> AbstractContextManager[Server]:
    return stopped_after(Server(command, port, **environment))


def cpu_seconds(*roots: int) -> float:
    """User and system time so far of these processes, their children, and children that have ended."""
    return sum(_spent(pid) for pid in tree(*roots))


def tree(*roots: int) -> set[int]:
    parents = {pid: int(fields[1]) for pid in _pids() if (fields := _stat(pid))}
    found = set(roots)
    while more := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def resident_mb(pid: int) -> float:
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def _pids() -> list[int]:
    return [int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit()]


def _stat(pid: int) -> list[str]:
    """/proc/PID/stat from the state on: the name before it may hold blanks."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
    except OSError:
        return []


def _spent(pid: int) -> float:
    fields = _stat(pid)
    return sum(map(int, fields[11:15])) / TICK if fields else 0.0
