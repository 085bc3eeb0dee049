"""The protocol tus 1.0 at our addresses: every status it names, and what must never be lost or mixed."""

import base64
import errno
import hashlib
import io
import os
import threading

import pytest
from django.db import connections
from django.test import Client
from tests.factories import material_files as files
from tests.factories.campaigns import make_task
from tests.factories.units import make_staff, make_unit

from worldday.materials import uploads
from worldday.materials.models import Material, Upload

pytestmark = pytest.mark.django_db
TUS = {"Tus-Resumable": "1.0.0"}
PIECE = "application/offset+octet-stream"


def b64(text: bytes) -> str:
    return base64.b64encode(text).decode()


def begin(client: Client, task, content: bytes, name: str = "合影.jpg", **more):
    headers = (
        TUS | {"Upload-Length": str(len(content)), "Upload-Metadata": f"filename {b64(name.encode())},note"} | more
    )
    return client.post(f"/desk/materials/of/{task.code}/uploads/", headers=headers)


def patch(client: Client, address: str, body: bytes, at: int, **more):
    return client.patch(address, body, content_type=PIECE, headers=TUS | {"Upload-Offset": str(at)} | more)


def head(client: Client, address: str):
    return client.head(address, headers=TUS)


def offset(answer) -> int:
    return int(answer.headers["Upload-Offset"])


@pytest.fixture
def begun(owing, signed_in):
    """(address, content) of a photo of which nothing has come."""
    content = files.photo()
    return begin(signed_in, owing[0], content).headers["Location"], content


def test_options_say_what_this_server_can_do(owing, signed_in):
    answer = signed_in.options(f"/desk/materials/of/{owing[0].code}/uploads/")
    assert answer.status_code == 204
    assert answer.headers["Tus-Version"] == answer.headers["Tus-Resumable"] == "1.0.0"
    assert answer.headers["Tus-Extension"] == "creation,termination,expiration,checksum"
    assert answer.headers["Tus-Max-Size"] == str(2048 * 1024**2)


def test_another_version_of_the_protocol_is_refused(owing, signed_in):
    answer = signed_in.post(f"/desk/materials/of/{owing[0].code}/uploads/", headers={"Tus-Resumable": "0.2.2"})
    assert (answer.status_code, answer.headers["Tus-Version"]) == (412, "1.0.0")


def test_an_upload_in_three_pieces_becomes_a_material(owing, signed_in, begun):
    address, content = begun
    for at, to in ((0, 10), (10, 9000), (9000, len(content))):
        answer = patch(signed_in, address, content[at:to], at)
        assert (answer.status_code, offset(answer)) == (204, to)
    assert "Upload-Expires" in answer.headers
    told = signed_in.post(f"{address}finish/").json()
    material = Material._base_manager.get()
    assert told == {"material": material.code, "card": f"/desk/materials/{material.code}/card/"}
    assert (material.name, material.digest) == ("合影.jpg", hashlib.sha256(content).hexdigest())
    assert material.task == owing[0]


def test_head_says_how_much_has_come_and_is_never_kept(signed_in, begun):
    address, content = begun
    patch(signed_in, address, content[:100], 0)
    answer = head(signed_in, address)
    assert (answer.status_code, offset(answer), answer.headers["Upload-Length"]) == (200, 100, str(len(content)))
    assert "no-store" in answer.headers["Cache-Control"]


def test_a_piece_that_does_not_begin_where_the_bytes_end_changes_nothing(signed_in, begun):
    address, content = begun
    patch(signed_in, address, content[:100], 0)
    for at in (0, 99, 101):
        answer = patch(signed_in, address, b"zzz", at)
        assert (answer.status_code, offset(answer)) == (409, 100)
    assert offset(head(signed_in, address)) == 100


@pytest.mark.parametrize(
    ("how", "status"),
    [
        ({"content_type": "text/plain", "headers": TUS | {"Upload-Offset": "0"}}, 415),
        ({"content_type": PIECE, "headers": TUS}, 400),
        ({"content_type": PIECE, "headers": TUS | {"Upload-Offset": "-1"}}, 400),
        ({"content_type": PIECE, "headers": TUS | {"Upload-Offset": "0", "Upload-Checksum": "md5 eA=="}}, 400),
        ({"content_type": PIECE, "headers": TUS | {"Upload-Offset": "0", "Upload-Checksum": "sha1 %"}}, 400),
        ({"content_type": PIECE, "headers": {"Upload-Offset": "0"}}, 412),
    ],
)
def test_a_request_that_is_none_is_refused(signed_in, begun, how, status):
    assert signed_in.patch(begun[0], b"x", **how).status_code == status


def test_more_bytes_than_announced_are_not_taken(signed_in, begun):
    assert patch(signed_in, begun[0], begun[1] + b"x", 0).status_code == 413
    assert offset(head(signed_in, begun[0])) == 0


@pytest.mark.parametrize("length", ["", "x", "-5", "9" * 20])
def test_an_upload_says_how_long_it_is(owing, signed_in, length):
    assert begin(signed_in, owing[0], b"", **{"Upload-Length": length}).status_code == 400


def test_a_piece_that_changed_on_its_way_is_thrown_away(signed_in, begun):
    address, content = begun
    patch(signed_in, address, content[:50], 0)
    wrong = f"sha1 {b64(hashlib.sha1(b'other').digest())}"
    assert patch(signed_in, address, content[50:90], 50, **{"Upload-Checksum": wrong}).status_code == 460
    assert offset(head(signed_in, address)) == 50
    right = f"sha256 {b64(hashlib.sha256(content[50:90]).digest())}"
    assert offset(patch(signed_in, address, content[50:90], 50, **{"Upload-Checksum": right})) == 90


@pytest.mark.django_db(transaction=True)
def test_stopping_removes_what_has_come(signed_in, begun):
    address, content = begun
    patch(signed_in, address, content[:50], 0)
    assert signed_in.delete(address, headers=TUS).status_code == 204
    assert head(signed_in, address).status_code == 404
    assert list(uploads.path_of("-").parent.iterdir()) == []


def test_while_somebody_writes_everybody_else_is_asked_to_wait_and_may_look(signed_in, begun):
    code = begun[0].split("/")[-2]
    with uploads.held(code):
        assert patch(signed_in, begun[0], b"x", 0).status_code == 423
        assert signed_in.delete(begun[0], headers=TUS).status_code == 423
        assert (head(signed_in, begun[0]).status_code, offset(head(signed_in, begun[0]))) == (200, 0)
    assert patch(signed_in, begun[0], b"x", 0).status_code == 204


def test_a_line_that_breaks_keeps_what_came(signed_in, begun, monkeypatch):
    class Breaking:
        """Gives some bytes, then breaks as a socket does."""

        def __init__(self, body: bytes) -> None:
            self.body = io.BytesIO(body)

        def read(self, size: int) -> bytes:
            block = self.body.read(size)
            if not block:
                raise ConnectionResetError
            return block

    address, content = begun
    code = address.split("/")[-2]
    with uploads.held(code) as file:
        assert file.append(Breaking(content[:700]), at=0, most=len(content)) == 700
    assert offset(head(signed_in, address)) == 700


def test_a_full_disk_is_said_and_the_upload_goes_on_later(signed_in, begun, monkeypatch):
    address, content = begun
    real, written = os.write, []

    def full(descriptor, block):
        if sum(written) + len(block) > 400:
            raise OSError(errno.ENOSPC, "No space left on device")
        written.append(len(block))
        return real(descriptor, block)

    monkeypatch.setattr(uploads, "BLOCK", 200)
    with monkeypatch.context() as patched:
        patched.setattr(os, "write", full)
        answer = patch(signed_in, address, content, 0)
    assert answer.status_code == 507
    assert answer.json()["code"] == "full"
    assert offset(head(signed_in, address)) == 400
    assert patch(signed_in, address, content[400:], 400).status_code == 204
    assert Material._base_manager.count() == 1


def test_room_for_the_database_is_left_on_the_disk(owing, signed_in, begun, settings):
    settings.SPARE_MEGABYTES = 10**9
    assert patch(signed_in, begun[0], begun[1], 0).status_code == 507
    assert begin(signed_in, owing[0], b"x" * 100).status_code == 507
    assert Upload._base_manager.count() == 1


def test_what_can_never_be_taken_is_refused_after_its_first_bytes_and_remembered(owing, signed_in):
    content = b"MZ" + bytes(20_000)
    address = begin(signed_in, owing[0], content, "合影.jpg").headers["Location"]
    answer = patch(signed_in, address, content[:9000], 0)
    assert (answer.status_code, answer.json()["code"]) == (422, "program")
    assert list(uploads.path_of("-").parent.iterdir()) == []
    again = head(
        signed_in, address
    )  # the answer got lost: to the sender all has arrived, and it asks what became of it
    assert (again.status_code, offset(again)) == (200, len(content))
    assert signed_in.post(f"{address}finish/").json()["sentence"] == answer.json()["sentence"]


def test_a_duplicate_is_told_with_the_first_files_name(owing, signed_in, begun):
    patch(signed_in, begun[0], begun[1], 0)
    second = begin(signed_in, owing[0], begun[1], "又一次.jpg").headers["Location"]
    answer = patch(signed_in, second, begun[1], 0)
    assert (answer.status_code, "合影.jpg" in answer.json()["sentence"]) == (422, True)


def test_a_large_document_is_refused_before_a_byte_is_sent(owing, signed_in):
    answer = begin(signed_in, owing[0], b"", "总结.docx", **{"Upload-Length": str(300 * 1024**2)})
    assert answer.status_code == 413
    assert "300 MB" in answer.json()["sentence"]
    assert "100 MB" in answer.json()["sentence"]


def test_a_last_answer_that_got_lost_is_found_again(signed_in, begun):
    address, content = begun
    patch(signed_in, address, content, 0)
    answer = head(signed_in, address)
    assert (answer.status_code, offset(answer)) == (200, len(content))
    codes = {signed_in.post(f"{address}finish/").json()["material"] for _again in range(2)}
    assert len(codes) == 1
    assert patch(signed_in, address, b"", len(content)).status_code == 409


def test_a_server_killed_before_it_finished_finishes_when_asked(signed_in, begun):
    address, content = begun
    with uploads.held(address.split("/")[-2]) as file:
        file.append(io.BytesIO(content), at=0, most=len(content))  # and then the process was killed
    assert signed_in.post(f"{address}finish/").status_code == 200
    assert Material._base_manager.count() == 1


def test_asking_what_became_of_half_an_upload_is_too_early(signed_in, begun):
    patch(signed_in, begun[0], begun[1][:90], 0)
    assert signed_in.post(f"{begun[0]}finish/").status_code == 409


def test_a_piece_without_the_token_is_refused(owing, begun):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(owing[1])
    assert patch(strict, begun[0], b"x", 0).status_code == 403
    strict.get(f"/desk/materials/of/{owing[0].code}/")
    token = strict.cookies["csrftoken"].value
    assert patch(strict, begun[0], begun[1][:5], 0, **{"X-CSRFToken": token}).status_code == 204


def test_nobody_else_reaches_an_upload(owing, begun):
    colleague, stranger = Client(), Client()
    colleague.force_login(make_staff("赵四", unit=owing[0].unit, role="unit-staff"))
    stranger.force_login(make_staff(unit=make_unit("丙市"), role="organiser"))
    for client in (colleague, stranger):
        assert head(client, begun[0]).status_code == 404
        assert patch(client, begun[0], b"x", 0).status_code == 404
        assert client.delete(begun[0], headers=TUS).status_code == 404
    assert begin(stranger, owing[0], b"x").status_code == 404


def test_signed_out_in_the_middle_is_told_to_the_script_as_403(begun):
    answer = patch(Client(), begun[0], b"x", 0, **{"X-Requested-With": "XMLHttpRequest"})
    assert answer.status_code == 403


def test_who_only_asked_for_a_task_sends_no_files_for_it(owing):
    asked = make_staff(unit=make_unit("丁区", parent=owing[0].campaign.owner), role="unit-staff")
    task = make_task(owing[0].campaign, owing[0].unit, issuer=asked.memberships.get().unit, what="other")
    client = Client()
    client.force_login(asked)
    assert begin(client, task, b"x", **{"X-Requested-With": "XMLHttpRequest"}).status_code == 403


@pytest.mark.django_db(transaction=True)
def test_two_senders_of_one_upload_at_once_cannot_mix_their_bytes(owing, signed_in, begun):
    address, content = begun
    start = threading.Barrier(6)
    answers = []

    def send():
        client = Client()
        client.force_login(owing[1])
        start.wait()
        for _try in range(40):
            at = head(client, address)
            if offset(at) == len(content):
                break
            here = offset(at)
            answers.append(patch(client, address, content[here : here + 5000], here).status_code)
        connections.close_all()

    threads = [threading.Thread(target=send) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(answers) <= {204, 409, 423}
    assert Material._base_manager.get().digest == hashlib.sha256(content).hexdigest()


@pytest.mark.django_db(transaction=True)
def test_finishing_from_several_sides_at_once_makes_one_material(owing, signed_in, begun):
    address, content = begun
    with uploads.held(address.split("/")[-2]) as file:
        file.append(io.BytesIO(content), at=0, most=len(content))
    start, answers = threading.Barrier(5), []

    def ask():
        client = Client()
        client.force_login(owing[1])
        start.wait()
        while (answer := client.post(f"{address}finish/")).status_code == 423:
            pass
        answers.append(answer.json()["material"])
        connections.close_all()

    threads = [threading.Thread(target=ask) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [Material._base_manager.get().code] * 5


@pytest.mark.django_db(transaction=True)
def test_the_same_file_sent_twice_at_once_is_kept_once(owing, signed_in):
    content = files.photo()
    addresses = [begin(signed_in, owing[0], content, f"{n}.jpg").headers["Location"] for n in range(4)]
    start, answers = threading.Barrier(4), []

    def send(address):
        client = Client()
        client.force_login(owing[1])
        start.wait()
        answers.append(patch(client, address, content, 0).status_code)
        connections.close_all()

    threads = [threading.Thread(target=send, args=[address]) for address in addresses]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [204, 422, 422, 422]
    assert Material._base_manager.count() == 1
    kept = [path for path in (uploads.path_of("-").parent.parent / "materials").rglob("*") if path.is_file()]
    assert len(kept) == 1
