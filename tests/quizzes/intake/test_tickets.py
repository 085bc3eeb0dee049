from dataclasses import replace

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from worldday.quizzes.intake.tickets import (
    LONGEST_ATTEMPT_MS,
    BadTicket,
    Key,
    KeyRing,
    Pass,
    Ticket,
    open_pass,
    open_ticket,
    seal,
)

KEY = Key(7, b"k" * 32)
RING = KeyRing([KEY])
HELD = Pass(1, 2**62, 0, 20201014, 0, 3, "310115", "三年二班", "adult", "device", 5_000)
RUNNING = Ticket(*msgspec.structs.astuple(HELD), 4, 99, 1_000, 2_000, False)

big = st.integers(0, 2**63 - 1)
small = st.integers(0, 32767)
passes = st.builds(
    Pass, big, big, small, st.integers(0, 2**31 - 1), small, st.integers(0, 2**31 - 1),
    st.text(max_size=20), st.text(max_size=60), st.text(max_size=10), st.text(max_size=10), big,
)  # fmt: skip


def reason(opening, *arguments) -> str:
    with pytest.raises(BadTicket) as caught:
        opening(*arguments)
    return caught.value.reason


@given(passes)
def test_what_was_sealed_is_what_is_opened(held):
    assert open_pass(seal(held, KEY), RING, 0) == held


def test_a_ticket_fits_in_an_address():
    text = seal(RUNNING, KEY)
    assert len(text) < 200
    assert set(text) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")


@given(st.data())
def test_no_character_of_a_ticket_can_be_changed(data):
    text = seal(RUNNING, KEY)
    place = data.draw(st.integers(0, len(text) - 2))  # the last one may hold bits that base64 does not use
    other = data.draw(st.sampled_from("ABCxyz012-_").filter(lambda character: character != text[place]))
    assert reason(open_ticket, text[:place] + other + text[place + 1 :], RING, 0) in ("forged", "unknown-key")


@given(st.text(max_size=300))
def test_any_other_text_is_refused_and_nothing_breaks(text):
    assert reason(open_ticket, text, RING, 0) in ("malformed", "unknown-key", "forged")


def test_a_pass_is_no_ticket_and_a_ticket_no_pass():
    assert reason(open_ticket, seal(HELD, KEY), RING, 0) == "forged"
    assert reason(open_pass, seal(RUNNING, KEY), RING, 0) == "forged"


def test_the_key_of_another_installation_opens_nothing():
    assert reason(open_pass, seal(HELD, KEY), KeyRing([Key(7, b"x" * 32)]), 0) == "forged"
    assert reason(open_pass, seal(HELD, KEY), KeyRing([Key(8, b"k" * 32)]), 0) == "unknown-key"


def test_a_pass_ends_with_its_time():
    assert open_pass(seal(HELD, KEY), RING, 5_000) == HELD
    assert reason(open_pass, seal(HELD, KEY), RING, 5_001) == "expired"


def test_a_retired_key_opens_as_long_as_the_longest_attempt_and_signs_nothing():
    retired = replace(KEY, retired_ms=10_000)
    ring = KeyRing([retired, Key(8, b"n" * 32)])
    assert ring.signing is not None and ring.signing.id == 8
    assert open_ticket(seal(RUNNING, KEY), ring, 10_000 + LONGEST_ATTEMPT_MS - 1) == RUNNING
    assert reason(open_ticket, seal(RUNNING, KEY), ring, 10_000 + LONGEST_ATTEMPT_MS) == "unknown-key"
    assert KeyRing([retired]).signing is None


def test_a_secret_is_never_shown():
    assert "k" * 8 not in repr(KEY)
