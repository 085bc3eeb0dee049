"""Writing the question bank. A draft may be incomplete, but never wrong in itself; what a reviewer approved and somebody
changes becomes a draft again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from worldday.base import audit, scope
from worldday.base.audit import Actor, System
from worldday.base.changes import Values, change, check, ready
from worldday.base.problems import Invalid, Problem
from worldday.quizzes.exchange import Item, faults, gaps
from worldday.quizzes.fault_sentences import by_field
from worldday.quizzes.items import CONTENT, FIELDS, item_of, keys_of, values_of
from worldday.quizzes.likeness import digest
from worldday.quizzes.models import BasisVersion, Question, QuestionState
from worldday.units.models import Staff, Unit

CHANGEABLE = (*FIELDS, "shared")


class Retired(Problem):
    sentence = _("This question is retired; take it back into the bank first. Nothing was changed.")


@transaction.atomic
def write_question(*, owner: Unit, by: Actor, **fields: Any) -> Question:
    """A new draft of `owner`. `fields`: any of `CHANGEABLE`. Raises `Invalid`."""
    if unknown := fields.keys() - set(CHANGEABLE):
        raise KeyError(f"{sorted(unknown)} of a question are not set by this verb")
    question = Question(owner=owner, likeness=digest(fields.get("stem", "")), **fields)
    question.author, question.author_name = by if isinstance(by, Staff) else None, by.actor_name[:60]
    _check(question)
    check(question, CHANGEABLE)
    question.save(force_insert=True)
    record("question-written", question, by, after={"sort": question.sort, "basis": question.basis})
    return question


@dataclass(frozen=True)
class Reviewed:
    """A question that two people have looked at before it came here, and what they are called."""

    item: Item
    author: str
    reviewer: str


@transaction.atomic
def take_in_reviewed(*, owner: Unit, questions: Iterable[Reviewed], by: System) -> int:
    """Put questions that were shipped with the installation into use, under their own codes; how many.

    Only the installation itself may: staff review what they take in. Raises `Invalid` for one that is wrong or incomplete,
    and the database's own refusal for one whose author reviewed it.
    """
    rows = []
    for shipped in questions:
        if found := [*faults(shipped.item), *gaps(shipped.item)]:
            raise Invalid({shipped.item.code: [each for said in by_field(found).values() for each in said]})
        rows.append(
            Question(
                owner=owner,
                code=shipped.item.code,
                likeness=digest(shipped.item.stem),
                author_name=shipped.author,
                reviewer_name=shipped.reviewer,
                state=QuestionState.REVIEWED,
                **values_of(shipped.item),
            )
        )
    with scope.everything("they belong to the owner that is named"):
        Question.objects.bulk_create(rows)
    if rows:
        audit.record(
            by=by, action="questions-taken-in", target=owner, scope_path=owner.path, after={"questions": len(rows)}
        )
    return len(rows)


@transaction.atomic
def change_question(*, question: Question, changes: Values, by: Actor) -> Question:
    """Change any of `CHANGEABLE`; changed content awaits review anew. Raises `Retired`, `Invalid`."""
    question = locked(question)
    if question.state == QuestionState.RETIRED:
        raise Retired
    before, after = change(question, changes, allowed=CHANGEABLE)
    if not after:
        return question
    _check(question)
    question.likeness = digest(question.stem)
    if set(after) & set(CONTENT):
        undo_review(question, by)
        question.pictures.exclude(key__in={"stem", *keys_of(question.options)}).delete()
    question.save()
    record("question-changed", question, by, before, after)
    return question


def _check(question: Question) -> None:
    if found := by_field(faults(item_of(question))):
        raise Invalid(found)


def undo_review(question: Question, by: Actor) -> None:
    """What was approved is not what stands there now; whoever changed it must not review it."""
    question.state = QuestionState.DRAFT
    question.reviewer, question.reviewer_name = None, ""
    question.changed_by = by if isinstance(by, Staff) else None


@transaction.atomic
def put_questions(*, wanted: Iterable[tuple[Question | None, Item]], owner: Unit, by: Actor) -> int:
    """Write the new ones as drafts of `owner` and change the others; how many. All of it, or, raising, nothing."""
    count = 0
    for question, item in wanted:
        if question is None:
            write_question(owner=owner, by=by, **values_of(item))
        else:
            change_question(question=question, changes=values_of(item), by=by)
        count += 1
    return count


@transaction.atomic
def note_basis_version(
    *, owner: Unit, basis: str, version: str, since: date, by: Actor, note: str = ""
) -> BasisVersion:
    """Write down that a law or standard has a version in force from `since`; questions resting on older ones come into the
    validity report. Raises `Invalid`."""
    row = BasisVersion(owner=owner, basis=basis.strip(), version=version.strip(), since=since, note=note.strip())
    check(row, ["owner", "basis", "version", "since", "note"])
    row.save()
    after = {"basis": row.basis, "version": row.version, "since": ready(since)}
    audit.record(by=by, action="basis-version-noted", target=row, scope_path=owner.path, after=after)
    return row


@transaction.atomic
def forget_basis_version(*, row: BasisVersion, by: Actor) -> None:
    """Take back a version that was noted by mistake."""
    before = {"basis": row.basis, "version": row.version, "since": ready(row.since)}
    audit.record(by=by, action="basis-version-forgotten", target=row, scope_path=row.owner.path, before=before)
    row.delete()


def locked(question: Question) -> Question:
    """The row as it is now, held until the transaction ends."""
    with scope.everything("the view has fetched it through its permission"):
        found: Question = Question.objects.select_for_update(of=("self",)).select_related("owner").get(pk=question.pk)
    return found


def record(
    action: str, question: Question, by: Actor, before: Values | None = None, after: Values | None = None
) -> None:
    audit.record(by=by, action=action, target=question, scope_path=question.owner.path, before=before, after=after)
