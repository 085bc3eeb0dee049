"""The straight way beside the way of ASGI, over real sockets: whoever asks cannot tell which one he was answered by."""

import asyncio
import re
import socket
import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn

from worldday.base.hotpath.refusals import Refusal
from worldday.base.hotpath.room import MOST_BODY, Room
from worldday.base.hotpath.straight import Protocol

IDLE_S = 1


class Refused(Refusal):
    sentences = {
        code: (status, "不行", "No")
        for code, status in (("busy", 503), ("too-large", 413), ("bad-request", 400), ("wait", 429), ("not-found", 404))
    }


class Office(Room):
    """`echo` says what it heard and by which way; `wait` answers when `gate` opens; `refuse` and `break` do so."""

    def __init__(self) -> None:
        doors = {"echo": self.echo, "wait": self.wait, "refuse": self.refuse, "break": self.broken}
        super().__init__(self, doors, room="/office/", prefix="", refusal=Refused, most=3)
        self.ways: list[str] = []

    async def open(self) -> None:
        self.gate, self.loop = asyncio.Event(), asyncio.get_running_loop()

    async def close(self) -> None:
        """Nothing is kept open."""

    def health(self):
        return True, {}

    async def echo(self, body, scope) -> bytes:
        self.ways.append("asgi" if "path" in scope else "straight")
        agent = dict(scope["headers"]).get(b"user-agent", b"")
        return b"%b heard %b from %b" % (body, agent, scope["client"][0].encode())

    async def wait(self, body, scope) -> bytes:
        await self.gate.wait()
        return b"waited"

    async def refuse(self, body, scope) -> bytes:
        raise Refused("wait", more=1)

    async def broken(self, body, scope) -> bytes:
        raise ZeroDivisionError

    def open_gate(self) -> None:
        self.loop.call_soon_threadsafe(self.gate.set)


@pytest.fixture
def office() -> Iterator[Office]:
    room = Office()
    listening = socket.create_server(("127.0.0.1", 0))
    room.port = listening.getsockname()[1]
    config = uvicorn.Config(
        room,
        interface="asgi3",
        http=Protocol,
        ws="none",
        lifespan="on",
        proxy_headers=False,
        log_level="critical",
        server_header=False,
        timeout_keep_alive=IDLE_S,
    )
    room.server = uvicorn.Server(config)
    thread = threading.Thread(target=room.server.run, kwargs={"sockets": [listening]})
    thread.start()
    while not room.server.started:
        time.sleep(0.01)
    yield room
    room.open_gate()
    room.server.should_exit = True
    thread.join(20)


def post(path: str, body: bytes = b"hello", *headers: bytes, version: bytes = b"1.1") -> bytes:
    lines = b"POST /office/%b HTTP/%b" % (path.encode(), version), b"Host: here", b"User-Agent: tests", *headers
    return b"\r\n".join((*lines, b"Content-Length: %d" % len(body), b"", body))


def in_chunks(path: str, body: bytes = b"hello") -> bytes:
    """The same in a form that does not go straight."""
    lines = (
        b"POST /office/%b HTTP/1.1" % path.encode(),
        b"Host: here",
        b"User-Agent: tests",
        b"Transfer-Encoding: chunked",
    )
    return b"\r\n".join((*lines, b"", b"%x" % len(body), body, b"0", b"", b""))


class Line:
    """A connection of a client that reads what it gets exactly as HTTP says."""

    def __init__(self, office: Office) -> None:
        self.socket = socket.create_connection(("127.0.0.1", office.port), timeout=20)
        self.got = b""

    def say(self, *pieces: bytes) -> "Line":
        for piece in pieces:
            self.socket.sendall(piece)
            if len(pieces) > 1:
                time.sleep(0.02)
        return self

    def hear(self) -> tuple[str, dict[str, str], bytes]:
        """(status line, headers without the date, body)"""
        head, self.got = self._until(b"\r\n\r\n")
        first, *lines = head.decode().split("\r\n")
        headers = dict(line.lower().split(": ", 1) for line in lines)
        headers.pop("date", None)
        while len(self.got) < int(headers["content-length"]):
            self.got += self._more()
        body, self.got = self.got[: int(headers["content-length"])], self.got[int(headers["content-length"]) :]
        return first, headers, body

    def is_closed(self) -> bool:
        return self.socket.recv(1) == b""

    def _until(self, end: bytes) -> tuple[bytes, bytes]:
        while end not in self.got:
            self.got += self._more()
        before, _end, after = self.got.partition(end)
        return before, after

    def _more(self) -> bytes:
        more = self.socket.recv(65536)
        assert more, "the server hung up"
        return more


@pytest.mark.parametrize("path", ["echo", "refuse"])
def test_both_ways_answer_alike(office, path):
    straight, asgi = Line(office).say(post(path)).hear(), Line(office).say(in_chunks(path)).hear()
    assert straight == asgi
    assert office.ways == (["straight", "asgi"] if path == "echo" else [])


def test_an_answer_names_its_length_its_type_and_when(office):
    line = Line(office).say(post("echo"))
    first, headers, body = line.hear()
    assert (first, body) == ("HTTP/1.1 200 OK", b"hello heard tests from 127.0.0.1")
    assert headers == {
        "content-type": "application/json",
        "x-content-type-options": "nosniff",
        "content-length": str(len(body)),
    }
    line.say(post("echo"))
    head, _rest = line._until(b"\r\n\r\n")
    assert re.search(rb"\r\ndate: \w{3}, \d\d \w{3} \d{4} ", head)


def test_one_connection_serves_many_requests_of_both_ways(office):
    line = Line(office)
    for number in range(6):
        sent = post("echo", b"%d" % number) if number % 2 else in_chunks("echo", b"%d" % number)
        assert line.say(sent).hear()[2].startswith(b"%d heard" % number)
    assert office.ways == ["asgi", "straight"] * 3


def test_a_body_may_come_in_pieces(office):
    whole = post("echo", b"hello there")
    assert Line(office).say(whole[:20], whole[20:-6], whole[-6:]).hear()[2].startswith(b"hello there heard")
    assert office.ways == ["straight"]


def test_requests_sent_before_the_answer_are_answered_in_their_order(office):
    line = Line(office).say(post("wait") + post("echo", b"second") + post("echo", b"third"))
    time.sleep(0.1)
    office.open_gate()
    assert [line.hear()[2][:6] for _ in range(3)] == [b"waited", b"second", b"third "]


@pytest.mark.parametrize("size", [MOST_BODY, MOST_BODY + 1, 3 * MOST_BODY])
def test_what_is_too_large_is_refused_and_the_largest_is_not(office, size):
    first, _headers, _body = Line(office).say(post("echo", b"x" * size)).hear()
    assert first.split()[1] == ("200" if size <= MOST_BODY else "413")


@pytest.mark.parametrize("sent", [post("echo", b"x", b"Connection: close"), post("echo", b"x", version=b"1.0")])
def test_who_asks_for_the_end_of_the_connection_gets_it(office, sent):
    line = Line(office).say(sent)
    assert line.hear()[2].startswith(b"x heard")
    assert line.is_closed()


def test_who_waits_to_be_asked_for_the_body_is_asked(office):
    line = Line(office).say(post("echo", b"x", b"Expect: 100-continue").removesuffix(b"x"))
    head, line.got = line._until(b"\r\n\r\n")
    assert head == b"HTTP/1.1 100 Continue"
    assert line.say(b"x").hear()[2].startswith(b"x heard")


def test_a_fault_of_ours_is_told_as_one_and_ends_nothing_else(office):
    line = Line(office).say(post("break"))
    assert line.hear()[0] == "HTTP/1.1 500 Internal Server Error"
    assert line.say(post("echo")).hear()[0] == "HTTP/1.1 200 OK"
    assert office.in_flight == 0


def test_a_phone_that_hangs_up_takes_nobody_else_along(office):
    gone, waiting = Line(office).say(post("wait")), Line(office).say(post("wait"))
    time.sleep(0.1)
    gone.socket.close()
    time.sleep(0.1)
    office.open_gate()
    assert waiting.hear()[2] == b"waited"
    assert Line(office).say(post("echo")).hear()[0] == "HTTP/1.1 200 OK"


def test_beyond_what_may_be_in_flight_one_is_told_at_once_to_come_back(office):
    lines = [Line(office).say(post("wait")) for _ in range(3)]
    while office.in_flight < 3:
        time.sleep(0.01)
    first, headers, _body = Line(office).say(post("echo")).hear()
    assert (first.split()[1], headers["retry-after"]) == ("503", "1")
    office.open_gate()
    assert [line.hear()[2] for line in lines] == [b"waited"] * 3


def test_a_server_told_to_end_answers_what_it_has_begun_and_closes(office):
    line = Line(office).say(post("wait"))
    while office.in_flight < 1:
        time.sleep(0.01)
    office.server.should_exit = True
    time.sleep(0.5)
    office.open_gate()
    first, headers, body = line.hear()
    assert (first, headers["connection"], body) == ("HTTP/1.1 200 OK", "close", b"waited")
    assert line.is_closed()


def test_an_address_with_a_question_behind_it_goes_the_other_way(office):
    assert Line(office).say(post("echo?x=1")).hear()[0] == "HTTP/1.1 200 OK"
    assert office.ways == ["asgi"]


def test_who_does_not_read_his_answers_gets_no_more_of_them(office):
    line, times = Line(office), 400
    sending = threading.Thread(target=line.say, args=(post("echo", b"x" * MOST_BODY) * times,))
    line.socket.settimeout(60)
    sending.start()
    time.sleep(1)
    begun = len(office.ways)
    assert begun < times  # 13 MB are more than all buffers between us hold
    assert [line.hear()[2][:2] for _ in range(times)] == [b"xx"] * times
    sending.join()
    assert "asgi" in office.ways


@pytest.mark.parametrize("said", [b"", post("echo"), in_chunks("echo"), b"POST /office/echo HTTP/1.1\r\nHost"])
def test_a_connection_on_which_nothing_happens_is_closed_after_its_time(office, said):
    began, line = time.monotonic(), Line(office)
    if said:
        line.say(said)
    if said.endswith((b"hello", b"\r\n\r\n")):
        line.hear()
    assert line.is_closed()
    assert time.monotonic() - began >= IDLE_S


def test_who_is_being_answered_or_goes_on_asking_is_never_cut_off(office):
    waiting, busy = Line(office).say(post("wait")), Line(office)
    for _ in range(10):
        time.sleep(IDLE_S / 4)
        busy.say(post("echo")).hear()
    office.open_gate()
    assert waiting.hear()[2] == b"waited"
    assert busy.say(post("echo")).hear()[0] == "HTTP/1.1 200 OK"


def test_a_connection_that_broke_off_leaves_nothing_behind(office):
    lines = [Line(office).say(post("echo")) for _ in range(5)]
    for line in lines:
        line.hear()
        line.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")  # breaks off
        line.socket.close()
    until = time.monotonic() + 20
    while office.server.server_state.connections and time.monotonic() < until:
        time.sleep(0.01)
    assert not office.server.server_state.connections
