"""Buckets and tallies: what standings add up to. Changed by differences while a quiz runs, or made anew from all of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.models import Count, F, Model, Q, Sum

from .boards import EVERYBODY, RANKED, board, boards_of, ranked_boards_of
from .counting import Stood
from .models import Bucket, Quiz, SchoolClass, Standing, Tally

SECOND_MS = 1000
ROWS = 500  # values in one statement
TALLY = ("players", "attempts", "passed", "points")


def change(quiz: Quiz, *, gone: Sequence[Stood], come: Sequence[Stood], pass_mark: int) -> None:
    """Take out what `gone` added and put in what `come` adds. The caller holds the ranking's mark."""
    schools = _schools({stood.group for stood in (*gone, *come)})
    tallies: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    buckets: Counter[tuple[str, int, int]] = Counter()
    for sign, standings in ((-1, gone), (1, come)):
        for stood in standings:
            adds = (1, stood.attempts, int(stood.score >= pass_mark), stood.score)
            for name in boards_of(stood, schools):
                tallies[name] = [have + sign * add for have, add in zip(tallies[name], adds, strict=True)]
            for name in ranked_boards_of(stood) if stood.listed else ():
                buckets[name, stood.score, stood.time_ms // SECOND_MS] += sign
    _add(Tally, ("board",), TALLY, [(quiz.pk, name, *sums) for name, sums in tallies.items() if any(sums)])
    _add(Bucket, ("board", "score", "second"), ("players",), [(quiz.pk, *key, n) for key, n in buckets.items() if n])


def keep(quiz: Quiz, standings: Sequence[Stood]) -> None:
    """Write these persons' standings, new or in place of what they had."""
    names = {field.name: str(field.column) for field in Standing._meta.concrete_fields}
    columns = [names[name] for name in Stood._fields]
    _write(Standing, ["quiz_id", *columns], ["player"], "excluded.{name}", [(quiz.pk, *stood) for stood in standings])


def _add(model: type[Model], keys: Sequence[str], values: Sequence[str], rows: list[tuple[Any, ...]]) -> None:
    """Add `values` to the rows with these keys, which are made when missing."""
    _write(model, ["quiz_id", *keys, *values], keys, f"{model._meta.db_table}.{{name}} + excluded.{{name}}", rows)


def _write(
    model: type[Model], columns: Sequence[str], keys: Sequence[str], how: str, rows: list[tuple[Any, ...]]
) -> None:
    """Insert rows, or change those with the same quiz and keys as `how` says. One statement for many; names are ours."""
    changes = ", ".join(f"{name} = {how.format(name=name)}" for name in columns if name not in ("quiz_id", *keys))
    place = f"({', '.join(['%s'] * len(columns))})"
    head = f"INSERT INTO {model._meta.db_table} ({', '.join(columns)}) VALUES "  # noqa: S608
    tail = f" ON CONFLICT (quiz_id, {', '.join(keys)}) DO UPDATE SET {changes}"
    with connection.cursor() as cursor:
        for start in range(0, len(rows), ROWS):
            part = rows[start : start + ROWS]
            cursor.execute(head + ", ".join([place] * len(part)) + tail, [value for row in part for value in row])


def make_anew(quiz: Quiz, pass_mark: int) -> None:
    """Every bucket and tally of the quiz from its standings. The caller holds the ranking's mark."""
    Bucket.objects.filter(quiz=quiz).delete()
    Tally.objects.filter(quiz=quiz).delete()
    Bucket.objects.bulk_create(_buckets(quiz), batch_size=ROWS)
    Tally.objects.bulk_create(_tallies(quiz, pass_mark), batch_size=ROWS)


def _buckets(quiz: Quiz) -> Iterable[Bucket]:
    listed = Standing.objects.filter(quiz=quiz, listed=True).annotate(second=F("time_ms") / SECOND_MS)
    for sort in (EVERYBODY, *RANKED):
        keys = ([sort] if sort else []) + ["score", "second"]
        for row in listed.order_by().values(*keys).annotate(players=Count("id")):
            if sort and not row[sort]:
                continue
            name = board(sort, row[sort]) if sort else EVERYBODY
            yield Bucket(quiz=quiz, board=name, score=row["score"], second=row["second"], players=row["players"])


def _tallies(quiz: Quiz, pass_mark: int) -> Iterable[Tally]:
    added = {
        "n": Count("id"),
        "tries": Sum("attempts"),
        "good": Count("id", filter=Q(score__gte=pass_mark)),
        "sum": Sum("score"),
    }
    rows = Standing.objects.filter(quiz=quiz).order_by()
    found: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for sort, field in (("", ""), *((sort, sort) for sort in RANKED), ("group", "group"), ("age", "age_band")):
        for row in rows.values(*filter(None, [field])).annotate(**added) if field else [rows.aggregate(**added)]:
            if row["n"] and (not field or row[field]):
                found[board(sort, row[field]) if sort else EVERYBODY] = [
                    row["n"],
                    row["tries"],
                    row["good"],
                    row["sum"],
                ]
    groups = {name.partition(":")[2]: sums for name, sums in found.items() if name.startswith("group:")}
    for code, school in _schools(set(groups)).items():
        name = board("school", school)
        found[name] = [have + add for have, add in zip(found[name], groups[code], strict=True)]
    return (Tally(quiz=quiz, board=name, **dict(zip(TALLY, sums, strict=True))) for name, sums in found.items())


def _schools(groups: set[str]) -> dict[str, str]:
    """Which school a class code belongs to; units have none."""
    return dict(SchoolClass.objects.filter(code__in=groups - {""}, seats__gt=0).values_list("code", "school"))
