"""A mail server on a real socket that keeps what it is given, or refuses, or breaks the line, as it is told."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class MailServer:
    """`refuse`: address → reply such as "550 no such user". `breaks`: hang up instead of confirming the text."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, str]] = []  # address, the message as sent
        self.refuse: dict[str, str] = {}
        self.breaks = False
        self.lines = 0  # connections


@contextmanager
def serving_mail(server: MailServer) -> Iterator[tuple[str, int]]:
    """Host and port at which `server` answers."""

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            server.lines += 1
            self.say("220 fake")
            to = ""
            while line := self.rfile.readline().decode().strip():
                verb = line[:4].upper()
                if verb == "RCPT":
                    to = line.partition("<")[2].partition(">")[0]
                    self.say(server.refuse.get(to, "250 ok"))
                elif verb == "DATA":
                    self.say("354 go on")
                    text = self.text()
                    server.taken.append((to, text))
                    if server.breaks:
                        return
                    self.say("250 taken")
                elif verb == "QUIT":
                    self.say("221 bye")
                    return
                else:
                    self.say("250 ok")

        def text(self) -> str:
            lines = []
            while (line := self.rfile.readline()) not in (b".\r\n", b""):
                lines.append(line.decode())
            return "".join(lines)

        def say(self, reply: str) -> None:
            self.wfile.write(f"{reply}\r\n".encode())

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as tcp:
        tcp.daemon_threads = True
        thread = threading.Thread(target=tcp.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield "127.0.0.1", tcp.server_address[1]
        finally:
            tcp.shutdown()
            thread.join(5)
