"""The whole loop for both notices, in a real browser: asked, urged, written, returned, corrected, late, exempt, accepted, compiled.

Campaigns and tasks are those the reader finds in the two notices; only the few units that the story names do anything.
"""

from dataclasses import dataclass
from datetime import date

import docx
import pytest
from django.conf import settings as configured
from django.core.management import call_command
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect
from tests.factories.units import make_staff
from tests.journeys.looks import too_wide
from tests.journeys.patience import next_page

from worldday.base import scope
from worldday.base.audit import System
from worldday.campaigns.models import Campaign, Task
from worldday.demo.campaigns import load_campaigns
from worldday.demo.units import load_units
from worldday.messages.models import Message
from worldday.reports.models import Filing, Submission
from worldday.units.models import Staff, Unit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FIRST = "我局开展了两场宣讲。"
BETTER = "我局在园区开展了两场宣讲，现场演示标准怎样查。亮点：请班组长自己讲一遍，听的人提问明显多了。"
HIGHLIGHT = "请班组长自己讲一遍"


@dataclass(frozen=True)
class Days:
    slug: str
    writing: date
    again: date  # a returned one is due again
    late: date


NOTICES = [
    Days("world-standards-day-2020", date(2020, 10, 19), date(2020, 10, 22), date(2020, 10, 26)),
    Days("world-accreditation-day-2020", date(2020, 6, 22), date(2020, 6, 29), date(2020, 7, 2)),
]


class Site:
    """The desk as one person after another sees it; an error in any script fails the test."""

    def __init__(self, address: str, desktop: BrowserContext, phone: BrowserContext) -> None:
        self.address, self.desktop, self.phone = address, desktop, phone

    def as_(self, staff: Staff, path: str, *, on: BrowserContext | None = None) -> Page:
        signed_in = Client()
        signed_in.force_login(staff)
        value = signed_in.cookies[configured.SESSION_COOKIE_NAME].value
        context = on or self.desktop
        context.add_cookies([{"name": configured.SESSION_COOKIE_NAME, "value": value, "url": self.address}])
        page = context.new_page()
        page.on("pageerror", lambda error: pytest.fail(str(error)))
        page.goto(self.address + path)
        return page

    def on_phone(self, staff: Staff, path: str) -> Page:
        page = self.as_(staff, path, on=self.phone)
        assert too_wide(page) == 0
        return page


@pytest.fixture
def site(live_server, desktop, phone) -> Site:
    return Site(live_server.url, desktop, phone)


@pytest.fixture
def _own_data(settings, tmp_path):
    settings.DATA = tmp_path
    settings.MEDIA_ROOT = tmp_path / "uploads"


@pytest.fixture
def city(_own_data, patient_reader) -> Unit:
    with scope.everything("test"):
        root = load_units(by=System("test"))
        load_campaigns(owner=root, by=System("test"))
    return root


def unit(district: str) -> Unit:
    return Unit.objects.get(district=district, type="district")


def clerk_of(district: str) -> Staff:
    return make_staff(f"经办人（{district}）", unit=unit(district), role="unit-staff")


def task_of(slug: str, who: Unit) -> Task:
    with scope.everything("test"):
        return Task.objects.get(campaign__slug=slug, unit=who, what="summary")


def filing_of(slug: str, who: Unit) -> Filing:
    with scope.everything("test"):
        return Filing.objects.select_related("current").get(task=task_of(slug, who))


def write(page: Page, text: str) -> None:
    expect(page.locator(".scripted")).to_be_attached()
    page.locator("#text").fill(text)
    expect(page.locator("#writing [data-state]")).to_contain_text("已保存")


def send(page: Page) -> None:
    page.locator("button[value=send]").click()
    expect(page.get_by_role("button", name="撤回修改")).to_be_visible()


def urge(site: Site, organiser: Staff, campaign: Campaign, districts: list[str]) -> None:
    page = site.as_(organiser, f"/desk/board/{campaign.code}/?what=summary")
    for district in districts:
        page.get_by_label(f"{unit(district).name}: 活动总结").check()
    page.get_by_role("button", name="催办已勾选的").click()
    with next_page(page):
        page.get_by_role("button", name="立即催办").click()
    expect(page.get_by_role("heading", name=f"{campaign.name} {campaign.year}")).to_be_visible()


def give_back(site: Site, organiser: Staff, who: Unit, reason: str, due: date) -> None:
    page = site.as_(organiser, "/desk/reviews/")
    page.get_by_role("link", name=who.name).click()
    page.locator("#return_reason").fill(reason)
    page.locator("#return input[type=date]").fill(due.isoformat())
    with next_page(page):
        page.locator("#return button").click()


def exempt(site: Site, organiser: Staff, campaign: Campaign, who: Unit, reason: str) -> None:
    page = site.as_(organiser, f"/desk/campaigns/{campaign.code}/tasks/")
    page.get_by_label(f"选择{who.name}的活动总结").check()
    page.get_by_label("原因").fill(reason)
    page.get_by_role("button", name="免报").click()
    expect(page.locator("main")).to_contain_text(reason)


def accept_all(site: Site, organiser: Staff) -> None:
    page = site.as_(organiser, "/desk/reviews/")
    page.get_by_role("button", name="勾选所有未发现问题的").click()
    page.get_by_role("button", name="通过勾选的").click()
    expect(page.locator(".desk-empty")).to_be_visible()


def mark_and_share(site: Site, organiser: Staff, clerk: Staff, campaign: Campaign, who: Unit) -> None:
    """The organiser marks the highlight, its unit says yes on a phone, then it is published."""
    page = site.as_(organiser, f"/desk/reviews/{filing_of(campaign.slug, who).current.code}/")
    page.get_by_role("link", name="标为典型做法").click()
    page.locator("#id_title").fill("班组长讲标准")
    for name in ("标记", "征询该单位"):
        with next_page(page):
            page.get_by_role("button", name=name, exact=True).click()
    address = page.url.removeprefix(site.address)
    theirs = site.on_phone(clerk, address)
    with next_page(theirs):
        theirs.get_by_role("button", name="同意分享").click()
    page = site.as_(organiser, address)
    with next_page(page):
        page.get_by_role("button", name="发布", exact=True).click()
    page.locator(".desk-facts a").last.click()  # to the public page
    expect(page.locator("main")).to_contain_text(HIGHLIGHT)


def compiled(site: Site, organiser: Staff, campaign: Campaign) -> str:
    """Press once, let the background work, fetch the Word file; every word of its paragraphs and tables."""
    page = site.as_(organiser, f"/desk/final/{campaign.code}/")
    page.get_by_role("button", name="汇编总报告").click()
    expect(page.locator("[data-progress]")).to_be_visible()
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)
    expect(page.get_by_role("button", name="Word")).to_be_visible()  # the page shows it by itself
    with page.expect_download() as fetched:
        page.get_by_role("button", name="Word").click()
    report = docx.Document(str(fetched.value.path()))
    cells = [cell.text for table in report.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in report.paragraphs] + cells)


@pytest.mark.parametrize("days", NOTICES, ids=lambda days: days.slug)
def test_from_the_urge_to_the_final_report(site, city, on_day, days):
    on_day(days.writing)
    with scope.everything("test"):
        campaign = Campaign.objects.get(slug=days.slug)
    organiser, jiading, jinshan = make_staff("组织者", unit=city), clerk_of("嘉定区"), clerk_of("金山区")
    first, slow, spared = unit("嘉定区"), unit("金山区"), unit("崇明区")

    urge(site, organiser, campaign, ["嘉定区", "金山区"])
    told = Message.objects.filter(occasion="urge").values_list("to_name", flat=True)
    assert set(told) == {jiading.name, jinshan.name}

    page = site.on_phone(jiading, "/desk/tasks/")
    page.get_by_role("link", name=f"活动总结 {campaign.name}").click()
    write(page, FIRST)
    send(page)
    give_back(site, organiser, first, "请写明亮点", days.again)

    page = site.on_phone(jiading, "/desk/tasks/")
    expect(page.locator("main")).to_contain_text("请写明亮点")
    page.get_by_role("link", name=f"活动总结 {campaign.name}").click()
    write(page, BETTER)
    start = BETTER.index(HIGHLIGHT)
    page.evaluate(f"document.querySelector('#text').setSelectionRange({start}, {start + len(HIGHLIGHT)})")
    page.get_by_role("button", name="标为亮点").click()
    send(page)
    exempt(site, organiser, campaign, spared, "本区未单独开展活动")

    on_day(days.late)
    page = site.on_phone(jinshan, f"/desk/tasks/{task_of(days.slug, slow).code}/")
    write(page, "因农忙推迟，到合作社宣讲两场，农户提出的问题当场得到答复。")
    send(page)
    assert [filing_of(days.slug, one).late for one in (first, slow)] == [False, True]

    accept_all(site, organiser)
    with scope.everything("test"):
        states = Submission.objects.order_by("id").values_list("filing__task__unit__district", "number", "state")
        assert list(states) == [("嘉定区", 1, "returned"), ("嘉定区", 2, "accepted"), ("金山区", 1, "accepted")]

    report = compiled(site, organiser, campaign)
    for words in (first.name, HIGHLIGHT, slow.name, spared.name, "本区未单独开展活动"):
        assert words in report
    assert FIRST not in report.replace(BETTER, "")
    mark_and_share(site, organiser, jiading, campaign, first)


def test_a_district_asks_its_own_office_and_writes_its_summary_from_theirs(site, city, on_day):
    days = NOTICES[0]
    on_day(days.writing)
    pudong, office = unit("浦东新区"), Unit.objects.get(name="示例市场监管所一")
    clerk, officer = clerk_of("浦东新区"), make_staff("所里经办人", unit=office, role="unit-staff")
    organiser = make_staff("组织者", unit=city)

    page = site.on_phone(clerk, "/desk/passing/")
    page.get_by_role("link", name="活动总结 · 世界标准日").click()
    page.get_by_label(office.name).check()
    page.get_by_role("button", name="转布置").click()
    expect(page.get_by_text("已向1个单位布置。")).to_be_visible()

    page = site.on_phone(officer, "/desk/tasks/")
    page.get_by_role("link", name="活动总结 世界标准日").click()
    expect(page.locator("h1")).to_contain_text("活动总结")
    write(page, "我所在菜市场讲节能标识，摊主当场算出一年用电。")
    send(page)

    page = site.on_phone(clerk, f"/desk/tasks/{task_of(days.slug, pudong).code}/")
    page.get_by_text(office.name).click()
    page.get_by_role("button", name="写入正文").first.click()
    expect(page.locator("#text")).to_have_value("我所在菜市场讲节能标识，摊主当场算出一年用电。")
    expect(page.locator("#writing [data-state]")).to_contain_text("已保存")
    send(page)
    sent = filing_of(days.slug, pudong).current
    assert (sent.text, sent.findings) == ("我所在菜市场讲节能标识，摊主当场算出一年用电。", [])
    expect(site.as_(organiser, "/desk/reviews/").get_by_role("link", name=pudong.name)).to_be_visible()
