"""Boards: everybody, and everybody of one district, entrance, group, school or age band. A board is a short text."""

from __future__ import annotations

from typing import Protocol

EVERYBODY = ""
SORTS = ("district", "entrance", "group", "school", "age")
RANKED = ("district", "entrance")  # boards whose places are counted by buckets; smaller ones are counted directly


class Placed(Protocol):
    """What a standing says about where somebody belongs."""

    @property
    def district(self) -> str: ...
    @property
    def entrance(self) -> int: ...
    @property
    def group(self) -> str: ...
    @property
    def age_band(self) -> str: ...


def board(sort: str, value: object) -> str:
    """`board("district", "嘉定区")` → `district:嘉定区`."""
    if sort not in SORTS:
        raise ValueError(f"There is no board of {sort!r}.")
    return f"{sort}:{value}"


def boards_of(standing: Placed, schools: dict[str, str]) -> list[str]:
    """Every board the standing adds to; `schools` says which school a class code belongs to."""
    return [
        EVERYBODY,
        *_told(standing),
        *([board("group", standing.group)] * bool(standing.group)),
        *_others(standing, schools),
    ]


def ranked_boards_of(standing: Placed) -> list[str]:
    """The boards on which buckets count the standing's place."""
    return [EVERYBODY, *_told(standing)]


def _told(standing: Placed) -> list[str]:
    return [board(sort, value) for sort in RANKED if (value := getattr(standing, sort))]


def _others(standing: Placed, schools: dict[str, str]) -> list[str]:
    school = schools.get(standing.group, "")
    return [board(sort, value) for sort, value in (("school", school), ("age", standing.age_band)) if value]
