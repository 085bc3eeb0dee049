"""A PostgreSQL of our own, to be stopped, restarted and killed: never the one that others use."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path
from typing import Any

PROGRAMS = max(Path("/usr/lib/postgresql").glob("*/bin/initdb"), default=None, key=lambda path: int(path.parts[4]))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Cluster:
    """`initdb` and `postgres` refuse to run as root: then the account `postgres` or `nobody` runs them."""

    def __init__(self, *before: str) -> None:
        assert PROGRAMS is not None, "no PostgreSQL is installed here"
        self.before, self.port = before, free_port()
        self.folder = Path(tempfile.mkdtemp(prefix="worldday-cluster-"))
        self._as: dict[str, Any] = {}
        if os.geteuid() == 0:
            account = next(entry for entry in pwd.getpwall() if entry.pw_name in ("postgres", "nobody"))
            os.chown(self.folder, account.pw_uid, account.pw_gid)
            self._as = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
        self._run("initdb", "-D", self.data, "-U", "worldday", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        self.start()

    @property
    def data(self) -> str:
        return str(self.folder / "data")

    @property
    def url(self) -> str:
        return f"postgres://worldday@127.0.0.1:{self.port}/postgres"

    def _run(self, program: str, *arguments: str) -> None:
        command = [*self.before, str(PROGRAMS.parent / program), *arguments]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=self.folder, **self._as)

    def start(self) -> None:
        """With everything at its default, fsync included."""
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self.folder}"
        self._run("pg_ctl", "-D", self.data, "-w", "-s", "-l", str(self.folder / "log"), "-o", options, "start")

    def stop(self, mode: str = "fast") -> None:
        self._run("pg_ctl", "-D", self.data, "-w", "-s", "-m", mode, "stop")

    def restart(self, mode: str = "fast") -> None:
        """`fast` ends connections in order; `immediate` is a crash, with recovery from the log at the next start."""
        self.stop(mode)
        self.start()

    @property
    def pid(self) -> int:
        return int((self.folder / "data" / "postmaster.pid").read_text().split()[0])

    def remove(self) -> None:
        if (self.folder / "data" / "postmaster.pid").exists():
            self.stop("immediate")
        shutil.rmtree(self.folder)
