"""Pages of the desk, at the server: the organiser's board, the list of what may be reviewed, a clerk's own tasks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from bench.measure import PLAIN, Measure, at_most, median_seconds
from bench.reporting.stock import Stock

LINEAR = 1.5  # growth of time per unit from 200 to 2,000: noise of a shared machine, and no more


def measure(small: Stock, large: Stock) -> Iterator[Measure]:
    from django.conf import settings
    from django.test import override_settings

    Path(settings.STATIC_ROOT).mkdir(exist_ok=True)
    with override_settings(STORAGES=PLAIN, DEBUG=False, ALLOWED_HOSTS=["*"]):
        yield from _page("board", f"/desk/board/{large.campaign.code}/", large.organiser, most_ms=300, queries=20)
        yield from _page("my_tasks", "/desk/tasks/", large.clerk, most_ms=100, queries=20)
        yield from _page("review_queue", "/desk/reviews/", large.organiser, most_ms=300, queries=20)
        few, many = median_seconds(
            _get(f"/desk/board/{small.campaign.code}/", small.organiser),
            _get(f"/desk/board/{large.campaign.code}/", large.organiser),
        )
        yield at_most("board_growth_per_unit", (many / large.units) / (few / small.units), "ratio", LINEAR)


def _page(name: str, path: str, who: object, *, most_ms: float, queries: int) -> Iterator[Measure]:
    [taken] = median_seconds(_get(path, who), rounds=9)
    yield at_most(name, taken * 1000, "ms", most_ms)
    yield at_most(f"{name}_queries", _queries(path, who), "queries", queries)


def _get(path: str, who: object) -> Callable[[], object]:
    from django.test import Client

    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(who)  # type: ignore[arg-type]

    def get() -> object:
        answer = client.get(path)
        if answer.status_code != 200:
            raise RuntimeError(f"{path}: {answer.status_code}")
        return answer

    get()  # templates and translations are loaded once per process
    return get


def _queries(path: str, who: object) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    get = _get(path, who)
    with CaptureQueriesContext(connection) as caught:
        get()
    return len(caught)
