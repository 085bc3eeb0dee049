"""The folder: written whole beside its place, then put there in one step, so that nobody ever meets half a copy."""

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from worldday.base.problems import Problem

from .crawl import Crawl

MARK = ".worldday-export"  # tells our folder from anybody else's
MARK_TEXT = "Made by `worldday export`; the next export replaces this whole folder.\n"


@dataclass(frozen=True)
class Result:
    files: int
    size: int  # bytes
    broken: list[tuple[str, str]]  # (page, address it names that the site does not have)


def export(directory: Path, *, told: Callable[[int], None] = lambda _number: None) -> Result:
    """Write the public pages into `directory`, replacing an earlier export; `told` hears how many files are done.

    Raises ForeignFolder, and touches nothing, when the directory holds anything we did not put there.
    """
    directory = directory.resolve()
    _refuse_foreign(directory)
    directory.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{directory.name}-", dir=directory.parent) as room:
        fresh = Path(room) / "fresh"
        result = _write(fresh, told)
        _swap(fresh, directory, Path(room) / "former")
    return result


def _refuse_foreign(directory: Path) -> None:
    if not directory.exists():
        return
    if not directory.is_dir() or (any(directory.iterdir()) and not (directory / MARK).exists()):
        raise ForeignFolder(directory)


def _write(folder: Path, told: Callable[[int], None]) -> Result:
    folder.mkdir()
    (folder / MARK).write_text(MARK_TEXT)
    crawl, number, size = Crawl(), 0, 0
    for number, (name, content) in enumerate(crawl.files(), 1):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        size += len(content)
        told(number)
    return Result(number, size, crawl.broken)


def _swap(fresh: Path, place: Path, former: Path) -> None:
    if place.exists():
        place.rename(former)
    try:
        fresh.rename(place)
    except OSError:
        if former.exists():
            former.rename(place)
        raise
    shutil.rmtree(former, ignore_errors=True)


class ForeignFolder(Problem):
    def __init__(self, directory: Path) -> None:
        super().__init__(
            _("%s holds files that are not from an export: nothing was changed; name an empty or a new folder.")
            % directory
        )
