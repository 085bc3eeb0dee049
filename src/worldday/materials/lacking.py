"""What is still missing beside a file before it can be used."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from .models import Material, MaterialKind, People, Reuse

PEOPLE, REUSE, CAPTION, CREDIT = "people", "reuse", "caption", "credit"
WORDS: dict[str, str | Promise] = {
    PEOPLE: _("consent of the people shown"),
    REUSE: _("right to use"),
    CAPTION: _("caption"),
    CREDIT: _("credit"),
}


def lacking(material: Material) -> list[str]:
    """Keys of `WORDS`, the gravest first. Documents show nobody; a credit is needed where others will see the work."""
    pictured = material.kind != MaterialKind.DOCUMENT
    found = [PEOPLE] if pictured and material.people == People.UNSAID else []
    if material.reuse == Reuse.UNSAID:
        found.append(REUSE)
    if pictured and not material.caption:
        found.append(CAPTION)
    if material.reuse in (Reuse.PUBLISH, Reuse.FREE) and not material.credit:
        found.append(CREDIT)
    return found


def sentences(materials: Iterable[Material]) -> list[str]:
    """What a list still lacks: “3 files lack the consent of the people shown.”"""
    counted = Counter(key for material in materials for key in lacking(material))
    said = {
        PEOPLE: lambda n: ngettext(
            "{n} file lacks word on the consent of the people shown.",
            "{n} files lack word on the consent of the people shown.",
            n,
        ),
        REUSE: lambda n: ngettext(
            "{n} file lacks word on how it may be used.", "{n} files lack word on how they may be used.", n
        ),
        CAPTION: lambda n: ngettext("{n} file lacks a caption.", "{n} files lack a caption.", n),
        CREDIT: lambda n: ngettext("{n} file lacks a credit.", "{n} files lack a credit.", n),
    }
    return [said[key](counted[key]).format(n=counted[key]) for key in WORDS if counted[key]]
