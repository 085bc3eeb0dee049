"""Sets the report piece by piece in a folder of its own and joins the pieces. Knows no Django."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

import pypdfium2
from PIL import Image

from worldday.reports.compiling import charts as drawing
from worldday.reports.compiling import fonts
from worldday.reports.compiling.blocks import Chart
from worldday.reports.compiling.paper import FACES
from worldday.reports.compiling.report import PictureFile, Report

from .body import Typed
from .layout import preamble

MIME = "application/pdf"
PATIENCE = 300  # seconds one piece may take


class NotSet(Exception):
    """The typesetter refused or was stopped; its own words are the message."""


def write(report: Report, out: BinaryIO) -> None:
    """The whole report as one PDF with bookmarks; a very long one is set in several pieces."""
    with TemporaryDirectory(prefix="worldday-report-") as folder:
        done = list(_pieces(report, Path(folder)))
        if len(done) == 1:
            out.write(done[0].read_bytes())
            return
        whole = pypdfium2.PdfDocument(done[0])
        for path in done[1:]:
            whole.import_pages(pypdfium2.PdfDocument(path))
        whole.save(out)


def _pieces(report: Report, folder: Path) -> Iterator[Path]:
    lacking = frozenset(face for face in FACES if not fonts.found(face))
    head = preamble(report, fonts.stack, bold=lacking)
    typed = Typed(report)
    pages = 0
    for place, piece in enumerate(typed.pieces(), 1):
        _lay_out_files(report, typed, folder)
        source, result = folder / f"piece{place}.typ", folder / f"piece{place}.pdf"
        source.write_text(f"{head}\n#counter(page).update({pages + 1})\n{piece}", "utf8")
        _press(source, result, "pdf")
        pages += len(pypdfium2.PdfDocument(result))
        yield result


def _lay_out_files(report: Report, typed: Typed, folder: Path) -> None:
    """Pictures beside the markup that names them."""
    drawn = charts_of(report)
    for source, name in typed.files.items():
        if not (folder / name).exists():
            if source.startswith("chart:"):
                (folder / name).write_text(drawing.svg(drawn[source.removeprefix("chart:")]), "utf8")
            else:
                (folder / name).write_bytes(report.pictures[source].content)


def charts_of(report: Report) -> dict[str, Chart]:
    return {block.name: block for part in report.parts for block in part.blocks if isinstance(block, Chart)}


def charts_as_pictures(report: Report) -> dict[str, PictureFile]:
    """Every chart as PNG, for Word."""
    found: dict[str, PictureFile] = {}
    with TemporaryDirectory(prefix="worldday-charts-") as temporary:
        folder = Path(temporary)
        for name, chart in charts_of(report).items():
            (folder / f"{name}.svg").write_text(drawing.svg(chart), "utf8")
            source, result = folder / f"{name}.typ", folder / f"{name}.png"
            source.write_text(
                f'#set page(width: auto, height: auto, margin: 0pt)\n#image("{name}.svg", width: 442pt)', "utf8"
            )
            _press(source, result, "png")
            content = result.read_bytes()
            with Image.open(BytesIO(content)) as picture:
                found[name] = PictureFile(content, picture.width, picture.height, "png")
    return found


def _press(source: Path, result: Path, shape: str) -> None:
    """A process of its own: its memory is given back, and a typesetter that falls over takes nobody with it."""
    command = [
        sys.executable,
        "-m",
        "worldday.reports.compiling.pdf.press",
        str(source),
        str(result),
        shape,
        str(fonts.OURS),
    ]
    done = subprocess.run(command, capture_output=True, timeout=PATIENCE, check=False)
    if done.returncode or not result.exists():
        raise NotSet(done.stderr.decode(errors="replace")[-500:])
