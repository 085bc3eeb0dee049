"""The seed: one hash over the rule, the frozen list and everything the sources gave, in the order of the rule."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from worldday.draws.lottery.fields import Fields, written
from worldday.draws.lottery.findings import LotteryError, Unreadable
from worldday.draws.lottery.freezing import Frozen
from worldday.draws.lottery.hashing import framed
from worldday.draws.lottery.rule import Rule
from worldday.draws.lottery.sources import Beacon, Number, Party, Source

SIGNATURE_LENGTHS = (96, 192)  # hexadecimal digits of a BLS12-381 signature in G1 or G2


@dataclass(frozen=True)
class Contribution:
    """What the source `source` gave, and when it was known.

    value      randomness (64 hexadecimal digits), secret (64 hexadecimal digits) or number (digits);
               None when a party did not reveal, then `at` is when that was established
    signature  of a beacon round, in hexadecimal
    """

    source: str
    at: datetime
    value: str | None
    signature: str = ""


def read_contribution(given: Fields, sources: Mapping[str, Source]) -> Contribution:
    """One contribution out of JSON; raises Unreadable, also for a source the rule does not know."""
    name, at, signature = given.text("source", 200), given.moment("at"), ""
    source = sources.get(name)
    value: str | None
    if source is None:
        raise Unreadable("unknown-source", where=given.at("source"), name=name)
    if isinstance(source, Beacon):
        value, signature = given.hash("randomness"), given.text("signature")
        if len(signature) not in SIGNATURE_LENGTHS or signature.strip("0123456789abcdef"):
            raise Unreadable("need-signature", where=given.at("signature"))
    elif isinstance(source, Party):
        value = given.hash_or_none("secret")
    else:
        value = given.text("number", 100)
        if not digits_fit(source, value):
            raise Unreadable("need-digits", where=given.at("number"), digits=source.digits)
    given.done()
    return Contribution(name, at, value, signature)


def contribution_json(source: Source, came: Contribution) -> dict[str, object]:
    """The contribution as the record holds it."""
    head: dict[str, object] = {"source": came.source, "at": written(came.at)}
    if isinstance(source, Beacon):
        return {**head, "randomness": came.value, "signature": came.signature}
    return {**head, ("secret" if isinstance(source, Party) else "number"): came.value}


def digits_fit(source: Number, value: str) -> bool:
    """Exactly the digits announced, leading zeros and all, nothing between them."""
    return len(value) == source.digits and not value.strip("0123456789")


def seed(rule: Rule, frozen: Frozen, contributions: Iterable[Contribution]) -> bytes | None:
    """The seed, or None when the draw is void because a party kept its secret and the rule says so.

    Raises LotteryError when a source is still missing. Whether a value is the true one is `verify`'s question.
    """
    return seed_over(rule, rule.hash, frozen.tree.root, frozen, contributions)


def seed_over(
    rule: Rule, rule_hash: bytes, root: bytes, frozen: Frozen, contributions: Iterable[Contribution]
) -> bytes | None:
    """`seed` for a rule hash and a root that are given, not computed: so a verifier tells one alteration from another."""
    came = {one.source: one for one in contributions}
    parts = [rule_hash, root, _u64(len(frozen.rows)), frozen.removed_root, _u64(len(frozen.removed))]
    for source in rule.sources:
        if source.name not in came:
            raise LotteryError("source-missing", name=source.name)
        value = came[source.name].value
        if value is None and rule.if_not_revealed == "void":
            return None
        parts += [source.name.encode(), source.kind.encode(), _bytes(source, value)]
    return framed("seed", *parts)


def _bytes(source: Source, value: str | None) -> bytes:
    if value is None:
        return b""  # no source gives nothing, so silence cannot be mistaken for a value
    return value.encode() if isinstance(source, Number) else bytes.fromhex(value)


def _u64(number: int) -> bytes:
    return number.to_bytes(8, "big")
