"""The door on a phone: checks in with the line cut, opens anew without one, and what two doors saw is counted once."""

import base64
import io

import pytest
import segno
from playwright.sync_api import expect
from tests.factories.visits import make_booking, make_visit
from tests.journeys.looks import cramped, faults

from worldday.base import scope
from worldday.events.actions.doors import close_door, open_door
from worldday.events.attendance import attendance
from worldday.events.links import check_in_text
from worldday.events.models import Arrival, Event, Scan, WalkAge, WalkIn

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def visit():
    with scope.everything("test"):
        visit = make_visit(places=80)
        visit.school = make_booking(
            visit.slots.get(),
            "王老师",
            adults=3,
            minors=27,
            person={"organisation": "示例小学", "class_name": "四（2）班"},
        )
        visit.family = make_booking(visit.slots.get(), "Søren Ó Briain", adults=2, phone="13900005678")
        return visit


def door_of(visit, name="南门"):
    with scope.everything("test"):
        return open_door(event=visit, name=name, by=visit.staff)


def opened(context, live_server, door, secret):
    page = context.new_page()
    page.goto(f"{live_server.url}/door/{door.code}/#{secret}")
    expect(page.locator("[data-ready]")).to_be_visible()
    expect(page.locator("[data-line]")).to_contain_text("全部已发送")
    return page


def type_in(page, text):
    page.fill("[data-find]", text)
    page.press("[data-find]", "Enter")


def everything_sent(page, records):
    """So many were noted on this phone, and the server has them. Before the first press is noted nothing waits, either."""
    expect(page.locator("[data-recent] li")).to_have_count(records)
    expect(page.locator("[data-line]")).to_have_attribute("data-waiting", "0")


def test_a_door_without_a_line_notes_everything_and_tells_it_once(phone, live_server, visit):
    page = opened(phone, live_server, *door_of(visit))
    assert page.url.endswith("/")  # the secret has left the address
    phone.set_offline(True)
    type_in(page, f" {visit.school.code[:4].upper()}-{visit.school.code[4:].upper()} ")
    expect(page.locator(".door-card h2")).to_have_text("在名单上")
    page.fill(".door-counter input", "29")
    page.click("button:has-text('放行')")
    expect(page.locator(".door-card h2")).to_have_text("请进")
    size = page.locator(".door-card h2").evaluate("one => parseFloat(getComputedStyle(one).fontSize)")
    assert size > 20  # read at arm's length
    expect(page.locator("[data-line]")).to_contain_text("1 条待发送")
    with scope.everything("test"):
        assert Scan.objects.count() == 0
    page.reload()  # a phone that was put away, still without a line
    expect(page.locator("[data-count]")).to_have_text("29")
    type_in(page, "王老师")
    expect(page.locator(".door-card h2")).to_contain_text("入场，本签到点")
    phone.set_offline(False)
    everything_sent(page, 1)
    with scope.everything("test"):
        assert [(scan.persons, scan.number) for scan in Scan.objects.all()] == [(29, 1)]
        assert Arrival.objects.get().booking_id == visit.school.pk


def test_whoever_is_found_by_name_stands_alone_and_the_next_name_takes_the_place_of_the_last(phone, live_server, visit):
    with scope.everything("test"):
        make_booking(visit.slots.get(), "王大明", phone="13900007777")
    page = opened(phone, live_server, *door_of(visit))
    page.click("[data-find]")
    page.keyboard.insert_text("王")
    expect(page.locator(".door-offer")).to_have_count(2)
    page.click(".door-offer:has-text('王大明')")
    expect(page.locator(".door-card")).to_contain_text("王大明")
    expect(page.locator(".door-offer")).to_have_count(0)
    page.click("[data-find]")
    page.keyboard.insert_text("Søren")
    page.keyboard.press("Enter")
    expect(page.locator(".door-card")).to_contain_text("Søren Ó Briain")
    page.keyboard.insert_text(visit.school.code)
    page.keyboard.press("Enter")
    expect(page.locator(".door-card")).to_contain_text("示例小学")


def test_two_doors_let_one_ticket_in_without_a_line_and_it_counts_once(phone, desktop, live_server, visit):
    doors = [phone, desktop]
    south, north = (opened(one, live_server, *door_of(visit, name)) for one, name in zip(doors, "南北", strict=True))
    for context, page in zip(doors, (south, north), strict=True):
        context.set_offline(True)
        type_in(page, visit.family.code)
        page.click("button:has-text('放行')")
        expect(page.locator(".door-card h2")).to_have_text("请进")
    doors[1].set_offline(False)  # the later one tells first
    everything_sent(north, 1)
    doors[0].set_offline(False)
    everything_sent(south, 1)
    with scope.everything("test"):
        assert Scan.objects.count() == 2
        assert Arrival.objects.select_related("scan__door").get().scan.door.name == "南"
        assert attendance(visit).inside == 2
    north.click("[data-again]")
    expect(north.locator("[data-recent] li").first).to_contain_text("南")


def test_a_camera_picture_is_read_by_the_browsers_own_or_the_vendored_reader(phone, live_server, visit):
    page = opened(phone, live_server, *door_of(visit))
    out = io.BytesIO()
    segno.make(check_in_text(visit.school.code)).save(out, kind="png", scale=9, border=4)
    picture = "data:image/png;base64," + base64.b64encode(out.getvalue()).decode()
    script = page.locator("script[type=module][src*='door']").get_attribute("src").replace("door.js", "camera.js")
    read = page.evaluate(
        """async ([script, picture]) => {
            const image = new Image(); image.src = picture; await image.decode();
            return (await import(script)).readPixels(image);
        }""",
        [script, picture],
    )
    assert read == check_in_text(visit.school.code)


def test_people_without_a_booking_are_counted_at_the_door(phone, live_server, visit):
    page = opened(phone, live_server, *door_of(visit))
    page.click("[data-walk]")
    page.click("button[aria-label='加一人']")
    page.click(".door-card button:has-text('登记入场')")
    expect(page.locator("[data-count]")).to_have_text("2")
    everything_sent(page, 1)
    with scope.everything("test"):
        assert (WalkIn.objects.get().persons, visit.slots.get().taken) == (2, 34)


def test_walk_ins_say_their_ages_at_the_door_without_a_line_and_more_ages_are_more_people(phone, live_server, visit):
    with scope.everything("test"):
        Event.objects.update(ages=True)
    page = opened(phone, live_server, *door_of(visit))
    phone.set_offline(True)
    page.click("[data-walk]")
    page.click(".door-ages summary")
    for age, persons in (("不满14周岁", "2"), ("60周岁及以上", "1")):
        page.get_by_label(age).fill(persons)
    page.get_by_label("60周岁及以上").blur()
    expect(page.locator(".door-counter input")).to_have_value("3")
    assert faults(page) == []
    page.click(".door-card button:has-text('登记入场')")
    expect(page.locator(".door-card h2")).to_have_text("已登记：未预约 3 人")
    phone.set_offline(False)
    everything_sent(page, 1)
    with scope.everything("test"):
        assert WalkIn.objects.get().persons == 3
        assert dict(WalkAge.objects.values_list("band", "persons")) == {"under-14": 2, "60-": 1}


# Lets somebody in and says at once whether a second tap would fall on the button that takes it back.
LET_IN_AND_TAP = """async () => {
    const card = document.querySelector("[data-card]");
    const button = (text) => [...card.querySelectorAll("button")].find((one) => one.textContent.includes(text));
    const changed = new Promise((done) => new MutationObserver(done).observe(card, { childList: true }));
    button("放行").click();
    await changed;
    const back = button("撤销"), box = back.getBoundingClientRect();
    return back.contains(document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2));
}"""


def test_a_press_counts_once_however_often_the_finger_falls(phone, live_server, visit):
    with scope.everything("test"):
        alone = make_booking(visit.slots.get(), "李老师", adults=1, phone="13900009012")
    page = opened(phone, live_server, *door_of(visit))
    page.click("[data-walk]")
    page.locator(".door-card button:has-text('登记入场')").evaluate("one => { one.click(); one.click(); }")
    everything_sent(page, 1)
    type_in(page, alone.code)
    expect(page.locator(".door-card h2")).to_have_text("在名单上")
    assert page.evaluate(LET_IN_AND_TAP) is False
    expect(page.locator(".door-card h2")).to_have_text("请进")
    everything_sent(page, 2)
    page.click(".door-card button:has-text('撤销')")  # the card has settled
    expect(page.locator(".door-card h2")).to_have_text("在名单上")
    everything_sent(page, 3)
    with scope.everything("test"):
        assert (WalkIn.objects.get().persons, Scan.objects.count(), Arrival.objects.count()) == (1, 2, 0)


def test_a_phone_that_can_keep_nothing_says_so_and_lets_nobody_in_uncounted(phone, live_server, visit):
    page = opened(phone, live_server, *door_of(visit))
    page.evaluate("() => { IDBObjectStore.prototype.add = () => { throw new DOMException('full'); }; }")
    type_in(page, visit.family.code)
    page.click("button:has-text('放行')")
    expect(page.locator(".door-card h2")).to_contain_text("没有记下")
    expect(page.locator("[data-count]")).to_have_text("0")


def test_a_door_taken_back_forgets_the_list(phone, live_server, visit):
    door, secret = door_of(visit)
    page = opened(phone, live_server, door, secret)
    with scope.everything("test"):
        close_door(door=door, by=visit.staff)
    page.click("[data-again]")
    expect(page.locator("[data-closed]")).to_be_visible()
    expect(page.locator("[data-door]")).to_be_hidden()
    page.reload()
    expect(page.locator("[data-closed]")).to_be_visible()
    assert "王老师" not in page.content()


@pytest.mark.parametrize("language", ["", "/en"])
def test_the_door_is_readable_to_everyone_on_a_narrow_phone(phone, live_server, visit, language):
    door, secret = door_of(visit)
    page, wrong = phone.new_page(), []
    page.on("console", lambda m: wrong.append(m.text) if m.type == "error" else None)
    page.goto(f"{live_server.url}{language}/door/{door.code}/#{secret}")
    expect(page.locator("[data-ready]")).to_be_visible()
    type_in(page, visit.school.code)
    expect(page.locator(".door-card")).to_be_visible()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        wrong += [f"{scheme} {line}" for line in faults(page)]
    assert "\n".join([*wrong, *cramped(page)]) == ""
