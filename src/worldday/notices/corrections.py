"""What people corrected in an earlier reading is not asked of them again. Pure: readings in, a draft out."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from worldday.campaigns.merge import match

Data = dict[str, Any]  # worldday.notice/1
NOT_VALUES = frozenset(
    ("schema", "spans", "warnings", "activities")
)  # places in a text, and the rows merged one by one


def carry_over(read_then: Data, corrected: Data, read_now: Data) -> Data:
    """`read_now` with the corrections that people made to `read_then`, wherever the notice still says the same.

    Where the notice now says something else, it is newer than the correction and stands as read, for review. Rows that
    people added or struck out are not repeated unless the reading is the same altogether.
    """
    if read_now == read_then:
        return deepcopy(corrected)
    draft = _corrected(read_then, corrected, read_now)
    then, after = (data.get("activities") or [] for data in (read_then, corrected))
    rows = draft.get("activities") or []
    was = match(_names(then), _names(rows))
    became = match(_names(then), _names(after))
    correction_of = {there: here for here, there in became.items()}
    for place, there in was.items():
        if there in correction_of:
            rows[place] = _corrected(then[there], after[correction_of[there]], rows[place])
    return draft


def _corrected(then: Data, corrected: Data, now: Data) -> Data:
    kept = {
        field: corrected[field]
        for field in now
        if field not in NOT_VALUES and field in corrected and corrected[field] != then.get(field) == now[field]
    }
    return deepcopy(now | kept)


def _names(rows: list[Data]) -> list[tuple[str, str]]:
    return [(str(row.get("seq") or ""), str(row.get("name") or "")) for row in rows]
