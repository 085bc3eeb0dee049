"""Verifying: repeat everything a record claims, and name exactly what does not fit."""

from collections.abc import Iterator, Mapping
from itertools import chain, pairwise

from worldday.draws.lottery.beacons import signature_fits
from worldday.draws.lottery.drawing import Result, draw
from worldday.draws.lottery.fields import written
from worldday.draws.lottery.findings import Finding, LotteryError, finding
from worldday.draws.lottery.forfeiting import standing
from worldday.draws.lottery.recording import DrawRecord, Notice, notice, read_record
from worldday.draws.lottery.sources import Beacon, Party, beacon_fits, commitment


def verify(record: Mapping[str, object], announced: Notice | None = None) -> list[Finding]:
    """What does not fit in `record` (parsed JSON); empty when it reproduces.

    `announced`: the notice published at the freeze. Without it a record that was forged as a whole, from the list
    onward, fits in itself. Raises LotteryError for what is no record.
    """
    return findings(read_record(record), announced)


def findings(record: DrawRecord, announced: Notice | None = None) -> list[Finding]:
    """`verify` for a record already read."""
    right = notice(record.rule, record.frozen, record.times.frozen)
    checks = (
        record.rule.weaknesses(),
        _wrong_hashes(record, right),
        _wrong_list(record),
        _wrong_removals(record),
        _wrong_times(record),
        _wrong_contributions(record),
        _wrong_outcome(record),
        _wrong_names(record),
        _not_as_announced(record.stated, announced),
    )
    return list(chain.from_iterable(checks))


def _wrong_hashes(record: DrawRecord, right: Notice) -> Iterator[Finding]:
    codes = {
        "rule_hash": "rule-hash", "count": "count", "chances": "chances", "root": "root",
        "removed_count": "removed-count", "removed_root": "removed-root",
    }  # fmt: skip
    for name, code in codes.items():
        stated, calculated = getattr(record.stated, name), getattr(right, name)
        if stated != calculated:
            yield finding(code, stated=stated, right=calculated)


def _wrong_list(record: DrawRecord) -> Iterator[Finding]:
    rows, asked_for = record.frozen.rows, record.rule.groups
    for number, (above, row) in enumerate(pairwise(rows), start=2):
        if row[:64] <= above[:64]:
            yield finding("tag-twice" if row[:64] == above[:64] else "order", number=number)
            break
    strange = (number for number, leaf in enumerate(record.frozen.leaves, start=1) if not leaf.groups <= asked_for)
    yield from (finding("group", number=number) for number in [*strange][:1])


def _wrong_removals(record: DrawRecord) -> Iterator[Finding]:
    rows = record.frozen.removed
    disordered = [number for number, (above, row) in enumerate(pairwise(rows), start=2) if row[:64] <= above[:64]]
    yield from (finding("removed-order", number=number) for number in disordered[:1])
    tags = {row[:64] for row in record.frozen.rows} if rows else set()
    still_in = [number for number, row in enumerate(rows, start=1) if row[:64] in tags]
    yield from (finding("removed-still-in", number=number) for number in still_in[:1])


def _wrong_times(record: DrawRecord) -> Iterator[Finding]:
    times, sources = record.times, {source.name: source for source in record.rule.sources}
    if times.published > times.frozen:
        yield finding("published-late")
    for source in sources.values():
        if source.known_from <= times.frozen:
            yield finding("source-early", name=source.name)
    for came in record.contributions:
        source = sources[came.source]
        revealed = isinstance(source, Party) and came.value is not None
        if came.at < (times.frozen if revealed else source.known_from):
            yield finding("came-early", name=came.source, at=written(came.at))
        if revealed and came.at > source.known_from:
            yield finding("came-late", name=came.source, at=written(came.at))
        if came.at > times.drawn:
            yield finding("drawn-early", name=came.source)
    moments = [times.drawn, *(line.at for line in record.forfeits)]
    late = [line for line, (before, at) in enumerate(pairwise(moments), start=1) if at < before]
    yield from (finding("forfeit-time", line=line) for line in late[:1])


def _wrong_contributions(record: DrawRecord) -> Iterator[Finding]:
    names = [came.source for came in record.contributions]
    yield from (finding("source-twice", name=name) for name in sorted({n for n in names if names.count(n) > 1}))
    sources = {source.name: source for source in record.rule.sources}
    for came in record.contributions:
        source, value = sources[came.source], came.value
        if isinstance(source, Beacon):
            if not beacon_fits(value or "", came.signature):
                yield finding("beacon", name=source.name)
            if signature_fits(source.chain, source.round, came.signature) is False:
                yield finding("beacon-signature", name=source.name)
        if (
            isinstance(source, Party)
            and value
            and commitment(record.rule.draw, source.name, value) != source.commitment
        ):
            yield finding("commitment", name=source.name)


def _wrong_outcome(record: DrawRecord) -> list[Finding]:
    """Seed, winners, alternates, forfeits, holders."""
    try:
        right = record.right_seed
    except LotteryError as missing:
        return [missing.finding]
    if right is None:
        empty = record.seed is None and not record.result.tiers and not record.forfeits
        return [] if empty else [finding("void")]
    false_seed = [] if record.seed == right.hex() else [finding("seed", right=right.hex())]
    wrong = list(_wrong_places(record.right, record.result))
    if wrong and false_seed and record.seed:
        by_false_seed = draw(record.rule, record.frozen.leaves, bytes.fromhex(record.seed))
        if by_false_seed == record.result:
            wrong = []  # the winners follow from the false seed: one alteration, one finding
    return [*false_seed, *wrong, *_wrong_forfeits(record)]


def _wrong_places(right: Result, stated: Result) -> Iterator[Finding]:
    if len(right.tiers) != len(stated.tiers):
        yield finding("tier-count", right=len(right.tiers), stated=len(stated.tiers))
        return
    for tier, (ours, theirs) in enumerate(zip(right.tiers, stated.tiers, strict=True), start=1):
        pairs = {"winner": (ours.winners, theirs.winners), "alternate": (ours.alternates, theirs.alternates)}
        for code, (expected, given) in pairs.items():
            if len(expected) != len(given):
                yield finding(f"{code}-count", tier=tier, right=len(expected), stated=len(given))
            differing = [place for place, pair in enumerate(zip(expected, given, strict=False)) if pair[0] != pair[1]]
            for place in differing[:1]:
                yield finding(code, tier=tier, place=place + 1, right=expected[place], stated=given[place])


def _wrong_forfeits(record: DrawRecord) -> Iterator[Finding]:
    try:
        now = standing(record.result, record.forfeits).holders
    except LotteryError as false:
        yield false.finding
        return
    right = [tuple(holder or 0 for holder in places) for places in now]
    stated = [*record.holders, *[()] * (len(right) - len(record.holders))]
    for tier, holders in enumerate(stated, start=1):
        if tier > len(right) or holders != right[tier - 1]:
            yield finding("holders", tier=tier)


def _wrong_names(record: DrawRecord) -> Iterator[Finding]:
    drawn = {number for tier in record.result.tiers for number in (*tier.winners, *tier.alternates)}
    yield from (finding("name", number=number) for number in sorted(set(record.names) - drawn)[:1])


def _not_as_announced(stated: Notice, announced: Notice | None) -> Iterator[Finding]:
    ours, theirs = stated.to_json(), (announced or stated).to_json()
    for name in ours:
        if ours[name] != theirs[name]:
            yield finding("announced", field=name, stated=ours[name], announced=theirs[name])
