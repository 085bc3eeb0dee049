"""Large files over bad lines, against the real server: ten breaks, a killed process, flat memory."""

import hashlib
import os
import random
import socket
import time

import pytest
from django.conf import settings as configured
from django.test import Client
from tests.factories import material_files as files
from tests.factories.bad_line import Sender, Server
from tests.factories.materials import make_owing
from tests.journeys.conftest import database_url

from worldday.materials.models import Material

pytestmark = [pytest.mark.django_db(transaction=True)]
MEGABYTE = 1024**2


def film(size: int) -> bytes:
    """A playable video of `size` bytes: the rest is a box that players pass over."""
    head = files.video()
    rest = size - len(head)
    return head + rest.to_bytes(4, "big") + b"free" + random.Random(1).randbytes(rest - 8)


@pytest.fixture(scope="module")
def server(django_db_setup):
    running = Server(database_url(), os.environ["WORLDDAY_DATA"])
    yield running
    running.kill()


@pytest.fixture
def line(server) -> tuple[Sender, str]:
    task, staff = make_owing()
    client = Client()
    client.force_login(staff)
    return Sender(server.port, client.cookies[configured.SESSION_COOKIE_NAME].value), task.code


def test_a_video_arrives_whole_over_a_line_that_breaks_ten_times(line, tmp_path):
    sender, task = line
    content = film(40 * MEGABYTE)
    path = files.written(tmp_path, "film.mp4", content)
    address = sender.begin(task, len(content))
    went_on = sender.send_with_breaks(address, path, [n * 3_700_000 + 17 for n in range(1, 11)])
    assert went_on == sorted(went_on)
    assert len(set(went_on)) == 11  # every try brought something
    material = Material._base_manager.get()
    assert (material.size, material.digest) == (len(content), hashlib.sha256(content).hexdigest())


def test_a_killed_server_has_lost_nothing_it_acknowledged(server, line, tmp_path):
    sender, task = line
    content = film(24 * MEGABYTE)
    path = files.written(tmp_path, "film.mp4", content)
    address = sender.begin(task, len(content))
    piece = {"Content_Type": "application/offset+octet-stream"}
    assert sender.ask("PATCH", address, content[: 4 * MEGABYTE], Upload_Offset="0", **piece)[0] == 204
    for until in (15 * MEGABYTE, 20 * MEGABYTE):
        acknowledged = sender.offset(address)
        sender.stream(address, path, at=acknowledged, until=until)
        server.kill()
        server.start()
        assert sender.offset(address) >= acknowledged
    assert sender.stream(address, path, at=sender.offset(address)) == 204
    assert Material._base_manager.get().digest == hashlib.sha256(content).hexdigest()


def test_a_long_piece_streams_through_with_little_memory(server, line, tmp_path):
    sender, task = line
    content = film(120 * MEGABYTE)
    path = files.written(tmp_path, "film.mp4", content)
    address = sender.begin(task, len(content))
    before = server.memory()
    assert sender.stream(address, path, at=0) == 204
    assert server.memory() - before < 40 * MEGABYTE


def test_slow_senders_hold_no_thread(server, line, tmp_path):
    """Eight unfinished pieces on a server of four threads, and everybody else is answered."""
    sender, task = line
    lines = []
    for _n in range(8):
        slow = socket.create_connection(("127.0.0.1", server.port))
        said = sender.headers | {"Content-Length": "1000000", "Content-Type": "application/offset+octet-stream"}
        address = sender.begin(task, 1_000_000)
        said |= {"Upload-Offset": "0"}
        slow.sendall(
            f"PATCH {address} HTTP/1.1\r\n".encode() + b"".join(f"{k}: {v}\r\n".encode() for k, v in said.items())
        )
        slow.sendall(b"\r\nslow")
        lines.append(slow)
    time.sleep(0.2)
    assert sender.ask("GET", "/health/")[0] == 200
    for slow in lines:
        slow.close()
