"""The lottery: a prize draw that anyone can repeat (docs/draw-method.md). Pure, standard library only.

rule = Rule(…)                                   published, with its hash
frozen = freeze(entrants, rule, removed)         notice(rule, frozen, now) is published at once
seed(rule, frozen, contributions)                when all sources have spoken
draw(rule, frozen.leaves, seed) -> Result
record(rule, frozen, contributions, times, …)    the JSON everybody can check
verify(record, announced) -> list[Finding]       empty when it reproduces
"""

from worldday.draws.lottery.drawing import Drawn, Result, draw
from worldday.draws.lottery.duplicates import Entry, one_per_person
from worldday.draws.lottery.findings import Finding, LotteryError, Unreadable
from worldday.draws.lottery.forfeiting import Forfeit, forfeit, standing
from worldday.draws.lottery.freezing import (
    Entrant,
    Frozen,
    Leaf,
    Removed,
    freeze,
    inclusion_proof,
    tag_of,
    verify_inclusion,
)
from worldday.draws.lottery.recording import Notice, Times, notice, read_notice, record
from worldday.draws.lottery.rule import Rule, Tier
from worldday.draws.lottery.seeding import Contribution, seed
from worldday.draws.lottery.sources import Beacon, Number, Party, commitment, drand_round
from worldday.draws.lottery.verifying import verify

__all__ = [
    "Beacon",
    "Contribution",
    "Drawn",
    "Entrant",
    "Entry",
    "Finding",
    "Forfeit",
    "Frozen",
    "Leaf",
    "LotteryError",
    "Notice",
    "Number",
    "Party",
    "Removed",
    "Result",
    "Rule",
    "Tier",
    "Times",
    "Unreadable",
    "commitment",
    "drand_round",
    "draw",
    "forfeit",
    "freeze",
    "inclusion_proof",
    "notice",
    "one_per_person",
    "read_notice",
    "record",
    "seed",
    "standing",
    "tag_of",
    "verify",
    "verify_inclusion",
]
