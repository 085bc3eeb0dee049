"""My tasks and the writing page, as the browser without script has them."""

from datetime import date, time

import pytest
from django.test import Client
from django.urls import reverse
from tests.factories.campaigns import make_activity, make_campaign, make_task
from tests.factories.filings import TEXT, make_filing
from tests.factories.units import make_staff, make_unit

from worldday.base import clock
from worldday.reports.actions.reviewing import comment, return_submission
from worldday.reports.actions.writing import send
from worldday.reports.models import Filing, ReportedFigure, Submission
from worldday.units.models import Membership

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]
LIST = "/desk/tasks/"


@pytest.fixture
def city():
    return make_unit("甲市市场监管局")


@pytest.fixture
def task(city, on_day):
    on_day(date(2020, 10, 20))
    district = make_unit("乙区市场监管局", parent=city, type="district")
    return make_task(make_campaign(owner=city), district, max_chars=50, points=["做了什么", "有何亮点"])


@pytest.fixture
def clerk(task):
    return make_staff("李二", unit=task.unit, role="unit-staff")


@pytest.fixture
def desk(client, clerk):
    client.force_login(clerk)
    return client


def address(task) -> str:
    return reverse("desk_tasks:write", args=[task.code])


def post(client, task, *, revision: int = 0, text: str = TEXT, do: str = "save", accept: str = "", **fields):
    data = {"revision": revision, "text": text, "do": do, **fields}
    return client.post(address(task), data, headers={"Accept": accept} if accept else {})


def filing() -> Filing:
    return Filing.objects.select_related("current").get()


def test_the_list_says_what_is_owed_by_when_within_what_limit(desk, task):
    task.due_time = time(17)
    task.save()
    page = desk.get(LIST).content.decode()
    for words in ("乙区市场监管局", "总结", "2020年10月23日（周五） 17:00", "不超过50字", "未开始", "临近"):
        assert words in page, words


def test_each_state_has_its_word(desk, task, clerk, city):
    reviewer = make_staff("赵四", unit=city)
    make_filing(task, clerk)
    assert "撰写中" in desk.get(LIST).content.decode()
    sent = send(filing=filing(), by=clerk)
    assert "已报送" in desk.get(LIST).content.decode()
    return_submission(submission=sent, reason="请补充参与人数", new_due=date(2020, 10, 28), by=reviewer)
    page = desk.get(LIST).content.decode()
    assert "请补充参与人数" in page
    assert "2020年10月28日" in page


def test_units_are_never_mixed_and_the_address_chooses(desk, task, clerk, city):
    other = make_unit("丙区市场监管局", parent=city, type="district")
    Membership.objects.create(staff=clerk, unit=other, role="unit-staff")
    make_task(task.campaign, other, due=date(2020, 10, 1), recipient="别处", max_chars=777)
    nearest = desk.get(LIST).content.decode()
    assert "不超过777字" in nearest
    assert "不超过50字" not in nearest
    chosen = desk.get(f"{LIST}?unit={task.unit.code}").content.decode()
    assert "不超过50字" in chosen
    assert "不超过777字" not in chosen


def test_a_strangers_unit_does_not_exist(desk, city):
    assert desk.get(f"{LIST}?unit={make_unit('丁区', parent=city).code}").status_code == 404


def test_the_first_page_of_the_desk_leads_to_my_tasks_first(desk, task):
    _menu, _main, page = desk.get("/desk/").content.decode().partition("<main")
    assert page.index(f"{LIST}?unit={task.unit.code}") < page.index("/desk/campaigns/")


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_database_as_often_for_one_task_as_for_three(
    desk, task, clerk, count, django_assert_max_num_queries
):
    for n in range(count - 1):
        make_filing(make_task(task.campaign, task.unit, what="other", due=date(2020, 10, 24 + n)), clerk)
    with django_assert_max_num_queries(16) as queries:  # four are ours, the others the desk's frame
        assert desk.get(LIST).status_code == 200
    ours = ('units_unit"."short_name', "reports_filing")
    assert len([one for one in queries if any(table in one["sql"] for table in ours)]) == 4


def test_somebody_elses_task_is_not_found_and_a_readers_is_forbidden(task, city):
    stranger, reader = Client(), Client()
    stranger.force_login(make_staff(unit=make_unit("别市市场监管局"), role="unit-staff"))
    assert stranger.get(address(task)).status_code == 404
    office = make_unit("某所", parent=task.unit)
    reader.force_login(make_staff(unit=office, role="unit-staff"))
    assert reader.get(address(task)).status_code == 404


def test_nobody_above_a_unit_opens_its_draft_unless_nobody_reports_there(task, city, clerk):
    above = Client()
    above.force_login(make_staff(unit=city, role="organiser"))
    assert above.get(address(task)).status_code != 200
    clerk.memberships.all().delete()
    assert above.get(address(task)).status_code == 200


def test_looking_writes_nothing(desk, task):
    assert desk.get(address(task)).status_code == 200
    assert Filing.objects.count() == 0


def test_saving_without_script_keeps_text_highlights_and_points(desk, task):
    answer = post(desk, task, highlight_lines="开放日活动\r\n群众满意", points=["1"])
    assert answer.status_code == 302
    kept = filing()
    assert (kept.text, kept.points) == (TEXT, [1])
    assert [kept.text[start:end] for start, end in kept.highlights] == ["开放日活动", "群众满意"]


def test_a_highlight_that_does_not_occur_is_named_and_the_rest_is_saved(desk, task):
    answer = post(desk, task, highlight_lines="没有的话\n群众满意")
    page = answer.content.decode()
    assert (answer.status_code, filing().text) == (422, TEXT)
    assert "<li>没有的话</li>" in page


def test_the_script_is_told_revision_moment_and_count(desk, task):
    told = post(desk, task, highlights="[[0, 2]]", accept="application/json").json()
    assert told == {"revision": 1, "saved": told["saved"], "chars": 29}
    assert filing().highlights == [[0, 2]]


@pytest.mark.parametrize(
    "ranges", ["", "null", "[[1]]", '[["a", 2]]', "[[[", "{}", "[" * 5000, "[[0, 99999999999999999999]]"]
)
def test_ranges_that_make_no_sense_are_no_trouble(desk, task, ranges):
    assert post(desk, task, highlights=ranges, accept="application/json").status_code == 200


def test_a_second_writer_gets_both_texts(desk, task):
    post(desk, task, text="先存的。")
    answer = post(desk, task, revision=0, text="后来的。")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "先存的。" in page
    assert "后来的。" in page
    assert 'name="revision" value="1"' in page
    told = post(desk, task, revision=0, text="后来的。", accept="application/json")
    assert (told.status_code, told.json()["text"], told.json()["who"], told.json()["revision"]) == (
        409,
        "先存的。",
        "李二",
        1,
    )


def test_saving_again_after_seeing_both_goes_on_with_mine(desk, task):
    post(desk, task, text="先存的。")
    assert post(desk, task, revision=1, text="后来的。").status_code == 302
    assert filing().text == "后来的。"


def test_sending_shows_the_version_and_offers_to_take_it_back(desk, task):
    answer = desk.get(post(desk, task, do="send").headers["Location"])
    page = answer.content.decode()
    assert "第1版" in page
    assert "撤回修改" in page
    assert desk.post(reverse("desk_tasks:take_back", args=[task.code])).status_code == 302
    assert filing().state == "draft"


def test_a_second_click_on_send_is_no_trouble(desk, task):
    assert [post(desk, task, do="send").status_code for _click in range(3)] == [302, 302, 302]
    assert Submission.objects.count() == 1


def test_text_typed_after_sending_elsewhere_is_kept_on_the_page(desk, task):
    post(desk, task, do="send")
    answer = post(desk, task, revision=1, text="又改了一点。")
    assert answer.status_code == 422
    assert "又改了一点。" in answer.content.decode()


def test_five_thousand_characters_pasted_into_fifty_are_saved_not_sent(desk, task):
    answer = post(desk, task, text="字" * 5000, do="send")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "正文5000字，超出50字的限制4950字" in page
    assert "字" * 5000 in page
    assert (filing().state, len(filing().text)) == ("draft", 5000)


def test_a_returned_version_shows_reason_remarks_and_stays_readable(desk, task, clerk, city):
    reviewer = make_staff("赵四", unit=city)
    sent = send(filing=make_filing(task, clerk), by=clerk)
    said = comment(submission=sent, start=3, end=7, text="主题写清楚", by=reviewer)
    return_submission(submission=sent, reason="请补充", new_due=date(2020, 10, 28), by=reviewer)
    page = desk.get(address(task)).content.decode()
    for words in ("请补充", "主题写清楚", TEXT[3:7], "甲市市场监管局退回了第1版", "2020年10月28日"):
        assert words in page, words
    assert desk.post(reverse("desk_tasks:settle", args=[task.code, said.code])).status_code == 302
    said.refresh_from_db()
    assert said.settled_by == clerk
    assert "主题写清楚" in desk.get(reverse("desk_tasks:version", args=[task.code, 1])).content.decode()


def test_an_exempt_unit_reads_why_and_cannot_write(desk, task):
    task.state, task.closed_on, task.note = "exempt", clock.today(), "本单位无活动"
    task.save()
    page = desk.get(address(task)).content.decode()
    assert "本单位无活动" in page
    assert 'name="text"' not in page


@pytest.fixture
def figure(task):
    activity = make_activity(task.campaign, units=[task.unit], name="开放日", kind="event")
    return ReportedFigure.objects.create(
        activity=activity,
        unit=task.unit,
        name="参观人数",
        value=1286,
        measure="人次",
        definition="签到的人",
        source="签到表",
        counted_on=date(2020, 10, 14),
        added_at=clock.now(),
    )


def proof(page: str, sentence: str) -> str:
    """The signed record in the first button beside that sentence."""
    return page[: page.index(sentence)].rsplit('data-offer="', 1)[1].split('"', maxsplit=1)[0]


def test_a_counted_number_is_put_into_the_text_with_its_source(desk, task, figure):
    sentence = "“开放日”参观人数1286人次。"
    page = desk.get(address(task)).content.decode()
    assert sentence in page
    post(desk, task, text="总结。", do=f"accepted:{proof(page, sentence)}")
    kept = filing()
    assert kept.text == f"总结。{sentence}"
    (record,) = kept.figures
    assert (record["key"], record["number"], record["source"], record["state"]) == (
        f"reported:{figure.code}",
        "1286人次",
        "签到表",
        "accepted",
    )


def test_a_number_that_changed_since_is_said_and_brought_up_to_date(desk, task, figure):
    page = desk.get(address(task)).content.decode()
    post(desk, task, text="", do=f"accepted:{proof(page, '“开放日”参观人数1286人次。')}")
    ReportedFigure.objects.update(value=1301)
    page = desk.get(address(task)).content.decode()
    assert "正文写的是1286人次，现在是1301人次。" in page
    new = proof(page, "“开放日”参观人数1301人次。")
    post(desk, task, revision=1, text=filing().text, do=f"renew:{new}")
    assert (filing().text, filing().figures[0]["value"]) == ("“开放日”参观人数1301人次。", "1301.00")


def test_a_struck_number_is_not_offered_again_until_asked_for(desk, task, figure):
    page = desk.get(address(task)).content.decode()
    signed = proof(page, "“开放日”参观人数")
    post(desk, task, text="总结。", do=f"struck:{signed}")
    assert filing().text == "总结。"
    assert "1条不用" in desk.get(address(task)).content.decode()
    post(desk, task, revision=1, text="总结。", do=f"open:{signed}")
    assert filing().figures == []


def test_a_number_nobody_counted_cannot_be_slipped_in(desk, task, figure):
    page = desk.get(address(task)).content.decode()
    forged = proof(page, "“开放日”参观人数")[:-3] + "abc"
    post(desk, task, text="总结。", do=f"accepted:{forged}", figures=f'[["{forged}", "accepted"], ["x", "accepted"]]')
    assert (filing().text, filing().figures) == ("总结。", [])


def test_another_units_figure_is_not_offered(desk, task, figure, city):
    ReportedFigure.objects.update(unit=make_unit("丙区", parent=city))
    assert "1286" not in desk.get(address(task)).content.decode()


def test_passages_from_below_are_offered_and_keep_their_source(desk, task, clerk):
    office = make_unit("子街道市场监管所", parent=task.unit, type="office")
    asked = make_task(task.campaign, office, issuer=task.unit, parent=task)
    sent = send(filing=make_filing(asked, clerk, "走进社区。群众欢迎。", highlights=[[0, 5]]), by=clerk)
    page = desk.get(address(task)).content.decode()
    assert "子街道市场监管所" in page
    post(desk, task, text="总结。", do=f"accepted:{proof(page, '走进社区。')}")
    kept = Filing.objects.get(task=task)
    assert (kept.text, kept.figures[0]["source"]) == ("总结。走进社区。", f"submission:{sent.code}#1")
