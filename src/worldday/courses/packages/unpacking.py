"""The files of a package, wherever they come from. Names and sizes are not believed: a path that leads elsewhere, a link,
an archive that swells or a name no system can read is refused before anything is used."""

from __future__ import annotations

import stat
import unicodedata
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from .limits import BOMB_BYTES, BOMB_RATIO, IGNORED, LONGEST_PATH, MOST_BYTES, MOST_FILES
from .refusal import BadPackage

_UTF8 = 0x800  # the flag of an entry whose name says it is UTF-8
_ENCRYPTED = 0x1
Source = Path | IO[bytes]


@dataclass(frozen=True)
class Entry:
    """A file by its path in the package, `/` between folders, without the one folder that may hold everything."""

    path: str
    size: int  # as declared; `open` holds whoever reads to it
    key: zipfile.ZipInfo | Path


class Files:
    """What a package holds; `open` reads one of them."""

    def __init__(self, entries: list[Entry], archive: zipfile.ZipFile | None) -> None:
        self.archive = archive
        self.by_path = {entry.path: entry for entry in _without_shell(entries)}

    def read(self, path: str, most: int) -> bytes:
        """The bytes of a small file. Raises `BadPackage`."""
        with self.open(path) as stream:
            data = stream.read(most + 1)
        if len(data) > most:
            raise BadPackage("text-too-large", file=path, most=most // 1024)
        return data

    @contextmanager
    def open(self, path: str) -> Iterator[IO[bytes]]:
        """A stream that gives no byte more than the entry declared. Raises `BadPackage` for a damaged one."""
        entry = self.by_path[path]
        try:
            with self._raw(entry) as stream:
                yield stream
        except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as error:
            raise BadPackage("damaged", file=path) from error
        except Exception as error:
            if isinstance(error, BadPackage) or not type(error).__module__.startswith(("zlib", "_lzma", "bz2", "lzma")):
                raise
            raise BadPackage("damaged", file=path) from error

    def _raw(self, entry: Entry) -> IO[bytes]:
        if isinstance(entry.key, Path):
            return entry.key.open("rb")
        if self.archive is None:
            raise BadPackage("damaged", file=entry.path)
        return self.archive.open(entry.key)


@contextmanager
def opened(source: Source) -> Iterator[Files]:
    """A folder, a .zip by its path, or a .zip as a stream. Raises `BadPackage`."""
    if isinstance(source, Path) and source.is_dir():
        yield Files(_sound(list(_of_folder(source)), packed=None), None)
        return
    try:
        archive = zipfile.ZipFile(source)
    except (zipfile.BadZipFile, OSError, ValueError, EOFError) as error:
        raise BadPackage("not-a-zip") from error
    with archive:
        infos = archive.infolist()
        if len(infos) > MOST_FILES:
            raise BadPackage("too-many-files", most=MOST_FILES)
        entries = [_of_info(info) for info in infos if not info.is_dir()]
        packed = sum(info.compress_size for info in infos)
        yield Files(_sound(entries, packed=packed), archive)


def _of_folder(folder: Path) -> Iterator[Entry]:
    for found, path in enumerate(sorted(folder.rglob("*"))):
        if found >= MOST_FILES:
            raise BadPackage("too-many-files", most=MOST_FILES)
        status = path.lstat()
        name = path.relative_to(folder).as_posix()
        if stat.S_ISLNK(status.st_mode):
            raise BadPackage("link", file=name)
        if stat.S_ISREG(status.st_mode):
            yield Entry(_sane(name), status.st_size, path)


def _of_info(info: zipfile.ZipInfo) -> Entry:
    name = _name_of(info)
    if stat.S_ISLNK(info.external_attr >> 16):
        raise BadPackage("link", file=name)
    if info.flag_bits & _ENCRYPTED:
        raise BadPackage("encrypted")
    return Entry(_sane(name), info.file_size, info)


def _name_of(info: zipfile.ZipInfo) -> str:
    """Windows in Chinese writes names in GBK and does not say so; `zipfile` then takes them for the code page of 1981."""
    name = info.orig_filename
    if not info.flag_bits & _UTF8:
        try:
            raw = name.encode("cp437")
        except UnicodeEncodeError:
            raw = name.encode()
        for encoding in ("utf-8", "gb18030"):
            try:
                name = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
        else:
            raise BadPackage("name", file=ascii(raw)[2:-1][:80])
    return name.replace("\\", "/")


def _sane(name: str) -> str:
    """The path in its usual form. Raises `BadPackage` for one that leads out, or that hides what it is."""
    path = unicodedata.normalize("NFC", name)
    parts = path.split("/")
    if path.startswith("/") or ".." in parts or (len(parts[0]) > 1 and parts[0][1] == ":"):
        raise BadPackage("traversal", file=_shown(path))
    if len(path) > LONGEST_PATH or any(unicodedata.category(sign) in ("Cc", "Cs", "Cf", "Cn") for sign in path):
        raise BadPackage("name", file=_shown(path))
    return "/".join(part for part in parts if part not in ("", "."))


def _shown(path: str) -> str:
    return "".join(sign if sign.isprintable() else "�" for sign in path[:80])


def _sound(entries: list[Entry], *, packed: int | None) -> list[Entry]:
    """Without what systems leave lying about. Raises `BadPackage` for too much, for a bomb, for one name twice."""
    kept = [entry for entry in entries if not _leftover(entry.path)]
    total = sum(entry.size for entry in entries)
    if total > MOST_BYTES:
        raise BadPackage("too-large", most=MOST_BYTES // 1024**2)
    if packed is not None and total > BOMB_BYTES and total > BOMB_RATIO * packed:
        raise BadPackage("bomb")
    seen: dict[str, str] = {}
    for entry in kept:
        folded = entry.path.casefold()
        if folded in seen:
            raise BadPackage("name-twice", file=entry.path, other=seen[folded])
        seen[folded] = entry.path
    return kept


def _leftover(path: str) -> bool:
    parts = path.split("/")
    return not path or any(part.startswith(".") or part == "__MACOSX" for part in parts) or parts[-1].lower() in IGNORED


def _without_shell(entries: list[Entry]) -> list[Entry]:
    """Packing a folder puts everything below its name; `course.md` then stands one deeper."""
    tops = {entry.path.split("/", 1)[0] for entry in entries}
    if len(tops) != 1 or any("/" not in entry.path for entry in entries):
        return entries
    return [Entry(entry.path.split("/", 1)[1], entry.size, entry.key) for entry in entries]
