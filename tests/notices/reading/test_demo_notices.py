import json
from pathlib import Path
from typing import Any

import pytest
from tests.factories.notice_texts import reading

HERE = Path(__file__).parent
DEMO = HERE.parents[2] / "demo" / "notices"
NAMES = ("world-standards-day-2020", "world-accreditation-day-2020")


@pytest.fixture(params=NAMES)
def both(request: pytest.FixtureRequest) -> tuple[dict[str, Any], dict[str, Any]]:
    text = (DEMO / f"{request.param}.txt").read_text("utf8")
    return reading(text), json.loads((HERE / "expected" / f"{request.param}.expected.json").read_text("utf8"))


def test_every_field_of_the_head_is_read(both):
    read, expected = both
    for field in ("schema", "title", "issuers", "doc_number", "addressees", "issue_date", "observance", "themes"):
        assert read[field] == expected[field], field


def test_every_activity_is_read_with_its_units_and_window(both):
    read, expected = both
    assert len(read["activities"]) == len(expected["activities"])
    for got, want in zip(read["activities"], expected["activities"], strict=True):
        for field in set(want) - {"kind", "kind_also"}:
            assert got[field] == want[field], (want["seq"], field)
        assert got["kind"] in {want["kind"], *want["kind_also"]}, want["seq"]


def test_every_task_and_contact_is_read(both):
    read, expected = both
    assert read["tasks"] == expected["tasks"]
    assert read["contacts"] == expected["contacts"]


def test_the_standards_day_notice_deserves_these_warnings():
    read = reading((DEMO / "world-standards-day-2020.txt").read_text("utf8"))
    late = [w["params"]["name"] for w in read["warnings"] if w["code"] == "activity_after_summary_due"]
    assert len(late) == 11
    assert late[0] == "长三角标准国际化协作平台启动"
    others = sorted(w["code"] for w in read["warnings"] if w["code"] != "activity_after_summary_due")
    assert others == [
        "personal_data",
        "personal_data",
        "stale_theme",
        "unit_only_in_content",
        "unit_only_in_content",
        "wrong_word",
    ]


def test_the_accreditation_day_notice_deserves_these_warnings():
    read = reading((DEMO / "world-accreditation-day-2020.txt").read_text("utf8"))
    assert [w["code"] for w in read["warnings"]] == [
        "activity_before_plan_due",
        "personal_data",
        "phone_digits",
        "no_issue_date",
    ]
    assert read["warnings"][2]["message"] == "电话6422000有7位，上海的固定电话应为8位，可能缺位或多位。"
