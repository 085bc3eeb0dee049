"""The waiting list of a full cohort: in order, told, expiring, exact when many come and go at once."""

import random
from contextlib import suppress
from datetime import date, datetime, timedelta

import pytest
from django.db.models import Count
from django.urls import reverse
from django.utils.timezone import make_aware
from tests.factories.at_once import at_once
from tests.factories.courses import make_cohort, make_enrolment, make_roster
from tests.factories.units import make_staff
from tests.public.test_courses import course_url, enrol_url, fill, learning

from worldday.base import clock
from worldday.base.audit import System
from worldday.courses import forgetting
from worldday.courses.actions import cohorts, rosters, seats
from worldday.courses.actions.enrolling import Full, enrol, withdraw
from worldday.courses.actions.waiting import NoSeat, OfferOver, accept, place_of
from worldday.courses.learners import Person, number_by
from worldday.courses.models import Cohort, Enrolment
from worldday.courses.queries import teaching
from worldday.courses.queries.figures import figures
from worldday.messages.models import Message

BY = System("test")


@pytest.fixture(autouse=True)
def _day(on_day, everything, settings):
    on_day(date(2020, 9, 20))
    settings.SMS_TELLS = True


def come(cohort: Cohort, word: str, *, may_wait: bool = True, phone: str = "13800000000", **more) -> Enrolment:
    person = Person(f"学员{word}", phone=phone, **more)
    return enrol(cohort=cohort, learner=number_by(word), strength="link", person=person, may_wait=may_wait)


def state(enrolment: Enrolment) -> str:
    return Enrolment.objects.get(pk=enrolment.pk).state


def counts(cohort: Cohort) -> tuple[int, int]:
    row = Cohort.objects.get(pk=cohort.pk)
    return row.taken, row.waiting


def told(enrolment: Enrolment) -> list[str]:
    return list(Message.objects.filter(about=enrolment.code).order_by("pk").values_list("occasion", flat=True))


@pytest.mark.django_db
class TestTheList:
    def test_somebody_waits_is_offered_what_came_free_and_accepts_once(self):
        cohort = make_cohort(seats=1)
        first, second = come(cohort, "a"), come(cohort, "b", email="b@example.org")
        assert (first.state, second.state, place_of(second), counts(cohort)) == ("enrolled", "waiting", 1, (1, 1))
        withdraw(enrolment=first, by=BY)
        offered = Enrolment.objects.get(pk=second.pk)
        assert (offered.state, counts(cohort)) == ("offered", (1, 0))
        assert abs(offered.held_until - clock.now() - timedelta(hours=24)) < timedelta(seconds=5)
        assert told(second) == ["course-waiting", "course-waiting", "course-offered", "course-offered"]
        assert accept(enrolment=second, by=BY).state == "enrolled"
        assert accept(enrolment=second, by=BY).state == "enrolled"
        assert counts(cohort) == (1, 0)

    def test_the_message_says_until_when_and_holds_the_link(self):
        cohort = make_cohort(seats=1, offer_hours=3)
        first, second = come(cohort, "a"), come(cohort, "b")
        withdraw(enrolment=first, by=BY)
        text = Message.objects.get(about=second.code, occasion="course-offered").text
        assert "9月20日" in text
        assert f"/learn/{second.code}/open/" in text

    def test_places_go_in_the_order_of_the_list_and_not_to_whoever_comes_next(self):
        cohort = make_cohort(seats=1)
        first, second, third = (come(cohort, word) for word in "abc")
        assert (place_of(second), place_of(third)) == (1, 2)
        withdraw(enrolment=first, by=BY)
        with pytest.raises(Full):
            come(cohort, "d", may_wait=False)
        assert (state(second), state(third), counts(cohort)) == ("offered", "waiting", (1, 1))

    def test_an_offer_nobody_took_goes_to_the_next_and_both_are_told(self):
        cohort = make_cohort(seats=1)
        first, second, third = (come(cohort, word) for word in "abc")
        withdraw(enrolment=first, by=BY)
        Enrolment.objects.filter(pk=second.pk).update(held_until=clock.now() - timedelta(seconds=1))
        with pytest.raises(OfferOver):
            accept(enrolment=second, by=BY)
        assert (seats.lapse_overdue(), seats.lapse_overdue()) == (1, 0)
        assert (state(second), state(third), counts(cohort)) == ("withdrawn", "offered", (1, 0))
        assert (told(second)[-1], told(third)[-1]) == ("course-offer-over", "course-offered")

    def test_who_joins_again_after_that_stands_at_the_end(self):
        cohort = make_cohort(seats=1)
        first, second = come(cohort, "a"), come(cohort, "b")
        withdraw(enrolment=second, by=BY)
        third = come(cohort, "c")
        again = come(cohort, "b")
        Enrolment.objects.filter(pk=third.pk).update(queued_at=clock.now() - timedelta(minutes=1))
        withdraw(enrolment=first, by=BY)
        assert (again.pk, state(third), state(again)) == (second.pk, "offered", "waiting")

    def test_pressing_twice_waits_once(self):
        cohort = make_cohort(seats=1)
        come(cohort, "a")
        assert come(cohort, "b") == come(cohort, "b")
        assert counts(cohort) == (1, 1)

    def test_declining_an_offer_lets_the_next_have_it_at_once(self):
        cohort = make_cohort(seats=1)
        first, second, third = (come(cohort, word) for word in "abc")
        withdraw(enrolment=first, by=BY)
        withdraw(enrolment=second, by=BY)
        assert (state(third), counts(cohort)) == ("offered", (1, 0))

    def test_more_seats_are_offered_to_whoever_waits(self):
        cohort = make_cohort(seats=1)
        waiting = [come(cohort, word) for word in "abcd"][1:]
        cohorts.change_cohort(cohort=cohort, changes={"seats": 3}, by=BY)
        assert ([state(one) for one in waiting], counts(cohort)) == (["offered", "offered", "waiting"], (3, 1))
        cohorts.change_cohort(cohort=cohort, changes={"seats": None}, by=BY)
        assert (state(waiting[2]), counts(cohort)) == ("offered", (4, 0))

    def test_a_roster_lets_in_who_waits_where_a_seat_is_free_or_theirs(self):
        cohort = make_cohort(seats=2)
        first, _second, third = (come(cohort, word) for word in "abc")
        fourth = come(cohort, "d")
        withdraw(enrolment=first, by=BY)
        assert (state(third), state(fourth)) == ("offered", "waiting")
        admitted = make_enrolment(cohort, word="c")
        assert (admitted.state, admitted.from_roster, counts(cohort)) == ("enrolled", True, (2, 1))
        with pytest.raises(NoSeat):
            make_enrolment(cohort, word="d")

    def test_a_roster_file_that_names_somebody_who_waits_says_that_there_is_no_seat(self):
        cohort = make_cohort(seats=1, recognition="link")
        roster = make_roster(cohort, [["学员a", "甲"], ["学员b", "乙"]], ["姓名", "单位"])
        rosters.take_in(roster.code, BY)
        roster.refresh_from_db()
        assert (roster.entered, roster.wrong, counts(cohort)) == (1, 1, (1, 0))

    def test_nobody_is_counted_as_a_learner_before_they_have_a_seat(self):
        cohort = make_cohort(seats=1)
        come(cohort, "a")
        come(cohort, "b")
        assert teaching.figures(cohort).learners == figures(cohort.activity).whole.enrolled == 1
        assert [one.name for one in teaching.queue(cohort)] == ["学员b"]

    def test_at_night_the_hours_of_an_offer_count_from_the_morning(self, settings):
        cohort = make_cohort(seats=1, offer_hours=5)
        night = make_aware(datetime(2020, 9, 20, 23, 30))
        until = seats.offered_until(cohort, night)
        assert until == make_aware(datetime.combine(date(2020, 9, 21), settings.REMIND_FROM)) + timedelta(hours=5)

    def test_when_the_cohort_is_over_the_list_ends_and_everybody_on_it_is_told(self):
        cohort = make_cohort(seats=1)
        first, second = come(cohort, "a"), come(cohort, "b")
        cohorts.close_cohort(cohort=cohort, by=BY)
        withdraw(enrolment=first, by=BY)
        assert state(second) == "waiting"  # no offer for a cohort that is closed
        seats.lapse_overdue()
        assert (state(second), told(second)[-1], counts(cohort)) == ("withdrawn", "course-queue-over", (0, 0))

    def test_who_is_erased_leaves_the_list_and_their_messages_go(self):
        cohort = make_cohort(seats=1)
        first, second, third = (come(cohort, word) for word in "abc")
        forgetting.part([second.learner])
        assert (counts(cohort), told(second)) == ((1, 1), [])
        forgetting.part([first.learner])
        assert (state(third), counts(cohort)) == ("offered", (1, 0))


@pytest.mark.django_db
class TestThePages:
    def test_a_full_cohort_offers_the_list_and_the_learners_page_says_the_place(self, client):
        cohort = make_cohort(seats=1, recognition="link")
        come(cohort, "a")
        assert "候补排队" in client.get(course_url(cohort)).content.decode()
        page = client.get(enrol_url(cohort))
        answer = client.post(enrol_url(cohort), fill(page))
        waiting = Enrolment.objects.get(state="waiting")
        assert answer.url.startswith(reverse("public:learner", args=[waiting.code]))
        shown = client.get(reverse("public:learner", args=[waiting.code])).content.decode()
        assert "第1" in shown
        lesson = cohort.course.chapters.get().lessons.get()
        assert client.get(reverse("public:lesson", args=[waiting.code, lesson.code])).status_code == 302

    def test_a_place_is_taken_by_one_press_without_script(self):
        cohort = make_cohort(seats=1, recognition="link")
        first, second = come(cohort, "a"), come(cohort, "b")
        browser, mine = learning(second), reverse("public:learner", args=[second.code])
        withdraw(enrolment=first, by=BY)
        assert "接受" in browser.get(mine).content.decode()
        assert browser.post(reverse("public:learner_accept", args=[second.code])).status_code == 302
        assert (state(second), browser.get(mine).status_code) == ("enrolled", 200)

    def test_a_late_press_says_that_the_place_is_gone(self):
        cohort = make_cohort(seats=1)
        first, second = come(cohort, "a"), come(cohort, "b")
        withdraw(enrolment=first, by=BY)
        Enrolment.objects.filter(pk=second.pk).update(held_until=clock.now())
        assert learning(second).post(reverse("public:learner_accept", args=[second.code])).status_code == 409

    def test_the_desk_sees_the_list_and_can_take_somebody_off_it(self, client):
        cohort = make_cohort(seats=1)
        come(cohort, "a")
        second = come(cohort, "b")
        client.force_login(make_staff(unit=cohort.course.owner))
        page = client.get(reverse("desk_courses:cohort", args=[cohort.code]))
        assert [one.name for one in page.context["queue"]] == ["学员b"]
        client.post(reverse("desk_courses:learner_step", args=[second.code, "withdraw"]))
        assert counts(cohort) == (1, 0)


@pytest.mark.django_db(transaction=True)
def test_many_who_come_leave_accept_and_let_offers_lapse_at_once_are_counted_exactly():
    cohort = make_cohort(seats=5)
    here = [come(cohort, f"w{n}", phone=f"138{n:08d}") for n in range(10)]

    def act(n: int) -> object:
        dice = random.Random(n)
        for turn in range(6):
            mine = here[dice.randrange(10)]
            dice.choice(
                [
                    lambda mine=mine: withdraw(enrolment=mine, by=BY),
                    lambda turn=turn: come(cohort, f"n{n}-{turn}"),
                    lambda mine=mine: _try(lambda: accept(enrolment=mine, by=BY)),
                    seats.lapse_overdue,
                    lambda mine=mine: _try(lambda: come(cohort, mine.name.removeprefix("学员"))),
                ]
            )()
        return None

    assert [one for one in at_once(act) if one is not None] == []
    seats.lapse_overdue()
    found = dict(Enrolment.objects.order_by().values_list("state").annotate(n=Count("pk")))
    taken, waiting = counts(cohort)
    assert taken == found.get("enrolled", 0) + found.get("offered", 0) <= 5
    assert waiting == found.get("waiting", 0)
    assert taken == 5 or waiting == 0


def _try(do) -> None:
    with suppress(OfferOver):
        do()
