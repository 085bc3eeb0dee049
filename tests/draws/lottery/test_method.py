"""docs/draw-method.md: its vectors and its example, against the reference and against a second implementation."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.draws.lottery import second
from tests.draws.lottery.cast import REMOVED, TIMES, a_rule, contributions, people

from worldday.draws.lottery import (
    Entrant,
    Removed,
    Tier,
    commitment,
    freeze,
    inclusion_proof,
    record,
    tag_of,
    verify,
    verify_inclusion,
)
from worldday.draws.lottery.drawing import score
from worldday.draws.lottery.fields import Fields
from worldday.draws.lottery.freezing import Frozen
from worldday.draws.lottery.hashing import framed
from worldday.draws.lottery.merkle import leaf_hash
from worldday.draws.lottery.rule import read_rule

DOCUMENT = (Path(__file__).resolve().parents[3] / "docs" / "draw-method.md").read_text("utf8")
VECTORS, EXAMPLE = (
    json.loads(re.search(rf"<!-- {name} -->\n```json\n(.*?)\n```", DOCUMENT, re.DOTALL)[1]) for name in ("vectors", "record")
)  # fmt: skip
ROWS = EXAMPLE["entrants"]["rows"]


@pytest.mark.parametrize("frame", [framed, second.framed])
def test_the_framed_hash_of_the_document(frame):
    vector = VECTORS["framed"]
    assert frame(vector["label"], *map(bytes.fromhex, vector["parts"])).hex() == vector["hash"]


def test_tag_row_leaf_root_and_proof_of_the_document():
    vector, proof = VECTORS["tag"], VECTORS["proof"]
    assert tag_of(vector["identity"], bytes.fromhex(vector["salt"])) == vector["tag"]
    assert VECTORS["row"].startswith(vector["tag"])
    assert ROWS[proof["number"] - 1] == VECTORS["row"]
    assert leaf_hash(VECTORS["row"].encode()) == second.leaf(VECTORS["row"]) == bytes.fromhex(VECTORS["leaf"])
    assert Frozen(tuple(ROWS)).tree.root == second.root(ROWS) == bytes.fromhex(VECTORS["root"])
    removed = EXAMPLE["removed"]["rows"]
    assert Frozen((), tuple(removed)).removed_root == second.root(removed) == bytes.fromhex(VECTORS["removed_root"])
    assert inclusion_proof(Frozen(tuple(ROWS)), proof["number"]) == proof["path"]
    assert [sister.hex() for sister in second.path(ROWS, proof["number"] - 1)] == proof["path"]
    assert verify_inclusion(VECTORS["row"], proof["number"], proof["count"], proof["path"], VECTORS["root"])


def test_the_list_of_the_document_comes_from_the_people_it_describes():
    rule = read_rule(Fields(EXAMPLE["rule"]))
    known = {1: (1, set()), 2: (3, {"youth"}), 3: (1, {"youth"}), 4: (1, set()), 5: (2, {"youth"})}
    entrants = [Entrant(f"entrant-{n}", bytes([n]) * 16, c, frozenset(g)) for n, (c, g) in known.items()]
    frozen = freeze(entrants, rule, [Removed("entrant-6", bytes([6]) * 16, "same-phone")])
    assert list(frozen.rows) == ROWS
    assert list(frozen.removed) == EXAMPLE["removed"]["rows"]


def test_commitment_rule_hash_seed_and_scores_of_the_document():
    vector = VECTORS["commitment"]
    assert commitment(vector["draw"], vector["party"], vector["secret"]) == vector["commitment"]
    assert read_rule(Fields(EXAMPLE["rule"])).hash.hex() == VECTORS["rule_hash"] == EXAMPLE["rule_hash"]
    assert second.rule_hash(EXAMPLE["rule"]).hex() == VECTORS["rule_hash"]
    assert second.seed(EXAMPLE).hex() == VECTORS["seed"] == EXAMPLE["seed"]
    for one in VECTORS["scores"]:
        leaf = second.leaf(ROWS[one["number"] - 1])
        assert score(bytes.fromhex(VECTORS["seed"]), one["tier"], leaf, one["chance"]).hex() == one["score"]


def test_the_example_of_the_document_reproduces():
    assert verify(EXAMPLE) == []
    assert second.tiers(EXAMPLE) == EXAMPLE["tiers"]
    assert second.holders(EXAMPLE) == EXAMPLE["holders"]


tiers = st.lists(
    st.builds(
        Tier,
        st.just("奖级"),
        st.just("奖品"),
        st.integers(1, 5),
        st.integers(0, 4),
        st.sampled_from([(), ("youth",), ("kunshan", "taicang")]),
    ),
    min_size=1,
    max_size=4,
).map(tuple)


@settings(deadline=None, max_examples=60)
@given(st.integers(1, 30), tiers, st.integers(1, 3), st.data())
def test_a_second_implementation_draws_the_same(count, tiers, cap, data):
    groups = st.sets(st.sampled_from(["youth", "kunshan", "taicang"]))
    entrants = people(count, chances=lambda _n: data.draw(st.integers(1, 4)), groups=lambda _n: data.draw(groups))
    rule = a_rule(tiers=tiers, cap=cap)
    made = record(rule, freeze(entrants, rule, REMOVED), contributions(), TIMES, software="worldday test")
    assert second.seed(made).hex() == made["seed"]
    assert second.tiers(made) == made["tiers"]


def test_the_networks_of_the_document_are_those_the_program_knows():
    from worldday.draws.lottery.sources import CHAINS

    written = re.findall(r"^\| (\w+) \| `([0-9a-f]{64})` \| (\d+) \| (\d+) s \|$", DOCUMENT, re.MULTILINE)
    assert {chain: (name, int(start), int(period)) for name, chain, start, period in written} == CHAINS


def test_limits_and_reasons_of_the_document_are_those_of_the_program():
    from worldday.draws.lottery.forfeiting import REASONS
    from worldday.draws.lottery.loading import MOST_BYTES
    from worldday.draws.lottery.rule import MOST_CHANCES, MOST_ENTRANTS, MOST_SCORES, MOST_TIERS, SAFE_DIGITS

    for limit in (MOST_BYTES, MOST_CHANCES, MOST_ENTRANTS, MOST_SCORES):
        assert f"{limit:,}" in DOCUMENT
    assert f"at least {SAFE_DIGITS} digits" in DOCUMENT
    assert f"1 to {MOST_TIERS} of" in DOCUMENT
    assert ", ".join(f"`{reason}`" for reason in REASONS) in DOCUMENT
