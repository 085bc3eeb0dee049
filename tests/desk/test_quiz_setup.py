"""A quiz in the desk before it opens: who reaches it, its rule, paper and entrances, freezing and correcting."""

import re
from datetime import datetime
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image
from tests.factories.campaigns import make_activity
from tests.factories.quizzes import BY, OPENS, make_attempt, make_frozen_quiz, make_questions, make_quiz
from tests.factories.units import make_staff, make_unit

from worldday.base.models import AuditEvent
from worldday.campaigns.models import ActivityUnit, Campaign, Participation
from worldday.quizzes import actions
from worldday.quizzes.actions import EntranceSpec
from worldday.quizzes.editions import rule_of
from worldday.quizzes.models import Attempt, Edition, Question, Quiz
from worldday.quizzes.queries import answers_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]
RULE = {
    "opens_at": "2020-10-11T09:00", "closes_at": "2020-10-20T21:00", "minutes": "7.5", "grace_s": "5", "pass_mark": "60",
    "per_day": "2", "in_all": "6", "identity": "device", "feedback": "at-once", "practice": "on", "classes": "on",
    "districts": "嘉定区、金山区\n嘉定区",
}  # fmt: skip
OPEN_TO_A_COHOST = ("", "live/", "results/")
FOR_THOSE_WHO_RUN_IT = (
    *("rule/", "paper/", "paper/pick/", "paper/preview/", "entrances/", "freeze/", "edition/"),
    *("flags/", "classes/"),
)


@pytest.fixture(autouse=True)
def _before_it_opens(on_day):
    on_day(OPENS.date().replace(day=1))


def city(quiz):
    return quiz.activity.campaign.owner


def client_of(unit, role="organiser") -> Client:
    client = Client()
    client.force_login(make_staff(unit=unit, role=role))
    return client


def url(quiz, page="") -> str:
    return f"/desk/quizzes/{quiz.activity.code}/{page}"


def turned_away(answer) -> bool:
    """Wagtail's shell answers a refusal by the first page with a message."""
    return answer.status_code == 302 and answer.headers["Location"] == "/desk/"


def fresh(quiz) -> Quiz:
    return Quiz._base_manager.get(pk=quiz.pk)


def with_cohosts(quiz):
    """昆山 and 太仓 take part in the campaign and keep an entrance each; neither has a role in the activity."""
    specs = []
    for slug, name in (("kunshan", "昆山市市场监督管理局"), ("taicang", "太仓市市场监督管理局")):
        unit = make_unit(name, parent=city(quiz), type="partner")
        Participation.objects.create(campaign=quiz.activity.campaign, unit=unit)
        specs.append(EntranceSpec(slug, unit, f"{name[:2]}入口"))
    actions.set_entrances(quiz=quiz, entrances=specs, by=BY)
    return [spec.unit for spec in specs]


# --- who ---


@pytest.mark.parametrize("frozen", [False, True])
def test_every_page_opens_for_the_organiser_and_for_staff_of_a_unit_with_a_role(frozen):
    quiz = make_frozen_quiz() if frozen else make_quiz()
    unit = make_unit("上海市标准化协会", parent=city(quiz))
    ActivityUnit.objects.create(activity=quiz.activity, unit=unit, role="organise")
    for client in (client_of(city(quiz)), client_of(unit, "unit-staff")):
        for page in (*OPEN_TO_A_COHOST, *FOR_THOSE_WHO_RUN_IT):
            assert client.get(url(quiz, page)).status_code == 200, page


def test_a_cohost_opens_only_the_pages_of_figures():
    quiz = make_quiz()
    kunshan, _taicang = with_cohosts(quiz)
    client = client_of(kunshan, "unit-staff")
    assert {page: client.get(url(quiz, page)).status_code for page in OPEN_TO_A_COHOST} == dict.fromkeys(
        OPEN_TO_A_COHOST, 200
    )
    for page in FOR_THOSE_WHO_RUN_IT:
        assert turned_away(client.get(url(quiz, page))), page
        answer = client.post(url(quiz, page))
        assert turned_away(answer) or answer.status_code == 405, page
    page = client.get(url(quiz)).content.decode()
    assert "昆山入口" in page
    assert "太仓入口" not in page.partition("quiz-links")[2]


def test_a_unit_that_only_takes_part_in_the_campaign_runs_no_quiz_and_another_authority_knows_of_none():
    quiz = make_quiz()
    district = make_unit("上海市金山区市场监督管理局", parent=city(quiz), type="district")
    Participation.objects.create(campaign=quiz.activity.campaign, unit=district)
    elsewhere = make_unit("乙市市场监管局")
    for page in (*OPEN_TO_A_COHOST, *FOR_THOSE_WHO_RUN_IT):
        assert turned_away(client_of(district, "unit-staff").get(url(quiz, page))), page
        assert client_of(elsewhere).get(url(quiz, page)).status_code == 404, page


def test_the_list_holds_what_one_runs_or_keeps_an_entrance_of():
    quiz = make_quiz()
    kunshan, _taicang = with_cohosts(quiz)
    for client, found in (
        (client_of(city(quiz)), True),
        (client_of(kunshan, "unit-staff"), True),
        (client_of(make_unit("乙市市场监管局")), False),
    ):
        assert (quiz.activity.name in client.get("/desk/quizzes/").content.decode()) is found


def test_the_list_asks_as_many_questions_for_three_quizzes_as_for_one():
    quiz = make_quiz()
    client = client_of(city(quiz))
    client.get("/desk/quizzes/")
    counts = []
    for extra in (0, 2):
        for _ in range(extra):
            actions.set_up_quiz(activity=make_activity(quiz.activity.campaign, units=[city(quiz)]), by=BY)
        with CaptureQueriesContext(connection) as asked:
            client.get("/desk/quizzes/")
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 13  # one of them counts unread notes, on every page of the desk


def test_the_activitys_page_leads_to_its_quiz():
    quiz = make_quiz()
    page = client_of(city(quiz)).get(f"/desk/campaigns/activities/{quiz.activity.code}/").content.decode()
    assert f'href="{url(quiz)}"' in page


def test_an_activity_that_became_a_quiz_later_is_set_up_with_one_click():
    quiz = make_quiz()
    late = make_activity(quiz.activity.campaign, units=[city(quiz)], name="计量知识竞答")
    client = client_of(city(quiz))
    assert "建立竞答" in client.get(f"/desk/quizzes/{late.code}/").content.decode()
    assert client.post(f"/desk/quizzes/{late.code}/set-up/").status_code == 302
    assert Quiz.objects.get(activity=late).rule["in_all"] == 3
    event = make_activity(quiz.activity.campaign, units=[city(quiz)], kind="event")
    assert client.get(f"/desk/quizzes/{event.code}/").status_code == 404


# --- rule ---


def test_the_rule_is_saved_and_read_back_in_both_languages():
    quiz = make_quiz()
    client = client_of(city(quiz))
    page = client.post(url(quiz, "rule/"), RULE, follow=True).content.decode()
    rule = rule_of(fresh(quiz))
    assert (rule.time_limit_s, rule.per_day, rule.in_all, rule.districts) == (450, 2, 6, ("嘉定区", "金山区"))
    assert rule.opens == "2020-10-11T09:00:00+08:00"
    assert "每次限时7分钟30秒" in page
    assert "Each attempt has 7 minutes 30 seconds" in page


def test_hours_the_wrong_way_round_are_refused_with_what_was_typed_kept():
    quiz = make_quiz()
    answer = client_of(city(quiz)).post(url(quiz, "rule/"), RULE | {"closes_at": "2020-10-01T09:00", "in_all": "4"})
    assert answer.status_code == 422
    assert 'name="in_all" value="4"' in answer.content.decode()
    assert rule_of(fresh(quiz)).in_all == 3
    assert fresh(quiz).closes_at == datetime.fromisoformat("2020-10-20T21:00:00+08:00")


# --- paper ---


def lines(*rows) -> dict[str, str]:
    data = {"lines-TOTAL_FORMS": str(len(rows)), "lines-INITIAL_FORMS": "0"}
    for at, row in enumerate(rows):
        data |= {f"lines-{at}-{name}": str(value) for name, value in row.items()}
    return data


def test_the_paper_page_counts_what_the_bank_holds_and_saves_lines():
    quiz = make_quiz()
    make_questions(city(quiz), 0)
    client = client_of(city(quiz))
    holding = client.get(url(quiz, "paper/")).context["holding"]
    assert holding.table[0] == ("", [10, 10, 10], 30)
    assert {topic: count for topic, _levels, count in holding.table}["标准化法"] == 6
    sent = lines(
        {"topic": "标准化法", "difficulty": "1", "count": 2, "points": 20},
        {"topic": "", "difficulty": "", "count": 6, "points": 10},
        {"topic": "", "difficulty": "", "count": "", "points": ""},
    )
    assert client.post(url(quiz, "paper/"), sent).status_code == 302
    found = [(part.topic, part.difficulty, part.count, part.points) for part in quiz.parts.all()]
    assert found == [("标准化法", 1, 2, 20), ("", None, 6, 10)]
    row = client.get(url(quiz, "paper/")).context["rows"].forms[0]
    assert row.have == 2


def test_questions_are_picked_from_the_bank_once_and_stay_when_lines_are_saved():
    quiz = make_quiz()
    client = client_of(city(quiz))
    assert client.post(url(quiz, "paper/pick/"), {"question": ["q00003", "nosuchcode"]}).status_code == 302
    client.post(url(quiz, "paper/pick/"), {"question": ["q00003"]})
    fixed = [part.question.code for part in quiz.parts.select_related("question") if part.question]
    assert fixed == ["q00003"]
    assert quiz.parts.first().question.code == "q00003"  # before lines that might draw it too
    assert client.get(url(quiz)).context["lacking"] == []
    client.post(url(quiz, "paper/"), lines({"question": "q00003", "count": 1, "points": 30}))
    part = quiz.parts.select_related("question").get()
    assert (part.question.code, part.points) == ("q00003", 30)


def test_picking_searches_words_topic_and_difficulty():
    quiz = make_quiz()
    client = client_of(city(quiz))
    found = client.get(url(quiz, "paper/pick/") + "?q=第 7 题").context["found"]
    assert [question.code for question in found] == ["q00007"]
    assert len(client.get(url(quiz, "paper/pick/") + "?topic=标准化法&difficulty=1").context["found"]) == 2


def test_a_preview_shows_the_same_paper_for_the_same_seed_and_what_is_right():
    quiz = make_quiz()
    client = client_of(city(quiz))
    first, again, other = (
        client.get(url(quiz, f"paper/preview/?seed={seed}")).context["questions"] for seed in (1, 1, 2)
    )
    assert first == again != other
    assert len(first) == 10
    assert all(sum(right for _text, _given, right in asked.options) == 1 for asked in first)


def test_a_preview_without_a_paper_says_so():
    quiz = make_quiz()
    actions.set_paper(quiz=quiz, parts=[], by=BY)
    assert client_of(city(quiz)).get(url(quiz, "paper/preview/")).context["questions"] == []


# --- entrances ---


def doors(*rows) -> dict[str, str]:
    data = {"doors-TOTAL_FORMS": str(len(rows)), "doors-INITIAL_FORMS": "0"}
    for at, row in enumerate(rows):
        data |= {f"doors-{at}-{name}": str(value) for name, value in row.items()}
    return data


def test_entrances_name_a_unit_a_name_and_an_address_and_keep_their_colour():
    quiz = make_quiz()
    unit = make_unit("昆山市市场监督管理局", parent=city(quiz), type="partner")
    client = client_of(city(quiz))
    row = {"unit": unit.name, "name": "昆山入口", "name_en": "Kunshan", "slug": "kunshan", "hue": ""}
    assert client.post(url(quiz, "entrances/"), doors(row, {"unit": "", "name": ""})).status_code == 302
    door = quiz.entrances.get()
    assert (door.unit, door.name, door.slug, door.hue) == (unit, "昆山入口", "kunshan", quiz.activity.campaign.hue)
    answer = client.post(url(quiz, "entrances/"), doors(row | {"unit": "不存在的单位"}, row | {"slug": "两个"}))
    assert answer.status_code == 422
    assert "没有叫这个名称的单位" in answer.content.decode()
    assert quiz.entrances.count() == 1


def test_the_code_of_an_entrance_is_a_drawing_and_only_for_those_who_may_see_it():
    quiz = make_quiz()
    kunshan, _taicang = with_cohosts(quiz)
    client = client_of(kunshan, "unit-staff")
    answer = client.get(url(quiz, "qr.svg?door=kunshan"))
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/svg+xml")
    assert answer.content.startswith(b"<svg")
    assert client.get(url(quiz, "qr.svg?door=taicang")).status_code == 404


def test_every_entrance_has_a_poster_of_its_own(settings):
    quiz = make_quiz()
    with_cohosts(quiz)
    page = client_of(city(quiz)).get(url(quiz, "entrances/")).content.decode()
    posters = re.findall(r'href="([^"]+poster\.png)"', page)
    drawn = [Client().get(poster).content for poster in posters]
    assert [Image.open(BytesIO(picture)).size for picture in drawn] == [(1080, 1440), (1080, 1440)]
    assert drawn[0] != drawn[1]


# --- freezing ---


def test_what_is_lacking_names_who_can_put_it_right_and_where():
    quiz = make_quiz(parts=None)
    actions.set_paper(quiz=quiz, parts=[], by=BY)
    ActivityUnit.objects.filter(activity=quiz.activity).delete()
    client = client_of(city(quiz))
    found = client.get(url(quiz)).context["lacking"]
    assert [one.url for one in found] == [
        url(quiz, "paper/"),
        f"/desk/campaigns/activities/{quiz.activity.code}/units/",
    ]
    answer = client.post(url(quiz, "freeze/"))
    assert answer.status_code == 422
    assert fresh(quiz).frozen_at is None


def test_freezing_fixes_everything_and_says_so_everywhere():
    quiz = make_quiz()
    client = client_of(city(quiz))
    page = client.get(url(quiz, "freeze/")).content.decode()
    assert "冻结后，规则、时间、试卷、入口和题目任何人都不能再改" in page
    assert "Everybody may take part" in page
    assert client.post(url(quiz, "freeze/")).status_code == 302
    frozen = fresh(quiz)
    assert frozen.rule_digest in client.get(url(quiz)).content.decode()
    before = rule_of(frozen)
    assert client.post(url(quiz, "rule/"), RULE).status_code == 422
    assert client.post(url(quiz, "paper/"), lines({"count": 1, "points": 1})).status_code == 422
    assert (
        client.post(url(quiz, "entrances/"), doors({"unit": city(quiz).name, "name": "门", "slug": "x"})).status_code
        == 422
    )
    assert rule_of(fresh(quiz)) == before


def test_a_frozen_public_quiz_leads_to_its_stage_for_whoever_runs_it():
    quiz = make_frozen_quiz()
    Campaign.objects.update(state="live", published_at=OPENS)
    stage = reverse("public:quiz_stages", args=[quiz.activity.campaign.slug, quiz.activity.code])
    assert stage in client_of(city(quiz)).get(url(quiz)).content.decode()
    cohost = make_unit("乙市市场监管局")
    quiz.activity.campaign.participations.create(unit=cohost)
    assert stage not in client_of(cohost).get(url(quiz)).content.decode()


def test_a_second_click_on_freeze_changes_nothing():
    quiz = make_frozen_quiz()
    answer = client_of(city(quiz)).post(url(quiz, "freeze/"))
    assert answer.status_code == 422
    assert Edition.objects.filter(quiz=quiz).count() == 1


def test_a_corrected_question_makes_an_edition_with_a_reason_and_scores_are_made_anew(on_day):
    quiz = make_frozen_quiz()
    on_day(OPENS.date())
    client = client_of(city(quiz))
    attempt = make_attempt(quiz, 1, score=0)
    assert client.get(url(quiz, "edition/")).context["corrections"] == []
    Question.objects.filter(code="q00003").update(answer=["a"], explanation="更正")
    Question.objects.filter(code="q00004").update(state="retired")
    found = client.get(url(quiz, "edition/")).context["corrections"]
    assert [(one.code, one.fields) for one in found] == [("q00003", ["answer", "explanation"]), ("q00004", [])]
    assert client.post(url(quiz, "edition/"), {"reason": ""}).status_code == 422
    assert client.post(url(quiz, "edition/"), {"reason": "第3题答案有误"}).status_code == 302
    assert Edition.objects.get(quiz=quiz, number=2).reason == "第3题答案有误"
    assert client.get(url(quiz, "edition/")).context["earlier"] == 1
    assert client.post(url(quiz, "rescore/")).status_code == 302
    again = Attempt.objects.get(pk=attempt.pk)  # a question that was left out counts as right for whoever was asked it
    asked = {each.code for each in answers_of(attempt)}
    assert again.score == (10 if "q00004" in asked else 0)
    assert {"quiz-frozen-again", "quiz-rescored"} <= set(AuditEvent.objects.values_list("action", flat=True))
