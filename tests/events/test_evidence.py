"""Figures with their definitions: nothing that was not recorded, nobody twice."""

from datetime import timedelta

import pytest
from tests.factories.visits import make_booking, make_visit

from worldday.base import clock
from worldday.campaigns.kinds import kind_of
from worldday.events.actions.checking_in import check_in
from worldday.events.actions.surveying import answer, open_survey
from worldday.events.actions.walking_in import walk_in
from worldday.events.evidence import figures_of
from worldday.events.models import Slot

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]


def said(event) -> dict[str, float]:
    return {str(one.name): one.value for one in figures_of(event)}


def test_what_is_only_announced_has_produced_nothing():
    visit = make_visit(slots=2)
    make_booking(visit.slots.first(), adults=2)
    assert figures_of(visit) == []


def test_what_moved_online_was_not_held():
    assert figures_of(make_visit(starts=clock.now() - timedelta(hours=3), state="moved-online")) == []


def test_before_anybody_came_there_are_places_and_bookings_and_no_more():
    visit = make_visit(slots=2, places=30, starts=clock.now() - timedelta(hours=5))
    make_booking(visit.slots.first(), adults=2, minors=1)
    assert said(visit) == {"举办场次": 2, "名额": 60, "已预约": 3}


def test_an_event_without_sittings_has_produced_nothing():
    assert figures_of(make_visit(slots=0)) == []


def test_by_invitation_nobody_counts_places_or_bookings():
    assert said(make_visit(places=0, admission="invitation", starts=clock.now() - timedelta(hours=5))) == {
        "举办场次": 1
    }


def test_who_came_from_where_of_what_age_and_how_content():
    visit = make_visit(slots=2, places=40, starts=clock.now() - timedelta(hours=5))
    first, second = visit.slots.all()
    school = make_booking(first, adults=3, minors=27, sort="group", district="徐汇区")
    family = make_booking(first, adults=2, district="")
    make_booking(second, adults=4, state="released", ended=7)
    make_booking(second, adults=9, state="cancelled", ended=8)
    check_in(booking=school, persons=30, by=visit.staff)
    check_in(booking=family, persons=2, by=visit.staff)
    walk_in(slot=second, persons=5, by=visit.staff, district="徐汇区")
    open_survey(event=visit, by=visit.staff)
    answer(booking=school, said={"satisfaction": "5"})
    answer(booking=family, said={"satisfaction": "3"})
    assert said(visit) == {
        "举办场次": 2,
        "名额": 80,
        "已预约": 36,
        "预约的班级和团体": 1,
        "到场": 37,
        "未预约到场": 5,
        "到场成年人": 5,
        "到场未成年人": 27,
        "到场（徐汇区）": 35,
        "到场（未填）": 2,
        "满意度": 4,
        "满意率": 50,
    }
    sources = {str(one.name): one.source for one in figures_of(visit)}
    assert sources["满意度"] == "匿名调查，每个预约一份，共 2 份"
    assert kind_of(visit.activity).evidence(visit.activity)[0].value == 2


def test_who_left_an_interest_counts_though_nothing_was_held():
    from worldday.events.models import Interest

    visit = make_visit(starts=clock.now() - timedelta(hours=3), state="moved-online")
    for n in range(3):
        moments = {"left_at": clock.now(), "over_at": clock.now()}
        Interest.objects.create(event=visit, key=n, contact=None if n else 7, consent="", **moments)
    assert said(visit) == {"线上参观意向": 3}


def test_ages_are_left_out_when_parties_came_in_other_numbers_than_booked():
    visit = make_visit(places=40)
    check_in(booking=make_booking(visit.slots.get(), adults=3, minors=27), persons=29, by=visit.staff)
    assert "到场未成年人" not in said(visit)


def test_a_cancelled_sitting_had_no_places():
    visit = make_visit(slots=2, places=30, starts=clock.now() - timedelta(hours=5))
    Slot.objects.filter(pk=visit.slots.first().pk).update(cancelled=True)
    assert said(visit)["名额"] == 30
