"""The library and its public pages, from marking to publishing."""

from datetime import date

import pytest
from django.urls import reverse
from tests.factories.campaigns import make_campaign, make_task
from tests.factories.materials import add, make_material, make_owing, make_ready
from tests.factories.reviews import make_sent
from tests.factories.units import make_staff, make_unit

from worldday.reports.actions import practices as verbs
from worldday.reports.models import Practice
from worldday.units.models import Membership

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]
TEXT = "我区与高校共建标准化实训基地，学生轮流担任讲解员。其余活动照常开展，群众反映良好，效果不错。"


@pytest.fixture
def city(on_day):
    on_day(date(2020, 10, 20))
    return make_unit("甲市市场监管局")


@pytest.fixture
def organiser(client, city):
    staff = make_staff("王一", unit=city)
    client.force_login(staff)
    return staff


@pytest.fixture
def sent(city):
    return make_sent(
        make_task(make_campaign(owner=city), make_unit("乙区市场监管局", parent=city, type="district")), TEXT
    )


@pytest.fixture
def clerk(sent):
    return make_staff("周三", unit=sent.filing.task.unit, role="unit-staff")


def mark(sent, by, start: int = 0, **fields) -> Practice:
    return verbs.mark_passage(submission=sent, start=start, end=25, title="校地共建", by=by, **fields)


def published(sent, organiser, clerk) -> Practice:
    made = mark(sent, organiser)
    verbs.ask_unit(practice=made, by=organiser)
    verbs.answer(practice=made, agrees=True, by=clerk)
    return verbs.publish(practice=made, by=organiser)


def step(client, practice, what):
    return client.post(reverse("desk_practices:step", args=[practice.code, what]))


def test_a_selected_passage_is_marked_from_the_review_page(client, organiser, sent):
    review = client.get(reverse("desk_reviews:submission", args=[sent.code])).content.decode()
    address = reverse("desk_practices:mark", args=[sent.code])
    assert f'formaction="{address}"' in review
    form = client.get(address, {"quote": "学生轮流担任讲解员"})
    assert "学生轮流担任讲解员" in form.content.decode()
    at = TEXT.index("学生")
    answer = client.post(
        address, {"start": at, "end": at + 9, "title": "学生讲解员", "theme": "进校园", "kind": "outreach"}
    )
    made = Practice.objects.get()
    assert answer.url == reverse("desk_practices:practice", args=[made.code])
    assert (made.passage, made.theme, made.kind) == ("学生轮流担任讲解员", "进校园", "outreach")


def test_words_that_do_not_stand_there_and_a_missing_title_are_said(client, organiser, sent):
    address = reverse("desk_practices:mark", args=[sent.code])
    assert client.get(address, {"quote": "没有的话"}).status_code == 422
    answer = client.post(address, {"start": 0, "end": 9, "title": "", "theme": "进校园"})
    assert answer.status_code == 422 and "进校园" in answer.content.decode()


def test_each_takes_only_the_steps_that_are_theirs(client, organiser, sent, clerk):
    made = mark(sent, organiser)
    step(client, made, "ask")
    assert step(client, made, "agree").status_code in (302, 403) and Practice.objects.get().state == "asked"
    client.force_login(clerk)
    assert step(client, made, "publish").status_code in (302, 403)
    assert (
        reverse("desk_practices:practice", args=[made.code])
        in client.get(reverse("desk_practices:list")).content.decode()
    )
    step(client, made, "agree")
    client.force_login(organiser)
    step(client, made, "publish")
    assert Practice.objects.get().state == "published"


def test_publishing_too_early_is_said_on_the_page(client, organiser, sent):
    answer = step(client, mark(sent, organiser), "publish")
    assert answer.status_code == 422 and 'id="problem"' in answer.content.decode()


def test_a_stranger_finds_nothing(client, organiser, sent):
    made = mark(sent, organiser)
    client.force_login(make_staff(unit=make_unit("别市"), role="organiser"))
    assert client.get(reverse("desk_practices:practice", args=[made.code])).status_code == 404
    assert client.get(reverse("desk_practices:mark", args=[sent.code])).status_code == 404
    assert made.title not in client.get(reverse("desk_practices:list")).content.decode()


def test_changing_and_removing_the_mark(client, organiser, sent):
    made = mark(sent, organiser)
    client.post(
        reverse("desk_practices:change", args=[made.code]),
        {"title": "新题目", "passage": "新措辞", "theme": "", "kind": ""},
    )
    made.refresh_from_db()
    assert (made.title, made.passage) == ("新题目", "新措辞")
    client.post(reverse("desk_practices:remove", args=[made.code]))
    assert not Practice.objects.exists()


def test_another_unit_takes_it_up(client, organiser, sent, clerk, city):
    made = published(sent, organiser, clerk)
    other = make_unit("丙区市场监管局", parent=city, type="district")
    make_task(made.campaign, other)
    client.force_login(make_staff(unit=other, role="unit-staff"))
    page = client.get(reverse("desk_practices:practice", args=[made.code])).content.decode()
    where = f"{made.campaign.code}.{other.code}"
    assert where in page
    client.post(reverse("desk_practices:take_up", args=[made.code]), {"where": where, "passage": "我区照做"})
    assert made.reuses.get().unit == other


@pytest.mark.parametrize("number", [1, 3])
def test_the_library_asks_the_same_few_questions_however_much_it_holds(
    client, organiser, sent, number, django_assert_max_num_queries
):
    for n in range(number):
        mark(sent, organiser, start=n)
    with django_assert_max_num_queries(16):
        client.get(reverse("desk_practices:list"))


def test_a_file_is_marked_and_its_picture_shown_through_the_practice(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    task, clerk = make_owing()
    material = make_ready(add(task, clerk))
    organiser = make_staff(unit=task.campaign.owner)
    client.force_login(organiser)
    client.post(reverse("desk_practices:mark_file", args=[material.code]), {"title": "合影", "theme": "", "kind": ""})
    made = Practice.objects.get()
    picture = client.get(reverse("desk_practices:picture", args=[made.code, "thumb"]))
    assert (picture.status_code, picture["Content-Type"]) == (200, "image/jpeg")
    assert client.get(reverse("desk_practices:picture", args=[made.code, "original"])).status_code == 404


# --- what the public sees ---


def test_the_public_page_shows_what_is_published_and_nothing_else(client, organiser, sent, clerk):
    made = published(sent, organiser, clerk)
    hidden = verbs.mark_passage(submission=sent, start=26, end=34, title="未同意的做法", by=organiser)
    client.logout()
    slug = made.campaign.slug
    page = client.get(reverse("public:practices", args=[slug])).content.decode()
    assert "校地共建" in page and "未同意的做法" not in page
    item = client.get(reverse("public:practice", args=[slug, made.code])).content.decode()
    assert "共建标准化实训基地" in item and "乙区市场监管局" in item
    assert client.get(reverse("public:practice", args=[slug, hidden.code])).status_code == 404
    assert reverse("public:practices", args=[slug]) in client.get(reverse("public:theme", args=[slug])).content.decode()


def test_taking_the_yes_back_empties_the_public_page_at_once(client, organiser, sent, clerk):
    made = published(sent, organiser, clerk)
    address = reverse("public:practice", args=[made.campaign.slug, made.code])
    assert client.get(address).status_code == 200
    verbs.answer(practice=made, agrees=False, by=clerk)
    assert client.get(address).status_code == 404
    slug = made.campaign.slug
    assert (
        reverse("public:practices", args=[slug])
        not in client.get(reverse("public:theme", args=[slug])).content.decode()
    )


def test_a_picture_is_public_only_while_right_and_consent_last(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    task, clerk = make_owing()
    organiser = make_staff(unit=task.campaign.owner)
    material = make_ready(add(task, clerk))
    material.people, material.reuse, material.caption, material.credit = "agreed", "publish", "讲解", "宣传科"
    material.save()
    made = verbs.mark_material(material=material, title="讲解", by=organiser)
    verbs.ask_unit(practice=made, by=organiser)
    verbs.answer(practice=made, agrees=True, by=clerk)
    verbs.publish(practice=made, by=organiser)
    address = reverse("public:practice_picture", args=[task.campaign.slug, made.code])
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"], answer["X-Content-Type-Options"]) == (
        200,
        "image/jpeg",
        "nosniff",
    )
    page = reverse("public:practices", args=[task.campaign.slug])
    assert address in client.get(page).content.decode()
    material.people = "report-only"
    material.save()
    assert client.get(address, headers={"if-none-match": "x"}).status_code == 404
    assert address not in client.get(page).content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_the_public_page_asks_the_same_few_questions_however_much_it_shows(
    client, organiser, clerk, sent, number, django_assert_max_num_queries
):
    for n in range(number):
        made = verbs.mark_material(
            material=make_material(sent.filing.task, caption=f"图{n}", people="nobody", reuse="free"),
            title=f"图{n}",
            by=organiser,
        )
        verbs.ask_unit(practice=made, by=organiser)
        verbs.answer(practice=made, agrees=True, by=clerk)
        verbs.publish(practice=made, by=organiser)
    client.logout()
    with django_assert_max_num_queries(9):
        assert client.get(reverse("public:practices", args=[sent.filing.task.campaign.slug])).status_code == 200


@pytest.mark.parametrize(("button", "state"), [("agree", "agreed"), ("decline", "declined")])
def test_the_question_stands_among_ones_tasks_and_is_answered_there(client, organiser, clerk, sent, button, state):
    made = mark(sent, organiser)
    client.force_login(clerk)
    address = reverse("desk_tasks:list")
    assert "校地共建" not in client.get(address).content.decode()
    verbs.ask_unit(practice=made, by=organiser)
    page = client.get(address).content.decode()
    assert "校地共建" in page and reverse("desk_practices:step", args=[made.code, button]) in page
    answer = client.post(reverse("desk_practices:step", args=[made.code, button]), {"back": "tasks"})
    assert answer.headers["Location"] == f"{address}?unit={made.unit.code}"
    made.refresh_from_db()
    assert made.state == state
    assert "校地共建" not in client.get(address).content.decode()


def test_who_serves_two_units_sees_each_question_with_its_unit_only_and_is_led_to_the_other(
    client, organiser, clerk, sent, city
):
    verbs.ask_unit(practice=mark(sent, organiser), by=organiser)
    other = make_unit("丙区市场监管局", parent=city, type="district")
    Membership.objects.create(staff=clerk, unit=other, role="unit-staff")
    client.force_login(clerk)
    page = client.get(reverse("desk_tasks:list"), {"unit": other.code}).content.decode()
    assert "校地共建" not in page
    assert "同时征求意见的单位" in page and f"?unit={sent.filing.task.unit.code}" in page
