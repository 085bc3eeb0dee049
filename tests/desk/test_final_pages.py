"""The final report in the desk: one press, its sections, its editions."""

import re

import pytest
from tests.factories.campaigns import make_task
from tests.factories.final_report import DAY, compiled, make_reported
from tests.factories.units import make_staff, make_unit

from worldday.base import clock
from worldday.base.models import AuditEvent
from worldday.reports.actions.compiling import edit_section
from worldday.reports.compiling.running import BEAT_GOOD_FOR, run
from worldday.reports.models import Compilation, Section

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]


@pytest.fixture(autouse=True)
def _shelf(settings, tmp_path, on_day):
    settings.MEDIA_ROOT = tmp_path
    on_day(DAY)


@pytest.fixture
def made(client):
    made = make_reported(3)
    client.force_login(made.organiser)
    return made


def address(made):
    return f"/desk/final/{made.campaign.code}/"


def page_of(answer) -> str:
    return answer.content.decode()


def test_before_the_first_press_the_page_says_what_one_press_makes(client, made):
    answer = client.get(address(made))
    assert answer.status_code == 200
    assert "汇编总报告" in page_of(answer)
    assert made.campaign.name in page_of(client.get("/desk/final/"))


def test_one_press_begins_one_run_and_a_second_one_none(client, made):
    for _ in range(2):
        answer = client.post(f"{address(made)}compile/", {"language": "zh-hans"})
        assert (answer.status_code, answer.headers["Location"]) == (302, address(made))
    found = Compilation.objects.get()
    assert (found.run, found.state, found.asked_by, found.title) == (
        1,
        "waiting",
        made.organiser,
        "2020年“世界标准日”宣传活动总结报告",
    )
    assert AuditEvent.objects.filter(action="report-asked").count() == 1
    assert "data-progress" in page_of(client.get(address(made)))
    assert client.get(f"{address(made)}progress/").json() == {
        "busy": True,
        "state": "waiting",
        "step": "",
        "done": 0,
        "total": 0,
    }


def test_a_press_that_fell_silent_is_said_and_taken_over_by_the_next(client, made):
    client.post(f"{address(made)}compile/")
    Compilation.objects.update(state="running", beaten_at=clock.wall() - BEAT_GOOD_FOR)
    assert "似乎已中断" in page_of(client.get(address(made)))
    client.post(f"{address(made)}compile/")
    assert Compilation.objects.get().run == 2


def test_files_are_taken_away_through_the_permission_with_safe_headers_and_it_is_written_down(client, made):
    _compilation, edition = compiled(made)
    for kind, begins in (("docx", b"PK"), ("pdf", b"%PDF"), ("html", b"<!doctype html>")):
        answer = client.post(f"/desk/final/editions/{edition.code}/{kind}/")
        assert b"".join(answer.streaming_content).startswith(begins)
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert answer.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''2020%E5%B9%B4")
    assert AuditEvent.objects.filter(action="report-downloaded").count() == 3
    shown = client.get(f"/desk/final/editions/{edition.code}/")
    assert shown.headers["Content-Disposition"].startswith("inline")
    client.force_login(make_staff(unit=make_unit("乙市市场监管局"), role="organiser"))
    assert client.post(f"/desk/final/editions/{edition.code}/docx/").status_code == 404
    assert client.get(f"/desk/final/editions/{edition.code}/").status_code == 404


def test_a_file_that_is_not_there_is_not_found(client, made):
    _compilation, edition = compiled(made)
    assert client.post(f"/desk/final/editions/{edition.code}/exe/").status_code == 404


def test_the_page_names_the_fonts_this_server_lacks(client, made):
    _compilation, edition = compiled(made)
    edition.fonts_missing = ["方正小标宋简体"]
    edition.save()
    assert "本服务器缺少字体：方正小标宋简体" in page_of(client.get(address(made)))


def test_a_section_is_edited_beside_its_footnotes_and_the_wording_stays(client, made):
    compilation, _edition = compiled(made)
    section = compilation.sections.get(key="overview")
    page = page_of(client.get(f"/desk/final/sections/{section.code}/"))
    token = re.search(r"\[\^([a-z2-7]{8})\]", page)[1]
    sent = {"revision": 0, "heading": "一年总体情况", "text": f"我们自己的话21项[^{token}]。"}
    assert client.post(f"/desk/final/sections/{section.code}/", sent).status_code == 302
    section.refresh_from_db()
    assert (section.edited, section.title) == (f"我们自己的话21项[^{token}]。\n", "一年总体情况")
    assert "我们自己的话21项" in page_of(client.get(f"{address(made)}preview/"))


def test_a_footnote_nobody_knows_is_said_and_the_text_is_kept_in_the_form(client, made):
    compilation, _edition = compiled(made)
    section = compilation.sections.get(key="overview")
    answer = client.post(f"/desk/final/sections/{section.code}/", {"revision": 0, "text": "新话[^zzzzzzzz]。"})
    assert answer.status_code == 422
    assert "第1行：报告中没有脚注[^zzzzzzzz]" in page_of(answer)
    assert "新话[^zzzzzzzz]。</textarea>" in page_of(answer)
    section.refresh_from_db()
    assert section.edited is None


def test_the_second_of_two_editors_is_told_and_sees_both_texts(client, made):
    compilation, _edition = compiled(made)
    section = compilation.sections.get(key="overview")
    edit_section(section=section, revision=0, text="同事的话。", by=make_staff("赵二", unit=made.city))
    answer = client.post(f"/desk/final/sections/{section.code}/", {"revision": 0, "text": "我的话。"})
    assert answer.status_code == 422
    assert "赵二已保存" in page_of(answer)
    assert "我的话。</textarea>" in page_of(answer) and "同事的话。" in page_of(answer)
    again = client.post(f"/desk/final/sections/{section.code}/", {"revision": 1, "text": "我们的话。"})
    assert again.status_code == 302


def test_sections_move_hide_and_are_added(client, made):
    compilation, _edition = compiled(made)
    keys = lambda: list(compilation.sections.values_list("key", flat=True))  # noqa: E731
    plan = compilation.sections.get(key="plan")
    client.post(f"/desk/final/sections/{plan.code}/move/", {"to": "up"})
    assert keys()[:2] == ["plan", "overview"]
    client.post(f"/desk/final/sections/{plan.code}/show/", {"shown": "no"})
    assert not compilation.sections.get(key="plan").shown
    added = client.post(f"{address(made)}add/", {"heading": "下一步打算", "after": plan.code})
    own = Section.objects.get(heading="下一步打算")
    assert added.headers["Location"] == f"/desk/final/sections/{own.code}/"
    assert keys()[1] == own.key
    assert client.post(f"{address(made)}add/", {"heading": " "}).status_code == 422
    client.post(f"/desk/final/sections/{own.code}/remove/")
    assert not Section.objects.filter(pk=own.pk).exists()
    assert client.post(f"/desk/final/sections/{plan.code}/remove/").status_code == 422


def test_an_annex_can_be_hidden_but_not_reworded(client, made):
    compilation, _edition = compiled(made)
    annex = compilation.sections.get(key="annex:units")
    assert "<textarea" not in page_of(client.get(f"/desk/final/sections/{annex.code}/"))
    client.post(f"/desk/final/sections/{annex.code}/", {"revision": 0, "heading": "各区总结", "text": "改写"})
    annex.refresh_from_db()
    assert (annex.edited, annex.title) == (None, "各区总结")


def test_a_district_makes_the_report_of_what_it_passed_on_and_sees_no_other(client, made):
    district = made.units[0]
    office = make_unit("示例街道所", parent=district, type="office")
    make_task(made.campaign, office, issuer=district, parent=made.tasks[0])
    client.force_login(make_staff("孙三", unit=district, role="unit-staff"))
    assert client.get(f"/desk/final/{made.campaign.code}/?issuer={district.code}").status_code == 200
    client.post(f"/desk/final/{made.campaign.code}/compile/?issuer={district.code}")
    found = Compilation.objects.get()
    assert found.issuer == district
    assert run(found, found.run).figures["units"] == 1
    assert client.get(f"/desk/final/{made.campaign.code}/?issuer={made.city.code}").status_code == 404


@pytest.mark.parametrize("units", [1, 3])
def test_the_page_costs_the_same_queries_however_many_reported(client, units, django_assert_max_num_queries):
    made = make_reported(units)
    compiled(made)
    client.force_login(made.organiser)
    with django_assert_max_num_queries(26):
        assert client.get(address(made)).status_code == 200
