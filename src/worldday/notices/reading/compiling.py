"""Compiling the grammar's patterns quickly, for a process that reads one notice and ends.

Python's ``re`` works out a class such as ``[一-龥]`` character by character, 0.6 ms each time it
occurs, and the grammar has hundreds of them: a third of the command's time. The same class always
gives the same result, so it is kept. This touches a private function of ``re``; where a Python
has none of that name, patterns compile as slowly as ever and nothing else changes.
"""

import re
from collections.abc import Callable
from typing import Any


def remember_classes() -> None:
    """From now on in this process, work out each character class once."""
    compiler = getattr(re, "_compiler", None)
    work_out: Callable[..., Any] | None = getattr(compiler, "_optimize_charset", None)
    if work_out is None:
        return
    known: dict[tuple[Any, ...], Any] = {}

    def remembered(charset: list[Any], *folding: Any) -> Any:
        if any(folding):  # ignoring case brings tables along that cannot be keys
            return work_out(charset, *folding)
        key = tuple(charset)
        if key not in known:
            known[key] = work_out(charset)
        return known[key]

    compiler._optimize_charset = remembered  # type: ignore[union-attr]
