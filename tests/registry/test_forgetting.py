"""Whoever is named can be taken out: page, history, files, search and feed know the person no more, the number stays."""

from datetime import date, timedelta

import pytest
from django.test import Client
from tests.factories.registries import PREPARER, REVIEWER, approved, make_batch, make_registry, make_released, released
from tests.factories.units import make_staff

from worldday.base import scope
from worldday.base.problems import Problem
from worldday.registry.actions import amending, expiring, forgetting, public, releasing
from worldday.registry.amending import Asked, Why
from worldday.registry.models import Amendment, ChangeKind, Record, RecordChange
from worldday.registry.queries.search import Wanted, search
from worldday.registry.schema import Entry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]
VALUES = {"field": "轴承", "unit": "某研究院", "remark": "内部的话"}


@pytest.fixture
def record(on_day):
    on_day(date(2020, 6, 9))
    entry = Entry("张三丰", "PS-1", valid_until=date(2022, 6, 8), source="某名单", values=VALUES)
    return make_released(entry, registry=make_registry("experts"))[0]


def everything_public(record) -> str:
    client, slug = Client(), record.registry.slug
    paths = (
        "",
        f"?q={record.number}",
        f"{record.code}/",
        f"{record.code}/record.json",
        "feed.atom",
        "data.csv",
        "data.json",
    )
    said = ""
    for path in paths:
        answer = client.get(f"/registry/{slug}/{path}")
        assert answer.status_code == 200, path
        said += (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()
    return said + client.post("/registry/check/", {"numbers": "PS-1\n张三丰"}).content.decode().replace(
        "张三丰</textarea>", ""
    ).replace('<span class="reg-asked">张三丰', "")


def test_at_their_request_nothing_of_the_person_is_left(record, on_day):
    asked = Asked(ChangeKind.CHANGED, Why("调动"), {"name": "张三丰（曾用名）", "unit": "别的研究院"})
    batch = make_batch(record.registry, name="第二批")
    amending.amend(batch=batch, record=record, asked=asked, by=PREPARER)
    released(batch)
    on_day(date(2020, 10, 14))
    assert "张三丰" in everything_public(record)
    forgetting.forget(record=record, by=REVIEWER)
    forgetting.forget(record=record, by=REVIEWER)
    fresh = Record.objects.get()
    assert (fresh.state, fresh.number, fresh.values, fresh.source) == ("withdrawn", "PS-1", {}, "")
    said = everything_public(record)
    for word in ("轴承", "研究院", "某名单", "内部的话", "调动", "曾用名"):
        assert word not in said
    assert "已应本人要求撤下" in said
    with scope.use(scope.Public()):
        assert [search([record.registry], Wanted(text)).total for text in ("三丰", "研究", "PS-1")] == [0, 0, 1]
    assert [(one.kind, one.before, one.after) for one in RecordChange.objects.all()] == [
        ("changed", {}, {}),
        ("withdrawn", {}, {}),
    ]
    assert [(one.before, one.after, one.reason) for one in Amendment.objects.all()] == [({}, {}, "")]


def test_what_was_emptied_stays_empty(record):
    batch = make_batch(record.registry, name="第二批", entries=["李四"])
    asked = Asked(ChangeKind.CHANGED, Why("调动"), {"name": "张三丰（新）"})
    amending.amend(batch=batch, record=record, asked=asked, by=PREPARER)
    approved(batch)
    forgetting.forget(record=record, by=REVIEWER)
    releasing.release(batch=batch, by=REVIEWER)
    assert Amendment.objects.get().left_out == "erased"
    assert Record.objects.get(pk=record.pk).name == forgetting.AT_REQUEST
    with pytest.raises(Problem, match="永久清空"):
        public.correct(record=record, entry=Entry("张三丰", "PS-1"), why=Why("更正"), by=REVIEWER)
    assert expiring.expire_due() == 0


def test_two_years_after_it_has_ended_it_goes_by_itself_where_it_is_about_a_person(record, on_day):
    brand = make_released(Entry("某公司", "SP-1", valid_until=date(2022, 6, 8)), registry=make_registry("brands"))[0]
    on_day(date(2022, 6, 9))
    assert expiring.expire_due() == 2
    on_day(date(2022, 6, 9) + timedelta(days=730))
    assert forgetting.forget_due() == 0
    on_day(date(2022, 6, 9) + timedelta(days=732))
    assert forgetting.forget_due() == 1
    assert forgetting.forget_due() == 0
    assert (Record.objects.get(pk=record.pk).name, Record.objects.get(pk=record.pk).state) == (
        forgetting.TIME_OVER,
        "expired",
    )
    assert Record.objects.get(pk=brand.pk).name == "某公司"


def test_what_nobody_has_seen_is_taken_out_of_its_batch_instead():
    batch = make_batch(make_registry("experts"), entries=["张三"])
    with pytest.raises(Problem):
        forgetting.forget(record=Record.objects.get(batch=batch), by=REVIEWER)


def test_the_organiser_does_it_in_the_desk_and_the_page_tells_whom_to_ask(record):
    assert "随时要求撤下" in Client().get(f"/registry/experts/{record.code}/").content.decode()
    client = Client()
    client.force_login(make_staff(unit=record.registry.owner, role="organiser"))
    page = f"/desk/registry/records/{record.code}/"
    assert "永久清空" in client.get(page).content.decode()
    assert client.post(f"{page}forget/").status_code == 302
    assert Record.objects.get().erased_at is not None
    assert client.get(f"{page}edit/").status_code in (302, 403)
    assert "随时要求撤下" not in Client().get(f"/registry/experts/{record.code}/").content.decode()
