from dataclasses import replace
from io import BytesIO

import pytest
from django.db import IntegrityError, transaction
from PIL import Image
from tests.factories.questions import COMPLETE, make_question
from tests.factories.units import make_staff, make_unit

from worldday.base.audit import System
from worldday.base.models import AuditEvent
from worldday.base.problems import Invalid, Problem
from worldday.quizzes import actions
from worldday.quizzes.actions import Reviewed
from worldday.quizzes.actions.questions import Retired
from worldday.quizzes.actions.reviewing import NoReason, OwnQuestion, SameName, WrongState
from worldday.quizzes.exchange import Item
from worldday.quizzes.exchange.item import options_from
from worldday.quizzes.models import Question

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]


@pytest.fixture
def bureau():
    return make_unit("甲市市场监管局")


@pytest.fixture
def author(bureau):
    return make_staff("王一", unit=bureau)


@pytest.fixture
def other(bureau):
    return make_staff("李二", unit=bureau)


def reviewed(bureau, author, other) -> Question:
    question = make_question(bureau, author)
    actions.submit_question(question=question, by=author)
    return actions.review_question(question=question, by=other)


def again(question) -> Question:
    return Question.objects.get(pk=question.pk)


def test_two_people_bring_a_question_into_use_and_the_trail_says_so(bureau, author, other):
    question = reviewed(bureau, author, other)
    assert (question.state, question.author_name, question.reviewer_name) == ("reviewed", "王一", "李二")
    trail = AuditEvent.objects.filter(target=question.code).order_by("id").values_list("action", "actor")
    assert list(trail) == [
        ("question-written", author.code),
        ("question-submitted", author.code),
        ("question-reviewed", other.code),
    ]


def test_nobody_reviews_what_they_wrote_or_changed(bureau, author, other):
    question = make_question(bureau, author)
    actions.submit_question(question=question, by=author)
    with pytest.raises(OwnQuestion):
        actions.review_question(question=question, by=author)
    actions.change_question(question=question, changes={"explanation": "不超过五年。"}, by=other)
    actions.submit_question(question=question, by=author)
    with pytest.raises(OwnQuestion):
        actions.review_question(question=question, by=other)
    third = make_staff("张三", unit=bureau)
    assert actions.review_question(question=question, by=third).reviewer == third


def test_a_namesake_cannot_review_since_readers_could_not_tell_two_people_looked(bureau, author):
    question = make_question(bureau, author)
    actions.submit_question(question=question, by=author)
    with pytest.raises(SameName):
        actions.review_question(question=question, by=make_staff("王一", unit=bureau))


def test_the_database_itself_refuses_one_person_and_no_basis(bureau):
    question = make_question(bureau)
    for fields in (
        {"reviewer_name": question.author_name},
        {"reviewer_name": ""},
        {"reviewer_name": "乙", "basis": ""},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Question.objects.filter(pk=question.pk).update(state="reviewed", **fields)


def test_changed_content_awaits_review_anew_but_a_topic_does_not(bureau, author, other):
    question = reviewed(bureau, author, other)
    assert (
        actions.change_question(question=question, changes={"topics": ["复审"], "difficulty": 1}, by=author).state
        == "reviewed"
    )
    changed = actions.change_question(question=question, changes={"stem": "标准多久复审一次？"}, by=author)
    assert (changed.state, changed.reviewer, changed.reviewer_name) == ("draft", None, "")
    assert (
        actions.change_question(question=question, changes={"stem": "标准多久复审一次？"}, by=other).changed_by
        == author
    )


def test_an_incomplete_draft_is_kept_but_not_handed_over(bureau, author):
    question = make_question(bureau, author, basis="", basis_version="", explanation="", topics=[])
    with pytest.raises(Problem, match=r"解析、依据：法律或标准、依据版本、主题"):
        actions.submit_question(question=question, by=author)
    assert again(question).state == "draft"


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"answer": []}, "answer"),
        ({"answer": ["a", "b"]}, "answer"),
        ({"answer": ["x"]}, "answer"),
        ({"stem": " "}, "stem"),
        ({"options": options_from(["五年"])}, "options"),
        ({"sort": "essay"}, "sort"),
        ({"difficulty": 4}, "difficulty"),
        ({"sort": "true-false"}, "options"),
    ],
)
def test_what_is_wrong_in_itself_is_not_kept(bureau, author, fields, field):
    with pytest.raises(Invalid) as refused:
        make_question(bureau, author, **fields)
    assert field in refused.value.errors
    assert Question.objects.count() == 0


def test_a_question_is_sent_back_retired_and_taken_back_with_reasons(bureau, author, other):
    question = make_question(bureau, author)
    actions.submit_question(question=question, by=author)
    with pytest.raises(NoReason):
        actions.send_back_question(question=question, reason=" ", by=other)
    actions.send_back_question(question=question, reason="选项含糊", by=other)
    actions.retire_question(question=question, reason="条文已改", by=author)
    with pytest.raises(Retired):
        actions.change_question(question=question, changes={"stem": "甲"}, by=author)
    with pytest.raises(WrongState):
        actions.submit_question(question=question, by=author)
    assert actions.reinstate_question(question=question, by=author).state == "draft"
    assert AuditEvent.objects.get(action="question-sent-back").after == {"state": "draft", "reason": "选项含糊"}


def test_many_are_handed_over_or_retired_together_or_not_at_all(bureau, author):
    good, bad = make_question(bureau, author), make_question(bureau, author, stem="缺依据", basis="", basis_version="")
    with pytest.raises(Problem, match="缺依据"):
        actions.submit_questions(questions=[good, bad], by=author)
    assert {again(question).state for question in (good, bad)} == {"draft"}
    assert actions.submit_questions(questions=[good], by=author) == 1
    actions.retire_questions(questions=[good, bad], reason="换题", by=author)
    assert {again(question).state for question in (good, bad)} == {"retired"}


def test_questions_shipped_by_two_go_straight_into_use_but_no_other(bureau):
    good = Item(code="std-01", **COMPLETE)
    by = System("demo")
    assert actions.take_in_reviewed(owner=bureau, questions=[Reviewed(good, "题库编写组", "题库审核组")], by=by) == 1
    row = Question.objects.get(code="std-01")
    assert (row.state, row.author_name, row.reviewer_name) == ("reviewed", "题库编写组", "题库审核组")
    with pytest.raises(IntegrityError), transaction.atomic():
        actions.take_in_reviewed(owner=bureau, questions=[Reviewed(replace(good, code="std-02"), "甲", "甲")], by=by)
    with pytest.raises(Invalid):
        actions.take_in_reviewed(owner=bureau, questions=[Reviewed(replace(good, basis=""), "甲", "乙")], by=by)


# --- pictures ---


def picture(size=(2000, 1000), kind="JPEG") -> BytesIO:
    file = BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "a camera"
    Image.new("RGB", size, "red").save(file, kind, exif=exif)
    file.seek(0)
    return file


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def test_a_picture_is_drawn_anew_small_and_without_its_past(bureau, author, other):
    question = reviewed(bureau, author, other)
    made = actions.set_picture(question=question, key="a", file=picture(), alt="红色", by=author)
    with Image.open(made.file) as image:
        assert (image.size, image.format, len(image.getexif())) == ((1200, 600), "WEBP", 0)
    assert again(question).state == "draft"
    actions.change_question(question=question, changes={"options": options_from(["三年", "五年"])}, by=author)
    assert list(question.pictures.values_list("key", flat=True)) == ["a"]
    actions.remove_picture(picture=made, by=author)
    assert question.pictures.count() == 0


@pytest.mark.parametrize(
    "file", [BytesIO(b""), BytesIO(b"<svg/>"), BytesIO(b"GIF89a"), picture((1, 1)).getvalue()[:50]]
)
def test_what_is_no_picture_changes_nothing(bureau, author, file):
    file = BytesIO(file) if isinstance(file, bytes) else file
    with pytest.raises(Problem):
        actions.set_picture(question=make_question(bureau, author), key="stem", file=file, alt="甲", by=author)


def test_a_picture_needs_words_and_a_place(bureau, author):
    question = make_question(bureau, author)
    with pytest.raises(Invalid):
        actions.set_picture(question=question, key="stem", file=picture(), alt=" ", by=author)
    with pytest.raises(Problem):
        actions.set_picture(question=question, key="z", file=picture(), alt="甲", by=author)
