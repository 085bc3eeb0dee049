"""A quiz in the desk while people answer and after: live figures, results, files taken away, flags, classes."""

import re
from datetime import timedelta
from io import BytesIO

import msgspec
import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from tests.desk.test_quiz_setup import city, client_of, turned_away, url, with_cohosts
from tests.factories.quizzes import BY, OPENS, make_attempt, make_frozen_quiz, make_quiz
from tests.factories.units import make_staff

from worldday.base import clock
from worldday.base.models import AuditEvent
from worldday.desk.quizzes.bars import beats, scale
from worldday.quizzes import actions, ranking
from worldday.quizzes.editions import latest
from worldday.quizzes.intake.papers import draw_paper, edition_of, seed_of
from worldday.quizzes.intake.scoring import right_answer, score
from worldday.quizzes.models import Attempt, Flag, Quiz, SchoolClass
from worldday.quizzes.queries import hardest, live, place_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]


@pytest.fixture
def quiz(on_day):
    """Open since an hour, with the entrances of 昆山 and 太仓."""
    on_day(OPENS.date().replace(day=1))
    made = make_quiz()
    with_cohosts(made)
    actions.freeze(quiz=made, by=BY)
    on_day(OPENS.date())
    return Quiz._base_manager.get(pk=made.pk)


def door(quiz, slug):
    return quiz.entrances.get(slug=slug)


def answered(quiz, player, right=10, *, wrong_by=1, **fields):
    """An attempt whose first `right` questions are right, with true answers and score."""
    row = latest(quiz)
    edition = edition_of(row.content, quiz.pk, row.number)
    number = Attempt.objects.filter(quiz=quiz, player=player).count()
    paper = draw_paper(edition, seed_of(edition, quiz.pk, player, number))
    true = [right_answer(asked) for asked in paper]
    answers = [one if at < right else [(one[0] + wrong_by) % 4] for at, one in enumerate(true)]
    scored = score(paper, answers)
    text = msgspec.json.encode(answers).decode()
    made = make_attempt(quiz, player, scored.score, **fields)
    Attempt.objects.filter(pk=made.pk).update(answers=text, right=scored.right)
    return Attempt.objects.get(pk=made.pk)


def follow() -> None:
    ranking.Follower().follow()
    cache.clear()


# --- live ---


def test_the_live_figures_count_what_was_handed_in_within_two_minutes(quiz):
    now = clock.now().replace(microsecond=0)
    for ago in (10, 20, 30, 90, 300):
        make_attempt(quiz, ago, at=now - timedelta(seconds=ago + 60), seconds=60)
    found = live(quiz)
    assert sum(found.steps) == 4
    assert found.last_minute == 3
    assert found.per_second == 0.05
    assert live(quiz, entrances=[door(quiz, "kunshan").pk]).last_minute == 0


def test_the_scale_is_round_and_holds_the_highest_bar():
    assert [scale(rate) for rate in (0, 1, 1.2, 4.8, 23, 501)] == [1, 1, 2, 5, 50, 1000]


def test_bars_reach_as_high_as_their_rate(quiz):
    now = clock.now().replace(microsecond=0)
    for player in range(5):
        make_attempt(quiz, player, at=now - timedelta(seconds=90), seconds=60)
    shown = beats(live(quiz))
    assert len(shown.bars) == 24
    assert sum(bar.per_second for bar in shown.bars) == 1.0
    assert max(bar.height for bar in shown.bars) == 100


def test_the_hardest_questions_come_from_the_answers_themselves(quiz):
    for player in range(12):
        answered(quiz, player, right=0 if player < 6 else 10)
    found, sample = hardest(quiz, size=30)
    assert sample == 12
    assert all(each.asked >= 5 for each in found)
    assert [each.share for each in found] == sorted(each.share for each in found)
    assert sum(each.asked for each in found) <= 120


def test_the_live_page_renews_itself_while_open_and_stands_still_when_asked(quiz, on_day):
    client = client_of(city(quiz))
    page = client.get(url(quiz, "live/")).content.decode()
    assert 'hx-trigger="every 4s"' in page and "htmx" in page
    assert "hx-trigger" not in client.get(url(quiz, "live/?still=1")).content.decode()
    part = client.get(url(quiz, "live/"), headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part and 'class="beats"' in part
    on_day((OPENS + timedelta(days=30)).date())
    assert "hx-trigger" not in client.get(url(quiz, "live/")).content.decode()


def test_a_cohost_sees_the_figures_of_the_own_entrance_and_no_other(quiz):
    kunshan, taicang = door(quiz, "kunshan"), door(quiz, "taicang")
    for player in range(3):
        make_attempt(quiz, player, 90, entrance=kunshan.pk, district="嘉定区")
    for player in range(3, 10):
        make_attempt(quiz, player, 70, entrance=taicang.pk, district="金山区")
    follow()
    client = client_of(kunshan.unit, "unit-staff")
    for page in ("", "live/", "results/", "results/?door=taicang"):
        text = client.get(url(quiz, page)).content.decode()
        assert "昆山入口" in text, page
        assert "太仓入口" not in text.partition("<main")[2].partition("公众看到的规则")[0], page
    groups = client.get(url(quiz, "live/")).context["groups"]
    assert groups.whole is None
    assert [(str(line.name), line.group.players) for _title, lines in groups.tables for line in lines] == [
        ("昆山入口", 3)
    ]
    assert client.get(url(quiz, "results/")).context["found"].total == 3
    assert client.get(url(quiz, "results/?door=taicang")).context["found"].total == 3
    assert client.get(url(quiz, "results/?district=金山区")).context["found"].total == 0


@pytest.mark.parametrize("page", ["", "live/", "results/", "flags/", "classes/"])
def test_a_page_asks_as_many_questions_of_three_players_as_of_one(quiz, page):
    client = client_of(city(quiz))
    client.get(url(quiz, page))
    counts = []
    for players in (range(1), range(1, 3)):
        for player in players:
            attempt = answered(quiz, player, entrance=door(quiz, "kunshan").pk)
            Flag.objects.create(quiz=quiz, player=player, attempt=attempt.pk, sort="many-devices", facts={"devices": 4, "attempts": 5}, raised_at=clock.now())  # fmt: skip
            actions.make_class(quiz=quiz, school="实验小学", name=f"{player}班", by=BY)
        follow()
        client.get(url(quiz, page))  # a process prepares an edition once
        cache.clear()
        with CaptureQueriesContext(connection) as asked:
            assert client.get(url(quiz, page)).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 32, counts


# --- results ---


def test_results_narrow_by_entrance_district_score_and_flag(quiz):
    kunshan = door(quiz, "kunshan")
    first = make_attempt(quiz, 1, 100, district="嘉定区")
    make_attempt(quiz, 2, 80, entrance=kunshan.pk)
    make_attempt(quiz, 3, 40, district="金山区")
    make_attempt(quiz, 4, 90, strength="seat", group="class1")
    Flag.objects.create(quiz=quiz, player=1, attempt=first.pk, sort="too-fast", facts={}, raised_at=clock.now())
    follow()
    client = client_of(city(quiz))

    def scores(query: str) -> list[int]:
        return [row.standing.score for row in client.get(url(quiz, f"results/?{query}")).context["found"].rows]

    assert scores("") == [100, 80, 40]
    assert scores("door=kunshan") == [80]
    assert scores("door=nowhere") == [100, 80, 40]
    assert scores("district=金山区") == [40]
    assert scores("least=50&most=99") == [80]
    assert scores("least=abc") == [100, 80, 40]
    assert scores("flagged=open") == [100]
    assert scores("flagged=decided") == []
    assert scores("seats=1") == [90]


def test_pages_follow_each_other_without_gap_or_repeat(quiz):
    for player in range(120):
        make_attempt(quiz, player, 100 - player % 7 * 10, seconds=60 + player % 5)
    follow()
    client, seen, query = client_of(city(quiz)), [], ""
    for _ in range(3):
        found = client.get(url(quiz, f"results/{query}")).context["found"]
        seen += [row.standing.player for row in found.rows]
        query = f"?after={found.after}"
    assert (found.after, found.total) == ("", 120)
    assert sorted(seen) == list(range(120))
    assert client.get(url(quiz, "results/?after=nonsense")).status_code == 404


def test_a_list_is_taken_away_with_a_purpose_that_is_kept(quiz):
    make_attempt(quiz, 1, 100, district="嘉定区")
    make_attempt(quiz, 2, 70, district="金山区")
    follow()
    client = client_of(city(quiz))
    assert client.post(url(quiz, "results/export/"), {"purpose": " "}).status_code == 422
    assert not AuditEvent.objects.filter(action="quiz-results-exported").exists()
    answer = client.post(url(quiz, "results/export/"), {"purpose": "寄送纪念章", "district": "嘉定区"})
    rows = list(load_workbook(BytesIO(answer.content)).worksheets[0].values)
    assert len(rows) == 2
    assert rows[1][1:3] == (100, 60)
    event = AuditEvent.objects.get(action="quiz-results-exported")
    assert event.after == {"purpose": "寄送纪念章", "rows": 1, "district": "嘉定区"}


def test_nothing_in_the_file_computes(quiz):
    make_attempt(quiz, 1, 100, district="=1+1", group="@SUM(A1)")
    follow()
    answer = client_of(city(quiz)).post(url(quiz, "results/export/"), {"purpose": "核对"})
    cells = [cell for row in load_workbook(BytesIO(answer.content)).worksheets[0].iter_rows() for cell in row]
    assert "=1+1" in [cell.value for cell in cells]
    assert "f" not in {cell.data_type for cell in cells}


def test_a_cohost_takes_away_only_what_came_through_the_own_entrance(quiz):
    kunshan = door(quiz, "kunshan")
    make_attempt(quiz, 1, 100)
    make_attempt(quiz, 2, 70, entrance=kunshan.pk)
    follow()
    answer = client_of(kunshan.unit, "unit-staff").post(
        url(quiz, "results/export/"), {"purpose": "统计", "door": "taicang"}
    )
    assert [row[1] for row in load_workbook(BytesIO(answer.content)).worksheets[0].values][1:] == [70]


# --- flags ---


def flag_of(quiz, attempt, sort="same-answers", **facts) -> Flag:
    return Flag.objects.create(
        quiz=quiz, player=attempt.player, attempt=attempt.pk, sort=sort, raised_at=clock.now(),
        facts=facts or {"others": 1, "wrong": 3, "ms": 60_000},
    )  # fmt: skip


def test_a_flag_says_its_reason_and_stands_beside_the_other_attempt(quiz):
    one, other = (answered(quiz, player, right=7, address=99) for player in (1, 2))
    flag, _same = flag_of(quiz, one), flag_of(quiz, other)
    follow()
    client = client_of(city(quiz))
    page = client.get(url(quiz, "flags/")).content.decode()
    assert "答案雷同" in page and "3道题错得完全相同" in page
    shown = client.get(url(quiz, f"flags/{flag.pk}/")).context
    assert shown["other"].attempt_id == other.pk
    assert [asked.is_right for asked, _theirs in shown["answers"]] == [True] * 7 + [False] * 3
    assert all(asked.given != asked.right for asked, _theirs in shown["answers"][7:])


def test_voiding_ranks_anew_and_says_where_the_player_went(quiz):
    first, second = answered(quiz, 1, right=10), answered(quiz, 2, right=8)
    flag = flag_of(quiz, first, "too-fast", questions=10, right=10, ms=4000)
    follow()
    client = client_of(city(quiz))
    sent = {"decision": "void", "reason": "10题4秒"}
    page = client.post(url(quiz, f"flags/{flag.pk}/"), sent, follow=True).content.decode()
    assert "该参加者原为第1名，现不在排名中" in page
    assert place_of(quiz, 1) is None
    assert place_of(quiz, second.player).place == 1
    assert "10题4秒" in page
    assert client.post(url(quiz, f"flags/{flag.pk}/"), sent).status_code == 422


def test_a_decision_needs_a_reason_and_keeps_what_was_chosen(quiz):
    flag = flag_of(quiz, answered(quiz, 1))
    answer = client_of(city(quiz)).post(url(quiz, f"flags/{flag.pk}/"), {"decision": "void", "reason": ""})
    assert answer.status_code == 422
    assert answer.context["form"]["decision"].value() == "void"
    assert "checked" in re.search(r'<input[^>]*value="void"[^>]*>', answer.content.decode()).group()
    assert Flag.objects.get(pk=flag.pk).decision == ""


def test_an_appeal_is_decided_once_and_by_somebody_else(quiz):
    flag = flag_of(quiz, answered(quiz, 1))
    follow()
    first, second, third = Client(), Client(), Client()
    for client in (first, second, third):
        client.force_login(make_staff(unit=city(quiz)))
    first.post(url(quiz, f"flags/{flag.pk}/"), {"decision": "void", "reason": "雷同"})
    actions.appeal(flag=Flag.objects.get(pk=flag.pk), player=1, text="我们是双胞胎，各自答题。")
    assert first.get(url(quiz, "flags/?show=appealed")).context["page"].paginator.count == 1
    assert first.get(url(quiz)).context["flags_waiting"] == 1  # beside the tab, on every page
    own = first.get(url(quiz, f"flags/{flag.pk}/"))
    assert own.context["own"] and not own.context["may_decide"]
    assert "双胞胎" in own.content.decode()
    assert first.post(url(quiz, f"flags/{flag.pk}/"), {"decision": "void", "reason": "再次"}).status_code == 422
    keep = {"decision": "keep", "reason": "核实为两人"}
    assert second.post(url(quiz, f"flags/{flag.pk}/"), keep).status_code == 302
    assert place_of(quiz, 1).place == 1
    assert third.post(url(quiz, f"flags/{flag.pk}/"), {"decision": "void", "reason": "第三次"}).status_code == 422
    assert first.get(url(quiz, "flags/?show=appealed")).context["page"].paginator.count == 0
    assert first.get(url(quiz)).context["flags_waiting"] == 0


def test_flags_of_another_quiz_are_not_found_under_this_one(quiz):
    flag = flag_of(quiz, answered(quiz, 1))
    assert client_of(city(quiz)).get(f"/desk/quizzes/{quiz.activity.code}/flags/{flag.pk + 1}/").status_code == 404


# --- classes ---


def test_a_class_gets_a_code_and_a_slip_without_any_name(quiz):
    client = client_of(city(quiz))
    sent = {"school": "实验小学", "name": "五（2）班", "seats": "40", "district": "嘉定区", "entrance": ""}
    assert client.post(url(quiz, "classes/"), sent).status_code == 302
    made = SchoolClass.objects.get()
    assert (made.school, made.seats, made.district) == ("实验小学", 40, "嘉定区")
    slip = client.get(url(quiz, f"classes/{made.code}/")).content.decode()
    assert made.code in slip and "1至40" in slip
    assert f"/quiz/class/{made.code}/" in slip and "<svg" in slip
    client.cookies["django_language"] = "en"
    english = client.get(url(quiz, f"classes/{made.code}/")).content.decode()
    assert "Code of the class" in english and "/en/" not in english.partition("slip__url")[2].partition("</p>")[0]
    del client.cookies["django_language"]
    assert client.post(url(quiz, "classes/"), sent | {"seats": "101"}).status_code == 422
    assert client.get(url(quiz, "classes/nosuch/")).status_code == 404


def test_a_class_made_in_the_desk_has_the_page_for_its_teacher_and_the_slip_does_not_tell_it(quiz, client, settings):
    staff, kunshan = client_of(city(quiz)), door(quiz, "kunshan")
    sent = {"school": "实验小学", "name": "五（2）班", "seats": "40", "district": "", "entrance": kunshan.pk}
    listed = staff.post(url(quiz, "classes/"), sent, follow=True)
    made = SchoolClass.objects.get()
    (page,) = re.findall(
        rf'{settings.PUBLIC_URL}(/[^"]*/from/kunshan/class/{made.code}/[^"]+/)', listed.content.decode()
    )
    assert client.get(page).status_code == 200  # the teacher needs no account
    assert page.split("/")[-2] not in staff.get(url(quiz, f"classes/{made.code}/")).content.decode()


def test_a_quiz_without_class_mode_makes_no_class(on_day):
    on_day(OPENS.date().replace(day=1))
    quiz = make_frozen_quiz(classes=False)
    client = client_of(city(quiz))
    sent = {"school": "实验小学", "name": "五（2）班", "seats": "40", "district": ""}
    answer = client.post(url(quiz, "classes/"), sent)
    assert answer.status_code == 422
    assert "不设班级模式" in answer.content.decode()
    assert not turned_away(answer)


def test_a_testers_attempt_is_taken_out_with_its_reason_and_found_again_to_let_it_count(quiz):
    tried, played = answered(quiz, 1, 10), answered(quiz, 2, 8)
    ranking.Follower().follow()
    client, page = client_of(city(quiz)), url(quiz, "players/1/")
    assert f'href="{page}"' in client.get(url(quiz, "results/")).content.decode()
    refused = client.post(url(quiz, "players/1/void/"), {"attempt": tried.pk, "reason": " "})
    assert (refused.status_code, Attempt.objects.filter(void=True).count()) == (422, 0)
    other = client.post(url(quiz, "players/1/void/"), {"attempt": played.pk, "reason": "内部测试"})
    assert (other.status_code, Attempt.objects.filter(void=True).count()) == (422, 0)
    taken = client.post(url(quiz, "players/1/void/"), {"attempt": tried.pk, "reason": "内部测试"})
    assert (taken.status_code, taken.url) == (302, page)
    assert (place_of(quiz, 1), place_of(quiz, 2).place) == (None, 1)
    assert f'href="{page}"' in client.get(url(quiz, "results/")).content.decode()
    assert AuditEvent.objects.get(action="quiz-attempt-voided").after == {
        "attempt": str(tried.pk),
        "reason": "内部测试",
    }
    back = client.post(url(quiz, "players/1/restore/"), {"attempt": tried.pk, "reason": "误判"})
    assert (back.status_code, place_of(quiz, 1).place, place_of(quiz, 2).place) == (302, 1, 2)
    assert client.get(url(quiz, "players/99/")).status_code == 404
