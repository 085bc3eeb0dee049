"""Numbers that units count by hand: entered once, corrected with their history, withdrawn."""

from datetime import date
from decimal import Decimal

import pytest
from tests.factories.campaigns import make_activity, make_campaign
from tests.factories.units import make_unit

from worldday.base.audit import System
from worldday.base.models import AuditEvent
from worldday.base.problems import Invalid, Problem
from worldday.reports.actions.figures import correct_figure, report_figure, withdraw_figure
from worldday.reports.figures import figures_of
from worldday.reports.models import ReportedFigure

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything", "_october")]
BY = System("test")


@pytest.fixture
def _october(on_day):
    on_day(date(2020, 10, 20))


@pytest.fixture
def unit():
    return make_unit("乙区市场监管局")


@pytest.fixture
def activity(unit):
    return make_activity(make_campaign(), units=[unit])


def report(activity, unit, **more):
    said = {
        "name": "参观人数",
        "value": Decimal(1286),
        "measure": "人次",
        "definition": "入口登记的人次",
        "source": "开放日签到表",
        "counted_on": date(2020, 10, 14),
    }
    return report_figure(activity=activity, unit=unit, by=BY, **(said | more))


def test_a_number_says_what_was_counted_how_where_and_when(activity, unit):
    report(activity, unit)
    (figure,) = figures_of(activity)
    assert (figure.name, figure.value, figure.measure, figure.unit) == ("参观人数", 1286, "人次", unit)
    assert (figure.definition, figure.source) == ("入口登记的人次", "开放日签到表")
    event = AuditEvent.objects.get(action="figure-reported")
    assert (event.after["value"], event.after["counted_on"]) == ("1286", "2020-10-14")


@pytest.mark.parametrize("field", ["name", "measure", "definition", "source"])
def test_nothing_of_it_may_be_left_unsaid(activity, unit, field):
    with pytest.raises(Invalid) as caught:
        report(activity, unit, **{field: ""})
    assert list(caught.value.errors) == [field]


@pytest.mark.parametrize(
    ("more", "field"),
    [({"counted_on": date(2020, 10, 21)}, "counted_on"), ({"value": Decimal(10) ** 14}, "value")],
)
def test_what_cannot_be_counted_is_refused(activity, unit, more, field):
    with pytest.raises(Invalid) as caught:
        report(activity, unit, **more)
    assert list(caught.value.errors) == [field]


def test_a_negative_number_is_refused(activity, unit):
    with pytest.raises(Invalid):
        report(activity, unit, value=Decimal(-1))
    assert figures_of(activity) == []


def test_a_unit_without_a_part_counts_nothing_but_an_office_below_one_does(activity, unit):
    with pytest.raises(Problem):
        report(activity, make_unit("丙区市场监管局"))
    assert report(activity, make_unit("某街道市场监管所", parent=unit)).pk


def test_one_number_of_a_name_for_each_unit_and_activity(activity, unit):
    report(activity, unit)
    with pytest.raises(Invalid) as caught:
        report(activity, unit, name=" 参观人数 ")
    assert list(caught.value.errors) == ["name"]
    report(activity, unit, name="发放资料")
    assert len(figures_of(activity)) == 2


def test_a_correction_keeps_what_was_said_before(activity, unit):
    old = report(activity, unit)
    new = correct_figure(figure=old, changes={"value": Decimal(1268)}, by=BY)
    assert [figure.value for figure in figures_of(activity)] == [1268]
    assert [(row.pk, row.value, row.withdrawn_at is None) for row in ReportedFigure.objects.all()] == [
        (old.pk, 1286, False),
        (new.pk, 1268, True),
    ]
    event = AuditEvent.objects.get(action="figure-corrected")
    assert (event.before, event.after) == ({"value": "1286.00"}, {"value": "1268"})


def test_a_correction_that_corrects_nothing_leaves_the_row(activity, unit):
    old = report(activity, unit)
    assert correct_figure(figure=old, changes={"value": Decimal("1286.00")}, by=BY).pk == old.pk
    assert ReportedFigure.objects.count() == 1


def test_what_was_corrected_meanwhile_is_not_corrected_twice(activity, unit):
    old = report(activity, unit)
    correct_figure(figure=old, changes={"value": Decimal(1)}, by=BY)
    with pytest.raises(Problem):
        correct_figure(figure=old, changes={"value": Decimal(2)}, by=BY)
    assert [figure.value for figure in figures_of(activity)] == [1]


def test_a_withdrawn_number_stays_on_record_and_its_name_is_free_again(activity, unit):
    old = report(activity, unit)
    withdraw_figure(figure=old, by=BY)
    withdraw_figure(figure=old, by=BY)
    assert figures_of(activity) == []
    assert AuditEvent.objects.filter(action="figure-withdrawn").count() == 1
    assert report(activity, unit).pk != old.pk
