"""Lines of a sheet that change records which are public already: which words say so, and what such a line asks. Pure but for words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from worldday.base.text import fold

from .amending import Asked, Why
from .models import ChangeKind
from .schema import CORE_LABELS, DAYS, Field, day_of

# Columns beside those of a record; their keys begin as no key of a field can.
LABELS: dict[str, str | Promise] = {
    "_what": gettext_lazy("What happens"),
    "_reason": gettext_lazy("Reason for the change"),
    "_since": gettext_lazy("Change holds from"),
    "_number": gettext_lazy("New number"),
    "_source": gettext_lazy("Source of the change"),
    "_url": gettext_lazy("Web address of that source"),
}
# What may stand in the first of them, in either language; nothing at all adds a record, as ever.
WORDS: dict[str, str | Promise] = {
    "": pgettext_lazy("in a sheet", "Add"),
    ChangeKind.CHANGED: pgettext_lazy("in a sheet", "Change"),
    ChangeKind.SUSPENDED: pgettext_lazy("in a sheet", "Suspend"),
    ChangeKind.RESTORED: pgettext_lazy("in a sheet", "Restore"),
    ChangeKind.WITHDRAWN: pgettext_lazy("in a sheet", "Withdraw"),
    ChangeKind.EXPIRED: pgettext_lazy("in a sheet", "Expire"),
}
_KINDS = {
    **dict.fromkeys(("", "新增", "添加", "add", "new"), ""),
    **dict.fromkeys(("变更", "更正", "修改", "change", "correct"), ChangeKind.CHANGED.value),
    **dict.fromkeys(("暂停", "suspend"), ChangeKind.SUSPENDED.value),
    **dict.fromkeys(("恢复", "restore"), ChangeKind.RESTORED.value),
    **dict.fromkeys(("撤销", "withdraw"), ChangeKind.WITHDRAWN.value),
    **dict.fromkeys(("到期", "过期", "失效", "expire"), ChangeKind.EXPIRED.value),
}
EMPTIED = frozenset({"清空", "empty"})  # in a line that changes: an empty cell leaves a field as it is


@dataclass(frozen=True)
class Change:
    """What one line asks of the record with this number, or without one of the only record with this name."""

    number: str
    name: str
    asked: Asked


def kind_of(said: Mapping[str, str]) -> str | None:
    """A `ChangeKind`, "" for a line that adds, None for a word that means nothing."""
    return _KINDS.get(fold(said.get("_what", "")))


def unknown(said: Mapping[str, str]) -> str:
    """What is wrong with a word that means nothing."""
    words = "、".join(str(word) for word in WORDS.values())
    return _("“{label}” is one of {words}: {value}").format(
        label=LABELS["_what"], words=words, value=said.get("_what", "")[:20]
    )


def read(said: Mapping[str, str], kind: str, fields: Sequence[Field]) -> tuple[Change, list[str]]:
    """What the line asks, and what of it cannot be understood. `said` is key → cell."""
    wrong = [
        _("“{label}” is not a day: {value}").format(label=label, value=said[key][:40])
        for key, label in (("_since", LABELS["_since"]), *((key, CORE_LABELS[key]) for key in DAYS))
        if (text := said.get(key)) and not _empties(text) and day_of(text) is None
    ]
    number, name = said.get("number", ""), said.get("name", "")
    why = Why(said.get("_reason", ""), day_of(said.get("_since", "")), said.get("_source", ""), said.get("_url", ""))
    texts = _texts(said, fields) if kind == ChangeKind.CHANGED else {}
    if not number:
        texts.pop("name", None)  # by which the record is found
    return Change(number, name, Asked(kind, why, texts)), wrong


def _texts(said: Mapping[str, str], fields: Sequence[Field]) -> dict[str, str]:
    """Key → new text of what the line says, days in one spelling; "" where it is to be emptied."""
    days = {*DAYS, *(one.key for one in fields if one.sort == "day")}
    keys = ("name", "source", "source_url", *DAYS, *(one.key for one in fields))
    found = {
        key: "" if _empties(text) else _day(text) if key in days else text for key in keys if (text := said.get(key))
    }
    return found | ({"number": said["_number"]} if said.get("_number") else {})


def _empties(text: str) -> bool:
    return fold(text) in EMPTIED


def _day(text: str) -> str:
    day = day_of(text)
    return day.isoformat() if day else text
