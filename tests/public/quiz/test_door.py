"""The quiz page and its neighbours as Django serves them."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from tests.factories.quizzes import make_frozen_quiz, make_quiz, make_quiz_activity
from tests.factories.six_sorts import make_joint_quiz

from worldday.campaigns.models import Campaign
from worldday.quizzes.models import Edition, Question, QuestionPicture, Quiz

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]
DOOR_QUERIES = 5  # quiz with activity, campaign and owner; roles, entrances, the units of both


def address(quiz: Quiz, *more: str, language: str = "") -> str:
    return "/".join([language, quiz.activity.campaign.slug, "activities", quiz.activity.code, "quiz", *more, ""])


def read(client, url: str) -> BeautifulSoup:
    answer = client.get(url)
    assert answer.status_code == 200, answer.status_code
    return BeautifulSoup(answer.content, "lxml")


def words(node) -> str:
    return " ".join(node.get_text(" ").split())


@pytest.mark.parametrize(
    ("day", "said", "starts"),
    [(date(2020, 10, 1), "尚未开始", 2), (date(2020, 10, 14), "正在进行", 2), (date(2020, 11, 1), "已结束", 0)],
)
def test_the_page_says_whether_the_quiz_is_open_and_offers_the_start_unless_it_is_over(
    client, on_day, day, said, starts
):
    on_day(date(2020, 10, 1))
    quiz = make_frozen_quiz()
    on_day(day)
    page = read(client, address(quiz))
    assert words(page.select_one(".quiz-state")) == said
    assert words(page.select_one(".band-line")) == "10月11日（周日） 09:00 — 10月20日（周二） 21:00"
    assert len(page.select("[data-start]")) == starts


def test_the_rule_stands_there_in_the_reader_s_language_with_its_digest(client, on_day):
    on_day(date(2020, 10, 14))
    quiz = make_frozen_quiz(in_all=2)
    assert quiz.rule_digest in words(read(client, address(quiz)))
    sentences = [words(item) for item in read(client, address(quiz, "rules")).select(".rule-list li")]
    assert "每人计分答题机会：共2次。" in sentences
    english = [words(item) for item in read(client, address(quiz, "rules", language="/en")).select(".rule-list li")]
    assert "Counted attempts per person: 2 in all." in english
    assert Edition.objects.get().digest in words(read(client, address(quiz, "rules")))


def test_before_it_is_frozen_nobody_can_start_and_before_it_is_set_up_the_page_says_so(client, on_day):
    on_day(date(2020, 10, 14))
    draft = read(client, address(make_quiz()))
    assert draft.select("[data-start]") == []
    assert "竞答正在准备" in words(draft)
    activity = make_quiz_activity()
    page = read(client, f"/{activity.campaign.slug}/activities/{activity.code}/quiz/")
    assert "竞答正在准备" in words(page)
    lecture = make_quiz_activity(kind="course")
    assert client.get(f"/{lecture.campaign.slug}/activities/{lecture.code}/quiz/").status_code == 404


def test_a_joint_quiz_lets_people_choose_and_each_entrance_has_its_name_hue_and_keeper(client, on_day):
    on_day(date(2020, 10, 14))
    quiz = make_joint_quiz()
    main = read(client, address(quiz))
    doors = [(words(a), a["href"]) for a in main.select(".doors a")]
    assert doors == [
        (f"{name}入口", address(quiz, "from", slug))
        for name, slug in (("嘉定", "jiading"), ("昆山", "kunshan"), ("太仓", "taicang"))
    ]
    assert main.select("[data-start]") == []
    behind = read(client, address(quiz, "from", "kunshan"))
    assert words(behind.h1) == "昆山入口"
    assert behind.html["class"] == ["hue-150"]
    assert "昆山市场监管局" in words(behind.select_one(".consent dd"))
    assert behind.select_one(".links a")["href"] == address(quiz, "from", "kunshan", "ranking")
    assert client.get(address(quiz, "from", "suzhou")).status_code == 404
    assert words(read(client, address(quiz, "from", "kunshan", language="/en")).h1) == "Kunshan"


def test_an_unpublished_campaign_s_quiz_is_nowhere(client, on_day):
    on_day(date(2020, 10, 14))
    quiz = make_frozen_quiz()
    Campaign.objects.update(state="draft", published_at=None)
    for path in ((), ("play",), ("ranking",), ("rules",), ("class",)):
        assert client.get(address(quiz, *path)).status_code == 404


def test_any_cache_may_keep_the_page_and_it_sets_no_cookie(client, on_day):
    on_day(date(2020, 10, 14))
    answer = client.get(address(make_frozen_quiz()))
    assert answer["Cache-Control"] == "public, max-age=15, stale-while-revalidate=30"
    assert not answer.cookies


def test_the_door_costs_the_same_queries_with_one_entrance_as_with_three(client, on_day, django_assert_num_queries):
    on_day(date(2020, 10, 14))
    joint = make_joint_quiz()
    url = address(joint)
    for slug in ("taicang", "kunshan", "jiading"):
        with django_assert_num_queries(DOOR_QUERIES):
            client.get(url)
        joint.entrances.get(slug=slug).delete()


def test_only_pictures_of_the_frozen_questions_are_served(client, on_day, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    on_day(date(2020, 10, 14))
    quiz = make_frozen_quiz()
    edition = Edition.objects.get()
    question = next(iter(edition.content["questions"]))
    row = Question.objects.get(code=question)
    asked = QuestionPicture.objects.create(
        question=row, key="stem", file=ContentFile(b"asked", "asked.png"), alt="标志"
    )
    other = QuestionPicture.objects.create(question=row, key="a", file=ContentFile(b"other", "other.png"), alt="标志")
    edition.content["questions"][question]["pictures"] = {
        "stem": {"file": asked.file.name, "alt": "标志", "alt_en": ""}
    }
    edition.save()
    served = client.get(address(quiz, "pictures") + asked.file.name)
    assert (served.status_code, served["Content-Type"], b"".join(served.streaming_content)) == (
        200,
        "image/png",
        b"asked",
    )
    assert client.get(address(quiz, "pictures") + other.file.name).status_code == 404
    assert client.get(address(quiz, "pictures") + "../settings.py").status_code == 404
