"""The policy file against the models, and what the daily job does with it."""

from datetime import timedelta

import pytest
from django.apps import apps
from tests.factories.quizzes import CLOSES, OPENS, make_attempt, make_frozen_quiz
from tests.factories.units import make_staff

from worldday.base import clock, periodic
from worldday.base.models import AuditEvent
from worldday.people import consent, erasure, retention
from worldday.people.identity import attach, number_of, recognise
from worldday.people.models import Consent, Identity, Participant, PhoneCode
from worldday.quizzes import actions, passes, ranking
from worldday.quizzes.models import Attempt, Flag, Standing, Tally
from worldday.quizzes.queries import figures, persons

AREAS = ("people", "quizzes", "draws", "outbox", "events", "courses", "certificates", "registry")
PERSONAL = {
    "player",
    "participant",
    "participant_number",
    "phone",
    "phone_digest",
    "openid",
    "email",
    "id_card",
    "birthday",
    "delivery",
}


def columns(model) -> set[str]:
    return {field.name for field in model._meta.concrete_fields}


def test_every_field_of_people_quizzes_draws_and_messages_is_kept_by_a_rule_or_said_to_be_impersonal():
    """A new field fails here until somebody has thought about it."""
    policy = retention.policy()
    ruled: dict[str, set[str]] = {model: set(names) for model, names in policy["not_personal"].items()}
    for keep in retention.keeps():
        ruled.setdefault(keep.model, set()).update(keep.fields)
    whole = {f"{area}.{name}" for area, names in policy["impersonal"].items() for name in names}
    models = {model._meta.label: model for area in AREAS for model in apps.get_app_config(area).get_models()}
    assert ruled.keys() | whole == models.keys()
    assert ruled.keys() & whole == set()
    assert {
        label: columns(models[label]) ^ names for label, names in ruled.items() if columns(models[label]) != names
    } == {}
    assert {label: columns(models[label]) & PERSONAL for label in whole if columns(models[label]) & PERSONAL} == {}


@pytest.mark.django_db
def test_every_rule_can_be_run_and_says_why_in_both_languages():
    jobs = {job.name for job in periodic.all_jobs()}
    for keep in retention.keeps():
        assert keep.why and keep.why_en
        if keep.then == "job":
            assert keep.job in jobs
        else:
            assert not retention._due(keep).exists()


@pytest.fixture
def quiz(on_day):
    on_day(OPENS.date())
    return make_frozen_quiz()


@pytest.mark.django_db
@pytest.mark.usefixtures("everything")
def test_attempts_go_180_days_after_closing_and_the_figures_stay(quiz, on_day):
    for player in range(1, 4):
        make_attempt(quiz, player, 70, district="嘉定区")
    ranking.Follower().follow()
    on_day(CLOSES.date() + timedelta(days=179))
    assert retention.run() == {}
    on_day(CLOSES.date() + timedelta(days=181))
    assert retention.run() == {"attempts": 3, "standings": 3}
    assert not Attempt.objects.exists() and not Standing.objects.exists()
    ranking.Sweeper().turn()
    assert (figures(quiz).whole.players, figures(quiz).whole.mean, Tally.objects.count()) == (3, 70.0, 2)
    assert AuditEvent.objects.get(action="retention-run").after == {"attempts": 3, "standings": 3}
    assert retention.run() == {}


@pytest.mark.django_db
def test_codes_go_after_two_days_and_people_after_four_hundred(on_day):
    now = clock.now()
    for days in (1, 3):
        PhoneCode.objects.create(phone_digest="p", code_digest="c", sent_at=now - timedelta(days=days))
    recognise(kind="phone", value="13800000001")
    Participant.objects.update(created_at=now - timedelta(days=401))
    consent.give_consent(number=1, purpose="quiz", shown=consent.version("quiz"))
    Consent.objects.update(given_at=now - timedelta(days=1097))
    done = retention.run()
    assert (done["codes"], done["participants"], done["consents"]) == (1, 1, 1)
    assert (
        PhoneCode.objects.count(),
        Participant.objects.count(),
        Identity.objects.count(),
        Consent.objects.count(),
    ) == (1, 0, 0, 0)


@pytest.mark.django_db
@pytest.mark.usefixtures("everything")
def test_after_closing_an_erased_person_is_gone_and_the_ranking_stays_what_it_was(quiz, on_day):
    phone, wechat = recognise(kind="phone", value="13800000001"), recognise(kind="wechat", value="openid")
    make_attempt(quiz, phone.number, 70, number=0, strength="phone", answers="[[1]]", address=5)
    make_attempt(quiz, wechat.number, 90, number=0, strength="wechat", at=OPENS + timedelta(minutes=9))
    make_attempt(quiz, 4, 80)
    attach(participant=wechat, kind="phone", value="13800000001")
    ranking.Follower().follow()
    places = [(row.place, row.standing.score, row.standing.attempts) for row in persons(quiz).rows]
    assert places == [(1, 90, 2), (2, 80, 1)]
    consent.give_consent(number=phone.number, purpose="identity", shown=consent.version("identity"))
    on_day(CLOSES.date() + timedelta(days=1))
    assert erasure.erase(participant=phone)
    assert [(row.place, row.standing.score, row.standing.attempts) for row in persons(quiz).rows] == places
    numbers = {phone.number, wechat.number}
    assert (
        not Attempt.objects.filter(player__in=numbers).exists()
        and not Standing.objects.filter(player__in=numbers).exists()
    )
    assert (Participant.objects.count(), Identity.objects.count()) == (0, 0)
    assert Consent.objects.get().withdrawn_at is not None
    assert set(Attempt.objects.exclude(player=4).values_list("answers", "address")) == {("", 0)}
    assert recognise(kind="phone", value="13800000001").number == number_of("phone", "13800000001")


@pytest.mark.django_db
@pytest.mark.usefixtures("everything")
def test_erasing_while_a_quiz_is_open_wins_no_further_try_and_is_finished_when_it_has_closed(quiz, on_day):
    phone = recognise(kind="phone", value="13800000001")
    for minute in range(3):
        make_attempt(quiz, phone.number, 50, at=OPENS + timedelta(minutes=minute), strength="phone")
    assert not erasure.erase(participant=phone)
    assert Identity.objects.count() == 0
    again = recognise(kind="phone", value="13800000001")
    with pytest.raises(passes.NoPass):
        passes.issue(quiz=quiz, player=again.number, strength="phone")
    assert erasure.finish() == 0
    on_day(CLOSES.date() + timedelta(days=1))
    assert erasure.finish() == 1
    assert not Attempt.objects.filter(player=phone.number).exists() and Attempt.objects.count() == 3


@pytest.mark.django_db
@pytest.mark.usefixtures("everything")
def test_an_erased_persons_flag_keeps_its_decision_and_loses_the_person(quiz, on_day):
    phone = recognise(kind="phone", value="13800000001")
    attempt = make_attempt(quiz, phone.number, 100, strength="phone")
    flag = Flag.objects.create(
        quiz=quiz, player=phone.number, attempt=attempt.pk, sort="too-fast", facts={}, raised_at=OPENS
    )
    actions.decide_flag(flag=flag, decision="void", reason="过快", by=make_staff())
    actions.appeal(flag=flag, player=phone.number, text="我叫某某，请复核")
    on_day(CLOSES.date() + timedelta(days=1))
    assert erasure.erase(participant=phone)
    flag.refresh_from_db()
    assert (flag.decision, flag.appeal, flag.player == phone.number) == ("void", "", False)
