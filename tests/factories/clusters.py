"""A PostgreSQL of our own, to be stopped, restarted and killed: never the one that others use."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

PROGRAMS = max(Path("/usr/lib/postgresql").glob("*/bin/initdb"), default=None, key=lambda path: int(path.parts[4]))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class NoDisk(Exception):
    """This machine lets us mount nothing."""


class Cluster:
    """`initdb` and `postgres` refuse to run as root: then the account `postgres` or `nobody` runs them."""

    def __init__(self, *before: str, disk_mb: int = 0) -> None:
        """`disk_mb`: on a small disk of its own, to be filled; raises `NoDisk` where none may be mounted."""
        assert PROGRAMS is not None, "no PostgreSQL is installed here"
        self.before, self.port, self.mounted = before, free_port(), bool(disk_mb)
        self.folder = Path(tempfile.mkdtemp(prefix="worldday-cluster-"))
        if disk_mb:
            self._mount(disk_mb)
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

    def _mount(self, disk_mb: int) -> None:
        command = ["mount", "-t", "tmpfs", "-o", f"size={disk_mb}m", "tmpfs", str(self.folder)]
        if os.geteuid() != 0 or subprocess.run(command, capture_output=True, check=False).returncode:
            self.folder.rmdir()
            raise NoDisk

    @contextmanager
    def full_disk(self) -> Iterator[None]:
        """Not a byte is left on its disk within the block."""
        ballast = self.folder / "ballast"
        try:
            with ballast.open("wb", buffering=0) as file, suppress(OSError):
                while True:
                    file.write(bytes(64 * 1024))
            yield
        finally:
            ballast.unlink()

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

    def start_again(self) -> None:
        """After it gave up for want of room, as an operator would; nothing when it runs."""
        status = [str(PROGRAMS.parent / "pg_ctl"), "-D", self.data, "status"]  # type: ignore[union-attr]
        if subprocess.run(status, capture_output=True, check=False, **self._as).returncode:
            self.start()

    @property
    def pid(self) -> int:
        return int((self.folder / "data" / "postmaster.pid").read_text().split()[0])

    def remove(self) -> None:
        if (self.folder / "data" / "postmaster.pid").exists():
            self.stop("immediate")
        if self.mounted:
            subprocess.run(["umount", "--lazy", str(self.folder)], check=True)
        shutil.rmtree(self.folder)
