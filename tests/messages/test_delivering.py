"""Sent once, tried again when that is safe, and shown when it is not."""

from datetime import timedelta

import pytest
from django.core import mail
from tests.campaigns.test_at_once import at_once
from tests.factories.messages import make_message

from worldday.base import clock
from worldday.messages import channels, delivering
from worldday.messages.actions import send_again
from worldday.messages.channels import NotSent, PerhapsSent
from worldday.messages.channels import email as email_channel
from worldday.messages.models import Message


@pytest.fixture
def answers(monkeypatch):
    """The e-mail channel answers as this list says, one entry a message; None = taken."""
    planned, taken = [], []

    def send(message):
        answer = planned.pop(0) if planned else None
        if answer is not None:
            raise answer
        taken.append(message.code)

    monkeypatch.setattr(email_channel, "send", send)
    return planned, taken


def again(message) -> Message:
    return Message.objects.get(pk=message.pk)


@pytest.mark.django_db
def test_what_is_due_is_sent_in_order_and_what_is_not_waits():
    later = make_message(due_at=clock.now() + timedelta(hours=1))
    second = make_message(subject="二", due_at=clock.now() - timedelta(minutes=1))
    first = make_message(subject="一", due_at=clock.now() - timedelta(minutes=2))
    assert delivering.deliver() == 2
    assert [sent.subject for sent in mail.outbox] == ["一", "二"]
    assert [again(one).state for one in (first, second, later)] == ["sent", "sent", "waiting"]
    assert delivering.deliver() == 0
    assert len(mail.outbox) == 2


@pytest.mark.django_db
def test_notes_need_no_sending_however_many(django_assert_num_queries):
    notes = [make_message("note") for _each in range(5)]
    with django_assert_num_queries(1):
        assert delivering.show_notes() == 5
    assert {again(note).state for note in notes} == {"sent"}


@pytest.mark.django_db
def test_a_refusal_for_now_is_tried_again_after_longer_and_longer_and_then_given_up(answers):
    planned, taken = answers
    planned += [NotSent("busy")] * 6
    message = make_message()
    waits = []
    for _try in range(6):
        start = clock.now()
        delivering.deliver()
        message = again(message)
        waits.append(round((message.due_at - start).total_seconds() / 60))
        Message.objects.update(due_at=clock.now())
    assert waits[:5] == [1, 5, 15, 60, 240]
    assert (message.state, message.tries, message.error) == ("failed", 6, "busy")
    assert delivering.deliver() == 0 and taken == []


@pytest.mark.django_db
def test_a_refusal_for_good_is_not_tried_again(answers):
    answers[0].append(NotSent("no such address", again=False))
    message = make_message()
    delivering.deliver()
    assert (again(message).state, again(message).tries) == ("failed", 1)


@pytest.mark.django_db
@pytest.mark.parametrize("error", [PerhapsSent("the line broke"), ZeroDivisionError()])
def test_what_was_perhaps_sent_waits_for_a_person(answers, error, caplog):
    answers[0].append(error)
    message = make_message()
    delivering.deliver()
    assert again(message).state == "unsure"
    assert delivering.deliver() == 0


@pytest.mark.django_db
def test_a_sender_that_fell_over_leaves_its_message_to_a_person_and_never_to_a_second_try():
    message = make_message()
    claimed = delivering.claim()
    assert (claimed.pk, claimed.state, delivering.claim()) == (message.pk, "sending", None)
    delivering.deliver()
    assert again(message).state == "sending"  # it may still be at work
    Message.objects.update(claimed_at=clock.wall() - timedelta(minutes=16))
    delivering.deliver()
    assert (again(message).state, mail.outbox) == ("unsure", [])
    delivering._settle(message, state="sent")  # and should the sender come back after all
    assert again(message).state == "unsure"


@pytest.mark.django_db
def test_a_channel_that_is_gone_fails_in_words():
    message = make_message("pigeon", address="x")
    delivering.deliver()
    assert (again(message).state, again(message).error) == ("failed", "There is no channel 'pigeon'.")


@pytest.mark.django_db
def test_a_person_sends_a_failed_one_again_but_never_one_that_arrived(everything):
    from tests.factories.units import make_staff

    from worldday.base.models import AuditEvent
    from worldday.base.problems import Problem

    failed, sent = make_message(state="failed", error="no", tries=6), make_message(state="sent")
    send_again(message=failed, by=make_staff())
    assert (again(failed).state, again(failed).tries, again(failed).error) == ("waiting", 0, "")
    assert AuditEvent.objects.get().action == "message-again"
    with pytest.raises(Problem):
        send_again(message=sent, by=make_staff())


@pytest.mark.django_db(transaction=True)
def test_workers_at_the_same_moment_send_each_message_once(monkeypatch):
    sent = []
    monkeypatch.setattr(email_channel, "send", lambda message: sent.append(message.code))
    codes = sorted(make_message().code for _each in range(30))
    handed_over = at_once(lambda _n: delivering.deliver())
    while delivering.deliver():
        pass
    assert not [answer for answer in handed_over if isinstance(answer, Exception)], handed_over
    assert sorted(sent) == codes
    assert set(Message.objects.values_list("state", flat=True)) == {"sent"}


def test_every_channel_speaks_the_same_three_words():
    for name in ("note", "email", "sms", "wechat"):
        found = channels.channel(name)
        assert callable(found.send) and callable(found.finish) and isinstance(found.is_available(), bool)
