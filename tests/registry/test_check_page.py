"""A long check shows what was found first, and gathers the rest; a short one keeps the order in which it was asked."""

import csv
import io

import pytest
from django.test import Client
from tests.factories.registries import make_registry, make_released

from worldday.registry.schema import Entry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]


@pytest.fixture(autouse=True)
def _records():
    make_released(Entry("甲公司", "SP-7"), registry=make_registry())


def checked(numbers: list[str], **more) -> str:
    return Client().post("/registry/check/", {"numbers": "\n".join(numbers)} | more).content.decode()


def test_fifty_lines_stand_in_their_order():
    page = checked([f"SP-{n}" for n in range(50)])
    assert page.count("reg-missing") == 49
    assert page.index("SP-6<") < page.index("SP-7<") < page.index("SP-8<")
    assert "reg-absent" not in page


def test_of_more_lines_what_was_not_found_is_gathered_and_the_file_keeps_the_order():
    numbers = [f"SP-{n}" for n in range(1000)]
    page = checked(numbers)
    found, _details, absent = page.partition('<details class="reg-absent"><summary>未查到999个</summary>')
    assert (found.count('class="reg-hit"'), "reg-missing" in found) == (1, False)
    assert absent.count('<li class="numerals">') == 999
    assert '<li class="numerals">SP-7</li>' not in absent
    rows = list(csv.reader(io.StringIO(checked(numbers, **{"as": "csv"}).lstrip("\ufeff"))))
    assert [row[0] for row in rows[1:]] == numbers
    assert [row[0] for row in rows if row[4] == "甲公司"] == ["SP-7"]


def test_where_nothing_was_found_the_gathered_lines_stand_open():
    page = checked([f"X-{n}" for n in range(51)])
    assert '<details class="reg-absent" open>' in page
    assert 'class="reg-checked"' not in page
