"""The parts of a Word file (ECMA-376 part 2: a zip of parts), taken out with care.

Nothing is ever unpacked to disk, only named parts are opened, and pictures are never among
them; so a name such as ``../../etc/passwd`` is just a name that nobody asks for.
"""

import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from lxml import etree

from worldday.notices.reading.errors import Unreadable
from worldday.notices.reading.extract import limits

END_OF_DIRECTORY = b"PK\x05\x06"
ZIP64_LOCATOR = b"PK\x06\x07"
MAX_DIRECTORY = 2 * limits.MEGABYTE
"""Bytes of the zip's own table of contents: some 30,000 names."""
MAX_SMALL_PART = 8 * limits.MEGABYTE
"""Styles, numbering, relationships."""


class Package:
    """A Word file's main part and its neighbours."""

    def __init__(self, source: BinaryIO) -> None:
        _check_directory(source)
        with _damage_is_truncated():
            self._zip = zipfile.ZipFile(source)
        self._names = {name.lower(): name for name in self._zip.namelist()}
        self.main = self._main_part()

    def blocks(self, *names: str) -> Iterator[etree._Element]:
        """Elements of the main part with these local names, each as soon as it is complete.

        Unreadable ``not_this_format`` if the part is no Word text: a spreadsheet is a package too.
        """
        tags = [f"{{*}}{name}" for name in names]
        with _damage_is_truncated(), self._open(self.main, limits.MAX_PART) as part:
            events = etree.iterparse(
                part, tag=tags, resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False
            )
            checked = False
            for _, element in events:
                if not checked:
                    _check_root(element.getroottree().getroot())
                    checked = True
                yield element
            _check_root(events.root)

    def neighbour(self, kind: str) -> etree._Element | None:
        """Root of the part the main part names as its ``kind`` (styles, numbering), if there is one."""
        folder, base = posixpath.split(self.main)
        for target in self._targets(f"{folder}/_rels/{base}.rels", f"/{kind}"):
            return self._parse(posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/"))
        return None

    def _main_part(self) -> str:
        named = [target.lstrip("/") for target in self._targets("_rels/.rels", "/officeDocument")]
        for name in [*named, "word/document.xml"]:
            if name.lower() in self._names:
                return name
        raise Unreadable("truncated" if "[content_types].xml" in self._names else "not_this_format")

    def _targets(self, part: str, kind: str) -> Iterator[str]:
        root = self._parse(part)
        for relation in root if root is not None else ():
            if relation.get("Type", "").endswith(kind) and relation.get("TargetMode") != "External":
                yield relation.get("Target", "")

    def _parse(self, name: str) -> etree._Element | None:
        if name.lower() not in self._names:
            return None
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
        with _damage_is_truncated(), self._open(name, MAX_SMALL_PART) as part:
            return etree.fromstring(part.read(), parser)

    @contextmanager
    def _open(self, name: str, limit: int) -> Iterator[limits.LimitedReader]:
        info = self._zip.getinfo(self._names[name.lower()])
        if info.flag_bits & 0x1:
            raise Unreadable("encrypted")
        ratio = info.file_size / max(info.compress_size, 1)
        if info.file_size > limit or (info.file_size > limits.MEGABYTE and ratio > limits.MAX_RATIO):
            raise Unreadable("zip_bomb")
        with self._zip.open(info) as stream:
            yield limits.LimitedReader(stream, limit)


@contextmanager
def _damage_is_truncated() -> Iterator[None]:
    """What the libraries raise on broken bytes becomes our one reason."""
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError, EOFError, OSError, ValueError) as error:
        # libxml2 tells a lack of memory as if it were a mistake in the file.
        starved = (
            isinstance(error, etree.XMLSyntaxError) and getattr(error, "code", 0) == etree.ErrorTypes.ERR_NO_MEMORY
        )
        raise Unreadable("too_much_memory" if starved else "truncated") from error
    except (NotImplementedError, RuntimeError, KeyError) as error:  # compression nobody uses, odd flags
        raise Unreadable("not_this_format") from error


def _check_root(root: etree._Element) -> None:
    tag = str(root.tag)
    if not tag.endswith("}document") or "wordprocessingml" not in tag:
        raise Unreadable("not_this_format")


def _check_directory(source: BinaryIO) -> None:
    """Refuse a table of contents too large to hold in memory, before zipfile reads it whole."""
    size = source.seek(0, 2)
    source.seek(max(0, size - 65_557))
    tail = source.read()
    source.seek(0)
    at = tail.rfind(END_OF_DIRECTORY)
    if at < 0 or len(tail) < at + 16:
        raise Unreadable("truncated")
    (directory,) = struct.unpack_from("<L", tail, at + 12)
    if directory > MAX_DIRECTORY or tail[max(0, at - 20) :].startswith(ZIP64_LOCATOR):
        raise Unreadable("zip_bomb")
