"""Waiting for what a busy machine does late: on a condition, never for a while."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from playwright.sync_api import Page

T = TypeVar("T")

LONGEST_S = 90
SLOW_MS = 120_000  # for what takes its time even alone: a process that starts, a line that is tried again after a pause


def becomes(page: Page, read: Callable[[], T], fits: Callable[[T], bool]) -> None:
    """What `read()` says fits, if not at once then soon; meanwhile the page goes on."""
    late = time.monotonic() + LONGEST_S
    while not fits(said := read()) and time.monotonic() < late:
        page.wait_for_timeout(50)
    assert fits(said), said


@contextmanager
def next_page(page: Page) -> Iterator[None]:
    """What is pressed inside leads to another page; afterwards that one is there, with its scripts."""
    page.wait_for_load_state()
    with page.expect_event("load"):
        yield
