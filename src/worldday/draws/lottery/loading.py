"""JSON out of a stranger's file, within bounds: size, depth, number of parts, whole numbers only, no key twice."""

import json
from pathlib import Path

from worldday.draws.lottery.findings import Unreadable

MOST_BYTES = 96_000_000  # a million entrants take about 70
MOST_PARTS = 500_000  # objects and lists; counted before parsing, for each costs some 60 times its two characters
MOST_COMMAS = 5_000_000
LONGEST_NUMBER = 16  # digits of 2**53


def load(path: str) -> object:
    """The JSON in the file `path`; raises Unreadable with one clear sentence for everything that can be wrong."""
    try:
        with Path(path).open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as problem:  # ValueError: a name with a zero byte
        raise Unreadable("no-file", file=path) from problem
    return parse(data)


def parse(data: bytes) -> object:
    """The JSON in `data`; raises Unreadable."""
    if len(data) > MOST_BYTES:
        raise Unreadable("too-large", most=MOST_BYTES)
    if data.count(b"[") + data.count(b"{") > MOST_PARTS or data.count(b",") > MOST_COMMAS:
        raise Unreadable("too-many-parts")
    try:
        text = data.decode("utf-8-sig")
        return json.loads(
            text, object_pairs_hook=_object, parse_int=_whole, parse_float=_not_whole, parse_constant=_not_whole
        )
    except UnicodeDecodeError as problem:
        raise Unreadable("not-utf8", at=problem.start) from problem
    except json.JSONDecodeError as problem:
        raise Unreadable("not-json", line=problem.lineno, column=problem.colno) from problem
    except RecursionError as problem:
        raise Unreadable("too-deep") from problem
    except MemoryError as problem:
        raise Unreadable("too-many-parts") from problem


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    made: dict[str, object] = {}
    for name, value in pairs:
        if name in made:
            raise Unreadable("key-twice", name=name)
        made[name] = value
    return made


def _whole(digits: str) -> int:
    return int(digits) if len(digits) <= LONGEST_NUMBER else _not_whole(digits)


def _not_whole(text: str) -> int:
    raise Unreadable("not-whole", text=text)
