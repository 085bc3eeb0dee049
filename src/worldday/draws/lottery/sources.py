"""Where the randomness comes from: fixed in the rule before the list is frozen, known to nobody until after.

Beacon   a round of a public drand network, named beforehand; nobody can foresee or choose its value
Party    commit and reveal: a named party publishes the hash of a secret, and the secret after the freeze
Number   a number published elsewhere at a known moment (a drawn lottery number …), typed in with its place
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from worldday.draws.lottery.fields import Fields, from_epoch, written
from worldday.draws.lottery.findings import Unreadable
from worldday.draws.lottery.hashing import framed

FIRST_SECOND, LAST_SECOND = 946_771_200, 4_102_358_400  # 2000-01-02 and 2099-12-31 UTC: moments have a year 20xx
# The two networks of the League of Entropy: name, first second, seconds per round (docs.drand.love, /info).
CHAINS = {
    "8990e7a9aaed2ffed73dbd7092123d6f289930540d7651336225dc172e51b2ce": ("default", 1_595_431_050, 30),
    "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971": ("quicknet", 1_692_803_367, 3),
}


@dataclass(frozen=True)
class Beacon:
    """Round `round` of the drand network with hash `chain`; it appears at `genesis + (round - 1) × period` seconds."""

    name: str
    chain: str
    round: int
    genesis: int
    period: int
    kind = "beacon"

    @property
    def known_from(self) -> datetime:
        return from_epoch(self.genesis + (self.round - 1) * self.period)

    @property
    def page(self) -> str:
        """Where anyone can read the round, and compare its signature with that of other mirrors."""
        return f"https://api.drand.sh/{self.chain}/public/{self.round}"

    def to_json(self) -> dict[str, object]:
        facts = {"chain": self.chain, "round": self.round, "genesis": self.genesis, "period": self.period}
        return {"kind": self.kind, "name": self.name, **facts}


@dataclass(frozen=True)
class Party:
    """The party `name` has published `commitment` and shows its secret until `reveal_by`."""

    name: str
    commitment: str
    reveal_by: datetime
    kind = "party"

    @property
    def known_from(self) -> datetime:
        return self.reveal_by

    def to_json(self) -> dict[str, object]:
        facts = {"commitment": self.commitment, "reveal_by": written(self.reveal_by)}
        return {"kind": self.kind, "name": self.name, **facts}


@dataclass(frozen=True)
class Number:
    """`name` says which number, `place` where it is published at the moment `at`; it has `digits` digits."""

    name: str
    place: str
    at: datetime
    digits: int
    kind = "number"

    @property
    def known_from(self) -> datetime:
        return self.at

    def to_json(self) -> dict[str, object]:
        facts = {"place": self.place, "at": written(self.at), "digits": self.digits}
        return {"kind": self.kind, "name": self.name, **facts}


Source = Beacon | Party | Number


def read_source(given: Fields) -> Source:
    """One source of a rule; raises Unreadable."""
    kind, name = given.choice("kind", ("beacon", "party", "number")), given.text("name", 200)
    source: Source
    if kind == "beacon":
        start = given.whole("genesis", FIRST_SECOND, LAST_SECOND)
        number, period = given.whole("round", 1, LAST_SECOND), given.whole("period", 1, LAST_SECOND)
        source = Beacon(name, given.hash("chain"), number, start, period)
        if source.genesis + (source.round - 1) * source.period > LAST_SECOND:
            raise Unreadable("need-whole", where=given.at("round"), low=1, high=LAST_SECOND // source.period)
    elif kind == "party":
        source = Party(name, given.hash("commitment"), given.moment("reveal_by"))
    else:
        source = Number(name, given.text("place"), given.moment("at"), given.whole("digits", 1, 100))
    given.done()
    return source


def drand_round(chain: str, moment: datetime) -> int:
    """The first round of a known network that appears at or after `moment`; raises KeyError for an unknown one."""
    _name, genesis, period = CHAINS[chain]
    waited = max(moment - from_epoch(genesis), timedelta(0))
    return 1 - (-waited // timedelta(seconds=period))


def commitment(draw: str, party: str, secret: str) -> str:
    """What `party` publishes before the freeze of the draw `draw`; `secret` is 32 random bytes in hexadecimal.

    Draw and party are part of it: a commitment can neither be copied by another party nor be used again.
    """
    return framed("commitment", draw.encode(), party.encode(), bytes.fromhex(secret)).hex()


def beacon_fits(randomness: str, signature: str) -> bool:
    """drand defines the randomness of a round as the SHA-256 of its signature.

    Whether the signature itself is the network's: `beacons.signature_fits`.
    """
    return sha256(bytes.fromhex(signature)).hexdigest() == randomness
