"""Moments as people write them: 10月14日（周三）9:30—10:30 in Chinese, Wed 14 October, 9:30–10:30 in English."""

from __future__ import annotations

from datetime import datetime

from django.utils.timezone import localtime

from worldday.base.text import MONTHS

ZH_DAYS = "一二三四五六日"
EN_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def day(moment: datetime, language: str) -> str:
    """Of the installation's time zone."""
    local = localtime(moment)
    if language.startswith("zh"):
        return f"{local.month}月{local.day}日（周{ZH_DAYS[local.weekday()]}）"
    return f"{EN_DAYS[local.weekday()]} {local.day} {MONTHS[local.month - 1]}"


def clock_time(moment: datetime) -> str:
    local = localtime(moment)
    return f"{local.hour}:{local.minute:02}"


def moment(value: datetime, language: str) -> str:
    """One point in time."""
    return f"{day(value, language)}{'' if language.startswith('zh') else ', '}{clock_time(value)}"


def span(start: datetime, end: datetime, language: str) -> str:
    """From when to when; the second day only where it is another one."""
    dash = "—" if language.startswith("zh") else "–"
    same = localtime(start).date() == localtime(end).date()
    return f"{moment(start, language)}{dash}{clock_time(end) if same else moment(end, language)}"
