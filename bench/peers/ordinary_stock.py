"""`DATABASE_URL=… python -m bench.peers.ordinary_stock FILE COUNT`: tables, 500 questions, signed requests for the ordinary peer.

A process of its own, because the peer has settings of its own.
"""

import json
import random
import sys
import time
from pathlib import Path

from django.core import signing
from django.db import connection
from tests.factories.quiz_content import single

from bench.peers.ordinary import Attempt, Question


def main(path: Path, count: int) -> None:
    if Attempt._meta.db_table not in connection.introspection.table_names():
        fill()
    ids = list(Question.objects.values_list("pk", flat=True))
    with path.open("w") as file:
        for _ in range(count):
            file.write(json.dumps({"ticket": ticket(ids), "answers": [["b"]] * 10}) + "\n")


def fill() -> None:
    with connection.schema_editor() as editor:
        editor.create_model(Question)
        editor.create_model(Attempt)
    names = ("stem", "options", "answer", "explanation", "explanation_en", "basis")
    made = [(f"q{number:03}", single(number)) for number in range(500)]
    Question.objects.bulk_create(
        Question(code=code, **{name: given.get(name, "") for name in names}) for code, given in made
    )


def ticket(ids: list[int]) -> str:
    return signing.dumps(
        {
            "questions": random.sample(ids, 10),
            "quiz": 1,
            "edition": 1,
            "player": random.getrandbits(63),
            "number": 0,
            "day": 20201014,
            "day_number": 0,
            "district": "310115",
            "age_band": "adult",
            "strength": "device",
            "started_ms": int(time.time() * 1000) - 90_000,
        }
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
