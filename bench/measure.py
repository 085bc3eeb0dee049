"""What a measurement is, and the two ways most are taken."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

ROUNDS = 5
PLAIN = {  # STORAGES that keep plain names: hashing static files is no work of a request
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}


@dataclass(frozen=True)
class Measure:
    """One figure with the target it is held to; ``name`` begins with its part, as in ``reader.text_10_pages``."""

    name: str
    value: float
    unit: str
    target: str
    ok: bool


def at_most(name: str, value: float, unit: str, most: float) -> Measure:
    """A figure that may not exceed ``most``."""
    return Measure(name, round(value, 3), unit, f"<={most:g}", value <= most)


def median_seconds(*works: Callable[[], object], rounds: int = ROUNDS) -> list[float]:
    """Median duration of each piece of work, taken in turns so that a busy moment of the machine meets all alike."""
    taken: list[list[float]] = [[] for _ in works]
    for _ in range(rounds):
        for work, times in zip(works, taken, strict=True):
            began = time.perf_counter()
            work()
            times.append(time.perf_counter() - began)
    return [statistics.median(times) for times in taken]
