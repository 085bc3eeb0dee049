"""Readings (worldday.notice/1) as the reader would give them, each call naming only what its test is about."""

from typing import Any

from worldday.campaigns.plan import Plan, plan_from_reading


def make_reading(**fields: Any) -> dict[str, Any]:
    """A World Standards Day notice with two activities and one task."""
    return {
        "schema": "worldday.notice/1",
        "title": "上海市市场监督管理局关于开展2020年“世界标准日”宣传活动的通知",
        "issuers": ["上海市市场监督管理局"],
        "doc_number": "沪市监标创〔2020〕444号",
        "addressees": "各有关单位",
        "issue_date": "2020-09-09",
        "observance": {"name": "世界标准日", "ordinal": 51, "start": "2020-10-14", "end": "2020-10-14"},
        "themes": [
            {"scope": "international", "text": "标准保护地球", "text_en": "Protecting the planet with standards"}
        ],
        "activities": [
            make_row("1", "标准化线上知识竞答", kind="quiz"),
            make_row("2", "有机产品标准化工作论坛", kind="event", units=[("金山区市场监管局", "responsible")]),
        ],
        "tasks": [make_owed("summary", "各单位", "2020-10-23")],
        "contacts": [],
        "warnings": [],
        "spans": {},
    } | fields


def make_row(seq: str, name: str, *, units: list[tuple[str, str]] | None = None, **fields: Any) -> dict[str, Any]:
    units = [("市市场监管局", "responsible")] if units is None else units
    return {
        "seq": seq,
        "name": name,
        "content": "",
        "units": [{"name": unit, "role": role} for unit, role in units],
        "units_text": "、".join(unit for unit, _role in units),
        "open_list": False,
        "window": {"text": "10月中旬", "start": "2020-10-11", "end": "2020-10-20", "precision": "ten-day"},
        "kind": "event",
    } | fields


def make_owed(what: str, who: str, due: str | None = None, **fields: Any) -> dict[str, Any]:
    return {"what": what, "who": who, "due": due, "due_text": "", "recipient": None, "max_chars": None} | fields


def make_plan(**fields: Any) -> Plan:
    return plan_from_reading(make_reading(**fields))
