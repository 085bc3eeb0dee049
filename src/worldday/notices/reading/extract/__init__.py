"""Files to Documents: what stands in a notice, whatever program wrote it.

``extract(path)`` tells the type by content and returns one text with its tables
(see ``builder`` for how a table stands in the text). Readers are imported only
when their type turns up: plain text needs neither lxml nor pypdfium2.
"""

import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import BinaryIO

from worldday.notices.reading.document import Document
from worldday.notices.reading.errors import Unreadable

from . import limits, sniff

READERS = {
    "zip": "word",
    "ole": "office",
    "rtf": "office",
    "pdf": "pdf",
    "html": "web",
    "text": "plain",
}
"""Kind of content → module here with ``read(source) -> Document``."""

Name = str | os.PathLike[str]
"""A file's name; a Path too, without making every caller pay for importing pathlib."""


def extract(path: Name) -> Document:
    """The text and tables of the file at ``path``; Unreadable when it has none we can give."""
    with open_regular(path) as source:
        kind = sniff.kind_of(source)
        if kind == "foreign":
            raise Unreadable("not_this_format")
        if kind in {"text", "html"}:
            limits.refuse_larger(source, limits.MAX_PLAIN)
        return reader_of(kind)(source)


def reader_of(kind: str) -> Callable[[BinaryIO], Document]:
    """The reading function for one kind of content, imported on first use."""
    read: Callable[[BinaryIO], Document] = import_module(f".{READERS[kind]}", __name__).read
    return read


@contextmanager
def open_regular(path: Name) -> Iterator[BinaryIO]:
    """The file opened for reading, if it is an ordinary one that is neither empty nor huge.

    Asked of the open descriptor, not of the name, so that nothing can be swapped in between;
    O_NONBLOCK because opening a FIFO would otherwise wait for a writer for ever.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except PermissionError:
        raise Unreadable("no_permission") from None
    except (OSError, ValueError):
        raise Unreadable("missing") from None
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise Unreadable("not_a_file")
    with os.fdopen(descriptor, "rb") as source:
        limits.refuse_larger(source, limits.MAX_FILE)
        yield source
