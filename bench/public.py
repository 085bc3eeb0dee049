"""Public pages: what a large campaign costs beside a small one, what an unchanged page costs, calendars, pictures, copy.

Server side, through Django's test client with the product's own middleware; no If-None-Match is sent, so every page is
made, except where the 304 itself is measured. Static files keep their plain names: hashing them is no work of a request.
"""

import io
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import django

from bench.measure import PLAIN, Measure, at_most, median_seconds

DAY = date(2020, 10, 14)
SMALL, LARGE, UNITS = (21, 30), (500, 2000), 4  # activities and units of the campaigns; roles per activity at least
KINDS = (
    "quiz",
    "course",
    "event",
    "release",
    "showcase",
    "broadcast",
    "outreach",
    "evaluation",
    "window",
    "statistics",
)


def measure() -> Iterator[Measure]:
    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.test import override_settings

    from worldday.base import clock

    call_command("migrate", verbosity=0)
    Path(settings.STATIC_ROOT).mkdir(exist_ok=True)
    with override_settings(STORAGES=PLAIN, DEMO=False, DEBUG=False, ALLOWED_HOSTS=["*"]), clock.standing_at(DAY):
        _build("small", *SMALL)
        _build("large", *LARGE)
        settings.CLOCK_SHIFT = _shift()
        yield from _pages()
        yield from _files()
        yield from _pictures()
        yield from _copy()


def _shift() -> timedelta:
    from worldday.base import clock

    return timedelta(days=(DAY - clock.wall().date()).days)


def _build(slug: str, activities: int, units: int) -> None:
    """A campaign as a notice of that size makes it: windows over three months, every unit with a part."""
    from worldday.base import clock, scope
    from worldday.campaigns.models import Activity, ActivityUnit, Campaign, Theme
    from worldday.units.models import Unit

    with scope.everything("bench"):
        root = Unit.objects.create(name=f"某市市场监管局 {slug}", path=f"/{slug}/", code=slug)
        Unit.objects.bulk_create(
            Unit(name=f"第{n}单位", code=f"{slug}{n}", path=f"/{slug}/{n:06}/", parent=root, district=f"第{n % 16}区")
            for n in range(units)
        )
        members = list(Unit.objects.filter(parent=root))
        days = {"starts_on": DAY, "ends_on": DAY, "year": DAY.year, "published_at": clock.wall()}
        campaign = Campaign.objects.create(slug=slug, owner=root, name="世界标准日", state="live", **days)
        Theme.objects.create(campaign=campaign, text="用标准保护地球")
        Activity.objects.bulk_create(_activity(campaign, n) for n in range(activities))
        parts = max(UNITS, units // activities)
        ActivityUnit.objects.bulk_create(
            ActivityUnit(activity=activity, unit=members[(n * parts + k) % units], role="responsible", position=k)
            for n, activity in enumerate(Activity.objects.filter(campaign=campaign))
            for k in range(parts)
        )


def _activity(campaign: object, n: int) -> object:
    from worldday.campaigns.models import Activity

    start = date(2020, 9, 1) + timedelta(days=(n * 7) % 75)
    return Activity(
        campaign=campaign,
        position=n,
        name=f"标准化知识宣贯与线上竞答活动之{n}",
        content="面向企业和公众开展标准化知识宣传，组织线上竞答、专题培训和现场咨询。",
        kind=KINDS[n % len(KINDS)],
        units_text="市市场监管局、某协会、某研究院等",
        window_text="10月中旬",
        window_start=start,
        window_end=start + timedelta(days=n % 21),
        window_precision="ten-day",
    )


def _get(path: str, **headers: str) -> Callable[[], object]:
    from django.test import Client

    client = Client(headers={"host": "127.0.0.1", **headers})

    def get() -> object:
        answer = client.get(path)
        if answer.status_code not in (200, 304):
            raise RuntimeError(f"{path}: {answer.status_code}")
        return answer

    get()  # templates, fonts and translations are loaded once per process
    return get


def _pages() -> Iterator[Measure]:
    small, large = median_seconds(_get("/small/"), _get("/large/"), rounds=9)
    yield at_most("public.theme_500_to_21", large / small, "ratio", 3)
    yield at_most("public.theme_500", large * 1000, "ms", 500)
    etag = _get("/large/")()["ETag"]  # type: ignore[index]
    page, unchanged = median_seconds(_get("/large/"), _get("/large/", **{"if-none-match": etag}), rounds=9)
    yield at_most("public.unchanged_to_page", unchanged / page, "ratio", 0.35)
    for name, path in (("theme", ""), ("by_unit", "by/unit/"), ("gantt", "gantt/"), ("calendar", "calendar/")):
        yield at_most(f"public.{name}_500_queries", _queries(f"/large/{path}"), "queries", 15)
    [gantt] = median_seconds(_get("/large/gantt/"))
    yield at_most("public.gantt_500", gantt * 1000, "ms", 1500)


def _queries(path: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    get = _get(path)
    with CaptureQueriesContext(connection) as caught:
        get()
    return len(caught)


def _files() -> Iterator[Measure]:
    ics, feed = median_seconds(_get("/large/calendar.ics"), _get("/large/feed.rss"))
    yield at_most("public.ics_500", ics * 1000, "ms", 2000)
    yield at_most("public.rss_500", feed * 1000, "ms", 500)


def _pictures() -> Iterator[Measure]:
    from worldday.public import pictures

    sheet = pictures.Sheet(
        heading="《上海市标准化条例释义》及《上海市标准化白皮书》发布仪式",
        above="世界标准日 2020 · 活动",
        small="10月",
        large="11–31",
        below="市市场监管局",
        url="https://day.example.org/world-standards-day-2020/activities/k7m2q9xd/",
        invitation="扫码参与",
        hue=150,
        seed="2020101451",
    )
    wide, tall = median_seconds(lambda: pictures.wide(sheet), lambda: pictures.tall(sheet))
    yield at_most("public.picture_wide", wide * 1000, "ms", 200)
    yield at_most("public.picture_tall", tall * 1000, "ms", 200)


def _copy() -> Iterator[Measure]:
    """The demo as it ships, exported; the two campaigns of this bench are taken back first."""
    from django.core.management import call_command

    from worldday.base import scope
    from worldday.campaigns.models import Campaign
    from worldday.public.export import export

    with scope.everything("bench"):
        Campaign.objects.filter(slug__in=("small", "large")).update(state="draft")
    call_command("demo", stdout=io.StringIO())
    with tempfile.TemporaryDirectory() as room:
        began = time.perf_counter()
        result = export(Path(room) / "copy")
        taken = time.perf_counter() - began
    yield at_most("public.export_demo", taken, "s", 60)
    yield at_most("public.export_demo_broken", len(result.broken), "links", 0)
