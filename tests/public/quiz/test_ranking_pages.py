"""Rankings as people read them."""

from datetime import date, timedelta

import pytest
from tests.factories.quizzes import OPENS, make_attempt, make_frozen_quiz
from tests.factories.six_sorts import make_joint_quiz
from tests.public.quiz.test_door import address, read, words

from worldday.people.identity import label_of
from worldday.quizzes.ranking import Follower

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]
PAGE_QUERIES = 8  # four for the quiz, two for the page of persons, two for the figures
CURSOR_QUERIES = 4  # another step of the index behind the last row, and how many stand ahead


@pytest.fixture
def quiz(on_day):
    on_day(date(2020, 10, 14))
    return make_frozen_quiz()


def rows(page) -> list[list[str]]:
    return [[words(cell) for cell in row.select("td, th")] for row in page.select(".board tbody tr")]


def test_persons_stand_by_score_then_time_under_letters_that_name_nobody(client, quiz):
    make_attempt(quiz, 1, score=80, seconds=93.4, district="嘉定区")
    make_attempt(quiz, 2, score=90, seconds=200)
    make_attempt(quiz, 3, score=80, seconds=60.05)
    Follower().follow()
    shown = rows(read(client, address(quiz, "ranking")))
    assert shown == [
        ["1", label_of(2), "90", "3:20.0"],
        ["2", label_of(3), "80", "1:00.0"],
        ["3", f"{label_of(1)} 嘉定区", "80", "1:33.4"],
    ]


def test_the_next_page_goes_on_where_the_first_ended_at_the_same_cost(client, quiz, django_assert_num_queries):
    for player in range(53):
        make_attempt(quiz, player + 1, score=100, seconds=60 + player)
    Follower().follow()
    url = address(quiz, "ranking")
    with django_assert_num_queries(PAGE_QUERIES):
        first = read(client, url)
    assert [row[0] for row in rows(first)] == [str(place) for place in range(1, 51)]
    onward = first.select_one("a[rel=next]")["href"]
    with django_assert_num_queries(PAGE_QUERIES + CURSOR_QUERIES):
        second = read(client, url + onward)
    assert [row[0] for row in rows(second)] == ["51", "52", "53"]
    assert second.select("a[rel=next]") == []
    assert client.get(address(quiz, "ranking") + "?after=nonsense").status_code == 404


def test_a_district_and_an_entrance_have_rankings_and_figures_of_their_own(client, on_day):
    on_day(date(2020, 10, 14))
    joint = make_joint_quiz()
    kunshan = joint.entrances.get(slug="kunshan")
    later = OPENS + timedelta(days=1)
    make_attempt(joint, 1, score=60, entrance=kunshan.pk, at=later)
    make_attempt(joint, 2, score=30, entrance=kunshan.pk, district="金山区", at=later)
    Follower().follow()
    behind = read(client, address(joint, "from", "kunshan", "ranking"))
    assert [row[0] for row in rows(behind)] == ["1", "2"]
    assert [words(dd) for dd in behind.select(".facts dd")] == ["2", "2", "45.0", "1"]
    jinshan = read(client, address(joint, "ranking") + "?district=金山区")
    assert len(rows(jinshan)) == 5
    assert rows(read(client, address(joint, "ranking", "entrance")))[0] == ["1", "昆山入口", "1", "45.0", "2"]
    assert client.get(address(joint, "ranking") + "?district=火星区").status_code == 404
    assert client.get(address(joint, "ranking", "planet")).status_code == 404


def test_an_empty_ranking_says_what_will_be_there(client, quiz):
    assert "还没有名次" in words(read(client, address(quiz, "ranking")))
    assert "还没有可以排名的内容" in words(read(client, address(quiz, "ranking", "district")))
