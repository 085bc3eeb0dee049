"""The list of what was taken back (W3C Bitstring Status List v1.0), as anyone can download and keep it: a signed JWT."""

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from worldday.certificates.proof.ed25519 import is_signed
from worldday.certificates.proof.keyring import COMPROMISED, PublicKey, unpadded

MOST_OF_LIST = 4 * 1024 * 1024  # bytes unpacked: a list that claims more is no list of ours


class NotAList(ValueError):
    """The file is no status list, or nobody we know signed it."""


@dataclass(frozen=True)
class TakenBack:
    """`made`: ISO 8601 moment at which the list was true."""

    address: str
    made: str
    bits: bytes

    def holds(self, place: int) -> bool:
        """Whether the certificate at this place was taken back. Raises `NotAList` outside the list."""
        if not 0 <= place < len(self.bits) * 8:
            raise NotAList("the place lies outside the list")
        return bool(self.bits[place // 8] >> (7 - place % 8) & 1)


def read_list(text: str, keys: Mapping[str, PublicKey]) -> TakenBack:
    """A downloaded list whose signature is checked. Raises `NotAList`."""
    try:
        payload = _verified(text.strip(), keys)
        subject = payload["credentialSubject"]
        if subject["type"] != "BitstringStatusList" or subject["statusPurpose"] != "revocation":
            raise NotAList("not a list of revocations")
        address = str(subject["id"]).partition("#")[0]
        made = str(payload["validFrom"])
        date.fromisoformat(made[:10])
        return TakenBack(address, made, _unpacked(str(subject["encodedList"])))
    except (KeyError, TypeError, AttributeError, ValueError, zlib.error) as error:
        raise NotAList(str(error)) from None


def _verified(token: str, keys: Mapping[str, PublicKey]) -> dict[str, Any]:
    """The payload of a JWT signed with one of the keys."""
    head, body, signature = token.split(".")
    header = json.loads(unpadded(head))
    key = keys.get(str(header.get("kid", "")).rpartition("#")[2])
    if header.get("alg") not in ("EdDSA", "Ed25519") or key is None or key.state == COMPROMISED:
        raise NotAList("no key that counts signed it")
    if not is_signed(key.public, f"{head}.{body}".encode(), unpadded(signature)):
        raise NotAList("its signature does not fit")
    payload: dict[str, Any] = json.loads(unpadded(body))
    return payload


def _unpacked(encoded: str) -> bytes:
    """Multibase u, then gzip; bit 0 is the highest bit of the first byte."""
    if not encoded.startswith("u"):
        raise NotAList("not multibase base64url")
    unpacker = zlib.decompressobj(wbits=31)
    bits = unpacker.decompress(unpadded(encoded[1:]), MOST_OF_LIST)
    if unpacker.unconsumed_tail:
        raise NotAList("too large")
    return bits
