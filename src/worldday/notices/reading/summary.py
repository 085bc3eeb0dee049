"""A reading for people at a terminal: what the notice says, on one screen or two."""

import unicodedata
from collections.abc import Sequence
from typing import Any

WORDS = {
    "zh-hans": {
        "issuers": "发文机关", "doc_number": "发文字号", "addressees": "主送", "issue_date": "成文日期",
        "observance": "主题日", "themes": "主题", "activities": "活动项目", "tasks": "报送任务", "contacts": "联系",
        "warnings": "请留意", "none": "（没有读到）",
        "seq": "序号", "name": "名称", "units": "单位", "window": "时间", "kind": "类型",
        "international": "国际", "domestic": "国内",
        "plan": "方案", "summary": "总结", "materials": "材料", "nomination": "推荐", "other": "其他",
    },
    "en": {
        "issuers": "Issued by", "doc_number": "Number", "addressees": "To", "issue_date": "Dated",
        "observance": "Observance", "themes": "Theme", "activities": "Activities", "tasks": "Owed", "contacts": "Contact",
        "warnings": "Please check", "none": "(nothing found)",
        "seq": "No.", "name": "Name", "units": "Units", "window": "When", "kind": "Kind",
    },
}  # fmt: skip
KINDS = {
    "quiz": "知识竞答", "draw": "抽奖", "course": "培训", "event": "活动", "release": "发布", "showcase": "展示",
    "broadcast": "传播", "outreach": "宣传", "evaluation": "评估", "window": "服务窗口", "statistics": "统计",
}  # fmt: skip
COLUMNS = ("seq", "name", "units", "window", "kind")
SHARES = {"name": 0.40, "units": 0.32, "window": 0.16}
"""Of the width, for the columns that may be long."""


def summary(reading: dict[str, Any], lang: str, width: int) -> str:
    """The reading in ``lang``, lines at most about ``width`` columns wide where tables are concerned."""
    words = WORDS.get(lang, WORDS["en"])
    lines = [reading["title"] or "", ""]
    for key in ("issuers", "doc_number", "addressees", "issue_date"):
        lines += _entry(words, key, reading[key])
    lines += _entry(words, "observance", _observance(reading["observance"]))
    lines += _entry(words, "themes", [_theme(theme, words) for theme in reading["themes"]])
    rows = [_activity(activity, words) for activity in reading["activities"]]
    lines += ["", f"{words['activities']} ({len(rows)})", *_table([words[c] for c in COLUMNS], rows, width)]
    lines += _list(words["tasks"], [_task(task, words) for task in reading["tasks"]])
    lines += _list(words["contacts"], [_contact(contact) for contact in reading["contacts"]])
    lines += _list(words["warnings"], [warning["message"] for warning in reading.get("warnings", [])])
    return "\n".join(line.rstrip() for line in lines)


def shown_width(text: str) -> int:
    """Terminal columns: Chinese characters and full-width signs take two (Unicode TR 11)."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def fitted(text: str, width: int) -> str:
    """``text`` in exactly ``width`` columns: filled with spaces, or cut with an ellipsis."""
    if shown_width(text) > width:
        while text and shown_width(text) > width - 1:
            text = text[:-1]
        text += "…"
    return text + " " * (width - shown_width(text))


def _entry(words: dict[str, str], key: str, found: Any) -> list[str]:
    text = "；".join(found) if isinstance(found, list) else found
    return [f"{fitted(words[key], 12)}{text or words['none']}"]


def _observance(found: dict[str, Any] | None) -> str:
    if not found:
        return ""
    days = "–".join(dict.fromkeys(day for day in (found.get("start"), found.get("end")) if day))
    return " ".join(part for part in (found.get("name"), days) if part)


def _theme(theme: dict[str, Any], words: dict[str, str]) -> str:
    scope = theme.get("scope")
    text = theme["text"] + (f" ({theme['text_en']})" if theme.get("text_en") else "")
    return f"[{words.get(scope, scope)}] {text}" if scope else text


def _activity(activity: dict[str, Any], words: dict[str, str]) -> list[str]:
    units = "、".join(unit["name"] for unit in activity["units"]) or activity.get("units_text") or ""
    kind = activity["kind"] or ""
    label = KINDS.get(kind, kind) if words is WORDS["zh-hans"] else kind
    texts = [activity["seq"], activity["name"], units, (activity["window"] or {}).get("text"), label]
    return [" ".join(str(text or "").split()) for text in texts]


def _table(head: list[str], rows: Sequence[list[str]], width: int) -> list[str]:
    widths = [max(shown_width(row[column]) for row in (head, *rows)) for column in range(len(head))]
    for column, name in enumerate(COLUMNS):
        widths[column] = min(widths[column], max(8, int(width * SHARES.get(name, 1))))
    return ["  " + "  ".join(map(fitted, row, widths)) for row in (head, *rows)]


def _task(task: dict[str, Any], words: dict[str, str]) -> str:
    due = task.get("due") or task.get("due_text")
    limit = f"≤{task['max_chars']}" if task.get("max_chars") else None
    parts = (words.get(task["what"], task["what"]), task.get("who"), due, task.get("recipient"), limit)
    return " · ".join(str(part) for part in parts if part)


def _contact(contact: dict[str, Any]) -> str:
    return " · ".join("、".join(contact[key]) for key in ("names", "phones", "emails") if contact.get(key))


def _list(head: str, items: list[str]) -> list[str]:
    return ["", head, *(f"  - {item}" for item in items)] if items else []
