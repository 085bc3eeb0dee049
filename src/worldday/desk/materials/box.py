"""What the box shows: a task's files as cards, what they lack, and what is still on its way."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from worldday.campaigns.models import Task
from worldday.materials import lacking, limits, queries, uploads
from worldday.materials.models import Material, MaterialKind, MaterialState
from worldday.materials.preparing.sorts import SORTS
from worldday.materials.refusals import sentence_for
from worldday.units.models import Staff

_SUFFIXES = {sort.suffix for sort in SORTS.values()} | {".jpeg", ".heif"}
ACCEPT = ",".join([*sorted(_SUFFIXES), "image/*", "video/*"])


@dataclass(frozen=True)
class Card:
    """One file on a page."""

    material: Material
    lacks: list[str | Promise]
    alike: str = ""  # name of an earlier picture that looks the same

    @property
    def refused(self) -> str:
        return sentence_for(self.material.problem) if self.material.state == MaterialState.REFUSED else ""

    @property
    def waiting(self) -> bool:
        return self.material.state == MaterialState.WAITING

    @property
    def stuck(self) -> bool:
        return queries.seems_stuck(self.material)

    @property
    def pictured(self) -> bool:
        """A small picture of it is there."""
        if self.material.state != MaterialState.READY:
            return False
        return self.material.kind != MaterialKind.DOCUMENT or self.material.mime == SORTS["pdf"].mime

    @property
    def size(self) -> str:
        return limits.megabytes(self.material.size)

    @property
    def length(self) -> str:
        """`1:05` of a video."""
        seconds = self.material.seconds
        return f"{seconds // 60}:{seconds % 60:02d}" if seconds else ""

    @property
    def ending(self) -> str:
        return self.material.name.rpartition(".")[2].upper()


def cards_of(materials: Iterable[Material], alike: dict[int, str] | None = None) -> list[Card]:
    near = alike or {}
    return [Card(one, [lacking.WORDS[key] for key in lacking.lacking(one)], near.get(one.pk, "")) for one in materials]


def box_of(task: Task, staff: Staff) -> dict[str, Any]:
    """Everything `desk/materials/box.html` shows; four queries however many files."""
    found = list(queries.of_task(task))
    taken = [one for one in found if one.state != MaterialState.REFUSED]
    return {
        "task": task,
        "cards": cards_of(found, queries.alike_among(task)),
        "lacking": lacking.sentences(taken),
        "begun": [(one.name, share(one.code, one.length)) for one in queries.begun_by(staff.pk, task)],
        "accept": ACCEPT,
        "most": {kind: limits.megabytes(limits.largest(kind)) for kind in MaterialKind.values},
        "words": words(),
    }


def share(code: str, length: int) -> int:
    """How much of an upload is here, in percent."""
    path = uploads.path_of(code)
    return 100 * path.stat().st_size // length if path.exists() else 0


def words() -> dict[str, str]:
    """What the script says, in the reader's language."""
    return {
        "waits": _("waits for its turn"),
        "sends": _("{done} of {all}"),
        "looks": _("has arrived, is being looked into"),
        "breaks": _("The line is broken; what has arrived is kept and sending goes on by itself."),
        "stopped": _("Sending stopped; what has arrived is kept. Press “Go on”, or choose the same file again later."),
        "signedOut": _("You were signed out. Sign in again in another tab, then press “Go on”; nothing is lost."),
        "goOn": _("Go on"),
        "stop": _("Do not send"),
        "dismiss": _("All right"),
    }
