"""The proof of participation that a rule promises to whoever passes: one for each person and quiz."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from tests.factories.certificates import make_design
from tests.factories.quizzes import BY, make_attempt, make_frozen_quiz, make_quiz

from worldday.base.models import AuditEvent
from worldday.base.problems import Problem
from worldday.certificates.models import Certificate, Sort
from worldday.certificates.queries import for_reason
from worldday.people import consent
from worldday.people.identity import attach, recognise
from worldday.people.models import Consent
from worldday.quizzes import actions, parting
from worldday.quizzes.certificates import due_to
from worldday.quizzes.models import Attempt, Certified, Quiz
from worldday.quizzes.obstacles import obstacles

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]
ME, OTHER = 11, 12
WORDS = {"title": "参与证明", "body": "{name}参加了“{活动}”，特此证明。", "issuer": "某市市场监管局（示例）"}


def a_design(**fields):
    return make_design(**{"name": "参与证明", "sort": Sort.PARTICIPATION, "words": WORDS} | fields)


@pytest.fixture
def quiz(on_day):
    on_day(date(2020, 10, 1))
    made = make_quiz(certificate=True, pass_mark=60, per_day=0, in_all=3)
    actions.set_design(quiz=made, design=a_design(owner=made.activity.campaign.owner), by=BY)
    actions.freeze(quiz=made, by=BY)
    on_day(date(2020, 10, 14))
    return Quiz._base_manager.get(pk=made.pk)


def take(quiz, player=ME, name="王小明", **more) -> str:
    return actions.take_certificate(quiz=quiz, player=player, name=name, shown=consent.version("certificate"), **more)


def test_whoever_passed_takes_one_and_gets_the_same_again_whatever_is_typed_then(quiz):
    passed = make_attempt(quiz, ME, score=80)
    number = take(quiz)
    made = Certificate.objects.get()
    assert (made.number, made.holder_name, made.reason_ref) == (number, "王小明", f"quiz:{passed.pk}")
    assert (made.design.sort, made.issued_on) == ("participation", date(2020, 10, 14))
    assert ["body", f"王小明参加了“{quiz.activity.name}”，特此证明。"] in made.said
    assert (take(quiz, name="李大华"), Certificate.objects.count()) == (number, 1)
    assert Consent.objects.get(participant_number=ME).purpose == "certificate"
    row = AuditEvent.objects.get(action="quiz-certificate-taken")
    assert "王小明" not in str(vars(row))


@pytest.mark.parametrize(("score", "void"), [(50, False), (100, True)])
def test_who_has_not_passed_or_whose_attempt_is_void_gets_none(quiz, score, void):
    make_attempt(quiz, ME, score=score, void=void)
    assert due_to(quiz, ME) is None
    with pytest.raises(Problem):
        take(quiz)
    assert (Certificate.objects.count(), Consent.objects.count()) == (0, 0)


def test_one_passed_attempt_among_others_is_enough_and_beyond_the_limit_none_counts(quiz):
    make_attempt(quiz, ME, score=90)
    make_attempt(quiz, ME, score=10)
    assert due_to(quiz, ME).number == ""
    for _n in range(3):
        make_attempt(quiz, OTHER, score=10)
    make_attempt(quiz, OTHER, score=100)
    assert due_to(quiz, OTHER) is None


def test_without_a_name_or_after_the_notice_has_changed_nothing_is_issued(quiz):
    make_attempt(quiz, ME, score=80)
    for wrong in ({"name": " "}, {"name": "名" * 81}):
        with pytest.raises(Problem):
            take(quiz, **wrong)
    with pytest.raises(consent.OldNotice):
        actions.take_certificate(quiz=quiz, player=ME, name="王小明", shown="0" * 64)
    assert (Certificate.objects.count(), Certified.objects.count(), Consent.objects.count()) == (0, 0, 0)
    assert take(quiz)


@pytest.mark.parametrize("who", [{"age_band": "under-14"}, {"strength": "seat"}])
def test_for_a_child_a_guardian_agrees(quiz, who):
    make_attempt(quiz, ME, score=80, **who)
    assert due_to(quiz, ME).guardian
    with pytest.raises(Problem):
        take(quiz)
    assert take(quiz, guardian=True)
    assert Consent.objects.get().by_guardian


def test_the_database_keeps_a_second_one_from_the_same_person(quiz):
    make_attempt(quiz, ME, score=80)
    take(quiz)
    row = Certified.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Certified.objects.create(quiz=quiz, player=ME, attempt=row.attempt + 1, taken_at=row.taken_at)


def test_whoever_played_under_two_identities_has_one(quiz):
    phone = recognise(kind="phone", value="13800000001")
    wechat = recognise(kind="wechat", value="openid-1")
    make_attempt(quiz, phone.number, score=80, strength="phone")
    number = take(quiz, phone.number)
    attach(participant=wechat, kind="phone", value="13800000001")
    make_attempt(quiz, wechat.number, score=100, strength="wechat")
    assert take(quiz, wechat.number, name="王晓明") == number
    assert due_to(quiz, wechat.number).number == number


def test_a_misspelt_one_that_was_replaced_is_followed_to_what_stands_for_it(quiz):
    from worldday.certificates.actions import replace
    from worldday.certificates.holder import Holder

    passed = make_attempt(quiz, ME, score=80)
    take(quiz)
    old = for_reason(f"quiz:{passed.pk}")
    new = replace(certificate=old, holder=Holder("王晓明"), reason="姓名有误", by=BY)
    assert take(quiz) == new.number == due_to(quiz, ME).number


def test_the_design_is_one_of_participation_that_asks_for_what_a_quiz_can_say(quiz):
    asking = a_design(words=WORDS | {"body": "{name}在{日期}得{得分}分，导师{导师}。"})
    for wrong in (a_design(sort=Sort.LEARNING), a_design(active=False), asking):
        with pytest.raises(Problem):
            actions.set_design(quiz=quiz, design=wrong, by=BY)
    scored = a_design(words=WORDS | {"body": "{name}于{日期}得{得分}分。"})
    actions.set_design(quiz=quiz, design=scored, by=BY)
    make_attempt(quiz, ME, score=80)
    take(Quiz.objects.get(pk=quiz.pk))
    assert ["body", "王小明于2020年10月11日得80分。"] in Certificate.objects.get().said


def test_a_rule_that_promises_one_is_not_frozen_without_a_design(on_day):
    on_day(date(2020, 10, 1))
    quiz = make_quiz(certificate=True)
    assert [str(one) for one in obstacles(quiz)] == ["规则承诺颁发参与证明，但还没有选择版式。"]
    actions.set_design(quiz=quiz, design=a_design(owner=quiz.activity.campaign.owner), by=BY)
    assert obstacles(Quiz.objects.get(pk=quiz.pk)) == []


def test_where_the_rule_promises_none_nobody_gets_one(on_day):
    on_day(date(2020, 10, 1))
    quiz = make_frozen_quiz(pass_mark=60)
    make_attempt(quiz, ME, score=100)
    assert due_to(quiz, ME) is None
    with pytest.raises(Problem):
        take(quiz)


def test_who_is_erased_parts_from_the_certificate_which_stays_their_own(quiz, on_day):
    make_attempt(quiz, ME, score=80)
    number = take(quiz)
    on_day(date(2020, 11, 1))
    assert parting.part([ME])
    assert not Certified.objects.exists() and not Attempt.objects.filter(player=ME).exists()
    assert Certificate.objects.get().number == number


@pytest.mark.django_db(transaction=True)
def test_pressing_at_once_makes_one(quiz):
    from tests.factories.at_once import at_once

    make_attempt(quiz, ME, score=80)
    told = at_once(lambda n: take(quiz, name=f"王小明{n}"))
    assert len(set(told)) == 1, told
    assert (Certificate.objects.count(), Certified.objects.count()) == (1, 1)
