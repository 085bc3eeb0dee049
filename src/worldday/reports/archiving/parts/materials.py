"""素材: every file as it is kept, freed of what cameras write into it, with caption, consent, right and credit.

The list comes after the files, so that it says of each whether it is really there: somebody may remove one while the package is
being made.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

from worldday.campaigns.models import Campaign
from worldday.materials import files
from worldday.materials.models import Material, MaterialKind, MaterialState
from worldday.reports.archiving.bag import Member
from worldday.reports.archiving.naming import segment, stem_of, suffix_of
from worldday.reports.archiving.written import add_line, name_of, new_lines, said, unit_said

_FACTS = (
    *("code", "kind", "state", "name", "mime", "size", "digest", "width", "height", "seconds"),
    *("caption", "place", "taken_on", "credit", "people", "reuse", "added_at", "removed_at"),
)


def materials(campaign: Campaign) -> Iterator[Member]:
    rows = Material.objects.filter(campaign=campaign).select_related("unit", "task", "activity", "added_by")
    lines = new_lines()
    for material in rows.order_by("pk").iterator(chunk_size=1000):
        source, path = _opened(material), _path(material)
        add_line(lines, _said(material) | {"file": f"data/{path}" if source else None})
        if source is not None:
            yield Member(path, source)
    lines.seek(0)
    yield Member("materials.jsonl", lines)


def _path(material: Material) -> str:
    folder = f"materials/{segment(material.unit.name, otherwise='unit')}-{material.unit.code}"
    ending = suffix_of(material.name)
    return f"{folder}/{material.code}-{segment(stem_of(material.name), suffix=ending)}"


def _opened(material: Material) -> IO[bytes] | None:
    """None for what was refused or removed, and for a photo or video that still holds where it was taken."""
    unprepared = material.state != MaterialState.READY and material.kind != MaterialKind.DOCUMENT
    if material.removed_at or material.state == MaterialState.REFUSED or unprepared:
        return None
    try:
        return files.path_of(material.stored).open("rb")
    except FileNotFoundError:
        return None


def _said(material: Material) -> dict[str, object]:
    return said(material, *_FACTS) | {
        "unit": unit_said(material.unit),
        "task": material.task.code if material.task else None,
        "activity": material.activity.code if material.activity else None,
        "added_by": name_of(material.added_by),
    }
