"""Speed and modesty of the notice reader: text, Word, long notices, the whole command, and files that mean harm."""

import compileall
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.factories.hostile_files import HOSTILE, with_pictures
from tests.factories.measured import READ, run_measured
from tests.factories.notice_files import ACCREDITATION_DAY, ROOT, STANDARDS_DAY, Blocks, blocks_of, docx_of

from bench.measure import Measure, at_most, median_seconds
from worldday.notices.reading import read
from worldday.notices.reading.extract import extract

PAGE = 600
"""Characters on a page: GB/T 9704-2012, 5.2.2 sets 22 lines of 28, most of them not full."""


def measure() -> Iterator[Measure]:
    """All figures of this part."""
    with tempfile.TemporaryDirectory(prefix="worldday-bench-") as folder:
        yield from speed(Path(folder))
        yield from whole_process(Path(folder))
        yield from memory_with_pictures(Path(folder))
        yield from bad_inputs(Path(folder))


def speed(folder: Path) -> Iterator[Measure]:
    """Reading in this process, and how the time grows with the length."""
    texts = [text_file(folder, pages) for pages in (10, 200)]
    words = [word_file(folder, pages) for pages in (10, 200)]
    for path in (texts[0], words[0]):
        read_whole(path)  # imports and compiled patterns are not what is measured here
    short_text, long_text, short_word, long_word = median_seconds(
        *(lambda path=path: read_whole(path) for path in (*texts, *words))
    )
    yield at_most("reader.text_10_pages", short_text * 1000, "ms", 50)
    yield at_most("reader.docx_10_pages", short_word * 1000, "ms", 150)
    yield at_most("reader.text_200_over_10_pages_per_page", long_text / short_text / 20, "ratio", 1.5)
    yield at_most("reader.docx_200_over_10_pages_per_page", long_word / short_word / 20, "ratio", 1.5)


def whole_process(folder: Path) -> Iterator[Measure]:
    """`worldday read FILE --json` against starting Python with lxml plus the reading itself."""
    path = word_file(folder, 10)
    # As it is installed: with the bytecode that `make setup` leaves beside the sources.
    compileall.compile_dir(ROOT / "src" / "worldday", quiet=1)
    worldday = (sys.executable, "-c", "import sys; from worldday.cli import main; sys.exit(main())")
    times: dict[str, list[float]] = {"command": [], "start": [], "reading": []}
    for _ in range(9):
        times["command"].append(cpu_seconds(*worldday, "read", str(path), "--json"))
        times["start"].append(cpu_seconds(sys.executable, "-c", "import lxml.etree"))
        began = time.process_time()
        read_whole(path)
        times["reading"].append(time.process_time() - began)
    command, start, reading = (statistics.median(values) for values in times.values())
    yield at_most("reader.process_over_lxml_and_reading", command / (start + reading), "ratio", 3)


def cpu_seconds(*command: str) -> float:
    """Processor time of a command and its children: wall-clock time of a busy machine says little about short ones."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def memory_with_pictures(folder: Path) -> Iterator[Measure]:
    """The largest process while a Word file of 20 MB of pictures is read."""
    path = folder / "pictures.docx"
    path.write_bytes(with_pictures(20))
    run = run_measured(*READ, "--json", str(path))
    title = json.loads(run.out)["title"] if run.code == 0 else None
    yield Measure(
        "reader.memory_20_mb_of_pictures", round(run.megabytes), "MB", "<=200", bool(title) and run.megabytes <= 200
    )


def bad_inputs(folder: Path) -> Iterator[Measure]:
    """The slowest and the largest of all refusals, and whether every one was a clean refusal."""
    runs = []
    for number, (make, _) in enumerate(HOSTILE.values()):
        path = folder / f"{number}.docx"
        path.write_bytes(make())
        runs.append(run_measured(*READ, "--json", str(path)))
        path.unlink()
    clean = [run.code == 2 and not run.out and run.err.count("\n") == 1 and "Traceback" not in run.err for run in runs]
    yield Measure("reader.bad_inputs_refused_cleanly", sum(clean), "files", f"={len(runs)}", all(clean))
    yield at_most("reader.bad_inputs_slowest", max(run.seconds for run in runs), "s", 5)
    yield at_most("reader.bad_inputs_largest", max(run.megabytes for run in runs), "MB", 300)


def text_file(folder: Path, pages: int) -> Path:
    """A notice of that many pages as text: the demo notices' paragraphs, again and again."""
    path = folder / f"{pages}.txt"
    path.write_text("\n".join(block for block in long_notice(pages) if isinstance(block, str)), encoding="utf-8")
    return path


def word_file(folder: Path, pages: int) -> Path:
    """The same as a Word file, its table included once for every repetition."""
    path = folder / f"{pages}.docx"
    if not path.exists():
        path.write_bytes(docx_of(long_notice(pages)))
    return path


def long_notice(pages: int) -> Blocks:
    """Paragraphs and tables of both demo notices up to the wanted length."""
    source = blocks_of(STANDARDS_DAY) + blocks_of(ACCREDITATION_DAY)
    blocks: Blocks = []
    length = 0
    while True:
        for block in source:
            blocks.append(block)
            length += len(block) if isinstance(block, str) else sum(len(cell) for row in block for cell in row)
            if length >= pages * PAGE:
                return blocks


def read_whole(path: Path) -> dict[str, object]:
    return read(extract(path))
