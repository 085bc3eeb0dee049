"""What the program makes of the unit names in a reading, so that a reviewer sees it before confirming."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from worldday.units import naming
from worldday.units.models import Unit
from worldday.units.queries import Directory

KNOWN, GROUP, VAGUE, NEW = "known", "group", "vague", "new"


@dataclass(frozen=True)
class Name:
    """`sort`: a known unit, a phrase for several, one that names nobody (各有关单位), or a unit to be created."""

    sort: str
    units: tuple[Unit, ...] = ()

    text: str = ""

    @property
    def said(self) -> str:
        """What stands under the name: which unit it is, unless it is the unit's own name, or what will become of it."""
        if self.sort == KNOWN:
            return "" if self.units[0].name == self.text else f"= {self.units[0].name}"
        if self.sort == GROUP:
            count = len(self.units)
            return ngettext("{n} unit", "{n} units", count).format(n=count)
        return _("names no particular unit") if self.sort == VAGUE else _("will be created")


def name_of(text: str, directory: Directory) -> Name:
    """What `text` stands for in the authority's tree."""
    units = tuple(directory.expand(text))
    if units:
        return Name(KNOWN if len(units) == 1 else GROUP, units, text)
    return Name(VAGUE if naming.is_collective(text) else NEW, text=text)


def names_in(data: Mapping[str, Any], directory: Directory) -> dict[str, Name]:
    """Every unit name of the activities → what it stands for."""
    texts = {unit.get("name") or "" for row in data.get("activities") or [] for unit in row.get("units") or []}
    return {text: name_of(text, directory) for text in sorted(texts) if text.strip()}
