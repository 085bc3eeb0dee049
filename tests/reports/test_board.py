"""What counts as expected, received and in time, and that the rates never lie."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories.campaigns import make_campaign, make_task
from tests.factories.reports import make_filing
from tests.factories.units import make_unit

from worldday.reports.queries import board
from worldday.reports.queries.board import Wanted

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]
DUE = date(2020, 10, 23)


@pytest.fixture(autouse=True)
def _today(on_day):
    on_day(date(2020, 10, 26))


@pytest.fixture
def bureau():
    return make_unit()


@pytest.fixture
def campaign(bureau):
    return make_campaign(owner=bureau)


def district(bureau, name: str, **fields):
    return make_unit(f"{name}市场监管局", parent=bureau, type="district", district=name, **fields)


def numbers(tally) -> dict[str, int]:
    return {name: value for name, value in vars(tally).items() if value}


def test_each_way_a_task_can_stand_is_counted_as_the_page_says(bureau, campaign):
    units = {name: district(bureau, name) for name in "甲乙丙丁戊己庚辛"}
    tasks = {name: make_task(campaign, unit, due=DUE) for name, unit in units.items()}
    make_filing(tasks["甲"])
    make_filing(tasks["乙"], state="accepted", late=True)
    make_filing(tasks["丙"], state="returned")
    make_filing(tasks["丁"], versions=2, findings=[{"code": "empty"}])
    for name, state, day in (("戊", "done", DUE), ("己", "done", date(2020, 10, 24)), ("庚", "exempt", DUE)):
        tasks[name].state, tasks[name].closed_on = state, day
        tasks[name].save()
    found = board.progress(campaign).total
    assert numbers(found) == {
        "expected": 7, "received": 5, "on_time": 3, "late": 2, "overdue": 2, "returned": 1, "to_review": 2, "accepted": 1,
        "exempt": 1, "doubtful": 1,
    }  # fmt: skip
    assert (found.rate, found.rate_on_time) == (5 / 7, 3 / 7)


def test_a_unit_that_closed_is_not_missing_and_what_it_had_sent_still_counts(bureau, campaign):
    gone, gone_after = district(bureau, "甲", closed_on=DUE), district(bureau, "乙", closed_on=DUE)
    make_task(campaign, gone, due=DUE)
    make_filing(make_task(campaign, gone_after, due=DUE))
    found = board.progress(campaign).total
    assert (found.expected, found.received, found.rate, found.overdue) == (1, 1, 1.0, 0)


def test_no_history_makes_a_rate_exceed_one(bureau, campaign):
    states = [("open", None), ("done", DUE), ("exempt", DUE)]
    filings = [None, "submitted", "returned", "accepted"]
    for number, (state, day) in enumerate(states):
        for other, filed in enumerate(filings):
            unit = district(bureau, f"{number}{other}", closed_on=DUE if (number + other) % 2 else None)
            task = make_task(campaign, unit, due=DUE)
            if filed:
                make_filing(task, state=filed)
            type(task)._base_manager.filter(pk=task.pk).update(state=state, closed_on=day)
    found = board.progress(campaign).total
    for number in ("received", "on_time", "late", "returned", "accepted", "doubtful", "overdue"):
        assert getattr(found, number) <= found.expected, number
    assert found.on_time + found.late <= found.received


@pytest.mark.parametrize(("late", "counted"), [(False, (1, 0)), (True, (0, 1))])
def test_a_returned_report_is_neither_in_time_nor_late_until_it_is_sent_again_and_then_its_first_sending_counts(
    bureau, campaign, late, counted
):
    task = make_task(campaign, district(bureau, "甲"), due=DUE)
    filing = make_filing(task, state="returned", late=late)
    found = board.progress(campaign).total
    assert (found.received, found.on_time, found.late, found.rate_on_time) == (0, 0, 0, 0.0)
    filing.state, task.state, task.closed_on = "submitted", "done", date(2020, 10, 26)
    filing.save()
    task.save()
    found = board.progress(campaign).total
    assert (found.on_time, found.late) == counted


def test_nothing_expected_has_no_rate(campaign):
    assert (board.progress(campaign).total.rate, board.progress(campaign).by_what) == (None, {})


def test_parts_add_up_to_the_whole(bureau, campaign):
    for name in "甲乙丙":
        unit = district(bureau, name)
        make_filing(make_task(campaign, unit, what="plan"))
        make_task(campaign, unit, what="summary")
    make_task(campaign, make_unit("市标准化协会", parent=bureau, type="association"), what="summary")
    found = board.progress(campaign)
    assert {key: (t.received, t.expected) for key, t in found.by_what.items()} == {"plan": (3, 3), "summary": (0, 4)}
    assert {key: t.expected for key, t in found.by_type.items()} == {"district": 6, "association": 1}
    assert {key: t.expected for key, t in found.by_district.items()} == {"甲": 2, "乙": 2, "丙": 2, "": 1}
    assert found.total.expected == 7


def test_what_a_district_asked_its_own_units_is_on_its_board_and_not_on_the_citys(bureau, campaign):
    pudong = district(bureau, "浦东新区")
    parent = make_task(campaign, pudong)
    for name in "一二":
        make_task(campaign, make_unit(f"{name}所", parent=pudong, type="office"), issuer=pudong, parent=parent)
    make_task(campaign, district(bureau, "徐汇区"), issuer=bureau)  # the owner said explicitly
    assert board.progress(campaign).total.expected == 2
    assert board.progress(campaign, pudong).total.expected == 2
    assert {key: t.expected for key, t in board.totals([campaign]).items()} == {
        (campaign.pk, None): 2,
        (campaign.pk, pudong.pk): 2,
    }


def test_filters_narrow_to_what_their_words_say(bureau, campaign):
    names = {"甲": "open", "乙": "returned", "丙": "submitted", "丁": "accepted"}
    for name, state in names.items():
        task = make_task(campaign, district(bureau, name), due=DUE)
        if state != "open":
            make_filing(task, state=state)
    make_task(
        campaign,
        make_unit("市计量院", parent=bureau, type="institute", short_name="计量院"),
        what="plan",
        due=date(2020, 10, 28),
    )

    def units(**wanted) -> str:
        return "".join(task.unit.name[0] for task in board.rows(board.asked(campaign, None, Wanted(**wanted))))

    assert units() == "甲乙市丙丁"
    assert units(standing="owed") == "甲乙市"
    assert (units(standing="returned"), units(standing="to-review"), units(standing="accepted")) == ("乙", "丙", "丁")
    assert (units(light="overdue"), units(light="at-risk"), units(light="done")) == ("甲乙", "市", "丙丁")
    assert (units(type="institute"), units(district="丙"), units(district="-"), units(what="plan")) == (
        "市",
        "丙",
        "市",
        "市",
    )
    assert (units(words="计量"), units(words="甲 市场"), units(words="甲 计量")) == ("市", "甲", "")
    assert units(standing="nonsense", light="nonsense") == "甲乙市丙丁"


def test_the_lights_of_the_filter_are_the_lights_of_the_rows(bureau, campaign):
    days = [None, date(2020, 10, 25), date(2020, 10, 26), date(2020, 10, 29), date(2020, 10, 30)]
    for number, day in enumerate(days):
        make_task(campaign, district(bureau, f"{number}区"), due=day)
    tasks = board.with_lights(board.rows(board.asked(campaign)))
    for slug in ("overdue", "at-risk", "on-track", "done"):
        listed = {task.pk for task in board.asked(campaign, None, Wanted(light=slug))}
        assert listed == {task.pk for task in tasks if task.light.slug == slug}, slug


def test_counting_and_listing_take_the_same_few_queries_however_many_units(bureau, campaign):
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            board.progress(campaign)
            list(board.rows_of_page(board.asked(campaign).values_list("pk", flat=True)[:50]))
        return len(seen)

    make_filing(make_task(campaign, district(bureau, "甲")))
    assert queries() == 3
    for name in "乙丙丁":
        make_filing(make_task(campaign, district(bureau, name)), versions=3)
    assert queries() == 3
