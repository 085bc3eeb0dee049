"""How old parties are: by the bands of quizzes, nobody must say, never more than come, and in figures only what is certain."""

import pytest
from django.urls import reverse
from django.utils import translation
from tests.factories.events import BY, booked, make_event, make_slot

from worldday.base.problems import Invalid
from worldday.events.actions.changing import Wanted, change
from worldday.events.actions.checking_in import check_in
from worldday.events.actions.walking_in import TooManyAges, take_back_walk, walk_in
from worldday.events.evidence import figures_of
from worldday.events.models import AgeCount, Booking, Event, WalkAge
from worldday.events.party import Party, too_many_ages
from worldday.events.personal import ages_of
from worldday.people import ages
from worldday.people.age_words import AGE_WORDS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]
SAID = (("under-14", 1), ("36-59", 2))


@pytest.fixture(autouse=True)
def _chinese():
    with translation.override("zh-hans"):
        yield


def asking(**more):
    return make_event(ages=True, **more)


def test_the_bands_are_those_of_minors_and_of_adults_and_each_has_a_word():
    assert tuple(AGE_WORDS) == ages.BANDS == (*ages.OF_MINORS, *ages.OF_ADULTS)


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ((), []),
        ((("under-14", 1), ("14-17", 1), ("60-", 2)), []),
        ((("under-14", 2), ("14-17", 1)), ["under-14"]),
        ((("18-35", 2), ("60-", 1)), ["18-35"]),
        ((("under-14", 9), ("60-", 9)), ["under-14", "18-35"]),
    ],
)
def test_nobody_says_more_ages_than_people(said, wrong):
    assert too_many_ages(Party(2, 2, ages=said)) == wrong


def test_ages_are_kept_where_the_event_asks_and_nowhere_else():
    asked = booked(make_slot(asking()), 1, minors=1, ages=SAID)
    assert ages_of(asked) == dict(SAID)
    Event.objects.update(ages=False)
    silent = booked(make_slot(Event.objects.get(), places=9), 2, minors=1, ages=SAID)
    assert ages_of(silent) == {}


def test_a_change_keeps_the_ages_of_those_whose_number_stays():
    slot = make_slot(asking())
    booking = booked(slot, 1, minors=1, ages=SAID)
    change(booking=booking, wanted=Wanted(slot, 2, 2))
    assert ages_of(Booking.objects.get(pk=booking.pk)) == {"36-59": 2}
    change(booking=booking, wanted=Wanted(slot, 2, 2, ages=(("14-17", 2),)))
    assert ages_of(Booking.objects.get(pk=booking.pk)) == {"14-17": 2}
    with pytest.raises(Invalid) as refused:
        change(booking=booking, wanted=Wanted(slot, 2, 2, ages=(("60-", 3),)))
    assert list(refused.value.errors) == ["age_2"]


def test_figures_count_parties_that_came_whole_and_say_who_did_not_tell():
    event = asking()
    slot = make_slot(event, places=60)
    whole, part, silent = (
        booked(slot, 1, minors=1, ages=SAID),
        booked(slot, 2, minors=2, ages=(("under-14", 2), ("60-", 1))),
        booked(slot, 3, adults=1),
    )
    check_in(booking=whole, persons=3, by=BY)
    check_in(booking=part, persons=3, by=BY)  # one of them stayed away, and nobody wrote down who
    check_in(booking=silent, persons=1, by=BY)
    said = {str(one.name): one.value for one in figures_of(event)}
    assert {name: value for name, value in said.items() if name.startswith("到场（")} == {
        "到场（不满14周岁）": 1,
        "到场（36至59周岁）": 2,
        "到场（未说明年龄）": 1,
    }
    assert not {"到场成年人", "到场未成年人"} & set(said)


def test_walk_ins_may_say_their_ages_and_are_counted_with_the_others():
    event = asking()
    slot = make_slot(event, places=60)
    check_in(booking=booked(slot, 1, minors=1, ages=SAID), persons=3, by=BY)
    walk_in(slot=slot, persons=4, ages={"under-14": 2, "60-": 1}, by=BY)
    gone = walk_in(slot=slot, persons=5, ages={"60-": 5}, by=BY)
    take_back_walk(walk=gone, by=BY)
    with pytest.raises(TooManyAges):
        walk_in(slot=slot, persons=1, ages={"60-": 2}, by=BY)
    said = {str(one.name): one.value for one in figures_of(event)}
    assert {name: value for name, value in said.items() if name.startswith("到场（")} == {
        "到场（不满14周岁）": 3,
        "到场（36至59周岁）": 2,
        "到场（60周岁及以上）": 1,
        "到场（未说明年龄）": 1,
    }
    assert said["到场"] == 7


def test_ages_of_walk_ins_are_kept_nowhere_where_the_event_does_not_ask():
    walk_in(slot=make_slot(make_event()), persons=4, ages={"60-": 1}, by=BY)
    assert WalkAge.objects.count() == 0


def test_somebody_too_many_does_not_make_up_for_somebody_missing():
    event = make_event()
    slot = make_slot(event, places=60)
    check_in(booking=booked(slot, 1, adults=2, minors=1), persons=2, by=BY)
    check_in(booking=booked(slot, 2, adults=2), persons=3, by=BY)
    assert not {"到场成年人", "到场未成年人"} & {str(one.name) for one in figures_of(event)}
    assert sum(one.value for one in figures_of(event) if str(one.name) == "到场") == 5


def test_the_form_asks_only_where_the_event_does_and_keeps_what_was_said(client):
    from tests.public.test_event_pages import form, url

    slot = make_slot(asking())
    page = client.get(url(slot.event, "event_book")).content.decode()
    assert page.count('name="age_') == 5 and "选填，仅用于统计" in page
    filled = form(slot)
    refused = client.post(url(slot.event, "event_book"), filled | {"age_2": "3"})
    assert refused.status_code == 422 and "年龄人数之和超过了来访人数" in refused.content.decode()
    assert client.post(url(slot.event, "event_book"), filled | {"age_2": "1", "age_4": "1"}).status_code == 302
    assert ages_of(Booking.objects.get()) == {"18-35": 1, "60-": 1}
    mine = reverse("public:booking", args=[Booking.objects.get().code, Booking.objects.get().details.person["link"]])
    change_page = client.get(mine).content.decode()
    assert change_page.count('name="age_') == 5
    client.post(mine + "change/", {"slot": slot.pk, "adults": 2, "minors": 0, "age_3": "2"})
    assert ages_of(Booking.objects.get()) == {"36-59": 2}
    Event.objects.update(ages=False)
    assert 'name="age_' not in client.get(url(slot.event, "event_book")).content.decode()


def test_a_meeting_asks_for_no_ages_of_children(client):
    from tests.public.test_event_pages import url

    slot = make_slot(asking(names=True, largest_group=0))
    assert client.get(url(slot.event, "event_book")).content.decode().count('name="age_') == 3


def test_a_booking_that_is_forgotten_leaves_its_numbers_and_no_person():
    from worldday.events.forgetting import forget

    booking = booked(make_slot(asking()), 1, minors=1, ages=SAID)
    forget(booking=booking)
    assert AgeCount.objects.filter(booking=booking).count() == 2
    assert Booking.objects.get(pk=booking.pk).booker is None
