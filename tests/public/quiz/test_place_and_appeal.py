"""What a device learns about its own attempt, and how its player contradicts a decision."""

import json
from datetime import date

import pytest
from bs4 import BeautifulSoup
from tests.factories.quizzes import make_attempt, make_frozen_quiz
from tests.factories.units import make_staff
from tests.public.quiz.test_door import address, read, words

from worldday.base import clock
from worldday.desk.quizzes.flagged import flags_of
from worldday.people.identity import label_of
from worldday.quizzes import actions
from worldday.quizzes.actions.judging import is_appealed
from worldday.quizzes.intake.tickets import Ticket, seal
from worldday.quizzes.models import Flag
from worldday.quizzes.passes import signing_key
from worldday.quizzes.ranking import Follower

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]
ME, OTHER = 11, 12


@pytest.fixture
def quiz(on_day):
    on_day(date(2020, 10, 14))
    return make_frozen_quiz()


def ticket(quiz, player: int, *, practice: bool = False, of: int = 0, strength: str = "device") -> str:
    made = Ticket(of or quiz.pk, player, 0, 20201014, 0, 0, "", "", "", strength, 0, 1, 5, 0, 0, practice)
    return seal(made, signing_key())


def ask(client, quiz, **body):
    return client.post(address(quiz, "place"), json.dumps(body), content_type="application/json")


def flagged(quiz, player: int = ME) -> Flag:
    attempt = make_attempt(quiz, player, score=100)
    Follower().follow()
    flag = Flag.objects.create(quiz=quiz, player=player, attempt=attempt.pk, sort="speed", raised_at=clock.now())
    return actions.decide_flag(flag=flag, decision="void", reason="两秒内完成十题", by=make_staff())


def test_the_result_of_a_quiz_without_prizes_leads_to_no_draw(client, quiz):
    assert "/draw/" not in str(read(client, address(quiz, "result")))


def test_a_ticket_tells_its_player_s_place_and_letters(client, quiz):
    make_attempt(quiz, ME, score=70)
    make_attempt(quiz, OTHER, score=90)
    assert ask(client, quiz, ticket=ticket(quiz, ME)).json() == {"label": label_of(ME)}
    Follower().follow()
    told = ask(client, quiz, ticket=ticket(quiz, ME)).json()
    assert told == {"label": label_of(ME), "place": 2, "of": 2, "score": 70}


def test_a_seat_in_a_class_is_told_that_it_stands_in_no_ranking_of_persons(client, quiz):
    make_attempt(quiz, ME, score=70, strength="seat", group="k7m2q9xd")
    Follower().follow()
    assert ask(client, quiz, ticket=ticket(quiz, ME, strength="seat")).json() == {"label": label_of(ME), "seat": True}


@pytest.mark.parametrize("bad", ["", "nonsense", "AAAAAAAA"])
def test_without_a_true_ticket_nothing_is_told(client, quiz, bad):
    assert ask(client, quiz, ticket=bad).status_code == 400
    assert ask(client, quiz, ticket=[5]).status_code == 400
    assert ask(client, quiz, ticket=ticket(quiz, ME)[:-3] + "abc").status_code == 400
    assert ask(client, quiz, ticket=ticket(quiz, ME, practice=True)).status_code == 400
    assert ask(client, quiz, ticket=ticket(quiz, ME, of=quiz.pk + 1)).status_code == 400


def test_whose_attempt_is_void_reads_the_reason_and_appeals_once(client, quiz):
    flag = flagged(quiz)
    told = ask(client, quiz, ticket=ticket(quiz, ME)).json()
    assert told["void"] == {"flag": flag.pk, "reason": "两秒内完成十题", "appeal": ""}
    form = {"ticket": ticket(quiz, ME), "flag": flag.pk, "text": "我用的是纸笔先做好的答案。"}
    assert "申诉已收到" in words_of(client.post(address(quiz, "appeal"), form))
    flag.refresh_from_db()
    assert flag.appeal == "我用的是纸笔先做好的答案。"
    again = client.post(address(quiz, "appeal"), form)
    assert again.status_code == 422
    assert ask(client, quiz, ticket=ticket(quiz, ME)).json()["void"]["appeal"] == "waiting"


@pytest.mark.parametrize(
    ("decision", "told"),
    [
        ("void", {"void": {"reason": "时间确实太短", "appeal": "over"}}),
        ("keep", {"restored": {"reason": "时间确实太短"}}),
    ],
)
def test_whoever_appealed_learns_what_was_decided_upon_it(client, quiz, decision, told):
    flag = flagged(quiz)
    actions.appeal(flag=flag, player=ME, text="请再看一次。")
    actions.decide_flag(flag=flag, decision=decision, reason="时间确实太短", by=make_staff("乙"))
    learnt = ask(client, quiz, ticket=ticket(quiz, ME)).json()
    shown = {key: {name: learnt[key][name] for name in value} for key, value in told.items()}
    assert shown == told and len({"void", "restored"} & learnt.keys()) == 1


def test_an_appeal_is_seen_also_where_a_demo_s_player_stands_at_an_earlier_day_than_its_staff(quiz):
    flag = flagged(quiz)
    with clock.standing_at(date(2020, 6, 9)):
        actions.appeal(flag=flag, player=ME, text="请再看一次。")
    flag.refresh_from_db()
    assert is_appealed(flag)
    assert [row.pk for row in flags_of(quiz, "appealed")] == [flag.pk]
    with clock.standing_at(date(2020, 6, 9)):
        decided = actions.decide_flag(flag=flag, decision="keep", reason="情况属实", by=make_staff("乙"))
    assert not is_appealed(decided)


def test_nobody_appeals_for_somebody_else_and_an_empty_appeal_is_not_sent(client, quiz):
    flag = flagged(quiz)
    for who, text in ((OTHER, "请恢复。"), (ME, "  ")):
        form = {"ticket": ticket(quiz, who), "flag": flag.pk, "text": text}
        assert client.post(address(quiz, "appeal"), form).status_code == 422
    flag.refresh_from_db()
    assert flag.appealed_at is None
    assert client.post(address(quiz, "appeal"), {"ticket": "x", "flag": flag.pk, "text": "y"}).status_code == 422


def words_of(answer) -> str:
    assert answer.status_code == 200
    return words(BeautifulSoup(answer.content, "lxml"))


def test_the_appeal_page_can_be_read_before_anything_was_decided(client, quiz):
    assert "如果您的答卷被作废" in words(read(client, address(quiz, "appeal")))
