"""What a submission costs on an empty table, and on one with ten million attempts."""

import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.factories.quiz_database import connected

from bench.hotpath.processes import cpu_seconds, intake, stopped_after
from bench.hotpath.stock import open_quiz, postgres, submissions
from bench.hotpath.wrk import load
from bench.measure import ROUNDS, Measure, at_most
from worldday.base import env

FEW, MANY = 10_000, 10_000_000
DAYS = 30  # a contest's attempts are spread over its days; today's are the newest

FILL = """
INSERT INTO quizzes_attempt (id, quiz_id, edition, player, number, day, day_number, entrance, district, group_name, age_band,
  strength, started_ms, submitted_ms, score, right_count, answers, address, agent, void)
SELECT (ms << 20) | (n & 1048575), 1, 1, (random() * 9223372036854775000)::bigint, 0,
  to_char(to_timestamp(ms / 1000), 'YYYYMMDD')::int, NULL, 0, '310115', '', 'adult', 'device', ms - 90000, ms,
  70, 7, '[[0],[1],[2],[3],[0],[1],[2],[3],[0],[1]]', (random() * 1000000)::bigint, (random() * 1000)::bigint, false
FROM (SELECT n, (extract(epoch FROM now()) * 1000)::bigint - (%(count)s - n) * (86400000::bigint * %(days)s / %(count)s) AS ms
  FROM generate_series(1, %(count)s) n) AS moments
"""


def measure(*, quick: bool) -> Iterator[Measure]:
    """Two tables side by side in two clusters, loaded in turns; processor time per submission, server and database."""
    rounds, many = (2 if quick else ROUNDS), env.number("WORLDDAY_BENCH_ROWS", 100_000 if quick else MANY)
    with postgres() as small, postgres() as large, tempfile.TemporaryDirectory(prefix="worldday-bench-") as folder:
        pairs = [(cluster, open_quiz(cluster.url)) for cluster in (small, large)]
        fill(small.url, FEW)
        fill(large.url, many)
        costs: list[list[float]] = [[], []]
        for _ in range(rounds):
            for (cluster, key), cost in zip(pairs, costs, strict=True):
                bodies = submissions(Path(folder) / "bodies", key, 60_000)
                with stopped_after(intake(cluster.url)) as server:
                    before = cpu_seconds(server.pid, cluster.pid)
                    run = load(f"{server.url}/intake/submit", 64, 2, bodies)
                    cost.append((cpu_seconds(server.pid, cluster.pid) - before) / run.requests)
        growth = statistics.median(large / small for small, large in zip(*costs, strict=True))
        yield at_most(f"quiz.submit_cost_{many:.0e}_to_{FEW:.0e}_rows".replace("+0", ""), growth, "ratio", 1.3)


def fill(url: str, count: int) -> None:
    """Rows as they would have come in; the constraints are taken off meanwhile and put back, as a bulk load does."""
    from worldday.quizzes.models import Attempt

    with connected(url) as connection:
        with connection.schema_editor() as editor:
            for constraint in Attempt._meta.constraints:
                editor.remove_constraint(Attempt, constraint)
        with connection.cursor() as cursor:
            cursor.execute(FILL, {"count": count, "days": DAYS})
        with connection.schema_editor() as editor:
            for constraint in Attempt._meta.constraints:
                editor.add_constraint(Attempt, constraint)
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE quizzes_attempt")
            cursor.execute("CHECKPOINT")
