"""Older word processors (.doc, .wps, .rtf, Word XML) by way of LibreOffice, if it is installed.

LibreOffice runs without a window, with a profile of its own in a temporary folder, so
that it neither meets a running copy nor leaves anything behind, and only on files
whose structure shows that they are texts without a password.
"""

import os
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

SECONDS = 20
"""LibreOffice needs 1–4 seconds for a notice; the first start after installation more."""
MEMORY = 2048 * limits.MEGABYTE
"""Address space for LibreOffice alone; it maps far more than it touches."""
MAX_FILE = 16 * limits.MEGABYTE
ENCRYPTED = 0x0100
"""[MS-DOC] 2.5.2, FibBase bit fEncrypted."""
SUFFIXES = {"ole": ".doc", "rtf": ".rtf", "wordxml": ".xml"}


def read(source: BinaryIO) -> Document:
    """The document of an older file; Unreadable ``needs_libreoffice`` where there is none."""
    kind = sniff.kind_of(source)
    if kind == "ole":
        _check(Compound(source))
        source.seek(0)
    size = os.fstat(source.fileno()).st_size
    if size > MAX_FILE:
        raise Unreadable("too_big", {"size": limits.megabytes(size), "limit": limits.megabytes(MAX_FILE)})
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise Unreadable("needs_libreoffice", {"suffix": SUFFIXES[kind]})
    with tempfile.TemporaryDirectory(prefix="worldday-") as folder:
        return _convert(program, source, Path(folder), SUFFIXES[kind])


def _check(compound: Compound) -> None:
    """Refuse what LibreOffice need not be asked about: passwords, spreadsheets, presentations."""
    if "EncryptedPackage" in compound.streams:
        raise Unreadable("encrypted")
    if "WordDocument" not in compound.streams:
        raise Unreadable("not_this_format")
    magic, flags = struct.unpack_from("<H8xH", compound.start_of("WordDocument", 12))
    if magic != 0xA5EC:  # [MS-DOC] 2.5.2, FibBase.wIdent
        raise Unreadable("truncated")
    if flags & ENCRYPTED:
        raise Unreadable("encrypted")


def _convert(program: str, source: BinaryIO, folder: Path, suffix: str) -> Document:
    given = folder / f"notice{suffix}"
    with given.open("wb") as copy:
        shutil.copyfileobj(source, copy)
    command = [program, "--headless", "--norestore", "--nolockcheck", "--nodefault",
               f"-env:UserInstallation={(folder / 'profile').as_uri()}",
               "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder), str(given)]  # fmt: skip
    _run(command, folder)
    made = folder / "notice.docx"
    if not made.is_file():
        raise Unreadable("truncated")
    with made.open("rb") as converted:
        return word.read(converted)


def _run(command: list[str], folder: Path) -> None:
    """Run to the end or, after ``SECONDS``, kill the whole group: soffice starts helpers of its own."""
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
        process.wait(SECONDS)
    except subprocess.TimeoutExpired:
        raise Unreadable("timeout", {"seconds": SECONDS}) from None
    finally:
        _kill_group(process)


def _own_limits() -> None:
    """In the new process: a group of its own, and LibreOffice's limits instead of the reader's."""
    os.setsid()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
