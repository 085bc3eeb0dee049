import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.draws.lottery.cast import BEACON, NUMBER, PARTIES, REMOVED, TIERS, a_frozen, a_rule, at, people, salt

from worldday.draws.lottery import Entrant, LotteryError, Removed, freeze, inclusion_proof, tag_of, verify_inclusion
from worldday.draws.lottery.sources import Party


def refusal(rule=None, entrants=None, removed=()) -> str:
    with pytest.raises(LotteryError) as problem:
        freeze(people(3) if entrants is None else entrants, rule or a_rule(), removed)
    return problem.value.finding.code


def test_the_list_does_not_depend_on_the_order_in_which_people_are_handed_over():
    shuffled = people(50)
    random.Random(1).shuffle(shuffled)
    assert freeze(shuffled, a_rule(), REMOVED) == freeze(people(50), a_rule(), reversed(REMOVED))


def test_a_line_holds_tag_chances_and_only_the_groups_the_rule_asks_for():
    entrant = Entrant("答题者 1", salt(1), 3, frozenset({"youth", "left-handed"}))
    assert freeze([entrant], a_rule()).rows == (f"{tag_of('答题者 1', salt(1))} 3 youth",)


def test_a_removed_entry_is_shown_as_a_salted_hash_with_its_reason():
    assert f"{tag_of('答题者 902', salt(902))} staff" in a_frozen().removed


def test_the_public_list_and_the_identities_behind_it_have_the_same_order():
    frozen = a_frozen()
    tags = {f"答题者 {n}": tag_of(f"答题者 {n}", salt(n)) for n in range(1, 31)}
    assert [tags[identity] for identity in frozen.identities] == [row[:64] for row in frozen.rows]


def test_an_identity_typed_with_other_composition_or_blanks_is_the_same():
    assert tag_of(" Cafe\u0301 ", salt(1)) == tag_of("Caf\u00e9", salt(1))
    assert tag_of("Café", salt(1)) != tag_of("Café", salt(2))


@settings(max_examples=25)
@given(st.integers(1, 40))
def test_everyone_can_prove_that_he_is_in_the_list(count):
    frozen = a_frozen(count)
    root = frozen.tree.root.hex()
    for number, row in enumerate(frozen.rows, start=1):
        proof = inclusion_proof(frozen, number)
        assert frozen.number_of(row[:64]) == number
        assert verify_inclusion(row, number, count, proof, root)
        assert not verify_inclusion(row[:-1] + "9", number, count, proof, root) or row.endswith("9")
        assert not verify_inclusion(row, number, count, proof, "00" * 32)


@pytest.mark.parametrize("proof", [["zz"], ["00"], ["00" * 32] * 40, [None]])
def test_a_senseless_proof_is_simply_false(proof):
    frozen = a_frozen()
    assert verify_inclusion(frozen.rows[0], 1, 30, proof, frozen.tree.root.hex()) is False


def test_nobody_finds_a_number_for_a_tag_that_is_not_there():
    assert a_frozen().number_of("ff" * 32) is None
    assert a_frozen().number_of("00" * 32) is None


@pytest.mark.parametrize(
    ("entrants", "code"),
    [
        ([], "entrant-count"),
        ([Entrant("a", salt(1)), Entrant(" a", salt(2))], "identity-twice"),
        ([Entrant("a", b"short")], "short-salt"),
        ([Entrant("a", salt(1), 0)], "own-chances"),
        ([Entrant("a", salt(1), 1001)], "own-chances"),
    ],
)
def test_a_list_that_could_not_be_fair_is_refused(entrants, code):
    assert refusal(entrants=entrants) == code


def test_a_reason_is_a_code_and_not_free_text_about_a_person():
    assert refusal(removed=[Removed("b", salt(2), "Zhang San's brother")]) == "reason"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"sources": PARTIES[:1]}, "weak-sources"),
        ({"sources": (replace(NUMBER, digits=11),)}, "weak-sources"),
        ({"sources": (PARTIES[0], PARTIES[0])}, "same-source-twice"),
        ({"sources": (replace(BEACON, genesis=1_692_803_364),)}, "wrong-chain-facts"),
        ({"sources": PARTIES, "if_not_revealed": "leave-out"}, "unsafe-leave-out"),
        ({"sources": ()}, "need-list"),
        ({"tiers": ()}, "need-list"),
        ({"cap": 0}, "need-whole"),
        ({"tiers": (replace(TIERS[0], quantity=0),)}, "need-whole"),
        ({"tiers": (replace(TIERS[0], groups=("Youth",)),)}, "need-groups"),
        ({"title": "two\nlines"}, "need-text"),
        ({"if_not_revealed": "again"}, "need-choice"),
    ],
)
def test_a_rule_that_is_not_sound_freezes_nothing(changes, code):
    assert refusal(a_rule(**changes)) == code


def test_silence_may_be_left_out_only_when_something_later_decides():
    late = Party("late", PARTIES[0].commitment, at("23 22:00"))
    assert refusal(a_rule(sources=(*PARTIES, late, NUMBER), if_not_revealed="leave-out")) == "unsafe-leave-out"
    assert freeze(people(3), a_rule(sources=(*PARTIES, NUMBER), if_not_revealed="leave-out")).rows


def test_one_public_number_alone_must_be_long_enough_not_to_be_searched():
    assert freeze(people(3), a_rule(sources=(NUMBER,))).rows


def test_the_hash_of_the_rule_is_what_sha256sum_says_of_its_canonical_file():
    from hashlib import sha256

    from worldday.draws.lottery.hashing import canonical

    text = canonical(a_rule().to_json())
    assert text.startswith(b'{"cap":1,"draw":"wsd-2023-quiz","if_not_revealed":"void"')
    assert "知识竞答".encode() in text
    assert a_rule().hash == sha256(text).digest()
