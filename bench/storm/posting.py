"""A load for what is slow: threads with a keep-alive connection each, closed loop, for so many seconds, on the second core."""

import http.client
import os
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass

from bench.hotpath.processes import LOAD_CORE

TIMEOUT_S = 30


@dataclass(frozen=True)
class Request:
    path: str
    body: bytes
    headers: dict[str, str]


@dataclass(frozen=True)
class Posted:
    """`failed`: answers with another status than was expected."""

    done: int
    failed: int
    seconds: float

    @property
    def per_second(self) -> float:
        return self.done / self.seconds


def post(port: int, requests: Iterator[Request], seconds: float, *, connections: int, expected: int) -> Posted:
    """Everything begun within `seconds` is waited for; what comes after them does not count."""
    lock, done, failed = threading.Lock(), [0], [0]
    until = time.monotonic() + seconds

    def work() -> None:
        os.sched_setaffinity(0, {int(LOAD_CORE)})  # of this thread
        line = http.client.HTTPConnection("localhost", port, timeout=TIMEOUT_S)
        while time.monotonic() < until:
            with lock:
                request = next(requests)
            line.request("POST", request.path, request.body, request.headers)
            answer = line.getresponse()
            answer.read()
            with lock:
                failed[0] += answer.status != expected
                done[0] += answer.status == expected and time.monotonic() < until
        line.close()

    threads = [threading.Thread(target=work) for _ in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Posted(done[0], failed[0], seconds)
