from datetime import datetime

import pytest
from tests.draws.lottery.cast import BEACON, QUICKNET, RANDOMNESS, SIGNATURE, at

from worldday.draws.lottery import commitment, drand_round
from worldday.draws.lottery.sources import CHAINS, beacon_fits

DEFAULT = next(chain for chain, facts in CHAINS.items() if facts[0] == "default")
ROUND_1 = (
    "101297f1ca7dc44ef6088d94ad5fb7ba03455dc33d53ddb412bbc4564ed986ec",
    (
        "8d61d9100567de44682506aea1a7a6fa6e5491cd27a0a0ed349ef6910ac5ac20ff7bc3e09d7c046566c9f7f3c6f3b10104990e7cb424998203d8f7de586fb7"
        "fa5f60045417a432684f85093b06ca91c769f0e7ca19268375e659c2a2352b4655"
    ),
)


def test_a_real_round_of_each_network_of_the_league_of_entropy_fits():
    assert beacon_fits(RANDOMNESS, SIGNATURE)
    assert beacon_fits(*ROUND_1)
    assert not beacon_fits(RANDOMNESS, SIGNATURE[:-1] + "8")


def test_a_round_appears_at_its_second_and_not_before():
    assert BEACON.known_from == datetime.fromisoformat("2023-08-23T23:59:24+08:00")
    assert BEACON.known_from.timestamp() == 1_692_806_364


@pytest.mark.parametrize(
    ("moment", "number"),
    [
        ("2023-08-23T23:59:24+08:00", 1000),
        ("2023-08-23T23:59:25+08:00", 1001),
        ("2023-08-23T23:59:27+08:00", 1001),
        ("2023-08-23T23:09:27+08:00", 1),
        ("2020-01-01T00:00:00+08:00", 1),
    ],
)
def test_the_round_for_a_moment_is_the_first_one_not_before_it(moment, number):
    assert drand_round(QUICKNET, datetime.fromisoformat(moment)) == number


def test_the_old_network_gives_a_round_every_thirty_seconds():
    assert drand_round(DEFAULT, datetime.fromisoformat("2020-07-22T15:18:00+00:00")) == 2


def test_a_commitment_belongs_to_one_draw_one_party_and_one_secret():
    made = {
        commitment("d1", "a", "11" * 32),
        commitment("d2", "a", "11" * 32),
        commitment("d1", "b", "11" * 32),
        commitment("d1", "a", "12" + "11" * 31),
        commitment("d", "1a", "11" * 32),
    }
    assert len(made) == 5
    assert at("20 09:00").utcoffset()
