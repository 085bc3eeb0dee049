"""The reviewer's queue and page: what stands there, what a form does, and how often the database is asked."""

import re
from datetime import date

import pytest
from django.urls import reverse
from tests.factories.campaigns import make_campaign, make_task
from tests.factories.reviews import make_sent
from tests.factories.units import make_staff, make_unit

from worldday.reports.actions import reviewing, writing
from worldday.reports.models import Comment, Submission

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]
TEXTS = [
    "我局举办了标准化讲座，企业代表踊跃提问，收获颇丰，影响良好，还在广场设台答疑解惑，发放资料。",
    "本区走进三所小学，孩子们动手做节水小实验，老师和家长给予好评，活动照片已经上传到平台之中。",
    "围绕食品安全，联合医院与社区开设线上课堂，观看群众留言互动，专家逐一回应大家关心的话题呢。",
]


@pytest.fixture
def city(on_day):
    on_day(date(2020, 10, 20))
    return make_unit("甲市市场监管局")


@pytest.fixture
def campaign(city):
    return make_campaign(owner=city)


@pytest.fixture
def reviewer(client, city):
    staff = make_staff("王一", unit=city)
    client.force_login(staff)
    return staff


def district(city, name: str = "乙区市场监管局", **fields):
    return make_unit(name, parent=city, type="district", **fields)


@pytest.fixture
def sent(city, campaign):
    return make_sent(make_task(campaign, district(city), max_chars=500), TEXTS[0])


def page(client, sent: Submission, **query) -> str:
    return client.get(reverse("desk_reviews:submission", args=[sent.code]), query).content.decode()


def plain(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html))


def test_the_oldest_due_waits_first_and_decided_ones_are_elsewhere(client, city, campaign, reviewer):
    later = make_sent(make_task(campaign, district(city, "丙区"), due=date(2020, 10, 30)), TEXTS[0])
    sooner = make_sent(make_task(campaign, district(city, "丁区"), due=date(2020, 10, 21)), TEXTS[1])
    done = make_sent(make_task(campaign, district(city, "戊区")), TEXTS[2])
    reviewing.accept(submission=done, by=reviewer)
    html = client.get(reverse("desk_reviews:list")).content.decode()
    assert 0 < html.index(sooner.code) < html.index(later.code) and done.code not in html
    everything = client.get(reverse("desk_reviews:list"), {"state": "all"}).content.decode()
    assert everything.index(later.code) < everything.index(done.code)


def test_filters_narrow_by_campaign_type_district_and_findings(client, city, campaign, reviewer):
    grave = make_sent(make_task(campaign, make_unit("某所", parent=city, type="office")), "无")
    sound = make_sent(make_task(campaign, district(city, district="金山区")), TEXTS[0])
    other = make_sent(make_task(make_campaign(owner=city, name="世界认可日"), district(city, "丙区")), TEXTS[1])

    def shown(**query) -> set[str]:
        html = client.get(reverse("desk_reviews:list"), query).content.decode()
        return {one.code for one in (grave, sound, other) if f"/desk/reviews/{one.code}/" in html}

    assert shown() == {grave.code, sound.code, other.code}
    assert shown(type="office") == shown(findings="stop") == {grave.code}
    assert shown(district="金山区") == {sound.code}
    assert shown(findings="none") == {sound.code, other.code}
    assert shown(campaign=campaign.code) == {grave.code, sound.code}
    assert shown(state="accepted") == set()
    assert shown(type="invented", state="invented", p="99") == {grave.code, sound.code, other.code}


def test_what_a_district_asked_of_its_offices_waits_for_the_district_and_the_city_sees_it_on_demand(
    client, city, campaign, reviewer
):
    unit = district(city)
    asked = make_sent(make_task(campaign, make_unit("乙区某所", parent=unit), issuer=unit), TEXTS[0])
    address = f"/desk/reviews/{asked.code}/"
    assert address not in client.get(reverse("desk_reviews:list")).content.decode()
    assert address in client.get(reverse("desk_reviews:list"), {"below": "1"}).content.decode()
    client.force_login(make_staff(unit=unit, role="unit-staff"))
    assert address in client.get(reverse("desk_reviews:list")).content.decode()
    assert client.get(address).status_code == 200


def test_who_wrote_it_cannot_judge_it_and_a_stranger_cannot_see_it(client, city, sent):
    address = reverse("desk_reviews:submission", args=[sent.code])
    client.force_login(make_staff(unit=sent.filing.task.unit, role="unit-staff"))
    assert client.get(address).status_code in (302, 403)
    assert client.post(reverse("desk_reviews:accept", args=[sent.code])).status_code in (302, 403)
    client.force_login(make_staff(unit=make_unit("别处"), role="organiser"))
    assert client.get(address).status_code == 404
    sent.refresh_from_db()
    assert sent.state == "submitted"


@pytest.mark.parametrize("number", [1, 3])
def test_the_queue_asks_the_same_few_questions_however_many_wait(
    client, city, campaign, reviewer, number, django_assert_max_num_queries
):
    for n in range(number):
        make_sent(make_task(campaign, district(city, f"第{n}区")), TEXTS[n])
    with django_assert_max_num_queries(18):
        client.get(reverse("desk_reviews:list"))


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_asks_the_same_few_questions_however_much_was_said(
    client, sent, reviewer, number, django_assert_max_num_queries
):
    for n in range(number):
        reviewing.comment(submission=sent, start=n, end=n + 3, text="请补充", by=reviewer)
    page(client, sent)
    with django_assert_max_num_queries(26):
        page(client, sent)


def test_a_second_version_stands_beside_the_first_with_what_changed(client, sent, reviewer):
    reviewing.return_submission(submission=sent, reason="请写明场次", new_due=None, by=reviewer)
    filing = sent.filing
    filing.refresh_from_db()
    filing.text = TEXTS[0].replace("举办了标准化讲座", "举办了两场标准化讲座")
    filing.save()
    html = page(client, writing.send(filing=filing, by=make_staff(unit=filing.task.unit, role="unit-staff")))
    assert re.search(r'<ins class="rv-added">.*?两场</ins>', html)
    assert 'class="rv-was"' in html
    assert "请写明场次" in html


def test_findings_stand_before_the_text_and_mark_their_places(client, city, campaign, reviewer):
    sent = make_sent(make_task(campaign, district(city)), TEXTS[0] + "联系13800000000。")
    html = page(client, sent)
    assert html.index('id="f-1"') < html.index('id="at-f-1"')
    assert "138******00" in html and 'href="#at-f-1"' in html
    assert re.search(r'<span class="rv-finding">13800000000</span>', html)


def test_a_comment_on_typed_words_is_put_where_they_stand(client, sent, reviewer):
    given = {"quote": "企业代表踊跃提问", "text": "多少家？", "start": "", "end": ""}
    answer = client.post(reverse("desk_reviews:comment", args=[sent.code]), given)
    (made,) = Comment.objects.all()
    assert answer.status_code == 302 and answer.url.endswith(f"#comment-{made.code}")
    assert (made.start, made.end, made.quote) == (
        TEXTS[0].index("企业"),
        TEXTS[0].index("企业") + 8,
        "企业代表踊跃提问",
    )
    assert '<span class="rv-comment">企业代表踊跃提问</span>' in page(client, sent)


def test_a_comment_on_a_chosen_passage_keeps_its_place_even_where_words_repeat(client, reviewer, city, campaign):
    sent = make_sent(make_task(campaign, district(city)), "甲乙丙丁，甲乙丙丁。" + TEXTS[1])
    client.post(
        reverse("desk_reviews:comment", args=[sent.code]), {"quote": "甲乙", "text": "为何两遍", "start": 5, "end": 7}
    )
    assert Comment.objects.get().start == 5


def test_a_comment_on_words_that_do_not_stand_there_keeps_what_was_typed(client, sent, reviewer):
    answer = client.post(reverse("desk_reviews:comment", args=[sent.code]), {"quote": "没有的话", "text": "为何"})
    assert answer.status_code == 422 and not Comment.objects.exists()
    assert "没有的话" in answer.content.decode() and "为何" in answer.content.decode()


def test_settling_a_comment(client, sent, reviewer):
    made = reviewing.comment(submission=sent, start=0, end=0, text="整体不错", by=reviewer)
    client.post(reverse("desk_reviews:settle", args=[made.code]))
    made.refresh_from_db()
    assert made.settled_by == reviewer


def test_returning_needs_a_reason_and_proposes_a_working_day(client, sent, reviewer):
    assert 'value="2020-10-23"' in page(client, sent)  # three working days from the 20th, the day due now
    answer = client.post(
        reverse("desk_reviews:return", args=[sent.code]), {"reason": " ", "new_due": "2020-10-28", "seen": "submitted"}
    )
    assert answer.status_code == 422 and 'value="2020-10-28"' in answer.content.decode()
    client.post(
        reverse("desk_reviews:return", args=[sent.code]),
        {"reason": "请补充", "new_due": "2020-10-28", "seen": "submitted"},
    )
    sent.refresh_from_db()
    assert (sent.state, sent.new_due) == ("returned", date(2020, 10, 28))


def test_a_day_gone_by_keeps_the_reason_typed(client, sent, reviewer):
    given = {"reason": "请补充场次", "new_due": "2020-10-01", "seen": "submitted"}
    answer = client.post(reverse("desk_reviews:return", args=[sent.code]), given)
    assert answer.status_code == 422 and "请补充场次" in answer.content.decode()


def test_after_a_decision_the_next_in_the_queue_opens_with_the_same_filters(client, city, campaign, reviewer):
    first = make_sent(make_task(campaign, district(city, "丙区"), due=date(2020, 10, 21)), TEXTS[0])
    second = make_sent(make_task(campaign, district(city, "丁区"), due=date(2020, 10, 22)), TEXTS[1])
    answer = client.post(reverse("desk_reviews:accept", args=[first.code]) + "?type=district")
    assert answer.url == reverse("desk_reviews:submission", args=[second.code]) + "?type=district"
    answer = client.post(reverse("desk_reviews:accept", args=[second.code]) + "?type=district")
    assert answer.url == reverse("desk_reviews:list") + "?type=district"


def test_whoever_is_too_late_reads_who_decided(client, city, sent, reviewer):
    reviewing.accept(submission=sent, by=make_staff("赵六", unit=city))
    answer = client.post(reverse("desk_reviews:return", args=[sent.code]), {"reason": "请补充", "seen": "submitted"})
    assert answer.status_code == 422
    assert "赵六" in answer.content.decode() and "请补充" in answer.content.decode()


def test_an_acceptance_can_be_taken_back_with_a_reason(client, sent, reviewer):
    reviewing.accept(submission=sent, by=reviewer)
    assert 'name="seen" value="accepted"' in page(client, sent)
    client.post(reverse("desk_reviews:return", args=[sent.code]), {"reason": "发现重复", "seen": "accepted"})
    sent.refresh_from_db()
    assert sent.state == "returned"


def test_ticked_ones_are_accepted_and_the_others_named(client, city, campaign, reviewer, sent):
    grave = make_sent(make_task(campaign, make_unit("某所", parent=city)), "无")
    answer = client.post(
        reverse("desk_reviews:accept_ticked"), {"code": [sent.code, grave.code, "invented"]}, follow=True
    )
    sent.refresh_from_db()
    grave.refresh_from_db()
    assert (sent.state, grave.state) == ("accepted", "submitted")
    assert "某所" in answer.content.decode()


def test_another_reviewer_at_the_same_time_is_shown(client, city, sent, reviewer):
    page(client, sent)
    client.force_login(make_staff("赵六", unit=city))
    assert "王一" in plain(page(client, sent))
    answer = client.post(reverse("desk_reviews:here", args=[sent.code])).json()
    assert answer == {"others": ["王一"], "state": "submitted", "by": ""}
