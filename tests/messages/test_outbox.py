import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.campaigns.test_at_once import PEOPLE, at_once
from tests.factories.messages import make_letter, make_message

from worldday.messages import outbox
from worldday.messages.models import Message


@pytest.mark.django_db
def test_a_key_is_good_once():
    letter = make_letter(key="reminder:task:2020-10-16:person")
    assert outbox.queue([letter, make_letter()]) == 2
    assert outbox.queue([letter, make_letter()]) == 1
    assert Message.objects.count() == 3


@pytest.mark.django_db
def test_the_same_letter_twice_in_one_go_is_one_message():
    letter = make_letter()
    assert outbox.queue([letter, letter]) == 1


@pytest.mark.django_db
def test_nothing_to_queue_asks_the_database_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert outbox.queue([]) == 0


@pytest.mark.django_db
def test_hundreds_of_letters_are_queued_in_lots():
    with CaptureQueriesContext(connection) as seen:
        assert outbox.queue([make_letter() for _each in range(400)]) == 400
    assert len(seen) <= 12  # SQLite takes some forty rows at a time


@pytest.mark.django_db
def test_only_what_still_waits_is_withdrawn_and_stays_in_the_log():
    waiting, sent = make_message(about="a"), make_message(about="a", state="sent")
    other, urge = make_message(about="b"), make_message(about="a", occasion="urge")
    assert outbox.withdraw(about=["a"], occasions=["reminder"]) == 1
    states = [Message.objects.get(pk=one.pk).state for one in (waiting, sent, other, urge)]
    assert states == ["withdrawn", "sent", "waiting", "waiting"]


@pytest.mark.django_db(transaction=True)
def test_planners_at_the_same_moment_queue_each_message_once():
    letters = [make_letter() for _each in range(40)]
    new = at_once(lambda _n: outbox.queue(letters))
    assert sum(new) == 40, new
    assert (len(new), Message.objects.count()) == (PEOPLE, 40)
