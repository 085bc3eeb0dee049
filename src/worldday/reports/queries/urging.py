"""What an organiser sees before urging: how many people through which channel, whom nobody can reach, who was urged just now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from worldday.base import clock
from worldday.campaigns.models import Task, TaskState
from worldday.messages import channels
from worldday.messages.letters import Reader
from worldday.messages.models import Message
from worldday.reports.recipients import writers_of

OCCASION = "urge"
JUST_NOW = timedelta(days=1)


@dataclass(frozen=True)
class Urging:
    """`owed` are the tasks one can urge for; `people` counts people by channel, each once however many tasks they owe."""

    owed: list[Task]
    readers: dict[int, list[Reader]]  # by the unit's key
    unreachable: list[Task]  # nobody of the unit can be told
    just_urged: list[Task]  # within the last day

    def people(self, *, again: bool = True) -> dict[str, int]:
        """People by channel, as set up here; `again=False`: without those whose tasks were urged just now."""
        tasks = self.owed if again else self.fresh
        reached = {
            (reader.code, name)
            for task in tasks
            for reader in self.readers.get(task.unit_id, [])
            for name in reader.lines
        }
        counts = Counter(name for _code, name in reached)
        return {name: counts[name] for name in channels.available()}

    @property
    def fresh(self) -> list[Task]:
        """Those not urged within the last day."""
        done = {task.pk for task in self.just_urged}
        return [task for task in self.owed if task.pk not in done]


def prepare(tasks: Sequence[Task]) -> Urging:
    """From tasks with unit, issuer and campaign's owner at hand. Five queries, however many tasks (more lots for thousands)."""
    owed = [task for task in tasks if task.state == TaskState.OPEN and task.unit.closed_on is None]
    readers = writers_of(owed)
    recent = urged_since([task.code for task in owed], JUST_NOW)
    return Urging(
        owed=owed,
        readers=readers,
        unreachable=[task for task in owed if task.unit_id not in readers],
        just_urged=[task for task in owed if task.code in recent],
    )


def urged_since(codes: Sequence[str], ago: timedelta) -> set[str]:
    """Which of these tasks were urged since then."""
    made = Message.objects.filter(occasion=OCCASION, made_at__gte=clock.now() - ago)
    if len(codes) <= LOT:
        made = made.filter(about__in=codes)
    return set(made.values_list("about", flat=True)) & set(codes)


LOT = 500  # more codes than this are compared here rather than in the statement
