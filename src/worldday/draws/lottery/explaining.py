"""The explanation a lay person reads: what was checked, what came out, and what no program can check."""

from collections import Counter
from collections.abc import Iterator, Sequence

from worldday.draws.lottery.beacons import signature_fits
from worldday.draws.lottery.drawing import Drawn
from worldday.draws.lottery.fields import written
from worldday.draws.lottery.findings import Finding, LotteryError, printable
from worldday.draws.lottery.freezing import Frozen, inclusion_proof, tag_of, verify_inclusion
from worldday.draws.lottery.recording import DrawRecord
from worldday.draws.lottery.rule import Tier
from worldday.draws.lottery.seeding import Contribution
from worldday.draws.lottery.sources import CHAINS, Beacon, Party, Source
from worldday.draws.lottery.wording import REASON_WORDS, WORDS


class Explanation:
    """A record and its findings, told line by line in `zh` or `en`."""

    def __init__(self, record: DrawRecord, wrong: Sequence[Finding], language: str, *, compared: bool = False):
        self.record, self.wrong, self.language, self.compared = record, wrong, language, compared

    def say(self, code: str, **values: object) -> str:
        """One sentence; texts out of the record are made safe to print."""
        safe = {name: printable(value, 400) if isinstance(value, str) else value for name, value in values.items()}
        return WORDS[code][self.language == "zh"].format(**safe)

    def lines(self) -> Iterator[str]:
        rule = self.record.rule
        yield self.say("title", title=rule.title, organiser=rule.organiser)
        yield from self._verdict()
        yield from self._rule_and_list()
        yield self.say("sources-head")
        for source in rule.sources:
            yield from self._source(source)
        yield from self._result()
        yield from self._forfeits()
        yield ""
        yield self.say("limits")

    def _verdict(self) -> Iterator[str]:
        if self.wrong:
            yield self.say("false", count=len(self.wrong))
            yield from (f" × {wrong.say(self.language)}" for wrong in self.wrong)
        else:
            yield self.say("fits" if self.record.seed else "fits-void")
        yield ""

    def _rule_and_list(self) -> Iterator[str]:
        rule, frozen = self.record.rule, self.record.frozen
        prizes = sum(tier.quantity for tier in rule.tiers)
        yield self.say("rule-head")
        yield self.say("rule", tiers=len(rule.tiers), prizes=prizes, cap=rule.cap, hash=rule.hash.hex())
        yield self.say("list-head", at=written(self.record.times.frozen))
        counts = {"count": len(frozen.rows), "chances": frozen.chances, "removed": len(frozen.removed)}
        yield self.say("list", **counts, root=frozen.tree.root.hex())
        for reason, count in sorted(Counter(row[65:] for row in frozen.removed).items()):
            yield self.say("removed", reason=reason, count=count)
        if not self.compared:
            yield self.say("compare")
        elif not self.wrong:
            yield self.say("compared")

    def _source(self, source: Source) -> Iterator[str]:
        came = next((one for one in self.record.contributions if one.source == source.name), None)
        if came is None:
            return  # a finding has said so
        if isinstance(source, Beacon):
            network = CHAINS.get(source.chain, (source.chain,))[0]
            due = source.known_from.astimezone(self.record.times.frozen.tzinfo)
            facts = {"round": source.round, "at": written(due)}
            yield self.say("beacon", name=source.name, chain=network, value=came.value, **facts)
            checked = signature_fits(source.chain, source.round, came.signature)  # False: a finding has said so
            if checked is not False:
                yield self.say("signature-checked" if checked else "signature-unchecked", page=source.page)
            if source.chain not in CHAINS:
                yield self.say("unknown-chain")
        elif isinstance(source, Party):
            yield self._party(source, came)
        else:
            facts = {"at": written(source.at), "place": source.place}
            yield self.say("number", name=source.name, value=came.value, **facts)

    def _party(self, source: Party, came: Contribution) -> str:
        if came.value is None:
            return self.say(f"silent-{self.record.rule.if_not_revealed}", name=source.name)
        return self.say("party", name=source.name, commitment=source.commitment, value=came.value)

    def _result(self) -> Iterator[str]:
        try:
            calculated = self.record.right_seed
        except LotteryError:
            return  # a source is missing; a finding has said so
        if calculated:
            yield self.say("seed", seed=calculated.hex())
            yield self.say("result-head")
            for at, (tier, drawn) in enumerate(zip(self.record.rule.tiers, self.record.right.tiers, strict=True), 1):
                yield from self._tier(at, tier, drawn)

    def _tier(self, at: int, tier: Tier, drawn: Drawn) -> Iterator[str]:
        yield self.say("tier", tier=at, name=tier.name, prize=tier.prize)
        for place, number in enumerate(drawn.winners, start=1):
            name, tag = self.record.names.get(number), self.record.frozen.rows[number - 1][:64]
            yield self.say("winner", place=place, number=number, shown=f"{name} " if name else "", tag=tag)
        if tier.quantity > len(drawn.winners):
            yield self.say("empty", count=tier.quantity - len(drawn.winners))
        if drawn.alternates:
            yield WORDS["alternates"][self.language == "zh"].format(numbers=", ".join(map(str, drawn.alternates)))

    def _forfeits(self) -> Iterator[str]:
        if self.record.forfeits:
            yield self.say("forfeits-head", count=len(self.record.forfeits))
        for line in self.record.forfeits:
            heir = self.say("entrant", number=line.replaced_by) if line.replaced_by else self.say("nobody")
            reason = REASON_WORDS[line.reason][self.language == "zh"]
            yield self.say(
                "forfeit", at=written(line.at), tier=line.tier, entrant=line.entrant, reason=reason, heir=heir
            )


def mine(frozen: Frozen, root: str, identity: str, salt: bytes) -> tuple[str, dict[str, object]]:
    """Where one entrant stands: a key of WORDS and its values. Raises LotteryError for a salt that is none."""
    tag = tag_of(identity, salt)
    number = frozen.number_of(tag)
    if number:
        row, count = frozen.rows[number - 1], len(frozen.rows)
        fits = verify_inclusion(row, number, count, inclusion_proof(frozen, number), root)
        chances = frozen.leaves[number - 1].chances
        return ("mine-in" if fits else "mine-broken"), {"number": number, "count": count, "chances": chances}
    removed = next((row for row in frozen.removed if row.startswith(tag)), None)
    return ("mine-removed", {"reason": removed[65:]}) if removed else ("mine-out", {})
