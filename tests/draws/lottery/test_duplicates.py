from tests.draws.lottery.cast import salt

from worldday.draws.lottery import Entrant, Entry, one_per_person


def entry(number: int, *identities: str) -> Entry:
    return Entry(Entrant(f"e{number}", salt(number)), frozenset(identities))


def outcome(*entries: Entry):
    kept, removed = one_per_person(entries)
    return [one.identity for one in kept], [(one.identity, one.reason) for one in removed]


def test_people_who_share_nothing_all_stay():
    assert outcome(entry(1, "phone:1"), entry(2, "phone:2"), entry(3)) == (["e1", "e2", "e3"], [])


def test_the_first_entry_of_a_person_stays_and_the_others_go_with_the_reason():
    assert outcome(entry(1, "phone:1"), entry(2, "phone:2"), entry(3, "phone:1"), entry(4, "phone:1")) == (
        ["e1", "e2"],
        [("e3", "same-phone"), ("e4", "same-phone")],
    )


def test_two_entries_tied_by_a_third_are_one_person():
    kept, removed = outcome(entry(1, "phone:1"), entry(2, "weixin:x"), entry(3, "phone:1", "weixin:x"))
    assert kept == ["e1"]
    assert removed == [("e2", "same-weixin"), ("e3", "same-phone")]


def test_a_long_chain_of_ties_is_one_person():
    entries = [entry(n, f"phone:{n}", f"phone:{n + 1}") for n in reversed(range(3000))]
    kept, removed = outcome(*entries)
    assert kept == ["e2999"]
    assert len(removed) == 2999


def test_a_number_that_happens_to_equal_another_kind_of_identity_ties_nobody():
    assert outcome(entry(1, "phone:1"), entry(2, "card:1")) == (["e1", "e2"], [])
