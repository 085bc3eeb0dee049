"""A page of another site cannot hold places with the browsers of its visitors; everybody else is answered as before."""

import pytest
from tests.factories.booking_database import taken
from tests.factories.booking_phone import booking_phone, wish


@pytest.fixture
def phone(event):
    with booking_phone(event) as found:
        yield found


def test_what_another_site_made_a_browser_send_takes_nothing(phone, event):
    status, told = phone.post("places/take", wish(1, 2), **{"sec-fetch-site": "cross-site"})
    assert (status, told["error"]["code"]) == (403, "elsewhere")
    assert taken(event) == [0, 0]


@pytest.mark.parametrize("said", ["same-origin", "same-site", "none"])
def test_the_own_page_and_programs_take_as_before(phone, event, said):
    assert phone.take(wish(1, 2), **{"sec-fetch-site": said})["state"] == "held"
    assert phone.take(wish(1, 1))["state"] == "held"
    assert taken(event) == [3, 0]
