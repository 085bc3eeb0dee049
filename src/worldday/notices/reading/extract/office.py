"""Older word processors (.doc, .wps, .rtf) by way of LibreOffice, if it is installed.

LibreOffice runs without a window, with a profile of its own in a temporary folder, so
that it neither meets a running copy nor leaves anything behind, and only on files
whose structure shows that they are texts without a password.
"""

import os
import re
import resource
import shutil
import signal
import struct
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from worldday.notices.reading.document import Document
from worldday.notices.reading.errors import Unreadable

from . import limits, sniff, word
from .compound import Compound

SECONDS = {"ole": 20, "rtf": 4}
"""LibreOffice needs 1–2 seconds for a notice and 5 for 250 pages; the first start after installation more.

RTF has no table of contents to check beforehand, so it gets no more time than any other file.
"""
MEMORY = 224 * limits.MEGABYTE
"""Private memory for LibreOffice; with its shared libraries it then stays under 300 MB."""
MAX_FILE = {"ole": 32 * limits.MEGABYTE, "rtf": 8 * limits.MEGABYTE}
ENCRYPTED = 0x0100
"""[MS-DOC] 2.5.2, FibBase bit fEncrypted."""
TEXT_LENGTH_AT = 0x4C
"""[MS-DOC] 2.5.4, FibRgLw97.ccpText in a file of Word 97 or later."""
MAX_NESTING = 200
"""Groups within groups in RTF; Word writes some ten."""
SUFFIXES = {"ole": ".doc", "rtf": ".rtf"}


def read(source: BinaryIO) -> Document:
    """The document of an older file; Unreadable ``needs_libreoffice`` where there is none."""
    kind = sniff.kind_of(source)
    limits.refuse_larger(source, MAX_FILE[kind])
    if kind == "ole":
        _check_compound(Compound(source))
    else:
        _check_groups(source.read())
    source.seek(0)
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise Unreadable("needs_libreoffice", {"suffix": SUFFIXES[kind]})
    with tempfile.TemporaryDirectory(prefix="worldday-") as folder:
        return _convert(program, source, Path(folder), kind)


def _check_compound(compound: Compound) -> None:
    """Refuse what LibreOffice need not be asked about: passwords, spreadsheets, presentations."""
    if "EncryptedPackage" in compound.streams:
        raise Unreadable("encrypted")
    if "WordDocument" not in compound.streams:
        raise Unreadable("not_this_format")
    start = compound.start_of("WordDocument", TEXT_LENGTH_AT + 4)
    magic, flags = struct.unpack_from("<H8xH", start)
    if magic != 0xA5EC:  # [MS-DOC] 2.5.2, FibBase.wIdent
        raise Unreadable("truncated")
    if flags & ENCRYPTED:
        raise Unreadable("encrypted")
    (length,) = struct.unpack_from("<l", start, TEXT_LENGTH_AT)
    if length > limits.MAX_CHARS:
        raise Unreadable("too_long", {"chars": length})


def _check_groups(data: bytes) -> None:
    """Refuse RTF whose groups do not close or nest without sense: LibreOffice would build them all."""
    depth = 0
    for brace in re.sub(rb"\\[{}\\]|[^{}\\]+|\\", b"", data):
        depth += 1 if brace == ord("{") else -1
        if depth > MAX_NESTING:
            raise Unreadable("too_complex")
    if depth > 0:
        raise Unreadable("truncated")


def _convert(program: str, source: BinaryIO, folder: Path, kind: str) -> Document:
    given = folder / f"notice{SUFFIXES[kind]}"
    with given.open("wb") as copy:
        shutil.copyfileobj(source, copy)
    command = [program, "--headless", "--norestore", "--nolockcheck", "--nodefault",
               f"-env:UserInstallation={(folder / 'profile').as_uri()}",
               "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder), str(given)]  # fmt: skip
    _run(command, folder, SECONDS[kind])
    made = folder / "notice.docx"
    if not made.is_file():
        raise Unreadable("truncated")
    with made.open("rb") as converted:
        return word.read(converted)


def _run(command: list[str], folder: Path, seconds: int) -> None:
    """Run to the end or, after so many seconds, kill the whole group: soffice starts helpers of its own."""
    quiet = subprocess.DEVNULL
    environment = os.environ | {"HOME": str(folder), "SAL_USE_VCLPLUGIN": "svp"}
    process = subprocess.Popen(
        command,
        stdin=quiet,
        stdout=quiet,
        stderr=quiet,
        cwd=folder,
        env=environment,
        preexec_fn=_own_limits,  # noqa: PLW1509  the reading process has one thread
    )
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        raise Unreadable("timeout", {"seconds": seconds}) from None
    finally:
        _kill_group(process)


def _own_limits() -> None:
    """In the new process: a group of its own, and LibreOffice's limits instead of the reader's."""
    os.setsid()
    for limit, value in (
        (resource.RLIMIT_AS, resource.RLIM_INFINITY),
        (resource.RLIMIT_DATA, MEMORY),
        (resource.RLIMIT_CPU, max(SECONDS.values())),
    ):
        hard = resource.getrlimit(limit)[1]
        resource.setrlimit(limit, (hard if value == resource.RLIM_INFINITY else value, hard))


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
