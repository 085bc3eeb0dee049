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

Row = dict[str, Any]
DAYS = ("valid_from", "valid_until")


def load_questions(*, owner: Unit, by: System) -> int:
    """Load what is not there yet, by its code; how many. What people changed or retired since is left alone."""
    known = set(Question.objects.values_list("code", flat=True))
    fresh = [shipped(row) for row in rows() if row["code"] not in known]
    _load_versions(owner, by)
    return actions.take_in_reviewed(owner=owner, questions=fresh, by=by)


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
