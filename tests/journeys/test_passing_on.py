"""A district's clerk passes a task on from a phone; an organiser gives many units time and starts the next year."""

import re
from datetime import date

import pytest
from django.conf import settings as configured
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect
from tests.factories.authority import make_authority
from tests.factories.campaigns import make_activity, make_campaign, make_task
from tests.factories.units import make_staff, make_unit
from tests.journeys.looks import desk_faults, too_wide

from worldday.base import scope
from worldday.campaigns.models import Campaign, Task

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def there(on_day):
    on_day(date(2020, 10, 12))
    with scope.everything("test"):
        found = make_authority()
        for name in ("石化所", "枫泾所", "亭林所"):
            make_unit(name, parent=found.jinshan, type="office")
        campaign = make_campaign(owner=found.city)
        make_activity(campaign, units=found.districts)
        for unit in found.districts:
            make_task(campaign, unit, key="summary", points=["亮点"])
    return found


def desk(context: BrowserContext, live_server, staff, path: str) -> Page:
    """A page of the desk on which `staff` is signed in already; an error in any script fails the test."""
    signed_in = Client()
    signed_in.force_login(staff)
    value = signed_in.cookies[configured.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": configured.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}])
    page = context.new_page()
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    page.goto(live_server.url + path)
    return page


def test_a_clerk_passes_a_task_on_from_a_phone_gives_time_and_takes_one_back(phone, live_server, there):
    page = desk(phone, live_server, make_staff(unit=there.jinshan, role="unit-staff"), "/desk/passing/")
    assert too_wide(page) == 0
    assert desk_faults(page) == []
    page.get_by_role("link", name="活动总结").click()
    expect(page.get_by_label("要求下级报送的期限")).to_have_value("2020-10-16")
    page.get_by_label("全选").check()
    expect(page.get_by_label("亭林所")).to_be_checked()
    page.get_by_label("亭林所").uncheck()
    page.get_by_role("button", name="转布置").click()
    expect(page.get_by_text("已向2个单位布置。")).to_be_visible()
    assert too_wide(page) == 0
    assert desk_faults(page) == []

    page.get_by_label("选择石化所的活动总结").check()
    expect(page.get_by_text("(1)")).to_be_visible()
    page.get_by_label("原因").fill("材料较多")
    page.get_by_label("新期限").fill("2020-10-20")
    page.get_by_role("button", name="延期").click()
    expect(page.get_by_text("已延期，原定10月16日")).to_be_visible()
    page.get_by_role("button", name=re.compile("撤回.*枫泾所")).click()
    expect(page.get_by_text("已撤回对枫泾所的布置。")).to_be_visible()
    with scope.everything("test"):
        assert [one.unit.name for one in Task.objects.exclude(parent=None)] == ["石化所"]


def test_an_organiser_gives_all_units_time_at_once_and_starts_the_next_year(desktop, live_server, there):
    with scope.everything("test"):
        campaign = Campaign.objects.get()
    page = desk(desktop, live_server, make_staff(unit=there.city), f"/desk/campaigns/{campaign.code}/tasks/")
    page.get_by_label("全选").check()
    assert desk_faults(page) == []
    page.get_by_role("button", name="延期").click()  # without a reason: the ticks stay
    expect(page.get_by_role("alert")).to_contain_text("尚未保存")
    expect(page.get_by_label("全选")).to_be_checked()
    page.get_by_label("原因").fill("进博会保障")
    page.get_by_label("新期限").fill("2020-10-30")
    page.get_by_role("button", name="延期").click()
    expect(page.get_by_text("已延期3项。")).to_be_visible()

    page.get_by_role("link", name="下一年").click()
    expect(page.get_by_role("cell", name="10月22日（周五）")).to_be_visible()
    assert desk_faults(page) == []
    page.get_by_label("主题").fill("新主题")
    page.get_by_role("button", name="预览").click()
    page.get_by_role("button", name="新建2021年草稿").click()
    expect(page.get_by_role("heading", name="世界标准日 2021")).to_be_visible()
    with scope.everything("test"):
        assert Campaign.objects.get(year=2021).themes.get().text == "新主题"
