"""Everything that can be said about a certificate from the text of its QR code, without asking anybody."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from worldday.certificates.proof.days import spellings
from worldday.certificates.proof.ed25519 import is_signed
from worldday.certificates.proof.keyring import COMPROMISED, PublicKey
from worldday.certificates.proof.numbers import typed_number
from worldday.certificates.proof.payload import Payload, Signed, Unreadable, read_payload, to_sign
from worldday.certificates.proof.takenback import NotAList, TakenBack

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
