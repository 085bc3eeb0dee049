"""Reminders of what every unit owes, planned and queued: 6,000 tasks, each due in a week."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import timedelta

from bench.measure import Measure, at_most
from bench.reporting.pages import LINEAR
from bench.reporting.stock import Stock
from worldday.base import clock, scope
from worldday.campaigns.models import Campaign, Task
from worldday.messages.models import Message
from worldday.reports import reminding


def measure(small: Stock, large: Stock) -> Iterator[Measure]:
    few, _new = _remind(small)
    many, new = _remind(large)
    owed = 3 * large.units
    yield Measure("reminders_queued_for", new, "tasks", f"={owed}", new == owed)
    yield at_most("reminders_queued", many, "s", 10)
    yield at_most("reminders_growth_per_unit", (many / large.units) / (few / small.units), "ratio", LINEAR)
    again = _remind_again()
    yield Measure("reminders_twice", again, "messages", "=0", again == 0)


def _remind(stock: Stock) -> tuple[float, int]:
    """Seconds, and how many tasks got at least one message; all three tasks of every unit are owed again."""
    with scope.everything("bench"):
        Campaign.objects.exclude(pk=stock.campaign.pk).update(state="archived")
        Campaign.objects.filter(pk=stock.campaign.pk).update(state="live")
        due = clock.today() + timedelta(days=7)
        Task.objects.filter(campaign=stock.campaign).update(state="open", closed_on=None, due=due)
        began = time.perf_counter()
        reminding.remind()
        taken = time.perf_counter() - began
        about = Task.objects.filter(campaign=stock.campaign).values("code")
        return taken, Message.objects.filter(about__in=about).values("about").distinct().count()


def _remind_again() -> int:
    with scope.everything("bench"):
        before = Message.objects.count()
        reminding.remind()
        return Message.objects.count() - before
