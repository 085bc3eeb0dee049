"""Who may come: minors with adults, groups by their ratio, nobody beyond the limit."""

from hypothesis import given
from hypothesis import strategies as st

from worldday.events.party import Fault, Finding, Party, PartyRule, adults_needed, findings

RULE = PartyRule(largest_party=5, largest_group=60, pupils_per_adult=10)
people = st.integers(0, 200)


def test_a_family_of_two_adults_and_two_children_may_come():
    assert findings(Party(2, 2), RULE) == []


def test_children_never_come_by_themselves():
    assert findings(Party(0, 2), RULE) == [Finding(Fault.MINORS_ALONE, 1)]
    assert findings(Party(0, 25, group=True), RULE) == [Finding(Fault.MINORS_ALONE, 3)]


def test_a_class_of_thirty_with_one_teacher_needs_three():
    assert findings(Party(1, 30, group=True), RULE) == [Finding(Fault.TOO_FEW_ADULTS, 3)]
    assert findings(Party(3, 30, group=True), RULE) == []
    assert findings(Party(3, 31, group=True), RULE) == [Finding(Fault.TOO_FEW_ADULTS, 4)]


def test_every_fault_is_said_at_once():
    assert findings(Party(1, 90, group=True), RULE) == [
        Finding(Fault.GROUP_TOO_LARGE, 60),
        Finding(Fault.TOO_FEW_ADULTS, 9),
    ]


def test_where_no_groups_are_offered_a_group_is_told_so():
    assert findings(Party(3, 30, group=True), RULE._replace(largest_group=0)) == [Finding(Fault.NO_GROUPS)]


def test_six_people_are_too_many_for_one_family_booking():
    assert findings(Party(3, 3), RULE) == [Finding(Fault.TOO_MANY, 5)]


def test_where_no_groups_come_nobody_is_sent_to_book_as_one():
    assert findings(Party(3, 3), RULE._replace(largest_group=0)) == [Finding(Fault.TOO_MANY_AT_ALL, 5)]


def test_nobody_cannot_come():
    assert findings(Party(0, 0), RULE) == [Finding(Fault.NOBODY)]
    assert findings(Party(-1, 5), RULE) == [Finding(Fault.NOBODY)]


@given(people, st.integers(1, 60))
def test_the_adults_needed_are_just_enough(minors: int, ratio: int):
    needed = adults_needed(minors, ratio)
    assert needed * ratio >= minors
    assert needed == 0 if minors == 0 else (needed - 1) * ratio < minors


@given(people, people, st.booleans(), st.integers(1, 30), st.integers(0, 100), st.integers(1, 30))
def test_whoever_may_come_is_accompanied_and_within_the_limit(adults, minors, group, largest, largest_group, ratio):
    rule = PartyRule(largest, largest_group, ratio)
    if findings(Party(adults, minors, group), rule):
        return
    assert 1 <= adults + minors <= (largest_group if group else largest)
    assert adults >= (adults_needed(minors, ratio) if group else min(minors, 1))


@given(people, people, st.booleans())
def test_one_more_adult_never_makes_company_worse(adults, minors, group):
    """Company is the only thing that adults mend: more of them can break a limit of size and nothing else."""
    sizes = {Fault.TOO_MANY, Fault.GROUP_TOO_LARGE}
    before = {found.fault for found in findings(Party(adults, minors, group), RULE)}
    after = {found.fault for found in findings(Party(adults + 1, minors, group), RULE)}
    allowed = before | sizes | {Fault.TOO_FEW_ADULTS} if Fault.MINORS_ALONE in before else before | sizes
    assert before == {Fault.NOBODY} or after <= allowed
