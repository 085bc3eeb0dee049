"""Several people at the same moment, on real connections: each thread has its own, nothing is rolled back around them."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connection

from worldday.base import scope

PEOPLE = 6


def at_once(work: Callable[[int], Any], people: int = PEOPLE) -> list[Any]:
    """Run `work(n)` for every person at the same moment; their answers or exceptions."""
    ready = Barrier(people)

    def one(n: int) -> Any:
        try:
            ready.wait(timeout=60)
            with scope.everything("a thread of its own"):
                return work(n)
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(people) as pool:
        return list(pool.map(one, range(people)))
