"""Running an ASGI application under uvicorn, the way both the intake alone and the whole site do."""

import gc
import resource
import socket
from typing import Any

import uvicorn

from .straight import Protocol

BACKLOG = 4096  # connections that may wait in a burst; the kernel's somaxconn is the same on Linux
GRACE_S = 10
GC_THRESHOLDS = 10_000, 5, 5  # rarely: what requests make is freed by counting, only closed connections are cycles
KEEP_ALIVE_S = 75  # longer than nginx keeps its side (60 s), so that it never meets a connection just closed


def run(application: Any, host: str, port: int, *, shared: bool = False) -> None:
    """Serve until SIGTERM or SIGINT. `shared`: several processes listen at this port, the kernel deals connections out."""
    _allow_many_files()
    gc.freeze()  # what is loaded by now stays: the collector need not walk through it while requests wait
    gc.set_threshold(*GC_THRESHOLDS)
    config = uvicorn.Config(
        application,
        interface="asgi3",
        loop="uvloop",
        http=Protocol,
        ws="none",
        lifespan="on",
        access_log=False,
        log_level="warning",
        proxy_headers=False,  # who is asked for is decided by WORLDDAY_TRUSTED_PROXIES, see base/address.py
        server_header=False,
        backlog=BACKLOG,
        timeout_keep_alive=KEEP_ALIVE_S,
        timeout_graceful_shutdown=GRACE_S,
    )
    uvicorn.Server(config).run(sockets=[listening(host, port, shared=shared)])


def listening(host: str, port: int, *, shared: bool) -> socket.socket:
    """Bound here and not by the event loop, which would make `::` mean IPv6 only."""
    if ":" in host:
        dual = host == "::" and socket.has_dualstack_ipv6()
        return socket.create_server(
            (host, port), family=socket.AF_INET6, backlog=BACKLOG, reuse_port=shared, dualstack_ipv6=dual
        )
    return socket.create_server((host, port), backlog=BACKLOG, reuse_port=shared)


def _allow_many_files() -> None:
    """A connection is an open file, and 1024 of them is what many systems begin with."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
