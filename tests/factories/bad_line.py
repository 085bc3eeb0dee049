"""A sender of uploads over a line that breaks, against a web server in a process of its own."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

BLOCK = 64 * 1024
STARTED_S = 60
TOKEN = "a" * 32


class Server:
    """`python -m worldday.web`, started, killed and started again at one port."""

    def __init__(self, database_url: str, data: str, **environment: str) -> None:
        with socket.create_server(("127.0.0.1", 0)) as probe:
            self.port = probe.getsockname()[1]
        env = os.environ | {"DATABASE_URL": database_url, "WORLDDAY_DATA": data, "WORLDDAY_SPARE_MB": "0"}
        self.env = env | {"DJANGO_SETTINGS_MODULE": "worldday.settings", "WORLDDAY_LOG_LEVEL": "ERROR"} | environment
        self.start()

    def start(self) -> None:
        command = [sys.executable, "-m", "worldday.web", "--port", str(self.port), "--threads", "4"]
        self.process = subprocess.Popen(command, env=self.env)
        until = time.monotonic() + STARTED_S
        while time.monotonic() < until:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
            except OSError:
                time.sleep(0.05)
            else:
                return
        raise TimeoutError("the server did not start")

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def memory(self) -> int:
        """Bytes the process holds now."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS"))) * 1024


class Sender:
    """Speaks tus by hand, so that it can break off wherever it likes."""

    def __init__(self, port: int, session: str) -> None:
        self.port = port
        self.headers = {
            "Cookie": f"worldday_session={session}; csrftoken={TOKEN}",
            "X-CSRFToken": TOKEN,
            "Tus-Resumable": "1.0.0",
            "Host": "127.0.0.1",
        }

    def ask(self, method: str, path: str, body: bytes = b"", **headers: str) -> tuple[int, dict[str, str], bytes]:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            said = self.headers | {name.replace("_", "-"): value for name, value in headers.items()}
            line.request(method, path, body or None, said | {"Content-Length": str(len(body))})
            answer = line.getresponse()
            return answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read()
        finally:
            line.close()

    def begin(self, task: str, length: int) -> str:
        status, headers, said = self.ask("POST", f"/desk/materials/of/{task}/uploads/", Upload_Length=str(length))
        assert status == 201, (status, said)
        return headers["location"]

    def offset(self, address: str) -> int:
        """How much has come; waits while the server still writes."""
        for _try in range(600):
            status, headers, _body = self.ask("HEAD", address)
            if status == 200:
                return int(headers["upload-offset"])
            time.sleep(0.05)
        raise TimeoutError

    def _noticed(self, address: str, before: int) -> int:
        until = time.monotonic() + STARTED_S
        at, earlier = self.offset(address), -1
        while (at <= before or at != earlier) and time.monotonic() < until:  # until it moves no more
            time.sleep(0.1)
            at, earlier = self.offset(address), at
        return at

    def stream(self, address: str, path: Path, *, at: int, until: int | None = None) -> int | None:
        """One PATCH with all that is left; cut off after byte `until`. The answer's status, None when cut."""
        size = path.stat().st_size
        line = socket.create_connection(("127.0.0.1", self.port), 60)
        said = self.headers | {
            "Upload-Offset": str(at),
            "Content-Type": "application/offset+octet-stream",
            "Content-Length": str(size - at),
            "Connection": "close",
        }
        lines = "".join(f"{name}: {value}\r\n" for name, value in said.items())
        line.sendall(f"PATCH {address} HTTP/1.1\r\n{lines}\r\n".encode())
        with path.open("rb") as source:
            source.seek(at)
            here = at
            while here < (until or size):
                block = source.read(min(BLOCK, (until or size) - here))
                try:
                    line.sendall(block)
                except ConnectionError:  # turned away before all was sent
                    return None
                here += len(block)
        if until is not None:
            line.close()  # what was on its way still arrives; then nothing more
            return None
        answer = line.recv(4096)
        line.close()
        return int(answer.split()[1])

    def send_with_breaks(self, address: str, path: Path, breaks: Iterable[int]) -> list[int]:
        """Send the file, cut at each of `breaks`; the offsets from which it went on, each time once the server has noticed."""
        size, went_on = path.stat().st_size, list[int]()
        for until in breaks:
            at = self._noticed(address, went_on[-1] if went_on else -1)
            went_on.append(at)
            if at < until:
                self.stream(address, path, at=at, until=until)
        went_on.append(self._noticed(address, went_on[-1]))
        while (
            at := self.offset(address)
        ) < size:  # 423 while the last piece is still being written: asked again, as phones do
            self.stream(address, path, at=at)
        return went_on
