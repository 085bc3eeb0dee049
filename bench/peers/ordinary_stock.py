"""`DATABASE_URL=… python -m bench.peers.ordinary_stock FILE COUNT`: tables, 500 questions, sessions and their requests.

A process of its own, because the peer has settings of its own.
"""

import json
import random
import sys
import time
from datetime import timedelta
from pathlib import Path

from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.utils import timezone
from tests.factories.quiz_content import single

from bench.peers.ordinary import Attempt, Question, Session


def main(path: Path, count: int) -> None:
    if Attempt._meta.db_table not in connection.introspection.table_names():
        fill()
    ids = list(Question.objects.values_list("pk", flat=True))
    until, store = timezone.now() + timedelta(days=1), SessionStore()
    sessions = [
        Session(
            session_key=f"{random.getrandbits(128):032x}", session_data=store.encode(started(ids)), expire_date=until
        )
        for _ in range(count)
    ]
    Session.objects.bulk_create(sessions, batch_size=1000)
    body = json.dumps({"answers": [["b"]] * 10})
    path.write_text("".join(f"sessionid={one.session_key}\t{body}\n" for one in sessions))


def fill() -> None:
    with connection.schema_editor() as editor:
        editor.create_model(Question)
        editor.create_model(Attempt)
        editor.create_model(Session)
    names = ("stem", "options", "answer", "explanation", "explanation_en", "basis")
    made = [(f"q{number:03}", single(number)) for number in range(500)]
    Question.objects.bulk_create(
        Question(code=code, **{name: given.get(name, "") for name in names}) for code, given in made
    )


def started(ids: list[int]) -> dict[str, object]:
    """What a session holds once its paper is drawn."""
    attempt = {
        "quiz": 1,
        "edition": 1,
        "player": random.getrandbits(63),
        "number": 0,
        "day": 20201014,
        "day_number": None,  # the rule's limit in all is no greater than that of a day
        "district": "310115",
        "age_band": "adult",
        "strength": "device",
        "started_ms": int(time.time() * 1000) - 90_000,
    }
    return {"running": {"questions": random.sample(ids, 10), "attempt": attempt}}


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
