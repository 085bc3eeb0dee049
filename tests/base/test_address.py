import pytest

from worldday.base.address import client_address


@pytest.mark.parametrize(
    ("proxies", "forwarded", "found"),
    [
        (0, "", "10.0.0.9"),
        (0, "1.2.3.4", "10.0.0.9"),  # nobody of ours wrote that
        (1, "1.2.3.4", "1.2.3.4"),
        (1, "6.6.6.6, 1.2.3.4", "1.2.3.4"),  # the visitor invented the first
        (2, "6.6.6.6, 1.2.3.4, 10.0.0.2", "1.2.3.4"),
        (2, "1.2.3.4", "10.0.0.9"),  # the request did not come through both
        (1, "2001:DB8::1", "2001:db8::1"),
        (1, "<script>", None),
    ],
)
def test_the_visitors_address_is_the_one_our_own_proxies_saw(rf, settings, proxies, forwarded, found):
    settings.TRUSTED_PROXIES = proxies
    request = rf.get("/", REMOTE_ADDR="10.0.0.9", **({"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}))
    assert client_address(request) == found


def test_a_socket_has_no_address(rf):
    assert client_address(rf.get("/", REMOTE_ADDR="")) is None
