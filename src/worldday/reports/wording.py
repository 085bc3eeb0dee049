"""What people are told about tasks, in their own language. Short enough for a phone; names a unit and never a person."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, override

from worldday.campaigns.models import Task, TaskKind
from worldday.messages.letters import Words
from worldday.ui import dates

from .models import Practice

# occasion → (subject, first sentence)
SENTENCES: dict[str, tuple[str | Promise, str | Promise]] = {
    "asked": (_("{campaign}: {what} wanted"), _("{issuer} asks {unit} for: {what}.")),
    "passed-on": (_("{campaign}: {what} wanted"), _("{issuer} passes a task on to {unit}: {what}.")),
    "sent": (_("{campaign}: {unit} has sent its {what}"), _("{unit} has sent its {what} (version {version}).")),
    "taken-back": (
        _("{campaign}: {unit} has taken its {what} back"),
        _("{unit} has taken its {what} (version {version}) back and will send it again."),
    ),
    "returned": (_("{campaign}: {what} returned"), _("{issuer} has returned the {what} of {unit}.")),
    "accepted": (_("{campaign}: {what} accepted"), _("{issuer} has accepted the {what} of {unit}. Thank you.")),
    "extended": (_("{campaign}: {what} may come later"), _("The {what} of {unit} is now due later.")),
    "exempted": (_("{campaign}: {what} not needed"), _("{unit} need not send the {what}.")),
    "withdrawn": (
        _("{campaign}: {what} no longer wanted"),
        _("{issuer} no longer asks {unit} for: {what}. Nothing needs to be sent."),
    ),
    "urge": (_("{campaign}: please send the {what}"), _("{issuer} asks {unit} to send the {what}.")),
    "reminder": (_("{campaign}: {what} {when}"), _("The {what} of {unit} is {when}.")),
}
STILL_OWED = frozenset({"asked", "passed-on", "returned", "extended", "urge", "reminder"})  # say by when


def words_for(task: Task, occasion: str, language: str, facts: dict[str, Any]) -> Words:
    """`facts`: what the verb adds: `reason`, `sentence` (said by a person), `due` (a day), `version`, `days` (left; < 0: late)."""
    with override(language):
        filled = _fill(task, facts)
        subject, first = (str(sentence).format_map(_Known(filled)) for sentence in SENTENCES[occasion])
        lines = [first]
        if occasion in STILL_OWED and filled["due"]:
            lines.append(_now("Due: {due}").format(due=filled["due"]))
        if filled["reason"]:
            lines.append(_now("Reason: {reason}").format(reason=filled["reason"]))
        if filled["sentence"]:
            lines.append(filled["sentence"])
        return Words(subject, "\n".join(lines), {name: value for name, value in filled.items() if value})


def words_for_practice(practice: Practice, language: str) -> Words:
    """May it be shared?"""
    campaign = f"{practice.campaign.name} {practice.campaign.year}"
    with override(language):
        text = _now(
            "“{title}” ({campaign}) is worth copying. Please say whether it may stand in the library and on public pages."
        )
        return Words(
            _now("May a practice of {unit} be shared?").format(unit=practice.unit.name),
            text.format(title=practice.title, campaign=campaign),
        )


def _fill(task: Task, facts: dict[str, Any]) -> dict[str, str]:
    return {
        "campaign": f"{task.campaign.name} {task.campaign.year}",
        "what": str(dict(TaskKind.choices).get(task.what, task.what)),
        "unit": task.unit.name,
        "issuer": task.asked_by.name,
        "due": _due(facts.get("due") or facts.get("new_due") or task.due, task),
        "when": _when(facts["days"]) if "days" in facts else "",
        "reason": str(facts.get("reason") or "").strip(),
        "sentence": str(facts.get("sentence") or "").strip(),
        "version": str(facts.get("version") or ""),
    }


def _due(day: date | None, task: Task) -> str:
    if day is None:
        return ""
    return f"{dates.day(day)} {task.due_time:%H:%M}" if task.due_time else dates.day(day)


def _when(days: int) -> str:
    """`days` until it is due; 0 = today, negative = late by so many."""
    if days == 0:
        return _now("due today")
    if days > 0:
        return ngettext("due in {n} day", "due in {n} days", days).format(n=days)
    return ngettext("{n} day overdue", "{n} days overdue", -days).format(n=-days)


class _Known(dict[str, str]):
    """A fact that the verb did not give leaves its place empty."""

    def __missing__(self, _key: str) -> str:
        return ""
