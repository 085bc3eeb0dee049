"""The payload of a QR code: what goes in comes out, and nothing else is taken for one."""

import json

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st
from tests.certificates.proof.vectors import FIELDS, HEAD_HEX, KEY, KEY_CODE, PAYLOAD, SEED, SIGNATURE_HEX, TEXT

from worldday.certificates.proof.payload import (
    Payload,
    Unreadable,
    body_of,
    digits_of,
    read_payload,
    to_sign,
    unsigned,
)

TEXTS = st.text(st.characters(codec="utf-8"), max_size=30)
PAYLOADS = st.builds(
    Payload,
    number=TEXTS,
    issued=TEXTS,
    expires=TEXTS,
    status=st.tuples(TEXTS, st.integers(0, 2**18)),
    fields=st.lists(st.tuples(TEXTS, TEXTS), max_size=6).map(tuple),
)


@given(PAYLOADS)
def test_what_goes_in_comes_out(payload):
    head = unsigned(payload, KEY_CODE)
    read = read_payload("https://a.example/#" + digits_of(head, b"\x07" * 64))
    assert (read.payload, read.key, read.head, read.signature) == (payload, KEY_CODE, head, b"\x07" * 64)


def test_the_published_vector_is_what_the_code_makes():
    head = unsigned(PAYLOAD, KEY_CODE)
    signature = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(SEED)).sign(to_sign(head))
    assert (head.hex(), signature.hex()) == (HEAD_HEX, SIGNATURE_HEX)
    assert TEXT.endswith("#" + digits_of(head, signature))
    assert read_payload(TEXT).payload == PAYLOAD


def test_the_published_vector_stands_in_the_documentation():
    from pathlib import Path

    page = (Path(__file__).resolve().parents[3] / "docs" / "certificates.md").read_text("utf8")
    for part in (SEED, KEY, KEY_CODE, HEAD_HEX, SIGNATURE_HEX, TEXT.partition("#")[2]):
        assert part in page


def test_the_body_is_compact_json():
    assert json.loads(body_of(PAYLOAD))[4] == [list(pair) for pair in FIELDS]
    assert b" :" not in body_of(PAYLOAD)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "#",
        "abc",
        "https://a.example/#12345",
        "9" * 300,
        "1" * 5000,
        "０" * 300,
        TEXT[:-40],
        TEXT.replace("#", "#x"),
    ],
)
def test_what_is_no_payload_is_said_to_be_none(text):
    with pytest.raises(Unreadable):
        read_payload(text)


@given(st.binary(min_size=90, max_size=400))
def test_random_bytes_are_no_payload(data):
    with pytest.raises(Unreadable):
        read_payload(str(int.from_bytes(b"\x01" + data, "big")))


@pytest.mark.parametrize(
    "body", [[], [1, 2], ["a", "b", "c", ["d", "e"], []], ["a", "b", "c", ["d", 1], [["x"]]], {"a": 1}, None]
)
def test_json_of_another_shape_is_no_payload(body):
    head = b"\x01" + bytes(8) + json.dumps(body).encode() + b" " * 60
    with pytest.raises(Unreadable):
        read_payload(digits_of(head, b"\x07" * 64))


@pytest.mark.parametrize("body", [b'["a","b","c",["d",1e999],[]]', b'["a","b","c",["d",Infinity],[]]', b"[" * 1500])
def test_an_endless_number_or_a_bottomless_list_is_no_payload(body):
    with pytest.raises(Unreadable):
        read_payload(digits_of(b"\x01" + bytes(8) + body, b"\x07" * 64))
