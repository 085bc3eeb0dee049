"""The shipped questions: true, complete, each seen by two, none twice."""

from datetime import date

import pytest
from tests.factories.units import make_unit

from worldday.base.audit import System
from worldday.demo import files
from worldday.demo.question_pictures import drawn
from worldday.demo.questions import load_questions, rows, shipped
from worldday.quizzes import actions
from worldday.quizzes.exchange import faults, gaps
from worldday.quizzes.exchange.item import columns
from worldday.quizzes.intake.questions import prepare
from worldday.quizzes.likeness import all_alike, digest, grams
from worldday.quizzes.models import BasisVersion, Question, QuestionPicture
from worldday.quizzes.queries.questions import validity

SHIPPED = rows()


def english(row) -> bool:
    left, right = columns(row["options"])
    return bool(
        row.get("stem_en") and row.get("explanation_en") and all(each.get("text_en") for each in (*left, *right))
    )


def test_there_are_enough_of_every_sort_each_in_chinese_and_in_english():
    assert len(SHIPPED) >= 150
    assert len([row for row in SHIPPED if english(row)]) == len(SHIPPED)
    assert {row["sort"] for row in SHIPPED} == {"single", "multiple", "true-false", "fill-in", "ordering", "matching"}
    assert {row["difficulty"] for row in SHIPPED} == {1, 2, 3}


def test_english_is_complete_or_absent():
    half = [row["code"] for row in SHIPPED if "_en" in str(row) and not english(row)]
    assert half == []


@pytest.mark.parametrize("row", SHIPPED, ids=lambda row: row["code"])
def test_each_has_a_basis_two_people_and_exactly_the_right_number_of_right_answers(row):
    question = shipped(row).item
    assert (faults(question), gaps(question)) == ([], [])
    assert question.basis and question.basis_article and question.basis_version and question.valid_from
    assert row["author"] and row["reviewer"] and row["author"] != row["reviewer"]
    right = {"single": 1, "true-false": 1, "ordering": len(row["options"])}.get(row["sort"])
    if row["sort"] == "multiple":
        assert 2 <= len(row["answer"]) < len(row["options"])
    elif row["sort"] == "matching":
        assert sorted(left for left, _right in row["answer"]) == sorted(each["key"] for each in row["options"]["left"])
        assert len({right for _left, right in row["answer"]}) == len(row["answer"])
    elif right is not None:
        assert len(row["answer"]) == right
    assert prepare(row["code"], row | {"stem_en": row.get("stem_en", "")}).code == row["code"]


def test_no_question_is_there_twice():
    assert len({row["code"] for row in SHIPPED}) == len({digest(row["stem"]) for row in SHIPPED}) == len(SHIPPED)
    assert all_alike({row["code"]: grams(row["stem"], row["options"]) for row in SHIPPED}) == []


def test_every_law_and_standard_they_rest_on_has_its_version_noted():
    noted = {(one["basis"], one["version"]) for one in files.content("bases.json")["versions"]}
    cited = {(row["basis"], row["basis_version"]) for row in SHIPPED}
    laws = {one for one in cited if one[0].endswith(("法", "条例", "规定", "命令")) or one[0].startswith("GB/T")}
    assert len(laws) == 21
    assert laws - noted == set()


def test_true_and_false_are_both_asked():
    said = [row["answer"][0] for row in SHIPPED if row["sort"] == "true-false"]
    assert min(said.count(True), said.count(False)) >= 15


@pytest.fixture(autouse=True)
def _own_pictures(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def test_every_drawing_is_light_enough_for_the_first_question_of_a_phone():
    for row in SHIPPED:
        for picture in row.get("drawings", []):
            assert len(drawn(picture["drawing"])) < 60_000
            assert picture["alt"] and picture["alt_en"] and picture["key"] == "stem"


@pytest.mark.django_db
@pytest.mark.usefixtures("everything")
def test_they_are_loaded_once_and_what_people_did_since_is_left_alone():
    owner, by = make_unit("上海市市场监督管理局"), System("demo")
    assert load_questions(owner=owner, by=by) == len(SHIPPED)
    stored = Question.objects.get(code="std-41")
    told = QuestionPicture.objects.filter(question__code__startswith="pic-")
    assert set(told.values_list("key", "question__state")) == {("stem", "reviewed")}
    assert told.count() == 5 and not told.filter(alt_en="").exists()
    assert (stored.state, stored.author_name, stored.reviewer_name) == ("reviewed", "题库编写组", "题库审核组")
    actions.change_question(question=stored, changes={"stem": "改过的题干____"}, by=by)
    actions.retire_question(question=Question.objects.get(code="std-01"), reason="试", by=by)
    assert load_questions(owner=owner, by=by) == 0
    assert Question.objects.get(code="std-41").stem == "改过的题干____"
    assert BasisVersion.objects.count() == len(set(BasisVersion.objects.values_list("basis", "version")))


@pytest.mark.django_db
@pytest.mark.usefixtures("everything")
def test_the_report_knows_which_of_them_a_new_law_has_overtaken():
    load_questions(owner=make_unit("上海市市场监督管理局"), by=System("demo"))
    report = validity(date(2026, 11, 1))
    assert {row.code for row in report.ended} == {"pri-05", "pri-06", "pri-07", "wad-04"}
    assert report.changed == []
    then = validity(date(2025, 10, 10))
    assert {row.code for row in then.ending} == {"wad-04", "pri-05", "pri-06", "pri-07"}
    assert {row.code for row in then.not_yet} >= {"pri-01", "wad-05", "net-01"}
