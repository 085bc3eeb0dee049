"""The board, urging from it, and who may see whose."""

from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook
from tests.factories.campaigns import make_campaign, make_task
from tests.factories.reports import make_filing
from tests.factories.units import make_staff, make_unit

from worldday.messages.models import Message
from worldday.reports.models import Filing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]


@pytest.fixture(autouse=True)
def _today(on_day):
    on_day(date(2020, 10, 26))


@pytest.fixture
def bureau():
    return make_unit()


@pytest.fixture
def campaign(bureau):
    return make_campaign(owner=bureau)


@pytest.fixture
def organiser(client, bureau):
    client.force_login(make_staff("王一", unit=bureau))
    return client


def owing(campaign, bureau, name: str, **fields):
    unit = make_unit(f"{name}区市场监管局", parent=bureau, type="district", district=f"{name}区")
    make_staff(f"{name}区的人", unit=unit, role="unit-staff")
    return make_task(campaign, unit, **fields)


def board(campaign, query: str = "") -> str:
    return reverse("desk_board:board", args=[campaign.code]) + query


def text(answer) -> str:
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_board_says_rates_definitions_rows_and_whom_to_tell(organiser, bureau, campaign):
    make_filing(owing(campaign, bureau, "甲"), chars=480, findings=[{"code": "empty"}])
    owing(campaign, bureau, "乙")
    make_task(campaign, make_unit("市计量院", parent=bureau))
    page = text(organiser.get(board(campaign)))
    for said in ("33%", "应报3，已收1", "统计口径", "甲区市场监管局", "480", "1处疑点", "乙区的人", "无联系人", "逾期"):
        assert said in page, said


def test_filters_paging_and_grouping_keep_each_other(organiser, bureau, campaign):
    for number in range(60):
        make_task(campaign, make_unit(f"第{number}所", parent=bureau, type="office"))
    owing(campaign, bureau, "甲")
    page = text(organiser.get(board(campaign, "?type=office&by=type&p=2")))
    assert ("第59所" in page, "甲区市场监管局" in page) == (True, False)
    assert "by=type" in page and "type=office" in page


def test_an_empty_board_says_how_it_fills(organiser, campaign):
    assert "还没有下达报送任务" in text(organiser.get(board(campaign)))
    assert "还没有下达报送任务" in text(organiser.get(reverse("desk_board:list")))


@pytest.mark.parametrize("address", ["", "?what=plan", "?by=type&standing=owed", "?light=overdue"])
def test_the_board_takes_the_same_queries_for_one_unit_and_for_many_and_no_more_than_twenty(
    organiser, bureau, campaign, address
):
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            text(organiser.get(board(campaign, address)))
        return len(seen)

    make_filing(owing(campaign, bureau, "甲", what="plan"))
    owing(campaign, bureau, "乙", what="plan")
    queries()  # the first one also writes the session
    one = queries()
    for name in "丙丁戊":
        make_filing(owing(campaign, bureau, name, what="plan"), versions=2)
        owing(campaign, bureau, f"{name}乙", what="plan")
    assert queries() == one <= 20


def test_the_list_of_boards_takes_the_same_queries_for_one_campaign_and_for_three(organiser, bureau, campaign):
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            text(organiser.get(reverse("desk_board:list")))
        return len(seen)

    owing(campaign, bureau, "甲")
    queries()  # the first one also writes the session
    one = queries()
    for name in "乙丙":
        owing(make_campaign(owner=bureau), bureau, name)
    assert queries() == one


def test_the_spreadsheet_holds_the_filtered_rows_and_the_figures_and_computes_nothing(organiser, bureau, campaign):
    make_filing(make_task(campaign, make_unit("=cmd()", parent=bureau)))
    owing(campaign, bureau, "甲")
    answer = organiser.get(reverse("desk_board:export", args=[campaign.code]) + "?standing=received")
    book = load_workbook(BytesIO(answer.content))
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    assert [row[0] for row in rows] == ["单位", "=cmd()"]
    assert book.worksheets[0]["A2"].data_type == "s"
    total = next(row for row in book.worksheets[1].iter_rows(values_only=True) if row[0] == "合计")
    assert total[2:5] == (2, 1, 0.5)


# --- urging ---


def urge(campaign, query: str) -> str:
    return reverse("desk_board:urge", args=[campaign.code]) + query


def test_before_anything_is_sent_the_page_says_how_many_people_through_what(organiser, bureau, campaign):
    tasks = [owing(campaign, bureau, name) for name in "甲乙"]
    nobody = make_task(campaign, make_unit("市计量院", parent=bureau))
    ticked = "&".join(f"task={task.code}" for task in [*tasks, nobody])
    page = text(organiser.get(urge(campaign, f"?{ticked}")))
    assert "催办3项任务" in page and "工作台提醒：2人" in page and "1项任务无联系人" in page
    assert Message.objects.count() == 0
    answer = organiser.post(urge(campaign, f"?{ticked}"), {"channels": ["note"], "sentence": "请今天报送。"})
    assert (answer.status_code, answer.headers["Location"]) == (302, board(campaign, "?"))
    assert sorted(Message.objects.values_list("to_name", flat=True)) == ["乙区的人", "甲区的人"]


def test_all_of_the_filtered_list_can_be_urged_at_once(organiser, bureau, campaign):
    owing(campaign, bureau, "甲", what="plan")
    owing(campaign, bureau, "乙")
    make_filing(owing(campaign, bureau, "丙", what="plan"))
    organiser.post(urge(campaign, "?everything=1&what=plan"), {"channels": ["note", "email"]})
    assert set(Message.objects.values_list("to_name", "channel")) == {("甲区的人", "note"), ("甲区的人", "email")}


def test_who_was_urged_within_the_day_is_named_and_left_out_unless_ticked(organiser, bureau, campaign):
    task = owing(campaign, bureau, "甲")
    owing(campaign, bureau, "乙")
    organiser.post(urge(campaign, f"?task={task.code}"), {"channels": ["note"]})
    page = text(organiser.get(urge(campaign, "?everything=1")))
    assert "1项任务一天之内已催办过" in page and "工作台提醒：1人" in page
    organiser.post(urge(campaign, "?everything=1"), {"channels": ["note"]})
    assert Message.objects.count() == 2
    organiser.post(urge(campaign, "?everything=1"), {"channels": ["note"], "again": "on"})
    assert Message.objects.count() == 4


def test_a_wrong_form_keeps_what_was_written(organiser, bureau, campaign):
    task = owing(campaign, bureau, "甲")
    answer = organiser.post(urge(campaign, f"?task={task.code}"), {"sentence": "请抓紧报送"})
    assert answer.status_code == 422
    assert "请抓紧报送" in answer.content.decode()


def test_nothing_ticked_leads_back_with_a_word(organiser, bureau, campaign):
    owing(campaign, bureau, "甲")
    answer = organiser.get(urge(campaign, "?"), follow=True)
    assert "请勾选尚未报送的任务" in text(answer)


# --- accepting many ---


def accept(client, campaign, *tasks, query: str = ""):
    ticked = {"task": [task.code for task in tasks]}
    return client.post(reverse("desk_board:accept", args=[campaign.code]) + query, ticked, follow=True)


def test_ticked_rows_are_accepted_and_those_left_out_are_named_with_why(organiser, bureau, campaign):
    tasks = {name: owing(campaign, bureau, name) for name in "甲乙丙丁"}
    make_filing(tasks["甲"])
    make_filing(tasks["乙"], findings=[{"code": "id-number", "weight": "stop"}])
    untouched = make_filing(tasks["丁"])
    assert reverse("desk_board:accept", args=[campaign.code]) in text(organiser.get(board(campaign)))
    page = text(accept(organiser, campaign, *(tasks[name] for name in "甲乙丙"), query="?by=type"))
    assert "已通过1份" in page
    assert "乙区市场监管局" in page and "未通过" in page
    assert "未通过，尚未报送：丙区市场监管局" in page
    states = {filing.task_id: filing.state for filing in Filing.objects.all()}
    assert [states.get(tasks[name].pk) for name in "甲乙丙丁"] == ["accepted", "submitted", None, "submitted"]
    untouched.refresh_from_db()
    assert untouched.state == "submitted"


def test_the_token_stands_in_the_accepting_button_only(organiser, bureau, campaign):
    make_filing(owing(campaign, bureau, "甲"))
    form = text(organiser.get(board(campaign))).partition('id="board-form"')[2].partition("</form>")[0]
    assert (
        form.count("csrfmiddlewaretoken") == 1 and '<button class="button button-secondary" formmethod="post"' in form
    )


def test_nobody_accepts_rows_of_a_board_that_is_not_theirs(client, bureau, campaign):
    task = owing(campaign, bureau, "甲")
    filing = make_filing(task)
    client.force_login(task.unit.memberships.get().staff)
    assert accept(client, campaign, task).status_code == 404
    filing.refresh_from_db()
    assert filing.state == "submitted"


def test_a_district_accepts_on_its_own_board_and_not_on_the_citys(client, bureau, campaign):
    task = owing(campaign, bureau, "甲")
    office = make_unit("一所", parent=task.unit, type="office")
    mine, theirs = make_filing(make_task(campaign, office, issuer=task.unit, parent=task)), make_filing(task)
    client.force_login(task.unit.memberships.get().staff)
    accept(client, campaign, mine.task, task)
    mine.refresh_from_db()
    theirs.refresh_from_db()
    assert (mine.state, theirs.state) == ("accepted", "submitted")


# --- whose board ---


def test_a_district_that_passed_tasks_on_has_a_board_of_its_own_and_never_the_citys(client, bureau, campaign):
    task = owing(campaign, bureau, "甲")
    office = make_unit("一所", parent=task.unit, type="office")
    make_staff("所里的人", unit=office, role="unit-staff")
    make_task(campaign, office, issuer=task.unit, parent=task)
    owing(campaign, bureau, "乙")
    client.force_login(task.unit.memberships.get().staff)
    page = text(client.get(board(campaign)))
    assert ("一所" in page, "乙区" in page) == (True, False)
    assert client.get(board(campaign, f"?issuer={bureau.code}")).status_code == 404
    client.post(urge(campaign, "?everything=1"), {"channels": ["note"]})
    assert list(Message.objects.values_list("to_name", flat=True)) == ["所里的人"]


def test_a_unit_that_asked_nobody_has_no_board_and_no_tab(client, bureau, campaign):
    task = owing(campaign, bureau, "甲")
    client.force_login(task.unit.memberships.get().staff)
    assert client.get(board(campaign)).status_code == 404
    assert board(campaign) not in text(client.get(reverse("desk_campaigns:tasks", args=[campaign.code])))


def test_the_organiser_finds_it_among_the_campaigns_tabs_and_may_look_at_a_districts(organiser, bureau, campaign):
    task = owing(campaign, bureau, "甲")
    make_task(campaign, make_unit("一所", parent=task.unit, type="office"), issuer=task.unit, parent=task)
    assert board(campaign) in text(organiser.get(reverse("desk_campaigns:tasks", args=[campaign.code])))
    assert "一所" in text(organiser.get(board(campaign, f"?issuer={task.unit.code}")))


def test_a_message_about_a_task_leads_its_reviewer_to_the_version_or_the_row(organiser, bureau, campaign):
    sent, owed = owing(campaign, bureau, "甲"), owing(campaign, bureau, "乙")
    filing = make_filing(sent)
    answer = organiser.get(reverse("desk_board:task", args=[sent.code]))
    assert answer.headers["Location"] == reverse("desk_reviews:submission", args=[filing.current.code])
    assert "乙区市场监管局" in text(organiser.get(reverse("desk_board:task", args=[owed.code]), follow=True))


def test_the_public_sees_nothing_of_it(client, bureau, campaign):
    owing(campaign, bureau, "甲")
    assert client.get(board(campaign)).headers["Location"].startswith("/accounts/login/")
