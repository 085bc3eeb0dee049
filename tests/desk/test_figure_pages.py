"""Numbers that units count, on the pages of their activities and of the campaign."""

import io
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from tests.factories.campaigns import make_activity, make_campaign
from tests.factories.units import make_staff, make_unit

from worldday.reports.actions.figures import report_figure
from worldday.reports.counted import common_for
from worldday.reports.figures import figures_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything", "_october")]


@pytest.fixture
def _october(on_day):
    on_day(date(2020, 10, 20))


@pytest.fixture
def city():
    return make_unit("甲市市场监管局")


@pytest.fixture
def unit(city):
    return make_unit("乙区市场监管局", parent=city)


@pytest.fixture
def activity(city, unit):
    return make_activity(make_campaign(owner=city), units=[unit], kind="event", name="标准开放日")


@pytest.fixture
def clerk(client, unit):
    client.force_login(make_staff("张三", unit=unit, role="unit-staff"))
    return client


def page_of(activity):
    return reverse("desk_figures:activity", args=[activity.code])


def said(unit, **more):
    words = {"name": "参观人数", "value": "1286", "measure": "人次", "definition": "入口登记", "source": "签到表"}
    return words | {"counted_on": "2020-10-14", "unit": unit.code} | more


def reported(activity, unit, **more):
    words = {
        "name": "参观人数",
        "value": Decimal(1286),
        "measure": "人次",
        "definition": "入口登记",
        "source": "签到表",
    }
    return report_figure(activity=activity, unit=unit, counted_on=date(2020, 10, 14), by=make_staff(), **(words | more))


def text(answer):
    return answer.content.decode()


def test_a_number_is_given_with_everything_a_reader_may_ask(clerk, activity, unit):
    answer = clerk.post(page_of(activity), said(unit), follow=True)
    assert [(f.name, f.value, f.unit, f.source) for f in figures_of(activity)] == [
        ("参观人数", Decimal(1286), unit, "签到表")
    ]
    assert "1286人次" in text(answer)


def test_what_is_often_counted_gives_words_and_never_a_number(clerk, activity):
    for one in common_for(activity):
        answer = clerk.get(page_of(activity), {"common": one.slug})
        form = answer.context["form"]
        assert (form["name"].value(), form["measure"].value(), form["value"].value()) == (one.name, one.measure, None)
        assert form["definition"].value() == one.definition


@pytest.mark.parametrize(
    "more", [{"value": "很多"}, {"value": "-1"}, {"value": ""}, {"source": ""}, {"counted_on": "2020-10-21"}]
)
def test_what_cannot_be_kept_comes_back_with_the_reason(clerk, activity, unit, more):
    answer = clerk.post(page_of(activity), said(unit, **more))
    assert answer.status_code == 422
    assert "入口登记" in text(answer)
    assert figures_of(activity) == []


def test_a_unit_speaks_for_itself_only(clerk, activity, city):
    other = make_unit("丙区市场监管局", parent=city)
    activity.roles.create(unit=other, role="responsible", position=1)
    assert clerk.post(page_of(activity), said(other)).status_code == 422
    theirs = reported(activity, other)
    assert clerk.get(reverse("desk_figures:correct", args=[theirs.code])).status_code in (302, 403)
    assert clerk.post(reverse("desk_figures:withdraw", args=[theirs.code])).status_code in (302, 403)
    assert [figure.value for figure in figures_of(activity)] == [1286]


def test_a_unit_without_a_part_sees_the_numbers_and_gives_none(client, activity, unit, city):
    other = make_unit("丙区市场监管局", parent=city)
    make_activity(activity.campaign, units=[other], name="别的")
    client.force_login(make_staff(unit=other, role="unit-staff"))
    reported(activity, unit)
    answer = client.get(page_of(activity))
    assert "1286人次" in text(answer)
    assert answer.context["form"] is None
    assert client.post(page_of(activity), said(other)).status_code in (302, 403)


def test_a_correction_and_a_withdrawal(clerk, activity, unit):
    figure = reported(activity, unit)
    clerk.post(reverse("desk_figures:correct", args=[figure.code]), said(unit, value="1268"))
    (new,) = figures_of(activity)
    assert new.value == 1268
    assert clerk.get(reverse("desk_figures:correct", args=[figure.code])).status_code == 404
    clerk.post(reverse("desk_figures:withdraw", args=[new.key.partition(":")[2]]))
    assert figures_of(activity) == []


def test_the_organiser_sees_all_of_a_campaign_with_sources_and_takes_them_away(client, activity, unit, city):
    reported(activity, unit)
    reported(activity, unit, name="=1+1", value=Decimal("2.5"))
    client.force_login(make_staff(unit=city))
    answer = client.get(reverse("desk_figures:campaign", args=[activity.campaign.code]))
    assert "签到表" in text(answer)
    file = client.get(reverse("desk_figures:export", args=[activity.campaign.code]))
    sheet = load_workbook(io.BytesIO(file.content)).worksheets[0]
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    assert [row[:5] for row in rows] == [
        ("标准开放日", "参观人数", 1286, "人次", "乙区市场监管局"),
        ("标准开放日", "=1+1", 2.5, "人次", "乙区市场监管局"),
    ]
    assert sheet["B3"].data_type == "s"


def test_the_whole_list_is_for_whoever_runs_the_campaign(clerk, activity):
    assert clerk.get(reverse("desk_figures:campaign", args=[activity.campaign.code])).status_code in (302, 403)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_queries(client, activity, unit, city, count, django_assert_max_num_queries):
    for n in range(count):
        reported(make_activity(activity.campaign, units=[unit], kind="event", name=f"第{n}项"), unit)
    client.force_login(make_staff(unit=city))
    address = reverse("desk_figures:campaign", args=[activity.campaign.code])
    client.get(address)
    with django_assert_max_num_queries(20) as found:
        client.get(address)
    seen = test_the_list_costs_the_same_queries.__dict__.setdefault("seen", len(found))
    assert len(found) == seen
