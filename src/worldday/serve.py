"""`worldday serve`: the site, the quizzes' answers and the worker in one command, for one machine.

The web server (Django and the intake of quizzes behind one port, see asgi.py) and the worker are processes of their own; this
one starts them, restarts what falls over and ends all together. A larger installation runs site, intake and worker as
services of their own, see deploy/.
"""

import argparse
import os
import signal
import socket
import subprocess
import sys
import time
from types import FrameType

GRACE_SECONDS = 15
RESTART_PAUSE_SECONDS = 1.0


def main(argv: list[str]) -> int:
    options = arguments(argv)
    if reason := why_shut(options.host, options.port):
        print(
            f"Cannot listen at {options.host}:{options.port}: {reason}. Choose another --port or PORT=.",
            file=sys.stderr,
        )
        return 1
    prepare(options)
    commands = web_commands(options)
    if not options.no_worker:
        commands.append([sys.executable, "-m", "django", "worker"])
    print(f"Worldday answers at {os.environ['WORLDDAY_URL']}{_prefix()}/", flush=True)
    return Keeper(commands).run()


def arguments(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="worldday serve", description="The site, quizzes and the worker.")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on; :: for every IPv4 and IPv6 address")
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 8000))
    parser.add_argument("--threads", type=int, default=8, help="requests answered at a time by each web process")
    parser.add_argument("--processes", type=int, default=1, help="web processes; more than one only with PostgreSQL")
    parser.add_argument("--no-worker", action="store_true", help="only the site")
    parser.add_argument("--separate", action="store_true", help="only Django; `worldday intake` runs beside it")
    return parser.parse_args(argv)


def why_shut(host: str, port: int) -> str:
    """Why nobody can listen there, in the system's words; "" if one can. Else the keeper would try again and again."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            return error.strerror or str(error)
    return ""


def prepare(options: argparse.Namespace) -> None:
    """What must be true before the first request: one clock for all processes, the schema, the static files."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "worldday.settings")
    os.environ.setdefault("WORLDDAY_URL", f"http://{options.host.replace('::', 'localhost')}:{options.port}")
    if os.environ.get("WORLDDAY_NOW"):
        os.environ.setdefault("WORLDDAY_NOW_SINCE", str(int(time.time())))
    import django  # the environment above must be set first
    from django.core.management import call_command  # likewise

    from worldday.base import static_files  # likewise

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    static_files.gather(clear=True)


def web_commands(options: argparse.Namespace) -> list[list[str]]:
    """One command per web process; granian keeps its own."""
    address = ["--host", options.host, "--port", str(options.port)]
    if options.separate:
        server = ["granian", "--interface", "wsgi", "--no-ws", "--log-level", "warning", "--respawn-failed-workers"]
        size = ["--workers", str(options.processes), "--blocking-threads", str(options.threads)]
        return [[sys.executable, "-m", *server, *address, *size, "worldday.wsgi:application"]]
    web = [sys.executable, "-m", "worldday.web", *address, "--threads", str(options.threads)]
    return [web] if options.processes == 1 else [[*web, "--shared"] for _ in range(options.processes)]


def _prefix() -> str:
    from django.conf import settings  # after setup

    return str(settings.PREFIX)


class Keeper:
    """Keeps the processes running until it is told to stop."""

    def __init__(self, commands: list[list[str]]) -> None:
        self.commands = commands
        self.running: list[subprocess.Popen[bytes]] = []
        self.stopping = False

    def run(self) -> int:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.stop)
        self.running = [subprocess.Popen(command) for command in self.commands]
        while not self.stopping:
            time.sleep(0.2)
            self.mend()
        return self.end()

    def stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True

    def mend(self) -> None:
        for index, process in enumerate(self.running):
            if not self.stopping and process.poll() is not None:
                print(f"{self.commands[index][2]} ended with {process.returncode}; starting it again.", file=sys.stderr)
                time.sleep(RESTART_PAUSE_SECONDS)
                self.running[index] = subprocess.Popen(self.commands[index])

    def end(self) -> int:
        for process in self.running:
            process.terminate()
        for process in self.running:
            try:
                process.wait(GRACE_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
        return 0
