"""Reviewers hear that a batch waits, preparers that it came back or is public; nobody is told what they did themselves."""

from datetime import datetime, timedelta

import pytest
from tests.factories.registries import make_batch, make_registry
from tests.factories.units import make_staff, make_unit

from worldday.base import clock
from worldday.messages.models import Message, MessageState
from worldday.registry.actions import batches, records, releasing
from worldday.registry.schema import Entry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]


@pytest.fixture
def bureau():
    return make_unit("上海市市场监督管理局")


@pytest.fixture
def people(bureau):
    return [make_staff(name, unit=bureau, role="organiser") for name in ("王准备", "李审核", "赵同事")]


@pytest.fixture
def batch(bureau, people):
    made = make_batch(make_registry(owner=bureau), name="首批")
    records.add_record(batch=made, entry=Entry("甲公司"), by=people[0])
    return made


def told(occasion, channel="note") -> list[tuple[str, str]]:
    rows = Message.objects.filter(occasion=occasion, channel=channel).order_by("to_name")
    return sorted(rows.values_list("to_name", "text"))


def test_reviewers_hear_of_it_and_those_who_worked_on_it_do_not(batch, people):
    batches.submit(batch=batch, by=people[0])
    assert [name for name, _text in told("batch-waits")] == ["李审核", "赵同事"]
    assert "（新增1条）" in told("batch-waits")[0][1]
    assert Message.objects.filter(occasion="batch-waits").first().link == f"/desk/registry/batches/{batch.code}/"


def test_what_came_back_says_why_and_is_not_to_be_reviewed_any_more(batch, people):
    batches.submit(batch=batch, by=people[0])
    batches.send_back(batch=batch, reason="编号缺失", by=people[1])
    assert [(name, "编号缺失" in text) for name, text in told("batch-returned")] == [("王准备", True)]
    waiting = Message.objects.filter(occasion="batch-waits", state=MessageState.WAITING)
    assert waiting.count() == 0
    batches.submit(batch=batch, by=people[0])
    batches.send_back(batch=batch, reason="还缺一个", by=people[1])
    assert len(told("batch-returned")) == 2


def test_who_released_it_by_hand_is_not_told_and_by_the_clock_everybody_is(batch, people, settings):
    start = datetime(2020, 10, 14, 9, 59, tzinfo=clock.timezone.get_default_timezone())
    settings.CLOCK_SHIFT = start - clock.wall()
    batches.submit(batch=batch, by=people[0])
    batches.approve(batch=batch, by=people[1])
    releasing.schedule(batch=batch, at=start + timedelta(minutes=1), announced=True, by=people[1])
    settings.CLOCK_SHIFT += timedelta(minutes=1)
    assert releasing.release_due() == 1
    assert [(name, "2020-10-14 10:00" in text) for name, text in told("batch-released")] == [
        ("李审核", True),
        ("王准备", True),
    ]


def test_who_has_left_is_not_told_and_the_unit_is_instead(batch, people):
    batches.submit(batch=batch, by=people[0])
    people[0].is_active = False
    people[0].save()
    batches.approve(batch=batch, by=people[1])
    releasing.release(batch=batch, by=people[1])
    assert [name for name, _text in told("batch-released")] == ["赵同事"]
