"""Certificates: setting, signing, checking, and a roster of 100,000 issued in the background while the site is used.

Setting and signing are one thread's processor seconds, so a busy machine tells the same. The roster goes the whole way: a workbook
with 300 wrong rows, read and issued by `worldday worker`, which is killed half way (SIGKILL) and started again.
At last a thousand of them are packed into an archive as the desk has it done. `CERTIFICATES=10000` makes a smaller roster: two
minutes instead of about ten.
"""

import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import django

from bench.measure import PLAIN, Measure, at_most, median_seconds

ROWS = int(os.environ.get("CERTIFICATES", "100000"))
WRONG = 300
PAPERS, SIGNATURES, PAGES = 300, 5_000, 50
WORDS = {
    "title": "学习证明",
    "title_en": "Proof of Learning",
    "body": "{name}参加“{课程}”培训，完成全部课程并通过考核，特此证明。",
    "body_en": "{latin} has completed the course and passed its test.",
    "note": "本证明仅说明学习情况，不代表任何资质。",
}


def measure() -> Iterator[Measure]:
    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.test import override_settings

    call_command("migrate", verbosity=0)
    Path(settings.STATIC_ROOT).mkdir(exist_ok=True)
    with override_settings(STORAGES=PLAIN, DEBUG=False, ALLOWED_HOSTS=["*"]):
        design = _design()
        yield from _papers(design)
        yield from _signatures()
        yield from _page(design)
        yield from _roster(design)


def at_least(name: str, value: float, unit: str, least: float) -> Measure:
    return Measure(name, round(value, 1), unit, f">={least:g}", value >= least)


def _design() -> Any:
    from worldday.base.audit import System
    from worldday.certificates import actions
    from worldday.units.models import Unit

    unit = Unit.objects.create(code="benchcert", name="某市市场监管局", path="/benchcert/")
    made = actions.make_design(
        owner=unit, name="学习证明", sort="learning", words=WORDS, template="band", by=System("bench")
    )
    made.owner = unit
    return made


def _award(design: Any, number: int) -> Any:
    from worldday.base.audit import System
    from worldday.certificates import actions
    from worldday.certificates.holder import Holder

    holder = Holder(f"学员{number}", f"Xue Yuan {number}", "某某科技有限公司")
    said = {"课程": "标准编写常见问题", "学时": "12"}
    return actions.award(design=design, holder=holder, reason_ref=f"bench:{number}", said=said, by=System("bench"))


def _papers(design: Any) -> Iterator[Measure]:
    """What a certificate's own row gives, each with another name and another code."""
    from worldday.certificates.papers import paper_of
    from worldday.certificates.rendering import LAYOUTS, pdf_of

    paper = paper_of(_award(design, 0))
    for layout in LAYOUTS:
        papers = [_other(replace(paper, layout=layout), n) for n in range(PAPERS)]
        pdf_of(replace(paper, layout=layout))
        rates = []
        for some in (papers[: PAPERS // 3], papers[PAPERS // 3 : 2 * PAPERS // 3], papers[2 * PAPERS // 3 :]):
            began = time.process_time()
            for one in some:
                pdf_of(one)
            rates.append(len(some) / (time.process_time() - began))
        yield at_least(f"certificates.pdf_{layout}", statistics.median(rates), "PDF/cpu-s", 200)


def _other(paper: Any, n: int) -> Any:
    said = tuple((field, f"{text}{n}" if field in ("name", "latin", "body") else text) for field, text in paper.said)
    return replace(paper, said=said, number=f"2020-{n:06}-581604-37", qr=f"{paper.qr[:-6]}{n:06}")


def _signatures() -> Iterator[Measure]:
    from worldday.certificates import queries
    from worldday.certificates.signing import sign

    key = queries.current_key()
    began = time.process_time()
    for n in range(SIGNATURES):
        sign(key, b"%d" % n)
    yield at_least("certificates.signatures", SIGNATURES / (time.process_time() - began), "/cpu-s", 5_000)


def _page(design: Any) -> Iterator[Measure]:
    """The page on which anyone checks a certificate, made anew each time."""
    [seconds] = median_seconds(_visits(_address(_award(design, 0))), rounds=5)
    yield at_most("certificates.verify_page", seconds / PAGES * 1000, "ms", 20)


def _address(certificate: Any) -> str:
    from django.urls import reverse

    return reverse("public:certificate", args=[certificate.number])


def _visits(address: str) -> Callable[[], object]:
    from django.test import Client

    client = Client()

    def visit() -> None:
        for _n in range(PAGES):
            if client.get(address).status_code != 200:
                raise SystemExit(f"{address} does not answer")

    return visit


def _roster(design: Any) -> Iterator[Measure]:
    from worldday.base import scope
    from worldday.base.audit import System
    from worldday.certificates import actions
    from worldday.certificates.models import Certificate

    by, page = System("bench"), _visits(_address(_award(design, 0)))
    with scope.everything("bench"):
        lot = actions.upload(design=design, file_name="名单.xlsx", chunks=[_workbook()], by=by)
        actions.map_columns(lot=lot, mapping=lot.mapping, by=by, issued_on=date(2020, 10, 14))
        began = time.perf_counter()
        subprocess.run(_worker(), check=True)
        lot.refresh_from_db()
        yield at_most("certificates.roster_read", time.perf_counter() - began, f"s/{ROWS}", 120)
        yield Measure("certificates.roster_wrong_rows", lot.wrong, "rows", f"={WRONG}", lot.wrong == WRONG)
        [alone] = median_seconds(page, rounds=5)
        actions.confirm(lot=lot, by=by)
        began, before = time.perf_counter(), os.times()
        beside, writes = _issue_with_a_kill(lot, page)
        taken, after = time.perf_counter() - began, os.times()
        spent = after.children_user - before.children_user + after.children_system - before.children_system
        lot.refresh_from_db()
        made = Certificate.objects.filter(reason_ref__startswith=f"lot:{lot.code}:")
        whole = lot.state == "issued" and made.count() == made.values("number").distinct().count() == lot.right
        yield Measure("certificates.issued_once_despite_kill", made.count(), "rows", f"={lot.right}", whole)
        yield at_most("certificates.issued_in_background", spent / made.count() * 1000, "cpu-ms", 3)
        yield at_least("certificates.issued_with_the_site_in_use", made.count() / taken, "/s", 100)
        yield at_most("certificates.page_while_issuing", beside / alone, "ratio", 3)
        yield at_most("certificates.slowest_write_while_issuing", max(writes) * 1000, "ms", 2000)
        yield _archive(lot, by)


def _archive(lot: Any, by: Any) -> Measure:
    """PDF files in an archive, with all that reading rows and writing the file takes."""
    from worldday.certificates import actions
    from worldday.certificates.actions import bundling

    bundle, began = actions.order_bundle(lot=lot, part=1, by=by), time.process_time()
    while bundling.pack(bundle.code):
        pass
    return at_least("certificates.archive", bundle.count / (time.process_time() - began), "PDF/cpu-s", 150)


def _workbook() -> bytes:
    """A roster as a unit sends it, with its wrong rows strewn in."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(["姓名", "拼音", "单位", "邮箱", "课程"])
    every = ROWS // WRONG
    for n in range(ROWS):
        name = "" if n % every == every // 2 and n // every < WRONG else f"学员{n}"
        sheet.append([name, f"Xue Yuan {n}", "某某科技有限公司", f"one{n}@example.org", "标准编写常见问题"])
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as file:
        book.save(file.name)
        return Path(file.name).read_bytes()


def _issue_with_a_kill(lot: Any, page: Callable[[], object]) -> tuple[float, list[float]]:
    """Seconds of visits beside the work, and of small writes; the worker is killed when half is done."""
    from worldday.certificates.actions import working
    from worldday.certificates.models import Lot

    visits: list[float] = []
    writes: list[float] = []
    killed, process = False, subprocess.Popen(_worker())
    while True:
        lot.refresh_from_db()
        if lot.state != "issuing" or (process.poll() is not None and killed):
            break
        if not killed and lot.issued >= lot.right // 2:
            killed = True
            process.send_signal(signal.SIGKILL)
            process.wait()
            Lot.objects.filter(pk=lot.pk).update(beat_at=lot.beat_at - working.QUIET - timedelta(seconds=1))
            process = subprocess.Popen(_worker())
        visits.append(_seconds(page))
        writes.append(_seconds(_write))
    process.wait()
    return statistics.median(visits), writes


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _write() -> None:
    """What somebody else's form writes meanwhile."""
    from worldday.base import clock
    from worldday.base.models import LongWork

    LongWork.objects.update_or_create(
        name="bench", target="bench", defaults={"asked_at": clock.wall(), "state": "done"}
    )


def _worker() -> list[str]:
    return [sys.executable, "-m", "django", "worker", "--once"]
