"""Rosters on their way to certificates."""

from pathlib import Path

from tests.factories.certificates import BY, make_design
from tests.factories.sheets import sheet
from worldday.base import clock
from worldday.certificates import actions
from worldday.certificates.actions import working
from worldday.certificates.models import Design, Lot

HEADINGS = ["序号", "姓名", "拼音", "单位", "邮箱", "课程"]


def people(count: int, start: int = 1) -> list[list]:
    return [
        [n, f"学员{n}", f"Xue Yuan {n}", "某某公司", f"one{n}@example.org", "标准编写"]
        for n in range(start, start + count)
    ]


def make_lot(design: Design) -> Lot:
    """A row alone, of a roster that is read."""
    now = clock.wall()
    return Lot.objects.create(
        design=design, file_name="名单.xlsx", asked_by="system:test", asked_name="test", added_at=now, beat_at=now
    )


def upload(rows: list[list], *, design: Design | None = None, headings: list[str] = HEADINGS, by=BY) -> Lot:
    """The roster as somebody uploaded it."""
    file = sheet([headings, *rows])
    return actions.upload(design=design or make_design(), file_name="名单.xlsx", chunks=[file.read()], by=by)


def mapped(rows: list[list], *, by=BY, **more) -> Lot:
    """… with the proposed columns confirmed; nobody has read it yet."""
    lot = upload(rows, by=by, design=more.pop("design", None), headings=more.pop("headings", HEADINGS))
    return actions.map_columns(lot=lot, mapping=lot.mapping, by=by, **more)


def previewed(rows: list[list], **more) -> Lot:
    """… and read and checked by the background."""
    return worked(mapped(rows, **more))


def worked(lot: Lot) -> Lot:
    """The lot when the background has nothing more to do with it."""
    while working.turn(lot.code, seconds=60):
        pass
    lot.refresh_from_db()
    return lot


def saved(rows: list[list], folder: Path) -> Path:
    path = folder / "roster.xlsx"
    path.write_bytes(sheet(rows).read())
    return path
