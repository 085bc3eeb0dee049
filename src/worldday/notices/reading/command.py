"""``worldday read FILE [--json]``: read a notice and print what it says.

Exit code 0 and the reading on standard output; or exit code 2, nothing on standard output, and
one sentence on standard error. Programs add ``--errors=json`` and get, instead of the sentence,
one line ``{"error": {"code": …, "params": …}}`` with a key of ``errors.SENTENCES``.
"""

import argparse
import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from . import confined
from .errors import Unreadable
from .extract import extract, limits, open_regular, sniff

CONVERTING_SECONDS = 22.0
"""For the .doc and .wps files that LibreOffice turns into Word first (see ``extract.office``)."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command with ``argv`` (without its own name); the exit code."""
    options = _parser().parse_args(argv)
    try:
        with _file(options.file) as path:
            reading = confined.confined(lambda: _reading(path), seconds=_seconds(path))
    except Unreadable as error:
        _print(_failure(error, options.errors, options.lang), sys.stderr.fileno())
        return 2
    if not options.json:
        reading = _summary(reading, options.lang)
    _print(reading, sys.stdout.fileno())
    return 0


def language() -> str:
    """The caller's language by the POSIX locale variables: English if they say so, else Chinese."""
    said = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "en" if said.lower().startswith("en") else "zh-hans"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="worldday read", description="Read an official notice.")
    parser.add_argument("file", metavar="FILE", help="docx, pdf, html, txt, md, doc or wps; - reads standard input")
    parser.add_argument("--json", action="store_true", help="print the reading as JSON (worldday.notice/1)")
    parser.add_argument("--lang", choices=("zh-hans", "en"), default=language(), help="language of sentences")
    parser.add_argument("--errors", choices=("text", "json"), default="text", help="how a failure is told")
    return parser


def _reading(path: str) -> str:
    """The reading as JSON. The grammar is imported here, in the confined process that needs it."""
    document = extract(path)
    from . import read

    # The text goes with the reading: its spans mean nothing without it.
    return json.dumps({**read(document), "text": document.text}, ensure_ascii=False, indent=2)


def _summary(reading: str, lang: str) -> str:
    # Late imports here and below: the program that asks for JSON pays for none of them.
    import shutil

    from .summary import summary

    return summary(json.loads(reading), lang, shutil.get_terminal_size((120, 24)).columns)


def _seconds(path: str) -> float:
    with open_regular(path) as source:
        return CONVERTING_SECONDS if sniff.kind_of(source) == "ole" else confined.SECONDS


@contextmanager
def _file(name: str) -> Iterator[str]:
    """The file itself, or standard input kept in a temporary one: readers need to seek."""
    if name != "-":
        yield name
        return
    import tempfile

    with tempfile.NamedTemporaryFile(prefix="worldday-") as kept:
        left = limits.MAX_FILE + 1
        while left and (part := sys.stdin.buffer.read(min(left, 1 << 20))):
            kept.write(part)
            left -= len(part)
        kept.flush()
        yield kept.name


def _failure(error: Unreadable, form: str, lang: str) -> str:
    if form == "json":
        return json.dumps({"error": {"code": error.code, "params": error.params}}, ensure_ascii=False)
    return error.sentence(lang)


def _print(text: str, descriptor: int) -> None:
    """Always UTF-8, as JSON must be; a reader that went away early is no error of ours."""
    try:
        with open(descriptor, "wb", closefd=False) as stream:
            stream.write(text.encode("utf-8", "replace") + b"\n")
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), descriptor)


if __name__ == "__main__":
    sys.exit(main())
