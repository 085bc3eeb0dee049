"""A flood answers a question; a school behind one address is not shut out."""

from worldday.events.slowing import Recent, network_of


def test_thirty_bookings_in_ten_minutes_make_a_network_busy_and_ten_minutes_later_it_is_not():
    recent = Recent(busy=30, span_s=600)
    for second in range(30):
        assert not recent.is_busy("203.0.113.7", second)
        recent.count("203.0.113.7", second)
    assert recent.is_busy("203.0.113.7", 30)
    assert not recent.is_busy("203.0.113.8", 30)
    assert not recent.is_busy("203.0.113.7", 600)


def test_one_subscriber_of_ipv6_is_one_network_and_an_unknown_address_is_like_any_other():
    assert network_of("2001:db8:1:2::5") == network_of("2001:db8:1:2:ffff::9") != network_of("2001:db8:1:3::5")
    assert network_of(None) == network_of("nonsense") == ""
