"""A million attempts counted as they would be, then the ranking asked for from its first page to its last; JSON on standard output."""

import json
import os
import statistics
import sys
import time
from collections.abc import Callable

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "worldday.settings")

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import override_settings, setup_test_environment  # noqa: E402
from django.urls import reverse  # noqa: E402
from tests.factories.quizzes import BY, OPENS, make_frozen_quiz  # noqa: E402

from bench.measure import PLAIN  # noqa: E402
from bench.standings.players import DISTRICT, best_of_all, play  # noqa: E402
from worldday.base import clock, scope  # noqa: E402
from worldday.quizzes import actions  # noqa: E402
from worldday.quizzes.models import Attempt, Quiz, Standing  # noqa: E402
from worldday.quizzes.queries import persons, place_of  # noqa: E402
from worldday.quizzes.queries.places import ORDER, on_board  # noqa: E402
from worldday.quizzes.queries.rankings import write_cursor  # noqa: E402
from worldday.quizzes.ranking import Follower, settle  # noqa: E402

ROUNDS, NEW, RERANKED, LOOKED_AT = 7, 1000, 25, 500


def say(text: str) -> None:
    print(f"… {text}", file=sys.stderr, flush=True)


def ms(do: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Median of several rounds, after one that warms."""
    times = []
    for _ in range(rounds + 1):
        began = time.perf_counter()
        do()
        times.append(1000 * (time.perf_counter() - began))
    return statistics.median(times[1:])


def once(do: Callable[[], object]) -> float:
    began = time.perf_counter()
    do()
    return 1000 * (time.perf_counter() - began)


def main(rows: int) -> None:
    setup_test_environment()
    call_command("migrate", verbosity=0, interactive=False)
    with override_settings(CLOCK_SHIFT=OPENS - clock.wall()), scope.everything("bench"):
        quiz = make_frozen_quiz(in_all=2)
        follower = Follower()
        play(quiz, rows)
        began = time.perf_counter()
        follower.follow()
        settle(quiz)
        say(f"{rows / (time.perf_counter() - began):.0f} attempts a second counted")
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # as both databases do by themselves, sooner or later
        found = pages(quiz) | {"plain_sort": ms(lambda: plain(quiz), 1)}
        play(quiz, NEW, first=rows)
        found["follow_1000_new"] = once(follower.follow)
        found["rerank_one"] = rerank(quiz)
        found["wrong"] = wrong(quiz)
    print(json.dumps(found))


def pages(quiz: Quiz) -> dict[str, float]:
    client = Client()
    where = {"campaign": quiz.activity.campaign.slug, "activity": quiz.key}
    url, listed = reverse("public:quiz_ranking", kwargs=where), on_board(quiz, "").order_by(*ORDER)
    count = listed.count()
    middle, last = (write_cursor(listed[at]) for at in (count // 2, count - 60))
    here = on_board(quiz, f"district:{DISTRICT}").order_by(*ORDER)
    deep = write_cursor(here[here.count() - 60])
    asked = {
        "first": url,
        "middle": f"{url}?after={middle}",
        "last": f"{url}?after={last}",
        "district_first": f"{url}?district={DISTRICT}",
        "district_last": f"{url}?district={DISTRICT}&after={deep}",
        "districts": f"{url}district/",
    }
    found = {f"page_{name}": ms(lambda address=address: answered(client, address)) for name, address in asked.items()}
    players = list(listed.values_list("player", flat=True)[count // 3 : count : count // 7])
    found["page_own_place"] = max(ms(lambda player=player: place_of(quiz, player)) for player in players)
    for name, value in found.items():
        say(f"{name} {value:.1f} ms")
    return found


def answered(client: Client, url: str) -> None:
    response = client.get(url)
    if response.status_code != 200 or b"<tbody" not in response.content:
        raise AssertionError(f"{url}: {response.status_code}")


def plain(quiz: Quiz) -> list[Standing]:
    """The last page as a table without a place of its own for anybody gives it."""
    rows = Standing.objects.filter(quiz=quiz).order_by("-score", "time_ms", "submitted_ms", "strength", "id")
    return list(rows[rows.count() - 60 :][:50])


def rerank(quiz: Quiz) -> float:
    """What one decision costs; some of the best and some of the rest lose their attempt, and a few get it back."""
    best = list(Attempt.objects.filter(quiz=quiz, score=100).values_list("pk", flat=True)[:RERANKED])
    rest = list(Attempt.objects.filter(quiz=quiz, score__lt=80).values_list("pk", flat=True)[:RERANKED])
    reason = "measured"
    times = [
        once(lambda pk=pk: actions.void_attempt(quiz=quiz, attempt=pk, reason=reason, by=BY)) for pk in best + rest
    ]
    for pk in best[::5]:
        actions.restore_attempt(quiz=quiz, attempt=pk, reason=reason, by=BY)
    return statistics.median(times)


def wrong(quiz: Quiz) -> int:
    """Lines of the whole ranking that differ from a computation over every attempt, and places told wrongly to single persons."""
    expected, after, at, found = best_of_all(quiz, in_all=2), "", 0, 0
    while True:
        page = persons(quiz, after=after, size=5000)
        lines = [(-row.standing.score, row.standing.time_ms, row.standing.submitted_ms) for row in page.rows]
        found += sum(line != other[:3] for line, other in zip(lines, expected[at : at + len(lines)], strict=False))
        at, after = at + len(lines), page.after
        if not after:
            break
    found += abs(at - len(expected)) + abs(page.total - len(expected))
    place, before = 0, None
    for number, (*key, player) in enumerate(expected, 1):
        place, before = (place, before) if key == before else (number, key)
        if number % max(1, len(expected) // LOOKED_AT) == 0:
            told = place_of(quiz, player)
            found += told is None or told.place != place
    return found


with override_settings(STORAGES=PLAIN, DEMO=False):
    main(int(sys.argv[1]))
