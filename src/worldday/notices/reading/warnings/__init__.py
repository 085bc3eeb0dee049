"""What a careful reader would question. Each check is a function from a notice to its warnings.

False warnings are worse than none: a check speaks only where the text itself contradicts
itself, a rule, or a fact of the data files (``words``, ``observances``).
"""

from collections.abc import Callable, Iterable

from worldday.notices.reading.model import Doubt, Notice

from . import dates, plan, privacy, stale, words

CHECKS: tuple[Callable[[Notice], Iterable[Doubt]], ...] = (
    plan.after_summary_due,
    plan.before_plan_due,
    plan.duplicate_seq,
    plan.unit_only_in_content,
    dates.no_issue_date,
    dates.no_due_date,
    dates.due_before_issue,
    dates.year_mismatch,
    dates.weekday_mismatch,
    dates.no_such_day,
    words.wrong_words,
    words.phone_digits,
    stale.stale_themes,
    privacy.personal_data,
)


def check(notice: Notice) -> list[Doubt]:
    """All warnings, in the order of the text."""
    found = [warning for each in CHECKS for warning in each(notice)]
    return sorted(found, key=lambda warning: (warning.start, warning.code))
