"""Making a package: parts read one after another into one file, which is kept only when it is whole."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.db.models import Sum
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from worldday.base import clock
from worldday.base.problems import Problem
from worldday.campaigns.models import Campaign
from worldday.materials.models import Material
from worldday.reports.models import PackageKind

from .bag import Bag, Member
from .describing import base_of, info, tags
from .parts import PARTS, Part

Counts = dict[str, int]
Writer = Callable[[Campaign, BinaryIO, str], Counts]  # (whose, where to, on whose behalf) → how much of each part
SPARE = 200 * 1024 * 1024  # bytes that stay free for everybody else
LANGUAGE = "zh-hans"  # of the words a record holds, whoever asked for it

WRITERS: dict[str, tuple[str, Writer]] = {}  # kind → ending of the file, and what writes it


def writes(kind: str, suffix: str, write: Writer) -> None:
    """What makes packages of `kind`; rooms above register theirs when their app starts."""
    WRITERS[kind] = (suffix, write)


def folder() -> Path:
    """Where packages lie, never served as files."""
    return Path(settings.MEDIA_ROOT) / "archives"


def write_bag(campaign: Campaign, out: BinaryIO, by: str) -> Counts:
    """The archive package. Returns files by part."""
    counts: Counter[str] = Counter()
    at = clock.now()
    with translation.override(LANGUAGE), Bag(out, base_of(campaign)) as bag:
        for part in PARTS:
            bag.payload(_counted(part, campaign, counts))
        bag.finish(info(campaign, at, bag.octets), tags(campaign, at, counts, by))
    return dict(counts)


def refuse_without_room(campaign: Campaign) -> None:
    """Raises `Problem` when the disk cannot hold the files once more."""
    wanted = Material.objects.filter(campaign=campaign, removed_at=None).aggregate(total=Sum("size"))["total"] or 0
    place = Path(settings.MEDIA_ROOT)
    place.mkdir(parents=True, exist_ok=True)
    if shutil.disk_usage(place).free < wanted + SPARE:
        raise Problem(
            _(
                "There is no room on the server for another package; remove an older one, or ask whoever runs it for room."
            )
        )


def _counted(part: Part, campaign: Campaign, counts: Counter[str]) -> Iterator[Member]:
    for member in part(campaign):
        yield member
        counts[member.path.partition("/")[0]] += 1


writes(PackageKind.BAG, "zip", write_bag)
