"""What is packed comes back, few or many, and meeting is what sets do."""

from hypothesis import given
from hypothesis import strategies as st

from worldday.registry import grams, postings
from worldday.registry.postings import BITS, FEW, PLACES

places = st.sets(st.integers(0, PLACES - 1), max_size=60) | st.sets(
    st.integers(0, PLACES - 1), min_size=FEW + 1, max_size=FEW + 200
)


@given(places)
def test_places_come_back_as_they_were(some):
    kept = postings.pack(some)
    assert postings.unpack(kept) == sorted(some)
    assert list(postings.places_of(postings.as_bits(kept))) == sorted(some)
    assert len(kept) <= BITS


@given(places, places)
def test_meeting_two_is_what_both_have(some, others):
    met = postings.meet([postings.pack(some), postings.pack(others)])
    assert set(postings.places_of(met)) == some & others
    assert met.bit_count() == len(some & others)


@given(places, st.integers(0, PLACES - 1))
def test_one_place_more_or_less(some, place):
    kept = postings.pack(some)
    assert set(postings.unpack(postings.changed(kept, add=[place]))) == some | {place}
    assert set(postings.unpack(postings.changed(kept, remove=[place]))) == some - {place}


def test_a_packing_that_is_full_is_not_taken_for_numbers():
    every = range(PLACES)
    assert postings.unpack(postings.pack(every)) == list(every)
    assert postings.unpack(postings.pack(range(FEW))) == list(range(FEW))


@given(st.text(alphabet="上海标准化认证-1.", max_size=30))
def test_every_part_of_a_text_has_only_tokens_of_the_text(text):
    tokens = grams.tokens_of_text(text)
    for start in range(len(text)):
        for end in range(start + 1, min(len(text), start + 6) + 1):
            assert grams.tokens_wanted([text[start:end]]) <= tokens


def test_no_pair_reaches_from_one_part_into_the_next():
    assert "海标" not in grams.tokens_of_text(f"上海{grams.BREAK}标准")


def test_a_fact_is_never_a_character_or_a_pair():
    facts = grams.tokens_of_facts("valid", {"c": "服务"})
    assert facts == {"=all", "state=valid", "c=服务"}
    assert all("=" in fact and not fact.isalnum() for fact in facts)
