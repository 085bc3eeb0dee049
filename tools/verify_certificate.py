#!/usr/bin/env python3
"""Check a certificate from the text of its QR code; nothing but Python 3.10 or later is needed, and no network.
用二维码内容查验证明；只需 Python 3.10 及以上，不联网。

    python verify_certificate.py 'TEXT' --keys keys.json                      genuine? 是否真实？
    python verify_certificate.py code.txt --keys keys.json --status LIST.jwt  … and not revoked? 是否已撤销？
    python verify_certificate.py - --keys keys.json --printed name=张三       … and unaltered on paper? 纸面是否被改？

TEXT 二维码内容: what a QR reader shows, address and digits. keys.json 公开密钥 and LIST.jwt 撤销名单 come from the issuer's own
address, /certificates/keys.json and /certificates/issuers/UNIT/status/LIST.jwt (the page of the number links to it 编号网页上有链接),
and can be kept for later; an old list does not know what was revoked since 旧名单不含之后的撤销.
Exit code 退出码: 0 genuine 真实, 1 not to be relied on 不可采信, 2 a file cannot be read 无法读取.

The format is described in docs/certificates.md. This file is made from src/worldday/certificates/proof: change it there.
"""

import argparse
import hashlib
import json
import locale
import os
import re
import sys
import unicodedata
import zlib
from base64 import urlsafe_b64decode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from hashlib import sha512
from io import TextIOWrapper
from pathlib import Path
from typing import Any

# ---- days: How days stand on paper, so that what is printed can be compared with what was signed.

NUMERALS = "〇一二三四五六七八九"


def day_in_characters(day: date) -> str:
    """二〇二〇年十月十四日, as a certificate is dated."""
    year = "".join(NUMERALS[int(digit)] for digit in str(day.year))
    return f"{year}年{_small(day.month)}月{_small(day.day)}日"


def spellings(said: str) -> set[str]:
    """Every way in which a signed day, ISO 8601, may be read from the paper."""
    day = date.fromisoformat(said)
    return {said, f"{day.year}年{day.month}月{day.day}日", day_in_characters(day)}


def _small(number: int) -> str:
    """1–99 in characters: 十, 十四, 二十一."""
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else f"{NUMERALS[tens]}十") + (NUMERALS[ones] if ones else "")


# ---- ed25519: Checking an Ed25519 signature with nothing but Python's library (RFC 8032, section 5.1).

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)  # a square root of -1
Point = tuple[int, int, int, int]  # X, Y, Z, T with x = X/Z, y = Y/Z, x·y = T/Z
NEUTRAL: Point = (0, 1, 1, 0)


def is_signed(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether the holder of the key `public` (32 bytes) signed the message with these 64 bytes."""
    key, commitment = _point(public), _point(signature[:32])
    scalar = int.from_bytes(signature[32:], "little")
    if key is None or commitment is None or len(signature) != 64 or scalar >= ORDER:
        return False
    challenge = int.from_bytes(sha512(signature[:32] + public + message).digest(), "little") % ORDER
    return _same(_times(scalar, BASE), _sum(commitment, _times(challenge, key)))


def _sum(one: Point, other: Point) -> Point:
    a = (one[1] - one[0]) * (other[1] - other[0]) % P
    b = (one[1] + one[0]) * (other[1] + other[0]) % P
    c = 2 * one[3] * other[3] * D % P
    d = 2 * one[2] * other[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def _times(scalar: int, point: Point) -> Point:
    found = NEUTRAL
    while scalar:
        if scalar & 1:
            found = _sum(found, point)
        point = _sum(point, point)
        scalar >>= 1
    return found


def _same(one: Point, other: Point) -> bool:
    return (one[0] * other[2] - other[0] * one[2]) % P == 0 and (one[1] * other[2] - other[1] * one[2]) % P == 0


def _x_of(y: int, sign: int) -> int | None:
    """The x of the point with this y whose lowest bit is `sign`; None where there is none."""
    if y >= P:
        return None
    squared = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    if squared == 0:
        return None if sign else 0
    x = pow(squared, (P + 3) // 8, P)
    if (x * x - squared) % P:
        x = x * ROOT % P
    if (x * x - squared) % P:
        return None
    return P - x if x & 1 != sign else x


def _point(encoded: bytes) -> Point | None:
    if len(encoded) != 32:
        return None
    whole = int.from_bytes(encoded, "little")
    y, sign = whole & (2**255 - 1), whole >> 255
    x = _x_of(y, sign)
    return None if x is None else (x, y, 1, x * y % P)


def _base() -> Point:
    y = 4 * pow(5, P - 2, P) % P
    x = _x_of(y, 0) or 0
    return x, y, 1, x * y % P


BASE = _base()


# ---- keyring: The published keys, as the file `keys.json` holds them (a JWK set, RFC 7517 and RFC 8037).

COMPROMISED = "compromised"


@dataclass(frozen=True)
class PublicKey:
    """`code`: first 8 bytes of SHA-256 of the key, hexadecimal. `state`: current, retired or compromised. `ended`: since when it
    signs nothing more, ISO 8601, "" for the current one. `compromised`: since when that is known of it. `taken`: of what day the file is."""

    code: str
    public: bytes
    state: str
    ended: str
    compromised: str = ""
    taken: str = ""


def read_keys(text: str) -> dict[str, PublicKey]:
    """By code. Raises `ValueError` for a file that is no such key set, or where a key does not fit its code."""
    found = {}
    try:
        whole = json.loads(text)
        for entry in whole["keys"]:
            key = _read_key(entry, str(whole.get("worldday:taken", "")))
            found[key.code] = key
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"no key set: {error!r}") from None
    return found


def single_key(public: str) -> dict[str, PublicKey]:
    """A key known by its 64 hexadecimal digits alone, from paper perhaps. Raises `ValueError`."""
    raw = bytes.fromhex(public)
    if len(raw) != 32:
        raise ValueError("a public key has 64 hexadecimal digits")
    key = PublicKey(hashlib.sha256(raw).hexdigest()[:16], raw, "current", "")
    return {key.code: key}


def _read_key(entry: dict[str, Any], taken: str) -> PublicKey:
    public = unpadded(entry["x"])
    code = hashlib.sha256(public).hexdigest()[:16]
    if entry["kty"] != "OKP" or entry["crv"] != "Ed25519" or len(public) != 32 or entry["kid"] != code:
        raise ValueError("a key of the set does not fit its name")
    state, ended = str(entry.get("worldday:state", "current")), str(entry.get("worldday:ended", ""))
    since = str(entry.get("worldday:compromised", "")) or (ended if state == COMPROMISED else "")
    return PublicKey(code, public, state, ended, since, taken)


def unpadded(text: str) -> bytes:
    """Base64 as JSON Web Tokens write it, without padding. Raises `ValueError`."""
    return urlsafe_b64decode(text.encode() + b"=" * (-len(text) % 4))


# ---- numbers: Numbers of certificates: digits only, read over the phone and typed from paper.

SECRET_DIGITS = 6
SERIAL_DIGITS = 6  # at least; the millionth of a year has seven
_WHOLE = re.compile(r"\d{18,21}")
_RUN = re.compile(r"\d(?:[\s\-–—]*\d){17,20}")


def number_of(year: int, serial: int, secret: int) -> str:
    """The number with its check digits; `secret` has six digits."""
    digits = f"{year:04}{serial:0{SERIAL_DIGITS}}{secret:0{SECRET_DIGITS}}"
    return grouped(f"{digits}{98 - int(digits) * 100 % 97:02}")


def grouped(digits: str) -> str:
    """The digits as they are printed."""
    return "-".join((digits[:4], digits[4:-8], digits[-8:-2], digits[-2:]))


def typed_number(text: str) -> str:
    """The number in what somebody typed or scanned, as it is printed; "" where none is, or its check digits do not fit."""
    plain = unicodedata.normalize("NFKC", text)
    for found in _RUN.findall(plain.partition("#")[0]):
        digits = "".join(sign for sign in found if sign.isdecimal())
        if _WHOLE.fullmatch(digits) and int(digits) % 97 == 1:
            return grouped(digits)
    return ""


# ---- payload: What the QR code of a certificate holds: every printed field, signed, as decimal digits.

VERSION = 1
KEY_BYTES = 8
SIGNATURE_BYTES = 64
MOST_BYTES = 900  # of the body: a larger QR code is hard to scan from paper
PREFIX = b"worldday.certificate/1\n"  # signed before the bytes, so that no other signature of the key can stand here
_DIGITS = re.compile(r"[1-9][0-9]{200,4000}")


class Unreadable(ValueError):
    """The text is no payload of this format."""


@dataclass(frozen=True)
class Payload:
    """`fields`: (field, text) in printed order. `expires` is "" for good. `status`: the list's code and the place in it."""

    number: str
    issued: str
    expires: str
    status: tuple[str, int]
    fields: tuple[tuple[str, str], ...]

    @property
    def name(self) -> str:
        return dict(self.fields).get("name", "")


def body_of(payload: Payload) -> bytes:
    """Compact JSON in UTF-8: `[number, issued, expires, [list, place], [[field, text], …]]`."""
    said = [list(pair) for pair in payload.fields]
    value = [payload.number, payload.issued, payload.expires, list(payload.status), said]
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def unsigned(payload: Payload, key: str) -> bytes:
    """Version, key and body; `key` is the key's code, 16 hexadecimal digits."""
    return bytes([VERSION]) + bytes.fromhex(key) + body_of(payload)


def to_sign(head: bytes) -> bytes:
    """The bytes under the signature."""
    return PREFIX + head


def digits_of(head: bytes, signature: bytes) -> str:
    return str(int.from_bytes(head + signature, "big"))


@dataclass(frozen=True)
class Signed:
    """A payload as it was read; nothing is verified yet."""

    payload: Payload
    key: str
    head: bytes
    signature: bytes


def read_payload(text: str) -> Signed:
    """The payload in the text of a QR code, or in the digits alone. Raises `Unreadable`."""
    digits = "".join(text.strip().rpartition("#")[2].split())
    if not _DIGITS.fullmatch(digits):
        raise Unreadable("no digits of a certificate")
    number = int(digits)
    whole = number.to_bytes((number.bit_length() + 7) // 8, "big")
    head, signature = whole[:-SIGNATURE_BYTES], whole[-SIGNATURE_BYTES:]
    if head[:1] != bytes([VERSION]):
        raise Unreadable("not version 1")
    try:
        return Signed(_read_body(head[1 + KEY_BYTES :]), head[1 : 1 + KEY_BYTES].hex(), head, signature)
    except (ValueError, TypeError, OverflowError, RecursionError) as error:  # also an endless place, a bottomless list
        raise Unreadable(str(error)) from None


def _read_body(body: bytes) -> Payload:
    number, issued, expires, (code, place), fields = json.loads(body.decode())
    pairs = tuple((_text(field), _text(text)) for field, text in fields)
    return Payload(_text(number), _text(issued), _text(expires), (_text(code), int(place)), pairs)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("a text is missing")
    return value


# ---- speaking: What the verifier says, in English and Chinese.

SAYINGS = {
    "genuine": ("GENUINE. The certificate says exactly what was signed:", "真实。本证明与签发内容完全一致："),
    "not-good": ("DO NOT RELY ON IT.", "不可采信。"),
    "unreadable": (
        "This is not the text of a certificate's QR code, or a part of it is missing. Scan it again and copy all of it.",
        "这不是证明二维码的内容，或者内容不完整。请重新扫描并完整复制。",
    ),
    "unknown-key": (
        "It is signed with key {key}, which is not in the key file. Download keys.json anew from the issuer's own address.",
        "签名所用密钥 {key} 不在密钥文件中。请从签发机构的官方网址重新下载 keys.json。",
    ),
    "forged": (
        "The signature does not fit: something was altered, or the issuer did not sign it.",
        "签名不符：内容被改动过，或者并非签发机构所签。",
    ),
    "compromised": (
        "Key {key} was reported as compromised on {since}: its signature proves nothing, whatever day it names. See the page of the number.",
        "密钥 {key} 已于 {since} 公告泄露，其签名不能证明真伪，无论证明上写的是哪一天。请以编号的网页查验结果为准。",
    ),
    "keys-of": (
        "The key file is of {on}: a key reported as compromised after that day it does not know.",
        "密钥文件取自 {on}，此后公告泄露的密钥不在其中。",
    ),
    "signed": ("Signature: fits, key {key}.", "签名：相符，密钥 {key}。"),
    "number": (
        "The number in the address and the number that was signed are not the same one.",
        "网址中的编号与签名内容中的编号不一致。",
    ),
    "expired": ("It expired: its last day was {on}.", "已过期：有效期至 {on}。"),
    "not-asked": (
        "Not checked: whether it was revoked since. Give the list (--status {list}.jwt), or look at the page of the number.",
        "未核对：签发后是否被撤销。请用 --status {list}.jwt 提供名单，或在网页上查验。",
    ),
    "other-list": (
        "The list given is not the one this certificate stands in; it needs {list}.jwt.",
        "提供的名单不是本证明所在的名单，需要 {list}.jwt。",
    ),
    "taken-back": (
        "It was revoked or replaced: the list of {at} says so.",
        "已撤销或已换发：{at} 的名单如此记载。",
    ),
    "in-force": ("Not revoked by the list of {at}.", "截至 {at} 的名单，未被撤销。"),
    "old-list": (
        "But that list is old: what was revoked after {on} it does not know. Download it anew.",
        "但该名单已旧：{on} 之后的撤销不在其中，请重新下载。",
    ),
    "as-of": ("Judged as on {on}, as was asked.", "按要求，以 {on} 这一天判断。"),
    "differs": (
        "On paper, “{field}” reads “{paper}”; what was signed is “{signed}”.",
        "纸面上“{field}”为“{paper}”，而签发的内容是“{signed}”。",
    ),
    "compare": (
        "Compare each line with the paper. Whatever differs was altered after it was issued.",
        "请逐行与纸面核对，任何不同之处都是签发后改动的。",
    ),
    "says": ("It says:", "签名内容如下："),
}
NAMES = {
    "number": ("Number", "编号"),
    "issued": ("Issued on", "签发日期"),
    "until": ("Valid until", "有效期至"),
    "title": ("Title", "名称"),
    "title_en": ("Title, in English", "英文名称"),
    "name": ("Name", "姓名"),
    "latin": ("Name in Latin letters", "姓名拼写"),
    "unit": ("Unit", "单位"),
    "body": ("Text", "正文"),
    "body_en": ("Text, in English", "英文正文"),
    "note": ("Note", "说明"),
    "note_en": ("Note, in English", "英文说明"),
    "issuer": ("Issued by", "签发单位"),
    "issuer_en": ("Issued by, in English", "签发单位（英文）"),
}


def said_as(code: str, language: str, **facts: str) -> str:
    """The sentence in "zh" or "en"."""
    return SAYINGS[code][language == "zh"].format(**facts)


def name_of(field: str, language: str) -> str:
    """What a field is called; a label of its own calls itself."""
    return NAMES[field][language == "zh"] if field in NAMES else field


# ---- takenback: The list of what was taken back (W3C Bitstring Status List v1.0), as anyone can download and keep it: a signed JWT.

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


# ---- checking: Everything that can be said about a certificate from the text of its QR code, without asking anybody.

LIST_HOLDS = timedelta(days=1)
BAD = ("unreadable", "unknown-key", "forged", "compromised", "taken-back", "expired", "differs", "number")


@dataclass(frozen=True)
class Verdict:
    """`findings`: (code, facts) in the order of reading; good when none is in `BAD`. `payload` None: nothing could be read."""

    payload: Payload | None
    findings: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    @property
    def good(self) -> bool:
        return not any(code in BAD for code, _facts in self.findings)


def check(
    text: str,
    keys: Mapping[str, PublicKey],
    *,
    today: date,
    taken_back: TakenBack | None = None,
    printed: Mapping[str, str] | None = None,
) -> Verdict:
    """`printed`: field → text as it stands on the paper, compared with what was signed."""
    try:
        signed = read_payload(text)
    except Unreadable as error:
        return Verdict(None, [("unreadable", {"why": str(error)})])
    findings = _of_signature(signed, keys)
    if not findings:
        findings += [("signed", {"key": signed.key})]
        findings += _of_content(text, signed.payload, today)
        findings += _of_list(signed.payload, taken_back, today)
        findings += _of_paper(signed.payload, printed or {})
    return Verdict(signed.payload, findings)


def _of_signature(signed: Signed, keys: Mapping[str, PublicKey]) -> list[tuple[str, dict[str, str]]]:
    key = keys.get(signed.key)
    if key is None:
        return [("unknown-key", {"key": signed.key})]
    if not is_signed(key.public, to_sign(signed.head), signed.signature):
        return [("forged", {"key": signed.key})]
    if key.state == COMPROMISED:
        return [("compromised", {"key": signed.key, "since": key.compromised[:10]})]
    return []


def _of_content(text: str, payload: Payload, today: date) -> list[tuple[str, dict[str, str]]]:
    found = []
    address = text.rpartition("#")[0]
    if typed_number(payload.number) != payload.number or (address and typed_number(address) != payload.number):
        found.append(("number", {"number": payload.number}))
    if payload.expires and date.fromisoformat(payload.expires) < today:
        found.append(("expired", {"on": payload.expires}))
    return found


def _of_list(payload: Payload, taken_back: TakenBack | None, today: date) -> list[tuple[str, dict[str, str]]]:
    code, place = payload.status
    if taken_back is None:
        return [("not-asked", {"list": code})]
    if taken_back.address.rstrip("/").rpartition("/")[2].partition(".")[0] != code:
        return [("other-list", {"list": code})]
    try:
        held = taken_back.holds(place)
    except NotAList:
        return [("other-list", {"list": code})]
    if held:
        return [("taken-back", {"at": taken_back.made})]
    return [("in-force", {"at": taken_back.made}), *_of_age(taken_back, today)]


def _of_age(taken_back: TakenBack, today: date) -> list[tuple[str, dict[str, str]]]:
    """A list is good for a day; an older one knows nothing of what was revoked since."""
    made = taken_back.made[:10]
    return [("old-list", {"on": made})] if date.fromisoformat(made) + LIST_HOLDS < today else []


def _of_paper(payload: Payload, printed: Mapping[str, str]) -> list[tuple[str, dict[str, str]]]:
    said = {"number": payload.number, "issued": payload.issued, "until": payload.expires, **dict(payload.fields)}
    wrong = [(name, text) for name, text in printed.items() if not _agrees(name, said.get(name, ""), text)]
    return [("differs", {"field": name, "paper": text, "signed": said.get(name, "")}) for name, text in wrong]


def _agrees(name: str, said: str, paper: str) -> bool:
    meant = spellings(said) if name in ("issued", "until") and said else {said}
    return _bare(paper) in {_bare(one) for one in meant}


def _bare(text: str) -> str:
    """Blanks and the two ways to write an accented letter make no difference."""
    return "".join(unicodedata.normalize("NFC", text).split())


# ---- command: The command line: reads the files, says what was found.

GENUINE, NOT_GENUINE, CANNOT = 0, 1, 2
NUMBER_ALONE = "a number alone proves nothing; give the text of the QR code, with the digits after #. 只有编号不能离线查验，请提供二维码的全部内容。"


def main(arguments: Sequence[str]) -> int:
    """Exit code: 0 genuine, 1 not to be relied on, 2 a file cannot be read."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # whoever's console has no Chinese reads the rest
    asked = _parser().parse_args(list(arguments))
    language = asked.lang or _own_language()
    try:
        today = _day(asked.on) if asked.on else datetime.now().astimezone().date()
        text = _text_of(asked.text)
        keys = _keys(asked.keys, asked.key)
        taken_back = read_list(_read(asked.status), keys) if asked.status else None
        printed = dict(_pair(one) for one in asked.printed)
    except (OSError, ValueError) as error:
        sys.stderr.write(f"Cannot be checked 无法查验: {error}\n")
        return CANNOT
    verdict = check(text, keys, today=today, taken_back=taken_back, printed=printed)
    lines = _lines(verdict, language) + _age(verdict, keys, language)
    lines += ["  " + said_as("as-of", language, on=today.isoformat())] if asked.on else []
    sys.stdout.write("\n".join(lines) + "\n")
    return GENUINE if verdict.good else NOT_GENUINE


def _lines(verdict: Verdict, language: str) -> list[str]:
    findings = ["  " + said_as(code, language, **facts) for code, facts in verdict.findings]
    if verdict.payload is None:
        return [said_as("not-good", language), *findings]
    said = [f"    {name_of(field, language)}: {text}" for field, text in _fields(verdict.payload)]
    if verdict.good:
        return [said_as("genuine", language), *said, *findings, "  " + said_as("compare", language)]
    return [said_as("not-good", language), *findings, said_as("says", language), *said]


def _age(verdict: Verdict, keys: dict[str, PublicKey], language: str) -> list[str]:
    """What a good answer rests on: keys as they stood on a day."""
    taken = next((key.taken for key in keys.values()), "") if verdict.good else ""
    return ["  " + said_as("keys-of", language, on=taken[:10])] if taken else []


def _fields(payload: Payload) -> list[tuple[str, str]]:
    days = [("issued", payload.issued), ("until", payload.expires)]
    return [("number", payload.number), *payload.fields, *((field, day) for field, day in days if day)]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="verify_certificate.py", description="Check a certificate 查验证明")
    parser.add_argument(
        "text", help="text of the QR code, a file with it, or - for standard input 二维码内容、文件或 -"
    )
    parser.add_argument("--keys", help="the published keys 公开密钥文件 (keys.json)")
    parser.add_argument("--key", help="or one public key, 64 hexadecimal digits 或一个公钥")
    parser.add_argument("--status", help="the list of what was revoked 撤销名单 (<list>.jwt)")
    parser.add_argument(
        "--printed",
        action="append",
        default=[],
        metavar="FIELD=TEXT",
        help="what the paper says 纸面内容, e.g. name=张三",
    )
    parser.add_argument("--on", metavar="DAY", help="whether it counted on that day 按这一天判断, e.g. 2020-10-14")
    parser.add_argument("--lang", choices=("zh", "en"))
    return parser


def _text_of(given: str) -> str:
    if given == "-":
        return sys.stdin.read()
    if "#" in given or given.isdecimal():
        return given
    try:
        return _read(given)
    except OSError:
        if typed_number(given):
            raise ValueError(NUMBER_ALONE) from None
        raise


def _read(path: str) -> str:
    return Path(path).read_text("utf-8-sig")  # some editors begin a file with a mark


def _keys(path: str | None, public: str | None) -> dict[str, PublicKey]:
    if path:
        return read_keys(_read(path))
    if public:
        return single_key(public)
    raise ValueError("Which key? Give --keys keys.json or --key. 请用 --keys 或 --key 提供公钥。")


def _pair(text: str) -> tuple[str, str]:
    field, found, value = text.partition("=")
    if not found:
        raise ValueError(f"--printed {text!r}: FIELD=TEXT, such as 例如 name=张三")
    return field, value


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"--on {text!r}: a day such as 例如 2020-10-14") from None


def _own_language() -> str:
    told = os.environ.get("LC_ALL") or os.environ.get("LANG") or locale.getlocale()[0] or ""
    return "zh" if told.lower().startswith(("zh", "chinese")) else "en"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
