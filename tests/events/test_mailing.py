"""Telling many: by the background, some at a time, each party once, whatever is killed and however often it is asked for."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from tests.factories.at_once import at_once
from tests.factories.visits import make_booking, make_visit

from worldday.base import clock, scope
from worldday.base.problems import Problem
from worldday.events import tasks
from worldday.events.actions import mailing
from worldday.events.actions.checking_in import check_in
from worldday.events.actions.conditions import move_online
from worldday.events.actions.messaging import message_all
from worldday.events.actions.surveying import close_survey, open_survey
from worldday.events.models import Booking, Mailing
from worldday.messages.models import Message


@pytest.fixture
def visit(db):
    """Seven families with mail addresses of their own."""
    with scope.everything("test"):
        visit = make_visit()
        slot = visit.slots.get()
        visit.families = [make_booking(slot, f"家长{n}", person={"email": f"p{n}@example.org"}) for n in range(7)]
        yield visit


def told() -> list[str]:
    """Whom the messages in the outbox are about, once for each message by mail."""
    return sorted(Message.objects.filter(channel="email").values_list("about", flat=True))


def codes(visit) -> list[str]:
    return sorted(one.code for one in visit.families)


def ask(visit, text="请走北门。", **more):
    return message_all(event=visit, text=text, whom="booked", by=visit.staff, **more)


def test_a_press_writes_one_row_and_the_background_does_the_rest(visit, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        made = ask(visit)
    assert (made.parties, made.told, told()) == (7, 0, [])
    assert mailing.turn(made.code) is False
    made.refresh_from_db()
    assert (made.told, made.done_at is not None, told()) == (7, True, codes(visit))


def test_who_stayed_away_from_a_sitting_that_is_over_hears_nothing_of_the_move(visit):
    over = visit.slots.get()
    over.starts_at, over.ends_at = clock.now() - timedelta(hours=3), clock.now() - timedelta(hours=2)
    over.save()
    starts = clock.now() + timedelta(days=1)
    ahead = visit.slots.create(starts_at=starts, ends_at=starts + timedelta(hours=1), places=9, site=over.site)
    coming = make_booking(ahead, "还没来的", person={"email": "soon@example.org"})
    visit.online_url = "https://tour.example.org/"
    visit.save()
    move_online(event=visit, reason="暴雨", by=visit.staff)
    made = Mailing.objects.get(occasion="moved-online")
    mailing.turn(made.code)
    assert (made.parties, told()) == (1, [coming.code])


def test_the_same_text_reaches_nobody_twice_and_later_bookers_once(visit):
    first = ask(visit)
    assert ask(visit).pk == first.pk  # under way already
    mailing.turn(first.code)
    late = make_booking(visit.slots.get(), "后来者", person={"email": "late@example.org"})
    again = ask(visit)
    assert again.pk != first.pk
    mailing.turn(again.code)
    assert told() == sorted([*codes(visit), late.code])


@pytest.mark.parametrize("batch", [1, 3, 7, 100])
def test_a_worker_killed_between_or_within_batches_leaves_nobody_out_and_tells_nobody_twice(visit, monkeypatch, batch):
    monkeypatch.setattr(mailing, "BATCH", batch)
    made, seen = ask(visit), []

    def dies(*args, **kwargs):
        seen.append(1)
        queued = told_for_real(*args, **kwargs)
        if len(seen) in (1, 3):
            raise SystemExit  # what kill does to the transaction
        return queued

    told_for_real = mailing.tell
    monkeypatch.setattr(mailing, "tell", dies)
    for _life in range(20):
        try:
            if not mailing.turn(made.code):
                break
        except SystemExit:
            continue
    assert told() == codes(visit)
    assert Mailing.objects.get().told == 7


def test_a_mailing_whose_worker_died_is_taken_up_again_after_a_minute(visit, monkeypatch):
    enqueued = []
    monkeypatch.setattr(tasks, "go_on", SimpleNamespace(enqueue=enqueued.append))
    made = ask(visit)
    tasks.pick_up()
    assert enqueued == []
    Mailing.objects.update(beat_at=clock.wall() - timedelta(minutes=2))
    tasks.pick_up()
    assert enqueued == [made.code]
    mailing.turn(made.code)
    Mailing.objects.update(beat_at=clock.wall() - timedelta(minutes=2))
    tasks.pick_up()
    assert enqueued == [made.code]


def test_only_the_sitting_meant_is_told(visit):
    other = make_booking(make_visit(slug="other").slots.get(), "别的活动", person={"email": "o@example.org"})
    made = ask(visit, slot=visit.slots.get())
    mailing.turn(made.code)
    assert (other.code in told(), len(told())) == (False, 7)


@pytest.mark.parametrize("text", ["", "   ", "长" * 301])
def test_a_text_that_cannot_be_sent_leaves_nothing_to_do(visit, text):
    with pytest.raises(Problem):
        ask(visit, text)
    assert Mailing.objects.count() == 0


def test_a_survey_that_closes_meanwhile_is_asked_for_no_more(visit, monkeypatch):
    monkeypatch.setattr(mailing, "BATCH", 2)
    for one in visit.families[:5]:
        check_in(booking=one, persons=1, by=visit.staff)
    made = open_survey(event=visit, by=visit.staff)
    assert (made.parties, mailing.turn(made.code, seconds=0)) == (5, True)
    close_survey(event=visit, by=visit.staff)
    assert mailing.turn(made.code) is False
    made.refresh_from_db()
    assert (made.told, len(told())) == (2, 2)


@pytest.mark.django_db(transaction=True)
def test_four_workers_at_one_mailing_tell_everybody_once(monkeypatch):
    monkeypatch.setattr(mailing, "BATCH", 2)
    with scope.everything("test"):
        visit = make_visit()
        slot = visit.slots.get()
        for n in range(30):
            make_booking(slot, f"家长{n}", person={"email": f"p{n}@example.org"})
        made = ask(visit)
        at_once(lambda _n: mailing.turn(made.code, seconds=30), people=4)
        made.refresh_from_db()
        assert (made.told, made.done_at is not None) == (30, True)
        assert told() == sorted(Booking.objects.values_list("code", flat=True))
