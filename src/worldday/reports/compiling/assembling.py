"""The report as it stands now: generated sections, people's wording over them, pictures fetched, footnotes at hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from io import BytesIO

from django.conf import settings
from django.utils.translation import gettext, pgettext
from PIL import Image, ImageOps

from worldday.materials import files
from worldday.materials import queries as materials
from worldday.materials.models import Material, MaterialKind
from worldday.reports.models import Compilation, Section
from worldday.ui import dates

from . import blocks, markup
from .blocks import Block, Chart, Picture
from .report import Part, PictureFile, Report, Words

PICTURE_PIXELS = 1400  # on the longer side: 250 dpi at the width printed


def assemble(
    compilation: Compilation, at: datetime, *, unstored: Mapping[str, list[Block]] | None = None, only: str = ""
) -> Report:
    """In the language in force. `unstored`: blocks of sections that are made anew each time; without them they are left out.
    `only`: the report of one section, shown or hidden."""
    every = compilation.sections.order_by("position", "id")
    sections = [one for one in every if (one.key == only if only else one.shown)]
    notes = dict(compilation.sources.values_list("token", "note"))
    usable = picture_codes(compilation)
    parts = []
    for section in sections:
        made = (unstored or {}).get(section.key)
        if made is None:
            made = blocks_of(section, tokens=notes, materials=usable)
        if made or (section.level == 1 and not section.annex):
            parts.append(Part(section.key, section.title, made, section.level, section.annex))
    return Report(
        title=compilation.title,
        issuer=compilation.issuer.name,
        dated=_day(at.date()),
        language="zh" if dates.chinese() else "en",
        parts=parts,
        notes=notes,
        pictures=_pictures(compilation, parts),
        banner=gettext("Sample content for demonstration; no real data") if settings.DEMO else "",
        subject=compilation.campaign.name,
        words=words(),
        made_at=at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    )


def blocks_of(section: Section, *, tokens: Iterable[str], materials: Iterable[str]) -> list[Block]:
    """A person's wording where there is one; what in it points nowhere any more (a withdrawn photo) is left out."""
    generated = blocks.from_json(section.blocks)
    if section.edited is None:
        return generated
    return markup.read(section.edited, tokens=set(tokens), charts=charts_of(generated), materials=set(materials)).blocks


def charts_of(found: Iterable[Block]) -> dict[str, Chart]:
    return {block.name: block for block in found if isinstance(block, Chart)}


def picture_codes(compilation: Compilation) -> set[str]:
    """Photos of the campaign that may stand in a report."""
    photos = materials.of_campaign(compilation.campaign, usable_in="report").filter(kind=MaterialKind.PHOTO)
    if compilation.issuer_id != compilation.campaign.owner_id:
        photos = photos.filter(unit__path__startswith=compilation.issuer.path)
    return set(photos.values_list("code", flat=True))


def words() -> Words:
    return Words(
        figure=pgettext("illustration", "Figure"),
        table=pgettext("illustration", "Table"),
        annex=gettext("Annex"),
        notes=gettext("Notes"),
        contents=gettext("Contents"),
        back=gettext("Back to note"),
    )


def _day(day: date) -> str:
    said = dates.short_day(day)
    return f"{day.year}年{said}" if dates.chinese() else f"{said} {day.year}"


def _pictures(compilation: Compilation, parts: list[Part]) -> dict[str, PictureFile]:
    wanted = {block.source.partition(":")[2] for part in parts for block in part.blocks if isinstance(block, Picture)}
    rows = Material.objects.filter(campaign=compilation.campaign, code__in=wanted)
    return {f"material:{row.code}": file for row in rows if (file := _picture(row))}


def _picture(material: Material) -> PictureFile | None:
    """A JPEG without metadata; None where the file is gone."""
    try:
        with files.open_picture(material, files.PAGE) as opened, Image.open(opened) as image:
            shown = ImageOps.exif_transpose(image).convert("RGB")
            shown.thumbnail((PICTURE_PIXELS, PICTURE_PIXELS))
            out = BytesIO()
            shown.save(out, "JPEG", quality=84, optimize=True)
    except (FileNotFoundError, OSError):
        return None
    return PictureFile(out.getvalue(), shown.width, shown.height, "jpg")
