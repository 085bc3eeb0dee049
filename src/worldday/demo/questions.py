"""The questions shipped with the installation, written and reviewed by the two roles that stand in them."""

from datetime import date
from typing import Any

from worldday.base.audit import Actor, System
from worldday.quizzes import actions
from worldday.quizzes.actions import Reviewed
from worldday.quizzes.exchange import Item
from worldday.quizzes.items import FIELDS
from worldday.quizzes.models import BasisVersion, Question
from worldday.units.models import Unit

from . import files
from .question_pictures import drawn

Row = dict[str, Any]
DAYS = ("valid_from", "valid_until")


def load_questions(*, owner: Unit, by: System) -> int:
    """Load what is not there yet, by its code; how many. What people changed or retired since is left alone."""
    known = set(Question.objects.values_list("code", flat=True))
    fresh = [row for row in rows() if row["code"] not in known]
    _load_versions(owner, by)
    taken = actions.take_in_reviewed(owner=owner, questions=map(shipped, fresh), by=by)
    actions.take_in_pictures(pictures=[one for row in fresh for one in _pictures(row)], by=by)
    return taken


def _pictures(row: Row) -> list[actions.Shipped]:
    """What is drawn for a question, with words for those who do not see it."""
    return [
        actions.Shipped(row["code"], one["key"], drawn(one["drawing"]), one["alt"], one["alt_en"])
        for one in row.get("drawings", [])
    ]


def rows() -> list[Row]:
    """Every shipped question, in the order of its files."""
    folder = files.folder() / "questions"
    return [
        row for path in sorted(folder.glob("*.json")) for row in files.content(f"questions/{path.name}")["questions"]
    ]


def shipped(row: Row) -> Reviewed:
    """The question of a row, with its two people."""
    days = {name: date.fromisoformat(row[name]) for name in DAYS if row.get(name)}
    item = Item(code=row["code"], **{name: row[name] for name in FIELDS if name in row} | days)
    return Reviewed(item, row["author"], row["reviewer"])


def _load_versions(owner: Unit, by: Actor) -> None:
    known = set(BasisVersion.objects.filter(owner=owner).values_list("basis", "version"))
    for row in files.content("bases.json")["versions"]:
        if (row["basis"], row["version"]) not in known:
            actions.note_basis_version(owner=owner, by=by, **row | {"since": date.fromisoformat(row["since"])})
