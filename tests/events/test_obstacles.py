"""What an organiser is told before people meet it."""

import pytest
from tests.factories.events import make_event, make_slot

from worldday.campaigns.kinds import kind_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]


def warned(event) -> bool:
    return any("没有接通短信平台" in str(one.reason) for one in kind_of(event.activity).readiness(event.activity))


@pytest.mark.parametrize(
    ("channel", "address", "expected"),
    [("console", "", True), ("gateway", "", True), ("gateway", "https://sms.example.org/", False), ("demo", "", False)],
)
@pytest.mark.parametrize("state", ["draft", "open"])
def test_a_code_that_reaches_no_phone_is_warned_of_before_and_after_announcing(
    settings, state, channel, address, expected
):
    settings.SMS_CHANNEL, settings.SMS_URL = channel, address
    event = make_event(phone_code=True, state=state)
    make_slot(event)
    assert warned(event) is expected


@pytest.mark.parametrize(
    "fields", [{"phone_code": False}, {"admission": "free"}, {"admission": "invitation"}, {"state": "closed"}]
)
def test_who_is_asked_for_no_code_is_warned_of_none(settings, fields):
    settings.SMS_CHANNEL = "console"
    event = make_event(**{"phone_code": True} | fields)
    make_slot(event)
    assert not warned(event)


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({}, "在活动页面预约，无须注册账号。"),
        ({"admission": "free"}, "直接前往，无须预约。"),
        ({"admission": "invitation"}, "由主办单位邀请。"),
        ({"state": "moved-online"}, "已改为线上参观，参加办法见活动页面。"),
        ({"state": "closed"}, "预约已截止。"),
        ({"state": "draft"}, "请向负责单位索取邀请或席位。"),
    ],
)
def test_how_to_take_part_is_what_was_announced(fields, says):
    event = make_event(**fields)
    assert str(kind_of(event.activity).joining(event.activity)) == says
