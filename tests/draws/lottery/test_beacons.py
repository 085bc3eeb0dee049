import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.draws.lottery.cast import QUICKNET, SIGNATURE
from tests.draws.lottery.test_sources import DEFAULT, ROUND_1

from worldday.draws.lottery.beacons import signature_fits
from worldday.draws.lottery.curve import ORDER, PRIME, add, hashed_to_g1, point_g1, times

G1 = bytes.fromhex("97f1d3a73197d7942695638c4fa9ac0fc3688c4f9774b905a14e3a3f171bac586c55e83ff97a1aeffb3af00adb22c6bb")


def on_curve(point) -> bool:
    x, y = point
    return (y * y - x**3 - 4) % PRIME == 0


def test_a_real_signature_of_the_network_fits_its_round_and_no_other():
    assert signature_fits(QUICKNET, 1000, SIGNATURE) is True
    assert signature_fits(QUICKNET, 1001, SIGNATURE) is False


@pytest.mark.parametrize(
    "signature",
    [
        G1.hex(),  # a good point, signed by nobody
        "94" + SIGNATURE[2:],  # the mirrored point
        "c0" + "00" * 47,  # infinity
        "00" * 48,
        "ff" * 48,
        SIGNATURE[:-2] + "00",
        SIGNATURE[:-2],
        SIGNATURE * 2,
        "",
    ],
)
def test_whatever_else_is_shown_as_a_signature_does_not_fit(signature):
    assert signature_fits(QUICKNET, 1000, signature) is False


def test_a_network_whose_key_or_whose_last_round_is_not_known_is_left_to_the_reader():
    assert signature_fits(DEFAULT, 1, ROUND_1[1]) is None
    assert signature_fits("00" * 32, 1, SIGNATURE) is None


def test_a_point_outside_the_subgroup_is_refused():
    x = next(x for x in range(1, 99) if pow((x**3 + 4) % PRIME, (PRIME - 1) // 2, PRIME) == 1)
    with pytest.raises(ValueError, match="subgroup"):
        point_g1((x | 1 << 383).to_bytes(48, "big"))


def test_messages_become_the_points_that_rfc_9380_prints():
    domain = b"QUUX-V01-CS02-with-BLS12381G1_XMD:SHA-256_SSWU_RO_"
    x, y = hashed_to_g1(b"", domain)
    assert f"{x:096x}" == (
        "052926add2207b76ca4fa57a8734416c8dc95e24501772c814278700eed6d1e4e8cf62d9c09db0fac349612b759e79a1"
    )
    assert f"{y:096x}" == (
        "08ba738453bfed09cb546dbb0783dbb3a5f1f566ed67bb6be0e8c67e2e81a4cc68ee29813bb7994998f3eae0c9c6a265"
    )


@settings(max_examples=10)
@given(st.integers(1, ORDER - 1), st.integers(1, ORDER - 1))
def test_points_add_up_as_their_factors_do_and_stay_on_the_curve(one, other):
    base = point_g1(G1)
    total = add(times(base, one), times(base, other))
    assert total == times(base, (one + other) % ORDER)
    assert total is None or on_curve(total)
