"""Our own checking of signatures says what RFC 8032 and a library in C say."""

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given, settings
from hypothesis import strategies as st

from worldday.certificates.proof.ed25519 import ORDER, P, is_signed

VECTORS = [  # RFC 8032, section 7.1: TEST 1, 2, 3 and SHA(abc); public key, message, signature
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
    (
        "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
        "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
        "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704",
    ),
]
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


@pytest.mark.parametrize(("public", "message", "signature"), VECTORS)
def test_the_vectors_of_the_standard_hold(public, message, signature):
    key, text, signed = bytes.fromhex(public), bytes.fromhex(message), bytes.fromhex(signature)
    assert is_signed(key, text, signed)
    assert not is_signed(key, text + b"x", signed)


@settings(max_examples=15)
@given(st.binary(max_size=200))
def test_what_the_library_signs_is_signed(message):
    assert is_signed(PUBLIC, message, KEY.sign(message))


def said_by_library(public: bytes, message: bytes, signature: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


@settings(max_examples=25)
@given(st.integers(0, 511), st.binary(max_size=20))
def test_one_flipped_bit_of_the_signature_is_enough(bit, message):
    signature = bytearray(KEY.sign(message))
    signature[bit // 8] ^= 1 << bit % 8
    assert not is_signed(PUBLIC, message, bytes(signature))
    assert not said_by_library(PUBLIC, message, bytes(signature))


def test_a_second_spelling_of_the_same_signature_is_refused():
    signature = KEY.sign(b"text")
    scalar = int.from_bytes(signature[32:], "little") + ORDER
    assert not is_signed(PUBLIC, b"text", signature[:32] + scalar.to_bytes(32, "little"))


@pytest.mark.parametrize(
    "public", [b"", b"\x00" * 31, b"\xff" * 32, (P + 1).to_bytes(32, "little"), b"\x02" + b"\x00" * 31]
)
def test_what_is_no_point_of_the_curve_signs_nothing(public):
    assert not is_signed(public, b"text", KEY.sign(b"text"))


@pytest.mark.parametrize("signature", [b"", b"\x00" * 63, b"\x00" * 64, b"\x00" * 65])
def test_what_is_no_signature_is_refused(signature):
    assert not is_signed(PUBLIC, b"text", signature)
