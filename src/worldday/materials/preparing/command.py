"""`python -m worldday.materials.preparing.command examine PATH | prepare PATH INTO | page PATH NUMBER INTO`: one line of JSON, in
a process with limits.

Started by ``guarded``; never imported by the web server, so that no decoder's memory stays there.
"""

import json
import os
import resource
import sys
from pathlib import Path
from typing import Any

MEMORY = 1536 * 1024**2
"""Bytes of address space: the largest photo twice, and the libraries."""
CPU_SECONDS = 600
OPEN_FILES = 64


def main(words: list[str]) -> int:
    """`examine PATH` → sort, kind and facts; `prepare PATH INTO` → facts, with files beside INTO; `page` → one of a PDF."""
    answer = os.fdopen(os.dup(1), "w", encoding="utf-8")
    _confine()
    from .unfit import Unfit

    try:
        found = _done(words)
    except Unfit as unfit:
        found = {"unfit": unfit.code}
    except MemoryError:
        found = {"unfit": "too_much_memory"}
    except Exception as error:  # noqa: BLE001  the whole point: nothing leaves but an answer
        found = {"unfit": "unexpected", "cause": type(error).__name__}
    answer.write(json.dumps(found))
    answer.close()
    return 0


def _done(words: list[str]) -> dict[str, Any]:
    what, path = words[0], Path(words[1])
    if what == "examine":
        return _examine(path)
    if what == "page":
        from . import papers

        return {"facts": papers.picture(path, int(words[2]), Path(words[3]))}
    return _prepare(path, Path(words[2]))


def _examine(path: Path) -> dict[str, Any]:
    from .sorts import SORTS, sort_of

    name = sort_of(path)
    return {"sort": name, "kind": SORTS[name].kind, "facts": _facts(path, name)}


def _facts(path: Path, sort: str) -> dict[str, Any]:
    """Each library is loaded only for the files that need it."""
    from .sorts import SORTS

    if SORTS[sort].kind == "photo":
        from . import pictures

        return pictures.examine(path, sort)
    if SORTS[sort].kind == "video":
        from . import videos

        return videos.examine(path, sort)
    if sort == "pdf":
        from . import papers

        return papers.examine(path)
    return {}


def _prepare(path: Path, into: Path) -> dict[str, Any]:
    from .sorts import SORTS, sort_of

    sort = sort_of(path)  # again by content: a second try may find the file rewritten already
    if SORTS[sort].kind == "photo":
        from . import pictures

        return {"facts": pictures.prepare(path, sort, into)}
    if SORTS[sort].kind == "video":
        from . import videos

        return {"facts": videos.prepare(path, sort, into)}
    if sort == "pdf":
        from . import papers

        return {"facts": papers.prepare(path, into)}
    return {"facts": {}}


def _confine() -> None:
    """A C library's last words are no sentence for a clerk; limits on memory, time, files, and nothing else to run."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    for limit, value in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
    ):
        resource.setrlimit(limit, (value, value))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
