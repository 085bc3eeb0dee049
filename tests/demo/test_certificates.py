"""The demo's certificates: one of each state, and nobody real among them."""

import json
from datetime import date
from pathlib import Path

import pytest

from worldday.base.audit import System
from worldday.certificates.actions.issuing import LONGEST_PLACE
from worldday.certificates.holder import Holder
from worldday.certificates.models import Certificate, Design
from worldday.certificates.proof.payload import MOST_BYTES, Payload, body_of
from worldday.certificates.wording import places_of, printed
from worldday.demo.campaigns import load_campaigns
from worldday.demo.certificates import issue_samples
from worldday.demo.units import load_units

CONTENT = json.loads((Path(__file__).resolve().parents[2] / "demo/certificates.json").read_text("utf8"))
BY = System("demo")


def test_every_design_says_where_it_comes_from_and_that_it_is_a_sample():
    for row in CONTENT["designs"]:
        assert row["source"]
        assert "示例" in row["name"]
        assert "示例" in row["words"]["note"]
        assert "示例" in row["words"]["issuer"]


def test_nobody_real_is_named():
    assert all(row["name"].startswith("示例") for row in CONTENT["samples"])


@pytest.mark.parametrize("design", CONTENT["designs"], ids=lambda row: row["name"])
def test_every_design_has_room_for_the_long_name_of_a_person_and_of_an_institute(design):
    holder = Holder(
        "阿卜杜热合曼江·买买提伊明·艾力", "Abdurahmanjan Memetimin Eli", "新疆维吾尔自治区产品质量监督检验研究院"
    )
    said = dict.fromkeys(places_of(design["words"]), "上海市“质量月”世界标准日宣传活动")
    day = date(2020, 10, 14)
    lines = printed(design["words"], holder=holder, said=said, issued=day, until=day)
    assert len(body_of(Payload(*LONGEST_PLACE, tuple(lines)))) <= MOST_BYTES


@pytest.mark.django_db
@pytest.mark.usefixtures("everything")
def test_a_second_loading_changes_nothing_and_every_state_can_be_looked_at():
    root = load_units(by=BY)
    load_campaigns(owner=root, by=BY)
    for _time in range(2):
        issue_samples(root=root, by=BY)
    assert Design.objects.count() == len(CONTENT["designs"])
    states = list(Certificate.objects.order_by("pk").values_list("holder_name", "state"))
    assert states == [
        ("示例专家甲", "valid"),
        ("示例专家已", "replaced"),
        ("示例专家乙", "valid"),
        ("示例参与者", "revoked"),
        ("示例参与者", "valid"),
        ("示例受聘人", "valid"),  # its month is over: shown as expired
        ("示例来访者", "valid"),
        ("示例来仿者", "replaced"),
        ("示例来访者", "valid"),
        ("示例来访者", "revoked"),
    ]


@pytest.mark.django_db
@pytest.mark.usefixtures("everything")
@pytest.mark.parametrize("day", ["2020-06-09", "2020-10-14"])
def test_the_page_that_checks_shows_one_of_each_state_on_both_days_of_the_demo(client, settings, on_day, day):
    root = load_units(by=BY)
    load_campaigns(owner=root, by=BY)
    issue_samples(root=root, by=BY)
    settings.DEMO = True
    on_day(date.fromisoformat(day))
    page = client.get("/certificates/").content.decode()
    for word in ("有效", "已撤销", "已换发", "已过期"):
        assert f"<strong>{word}</strong>" in page
    for number in Certificate.objects.filter(reason_ref__startswith="sample:", issued_on__lte=day).values_list(
        "number"
    ):
        assert f'href="/certificates/{number[0]}/"' in page
    settings.DEMO = False
    assert "示例" not in client.get("/certificates/").content.decode()
