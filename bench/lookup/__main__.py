"""Fill a registry through the verbs, then ask it everything; one JSON object on standard output."""

import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "worldday.settings")

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import override_settings, setup_test_environment  # noqa: E402
from tests.factories.registries import approved, make_batch, make_registry, work  # noqa: E402

from bench.lookup import sheet  # noqa: E402
from bench.measure import PLAIN  # noqa: E402
from worldday.base import scope  # noqa: E402
from worldday.base.audit import System  # noqa: E402
from worldday.registry.actions import importing, importing_work, releasing  # noqa: E402
from worldday.registry.models import Record  # noqa: E402

ROUNDS = 5
SCANNED = ("没有这个名字", "龙金银")
A_SHEET = 250_000
BY = System("bench")
# sort of question → what is asked; several words each, so that no one word's luck counts
QUESTIONS: dict[str, tuple[str, ...]] = {
    "search_number": ("q=SHPP-2020-0000042", "q=shpp 2021—0000603", "q=2019-0004321"),
    "search_part_of_number": ("q=00012", "q=4321", "q=2020-00"),
    "search_one_character": ("q=沪", "q=安", "q=海"),
    "search_two_common": ("q=上海", "q=公司", "q=科技"),
    "search_long_common": ("q=有限公司", "q=食品科技有限", "q=精密机械股份"),
    "search_rare": ("q=华安信达", "q=龙金银", "q=松竹梅"),
    "search_words": ("q=上海 食品 集团", "q=松江 研究院 安", "q=昆山 汽车 华"),
    "search_filtered": ("q=上海&category=服务", "category=文化", "q=检测&category=制造&state=valid"),
    "search_nothing": ("q=没有这个名字", "q=zzzz", "q=上海苏州昆山"),
    "search_deep_page": ("page=4000", "q=公司&page=3000", "q=上海&page=2000"),
}


def say(text: str) -> None:
    print(f"… {text}", file=sys.stderr, flush=True)


def seconds(do: Callable[[], object]) -> float:
    began = time.perf_counter()
    do()
    return time.perf_counter() - began


def fill(registry, rows: int, folder: Path) -> tuple[object, float]:
    """The batch with all sheets imported, and the lines per second of all of it, from the first line to the last posting."""
    batch, spent = make_batch(registry), 0.0
    for first in range(0, rows, A_SHEET):
        count = min(A_SHEET, rows - first)
        path = folder / f"{first}.xlsx"
        sheet.write(path, count, first)
        with path.open("rb") as content:
            intake = importing.take_sheet(batch=batch, name=path.name, content=content, by=BY)
        importing.begin(intake=intake, mapping=intake.mapping, by=BY)
        began = time.process_time()
        spent += seconds(drain)
        say(f"{count / (time.process_time() - began):.0f} lines a second of this process's processor")
        path.unlink()
        say(f"{first + count} lines, {(first + count) / spent:.0f}/s")
    batch.refresh_from_db()
    assert batch.size == rows, batch.size
    return batch, rows / spent


def drain() -> None:
    while importing_work.go_on(60):
        pass


def asked(client: Client, registry, query: str) -> tuple[float, float]:
    """Milliseconds on the clock and of this process's processor: on a busy machine the second tells more."""
    times = []
    for _ in range(ROUNDS):
        began, spent = time.perf_counter(), time.process_time()
        client.get(f"/registry/{registry.slug}/?{query}")
        times.append((1000 * (time.perf_counter() - began), 1000 * (time.process_time() - spent)))
    return statistics.median(clock for clock, _spent in times), statistics.median(spent for _clock, spent in times)


def main(rows: int) -> None:
    setup_test_environment()
    call_command("migrate", verbosity=0, interactive=False)
    found: dict[str, float] = {}
    with scope.everything("bench"), tempfile.TemporaryDirectory() as folder:
        registry = make_registry()
        batch, found["import_rate"] = fill(registry, rows, Path(folder))
        more = make_batch(registry, name="to be undone")
        approved(batch)
        found["release"] = 1000 * seconds(lambda: releasing.release(batch=batch, by=BY))
        few = min(rows, 50_000)
        sheet.write(Path(folder) / "more.xlsx", few, rows)
        with (Path(folder) / "more.xlsx").open("rb") as content:
            intake = importing.take_sheet(batch=more, name="more.xlsx", content=content, by=BY)
        importing.begin(intake=intake, mapping=intake.mapping, by=BY)
        work()
        importing.undo(intake=intake, by=BY)
        found["undo_per_100k"] = seconds(work) * 100_000 / few
        found["plain_scan"] = 1000 * max(seconds(lambda word=word: scan(registry, word)) for word in SCANNED)
    questions(registry, rows, found)
    print(json.dumps(found))


def scan(registry, word: str) -> None:
    """What every table can do without an index: look at each row."""
    list(Record.objects.filter(registry=registry, folded__contains=word)[:20])


def questions(registry, rows: int, found: dict[str, float]) -> None:
    client = Client()
    client.get(f"/registry/{registry.slug}/")
    for name, queries in QUESTIONS.items():
        times = [asked(client, registry, query) for query in queries]
        found[name] = max(clock for clock, _spent in times)
        say(f"{name} " + " ".join(f"{clock:.1f} ({spent:.1f})" for clock, spent in times) + " ms (processor)")
    numbers = "\n".join(number for number, *_rest in list(sheet.rows(1000)))
    found["check_1000"] = 1000 * seconds(lambda: client.post("/registry/check/", {"numbers": numbers}))
    whole = seconds(lambda: sum(map(len, client.get(f"/registry/{registry.slug}/data.csv").streaming_content)))
    found["dump_per_100k"] = whole * 100_000 / rows


with override_settings(STORAGES=PLAIN):
    main(int(sys.argv[1]))
