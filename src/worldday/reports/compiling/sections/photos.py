"""七、活动影像: photos that people and rights allow in reports, with credits."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext

from worldday.materials.models import Material
from worldday.reports.compiling.blocks import Picture, Written
from worldday.reports.compiling.gathering import Gathered
from worldday.reports.compiling.notes import Notes
from worldday.ui import dates

from .draft import SectionDraft, short


def write(found: Gathered, _notes: Notes) -> Iterator[SectionDraft]:
    if not found.pictures:
        return
    said = Written()
    for photo in found.pictures:
        said.add(picture(photo))
    yield SectionDraft("photos", gettext("Photos of the activities"), said.blocks)


def picture(photo: Material) -> Picture:
    """Its caption, else the activity or the unit; its credit, the unit, place and day where they are known."""
    caption = photo.caption or (photo.activity.name if photo.activity else "") or short(photo.unit)
    taken = dates.short_day(photo.taken_on) if photo.taken_on else ""
    credit = photo.credit or gettext("photo: {unit}").format(unit=short(photo.unit))
    return Picture(
        f"material:{photo.code}",
        caption,
        ("，" if dates.chinese() else ", ").join(filter(None, (credit, photo.place, taken))),
    )
