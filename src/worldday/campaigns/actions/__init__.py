"""Every write on campaigns, activities and tasks, each a verb with its own transaction and audit row."""

from .activities import (
    add_activity,
    cancel_activity,
    change_activity,
    record_actual,
    restore_activity,
    set_activity_units,
)
from .campaigns import archive, change_campaign, publish, translate_theme, unpublish
from .next_year import start_from_past
from .putting import put_plan
from .tasks import add_task, add_tasks, change_task, close_task, exempt_task, extend_task, reopen_task

__all__ = [
    "add_activity",
    "add_task",
    "add_tasks",
    "archive",
    "cancel_activity",
    "change_activity",
    "change_campaign",
    "change_task",
    "close_task",
    "exempt_task",
    "extend_task",
    "publish",
    "put_plan",
    "record_actual",
    "reopen_task",
    "restore_activity",
    "set_activity_units",
    "start_from_past",
    "translate_theme",
    "unpublish",
]
