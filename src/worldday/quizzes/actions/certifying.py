"""The certificate of participation: staff choose its design, whoever passes takes it, once."""

from __future__ import annotations

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from worldday.base import clock, scope
from worldday.base.audit import Actor, System
from worldday.base.problems import Problem
from worldday.certificates.actions import award
from worldday.certificates.holder import Holder
from worldday.certificates.models import Design, Sort
from worldday.people import consent
from worldday.people.identity import label_of, persons_of
from worldday.quizzes import certificates
from worldday.quizzes.models import Certified, Quiz

from .setting_up import locked, record

PURPOSE = "certificate"  # of the notice: policies/consent/certificate.*.md
BY = System("player")


@transaction.atomic
def set_design(*, quiz: Quiz, design: Design | None, by: Actor) -> Quiz:
    """By which design the certificates are printed from now on; None: by none. Also after the freezing, since the rule says only
    that there is one. Raises `Problem` for a design of another sort, or one that asks for what no quiz can say."""
    quiz = locked(quiz)
    if design is not None:
        if design.sort != Sort.PARTICIPATION or not design.active:
            raise Problem(_("This is no design for proofs of participation that is in use. Nothing was changed."))
        if unknown := certificates.unknown_places(design):
            sentence = _("The design speaks of “{labels}”, which a quiz cannot say. Nothing was changed.")
            raise Problem(format_lazy(sentence, labels="”, “".join(unknown)))
    if quiz.design != design:
        before = {"design": quiz.design.code if quiz.design else ""}
        quiz.design = design
        quiz.save(update_fields=["design", "updated_at"])
        record("quiz-design-set", quiz, by, before, {"design": design.code if design else ""})
    return quiz


@transaction.atomic
def take_certificate(
    *, quiz: Quiz, player: int, name: str, latin: str = "", shown: str, guardian: bool = False, by: Actor = BY
) -> str:
    """The number of this person's certificate, made out to `name`; whoever asks again gets the one they have.

    `shown`: the version of the notice they agreed to. Raises `Problem`: not passed, nothing offered, no name, no guardian,
    or a notice that has changed.
    """
    person = persons_of([player]).get(player, player)
    with scope.everything("the ticket is the permission"):
        quiz = Quiz.objects.select_related("activity__campaign__owner", "design__owner").get(pk=quiz.pk)
        if taken := certificates.taken_by(quiz, person):
            return certificates.standing_number(taken)
        return _take(quiz, person, Holder(name, latin), shown=shown, guardian=guardian, by=by)


def _take(quiz: Quiz, person: int, holder: Holder, *, shown: str, guardian: bool, by: Actor) -> str:
    if not certificates.is_offered(quiz) or quiz.design is None:
        raise Problem(_("This quiz gives no certificate; nothing was issued."))
    passed = certificates.passed_with(quiz, person)
    if passed is None:
        raise Problem(
            _("Only whoever has passed may take a certificate, and no attempt of this device counts as passed.")
        )
    needed = certificates.needs_guardian(passed)
    if needed and not guardian:
        raise Problem(_("Whoever is under 14 needs a guardian who agrees; nothing was issued."))
    consent.give_consent(number=person, purpose=PURPOSE, shown=shown, by_guardian=needed)
    row, _made = Certified.objects.get_or_create(
        quiz=quiz, player=person, defaults={"attempt": passed.id, "taken_at": clock.now()}
    )
    if row.certificate:  # whoever held the row has just issued it
        return certificates.standing_number(row)
    said = certificates.said_of(quiz, passed)
    made = award(design=quiz.design, holder=holder, reason_ref=f"quiz:{row.attempt}", said=said, by=by)
    row.certificate = made.number
    row.save(update_fields=["certificate"])
    record("quiz-certificate-taken", quiz, by, after={"certificate": made.number, "player": label_of(person)})
    return str(made.number)
