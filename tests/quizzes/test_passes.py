from datetime import timedelta

import pytest
from tests.factories.quizzes import BY, CLOSES, OPENS, make_attempt, make_frozen_quiz, make_quiz

from worldday.base import clock
from worldday.people.identity import number_of
from worldday.people.models import Participant
from worldday.quizzes import actions, passes
from worldday.quizzes.intake.tickets import KeyRing, open_pass
from worldday.quizzes.models import SigningKey

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]


@pytest.fixture
def quiz(on_day):
    on_day(OPENS.date())
    return make_frozen_quiz(identity="wechat", in_all=3, per_day=2)


def opened(text: str):
    return open_pass(text, KeyRing([passes.signing_key()]), int(clock.now().timestamp() * 1000))


def refused(code: str, **asked):
    with pytest.raises(passes.NoPass) as found:
        passes.issue(**({"player": 1, "strength": "phone"} | asked))
    assert (found.value.code, bool(str(found.value))) == (code, True)


def test_a_pass_is_what_the_hot_path_opens(quiz):
    held = opened(passes.issue(quiz=quiz, player=7, strength="phone", district="嘉定区", age_band="18-35"))
    assert (held.quiz, held.player, held.number, held.day, held.day_number) == (quiz.pk, 7, 0, 20201011, 0)
    assert (held.strength, held.district, held.age_band, held.entrance) == ("phone", "嘉定区", "18-35", 0)
    assert held.expires_ms - int(clock.now().timestamp() * 1000) == pytest.approx(86_400_000, abs=5000)
    assert SigningKey.objects.count() == 1


def test_the_next_pass_stands_behind_what_was_played_today_and_before(quiz):
    make_attempt(quiz, 7, at=OPENS)
    held = opened(passes.issue(quiz=quiz, player=7, strength="phone"))
    assert (held.number, held.day_number) == (1, 1)
    make_attempt(quiz, 7, at=OPENS + timedelta(minutes=5))
    refused("limit-today", quiz=quiz, player=7)
    with clock.standing_at(OPENS.date() + timedelta(days=1)):
        held = opened(passes.issue(quiz=quiz, player=7, strength="phone"))
    assert (held.number, held.day, held.day_number) == (2, 20201012, 0)
    make_attempt(quiz, 7, at=OPENS + timedelta(days=1))
    with clock.standing_at(OPENS.date() + timedelta(days=2)):
        refused("limit-in-all", quiz=quiz, player=7)


def test_one_person_has_one_set_of_attempts_under_both_identities(quiz):
    stays = Participant.objects.create(number=1)
    Participant.objects.create(number=2, merged_into=stays)
    make_attempt(quiz, 1, at=OPENS)
    make_attempt(quiz, 2, at=OPENS + timedelta(days=-1))
    held = opened(passes.issue(quiz=quiz, player=2, strength="wechat"))
    assert (held.player, held.number, held.day_number) == (1, 2, 1)


def test_whoever_may_not_play_is_told_why(quiz, on_day):
    refused("identity", quiz=quiz, strength="device")
    refused("guardian", quiz=quiz, age_band="under-14")
    refused("unknown-choice", quiz=quiz, district="别的区")
    refused("unknown-choice", quiz=quiz, entrance=99)
    assert (
        opened(passes.issue(quiz=quiz, player=1, strength="phone", age_band="under-14", guardian=True)).age_band
        == "under-14"
    )
    on_day(CLOSES.date() + timedelta(days=1))
    refused("closed", quiz=quiz)


def test_a_quiz_that_is_not_frozen_gives_no_pass(on_day):
    on_day(OPENS.date())
    refused("no-quiz", quiz=make_quiz(), strength="device")


def test_a_seat_in_a_class_is_a_player_without_a_person(quiz):
    made = actions.make_class(quiz=quiz, school="普通小学", name="四（1）班", seats=2, district="嘉定区", by=BY)
    one, two = (opened(passes.issue_seat(school_class=made, seat=seat)) for seat in (1, 2))
    assert (one.player, one.strength, one.group, one.district) == (
        number_of("seat", f"{made.code}/1"),
        "seat",
        made.code,
        "嘉定区",
    )
    assert one.player != two.player
    with pytest.raises(passes.NoPass):
        passes.issue_seat(school_class=made, seat=3)
