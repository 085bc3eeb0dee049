"""Who holds an activity, said where no markup can stand."""

import pytest
from django.utils import translation
from tests.factories.campaigns import make_activity, make_campaign
from tests.factories.units import make_unit

from worldday.public.hosts import hosts_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]


def activity_of(*english: str, **fields):
    units = [make_unit(f"单位{at}", name_en=name) for at, name in enumerate(english)]
    return make_activity(make_campaign(), units=units, **({"units_text": "市局主办"} | fields))


def in_english(activity) -> str:
    with translation.override("en"):
        return hosts_of(activity)


def test_in_chinese_it_is_what_the_notice_says():
    assert hosts_of(activity_of("City Administration")) == "市局主办"


def test_in_english_it_is_the_units_english_names():
    assert in_english(activity_of("City Administration", "Eastday")) == "City Administration; Eastday"


def test_many_units_and_an_open_list_are_cut_short():
    assert in_english(activity_of("A", "B", "C", "D")) == "A; B; C and others"
    assert in_english(activity_of("A", open_list=True)) == "A and others"


def test_a_unit_without_an_english_name_leaves_the_notices_own_words():
    assert in_english(activity_of("City Administration", "")) == "市局主办"


def test_an_activity_that_names_nobody_says_nothing():
    assert in_english(activity_of(units_text="")) == ""
