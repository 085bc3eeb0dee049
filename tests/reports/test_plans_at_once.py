"""Several people at the same moment, on real connections."""

from datetime import date
from decimal import Decimal

import pytest
from tests.factories.at_once import at_once
from tests.factories.campaigns import make_activity, make_campaign, make_task
from tests.factories.units import make_unit

from worldday.base.audit import System
from worldday.base.problems import Invalid
from worldday.campaigns.models import Activity
from worldday.reports.actions.figures import report_figure
from worldday.reports.actions.plans import add_rows
from worldday.reports.actions.programme import make_activities
from worldday.reports.actions.writing import open_filing, send
from worldday.reports.models import PlanRow, ReportedFigure

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("everything")]
BY = System("test")


@pytest.fixture
def filing():
    unit = make_unit("乙区市场监管局")
    return open_filing(task=make_task(make_campaign(), unit, what="plan"), by=BY)


def rows(*names):
    return [{"name": name, "window_text": "10月"} for name in names]


def test_organisers_who_press_at_once_make_one_set_of_activities(filing):
    add_rows(filing=filing, rows=rows("讲座", "展览", "开放日"), by=BY)
    sent = send(filing=filing, by=BY)
    done = at_once(lambda n: make_activities(submission=sent, by=System(f"person-{n}")))
    assert sorted(len(one.made) for one in done)[-2:] == [0, 3], done
    assert sum(len(one.made) for one in done) == Activity.objects.count() == 3


def test_rows_pasted_at_once_are_all_kept(filing):
    done = at_once(lambda n: add_rows(filing=filing, rows=rows(f"第{n}场", "同一场"), by=System(f"person-{n}")))
    assert all(isinstance(one, list) for one in done), done
    names = list(PlanRow.objects.values_list("name", flat=True))
    assert sorted(names) == sorted([*(f"第{n}场" for n in range(len(done))), "同一场"])
    assert sorted(PlanRow.objects.values_list("position", flat=True)) == list(range(1, len(names) + 1))


def test_one_number_said_by_many_at_once_is_kept_once():
    unit = make_unit("乙区市场监管局")
    activity = make_activity(make_campaign(), units=[unit])
    said = {
        "name": "参观人数",
        "measure": "人次",
        "definition": "登记",
        "source": "签到表",
        "counted_on": date(2020, 1, 1),
    }
    done = at_once(
        lambda n: report_figure(activity=activity, unit=unit, value=Decimal(n), by=System(f"person-{n}"), **said)
    )
    assert sorted(type(one).__name__ for one in done)[:-1] == ["Invalid"] * (len(done) - 1), done
    assert isinstance(done[0], Invalid | ReportedFigure)
    assert ReportedFigure.objects.count() == 1
