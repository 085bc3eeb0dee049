"""A preparer has a batch change public records; the reviewer sees each change field by field."""

from datetime import date

import pytest
from django.test import Client
from tests.factories.registries import make_batch, make_registry, make_released
from tests.factories.units import make_staff, make_unit

from worldday.registry.models import Amendment, Batch, Record
from worldday.registry.schema import Entry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]


@pytest.fixture
def bureau():
    return make_unit("上海市市场监督管理局")


@pytest.fixture
def record(bureau, on_day):
    on_day(date(2020, 10, 14))
    return make_released(Entry("甲公司", "SP-1", values={"item": "轴承"}), registry=make_registry(owner=bureau))[0]


def signed_in(unit, role="organiser") -> Client:
    client = Client()
    client.force_login(make_staff(unit=unit, role=role))
    return client


def test_from_finding_a_record_to_its_release(bureau, record):
    batch = make_batch(record.registry, name="第二批")
    client, page = signed_in(bureau), f"/desk/registry/batches/{batch.code}/"
    assert "甲公司" in client.get(f"{page}amend/?q=甲公").content.decode()
    form = {"name": "甲公司", "number": "SP-1", "v_item": "齿轮", "reason": "写错了"}
    answer = client.post(f"{page}amend/{record.code}/?kind=changed", form)
    assert answer.status_code == 302
    shown = client.get(page).content.decode()
    for words in ("<del>轴承</del>", "<ins>齿轮</ins>", "写错了", "变更1条"):
        assert words in shown
    assert "第二批" in client.get(f"/desk/registry/records/{record.code}/").content.decode()
    client.post(f"{page}submit/")
    other = signed_in(bureau)
    assert "<ins>齿轮</ins>" in other.get(page).content.decode()
    assert other.post(f"{page}approve/").status_code == 302
    assert Record.objects.get().values == {"item": "轴承"}
    assert other.post(f"{page}release/").status_code == 302
    assert Record.objects.get().values == {"item": "齿轮"}


def test_only_what_the_state_allows_is_offered_and_a_reason_is_needed(bureau, record):
    batch = make_batch(record.registry, name="第二批")
    client, page = signed_in(bureau), f"/desk/registry/batches/{batch.code}/amend/{record.code}/"
    shown = client.get(page).content.decode()
    assert ("?kind=suspended" in shown, "?kind=restored" in shown) == (True, False)
    assert client.post(f"{page}?kind=suspended", {"reason": ""}).status_code == 422
    assert client.post(f"{page}?kind=suspended", {"reason": "检查", "since": "2020-10-15"}).status_code == 422
    assert Amendment.objects.count() == 0
    assert client.post(f"{page}?kind=suspended", {"reason": "检查", "since": "2020-10-01"}).status_code == 302
    made = Amendment.objects.get()
    assert client.post(f"/desk/registry/amendments/{made.code}/remove/").status_code == 302
    assert (Amendment.objects.count(), Batch.objects.get(pk=batch.pk).amended) == (0, 0)


def test_another_authority_sees_and_changes_nothing_of_it(bureau, record):
    batch = make_batch(record.registry, name="第二批")
    stranger = signed_in(make_unit("乙市市场监管局"))
    for path in ("amend/", f"amend/{record.code}/"):
        assert stranger.get(f"/desk/registry/batches/{batch.code}/{path}").status_code == 404
