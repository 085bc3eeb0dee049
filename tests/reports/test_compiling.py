"""One press makes the report; edits survive every further press; a press that died is taken over."""

import os
from datetime import timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from docx import Document
from tests.factories.campaigns import make_activity, make_task
from tests.factories.docx_check import complaints
from tests.factories.final_report import DAY, compiled, make_figure, make_reported, make_submission
from tests.factories.materials import make_material
from tests.factories.units import make_staff, make_unit
from tests.fakes.killed import kill_half_way

from worldday.base import clock
from worldday.base.problems import Problem
from worldday.campaigns.actions.tasks import exempt_task
from worldday.materials.files import path_of as material_path
from worldday.reports.actions import compiling
from worldday.reports.actions.writing import open_filing, save_draft
from worldday.reports.compiling import blocks, running, shelf
from worldday.reports.compiling.running import BEAT_GOOD_FOR, run
from worldday.reports.models import Compilation, CompilationState, Edition, Practice, Section, Source

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]


@pytest.fixture(autouse=True)
def _shelf(settings, tmp_path, on_day):
    settings.MEDIA_ROOT = tmp_path
    on_day(DAY)


def text_of(edition: Edition) -> str:
    """What the Word file says, tables and footnotes included."""
    content = shelf.path_of(edition.files["docx"]).read_bytes()
    assert complaints(content) == []
    opened = Document(BytesIO(content))
    cells = [cell.text for table in opened.tables for row in table.rows for cell in row.cells]
    notes = next(
        part.blob.decode() for part in opened.part.package.iter_parts() if part.partname == "/word/footnotes.xml"
    )
    return "\n".join([one.text for one in opened.paragraphs] + cells + [notes])


def section(compilation: Compilation, key: str) -> Section:
    return compilation.sections.get(key=key)


def test_the_report_holds_the_campaign_its_figures_highlights_and_all_units():
    made = make_reported(4)
    compilation, edition = compiled(made)
    said = text_of(edition)
    for words in (
        "2020年“世界标准日”宣传活动总结报告",
        "以“标准保护地球”为主题，甲市市场监管局组织开展了系列宣传活动",
        "工作计划共列入活动2项，已完成1项，取消0项，参与单位2家",
        "4家单位应报送材料4件，已收到4件（报送率100%），其中按时4件（按时率100%）",
        "201人次",
        "进场登记人次；2个数据之和：示例1区市场监管局 100、示例2区市场监管局 101；统计时间：2020年10月14日。",
        "10.12—10.19",
        "实际于10月12日—19日开展",
        "标准化知识竞答吸引许多居民参加，这是第1个单位的示例",
        "示例4区市场监管局，报送件",
        "尚未审核",
    ):
        assert words in said, words
    assert [one.key.split(":")[0] for one in compilation.sections.all()] == [
        *("overview", "plan", "results", "activity", "activity", "reporting", "highlights", "annex", "annex")
    ]
    assert edition.figures == {"units": 4, "reports": 4, "activities": 2, "sources": len(Source.objects.all())}
    assert compilation.state == CompilationState.READY


def test_every_number_of_the_figures_has_a_footnote_with_definition_source_and_time():
    made = make_reported(3)
    compilation, _edition = compiled(made)
    notes = dict(compilation.sources.values_list("token", "note"))
    tables = [
        block
        for key in (f"activity:{made.activities[1].code}", "overview")
        for block in blocks.from_json(section(compilation, key).blocks)
        if isinstance(block, blocks.Table)
    ]
    numbers = [row[1] for table in tables for row in table.rows]
    assert len(numbers) == 3
    for cell in numbers:
        (note,) = [part for part in cell if isinstance(part, blocks.Note)]
        assert notes[note.token].startswith("进场登记人次；") and "2020年10月14日" in notes[note.token]
    assert set(blocks.tokens_of(tables)) <= set(notes)


def test_numbers_that_were_counted_differently_are_never_added():
    made = make_reported(2)
    make_figure(made.activities[0], made.units[0], value=7, name="参观人数", definition="估计到场人数")
    _compilation, edition = compiled(made)
    assert "201人次" in text_of(edition) and "208" not in text_of(edition)


def test_only_what_was_sent_is_used_never_a_draft_nor_what_was_returned_or_taken_back():
    made = make_reported(2)
    unit = make_unit("示例9区市场监管局", parent=made.city, type="district")
    for what, state, words in (("summary", "returned", "被退回的文字"), ("plan", "taken-back", "收回的文字")):
        make_submission(make_task(made.campaign, unit, what=what), words, state=state)
    task = make_task(made.campaign, made.units[0], what="other")
    clerk = make_staff(unit=made.units[0], role="unit-staff")
    save_draft(filing=open_filing(task=task, by=clerk), revision=0, by=clerk, text="还在写的草稿")
    _compilation, edition = compiled(made)
    said = text_of(edition)
    assert not [words for words in ("被退回的文字", "收回的文字", "还在写的草稿") if words in said]
    assert "已退回，修改中" in said


def test_the_accepted_version_is_used_before_a_later_one_nobody_has_read():
    made = make_reported(1)
    filing = made.tasks[0].filing
    filing.submissions.create(number=2, state="submitted", text="较新但未审核", sent_at=clock.wall())
    _compilation, edition = compiled(made)
    assert "较新但未审核" not in text_of(edition)


def test_late_and_exempt_units_stand_in_an_annex_with_the_reason():
    made = make_reported(2)
    filing = made.tasks[0].filing
    filing.late, filing.first_sent_at = True, timezone.make_aware(timezone.datetime(2020, 10, 27, 9))
    filing.save()
    exempt_task(
        task=make_task(made.campaign, make_unit("示例8区市场监管局", parent=made.city)),
        reason="本年无活动",
        by=made.organiser,
    )
    _compilation, edition = compiled(made)
    said = text_of(edition)
    assert "逾期报送，10月27日" in said and "免报：本年无活动" in said


def test_good_practices_keep_their_source():
    made = make_reported(2)
    sent = made.tasks[0].filing.current
    said = {"title": "一码学标准", "passage": "扫码学习标准", "year": 2020, "marked_at": clock.now()}
    Practice.objects.create(campaign=made.campaign, unit=made.units[0], submission=sent, **said)
    Practice.objects.create(
        campaign=made.campaign, unit=made.units[1], state="declined", **(said | {"passage": "不同意的做法"})
    )
    _compilation, edition = compiled(made)
    assert "扫码学习标准" in text_of(edition) and "不同意的做法" not in text_of(edition)
    assert f"示例1区市场监管局，报送件{sent.code}第1版" in text_of(edition)


# --- photos ---


def put_photo(material) -> None:
    from tests.factories.report_blocks import photo

    path = material_path(material.stored, "page")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(photo().content)


def sent_photo(made, n: int, *, sent: bool = True, **fields):
    allowed = {"people": "agreed", "reuse": "report", "caption": f"示例现场{n + 1}", "credit": "示例摄影"}
    material = make_material(made.tasks[n], **(allowed | fields))
    put_photo(material)
    if sent:
        version = made.tasks[n].filing.current
        version.materials = [*version.materials, material.code]
        version.save()
    return material


def test_photos_stand_in_it_only_with_consent_and_right_and_only_as_sent():
    made = make_reported(3)
    sent_photo(made, 0)
    sent_photo(made, 1, people="", caption="没有同意的照片")
    sent_photo(made, 2, sent=False, caption="没有报送的照片")
    _compilation, edition = compiled(made)
    said = text_of(edition)
    assert "示例现场1（示例摄影）" in said
    assert "没有同意的照片" not in said and "没有报送的照片" not in said


def test_photos_can_be_chosen_and_one_whose_consent_was_withdrawn_goes_by_itself():
    made = make_reported(3)
    one, two = sent_photo(made, 0), sent_photo(made, 1)
    compilation, _edition = compiled(made)
    compiling.choose_photos(compilation=compilation, codes=[two.code], by=made.organiser)
    _compilation, edition = compiled(made)
    assert "示例现场2" in text_of(edition) and "示例现场1" not in text_of(edition)
    with pytest.raises(Problem, match="已不能用于报告"):
        compiling.choose_photos(compilation=compilation, codes=[one.code, "nosuch"], by=made.organiser)
    two.people = ""
    two.save()
    _compilation, edition = compiled(made)
    assert "示例现场2" not in text_of(edition)


# --- edits ---


def test_an_edited_section_keeps_its_wording_and_says_that_the_compiled_one_changed():
    from worldday.reports.compiling.keeping import has_news

    made = make_reported(2)
    compilation, _edition = compiled(made)
    key = f"activity:{made.activities[1].code}"
    old = section(compilation, key)
    token = next(iter(blocks.tokens_of(blocks.from_json(old.blocks))))
    compiling.edit_section(section=old, revision=0, text=f"我们写的：参观100人次[^{token}]。", by=made.organiser)
    compiled(made)
    assert not has_news(section(compilation, key))
    made.activities[1].reported_figures.filter(unit=made.units[0]).update(value=900)
    _compilation, edition = compiled(made)
    kept = section(compilation, key)
    assert has_news(kept)
    assert "我们写的：参观100人次" in text_of(edition)
    assert "登记表；统计时间：2020年10月14日" in compilation.sources.get(token=token).note
    assert "900人次" in text_of(edition)  # where nobody edited, the new number stands
    compiling.take_generated(section=kept, revision=kept.revision, by=made.organiser)
    _compilation, edition = compiled(made)
    assert "我们写的" not in text_of(edition)
    assert not compilation.sources.filter(token=token).exists()


def test_text_that_says_what_is_compiled_anyway_is_no_edit():
    from worldday.reports.compiling.revising import generated_text

    made = make_reported(2)
    compilation, _edition = compiled(made)
    found = section(compilation, "overview")
    compiling.edit_section(section=found, revision=0, text=generated_text(found), by=made.organiser)
    assert section(compilation, "overview").edited is None


def test_order_headings_hiding_and_own_sections_survive_the_next_press():
    made = make_reported(2)
    compilation, _edition = compiled(made)
    compiling.move_section(section=section(compilation, "reporting"), to="up", by=made.organiser)
    compiling.show_section(section=section(compilation, "plan"), shown=False, by=made.organiser)
    compiling.edit_section(
        section=section(compilation, "results"), revision=0, text="本部分略。", heading="成效", by=made.organiser
    )
    own = compiling.add_section(
        compilation=compilation, heading="下一步打算", after=section(compilation, "overview"), by=made.organiser
    )
    compiling.edit_section(section=own, revision=0, text="## 一是\n\n继续宣传。", by=made.organiser)
    keys = list(compilation.sections.values_list("key", flat=True))
    make_activity(made.campaign, units=made.units[:1], name="新增的活动", position=9)
    _compilation, edition = compiled(made)
    after = list(compilation.sections.values_list("key", flat=True))
    assert [key for key in after if key in keys] == keys
    assert len(after) == len(keys) + 1
    said = text_of(edition)
    assert "下一步打算" in said and "继续宣传。" in said and "本部分略。" in said and "新增的活动" in said
    assert "可对照计划与实际时间" not in said


def test_an_edited_section_that_would_not_be_written_any_more_is_kept_and_said():
    made = make_reported(2)
    compilation, _edition = compiled(made)
    key = f"activity:{made.activities[0].code}"
    compiling.edit_section(section=section(compilation, key), revision=0, text="我们的记述。", by=made.organiser)
    made.activities[0].delete()
    _compilation, edition = compiled(made)
    assert section(compilation, key).gone and "我们的记述。" in text_of(edition)
    gone = section(compilation, key)
    compiling.take_generated(section=gone, revision=gone.revision, by=made.organiser)
    assert not compilation.sections.filter(key=key).exists()


def test_a_second_editor_never_overwrites_the_first():
    made = make_reported(1)
    compilation, _edition = compiled(made)
    seen = section(compilation, "overview")
    compiling.edit_section(section=seen, revision=0, text="先存的。", by=made.organiser)
    with pytest.raises(compiling.StaleSection) as told:
        compiling.edit_section(section=seen, revision=0, text="后存的。", by=made.organiser)
    assert told.value.standing.edited == "先存的。\n"


def test_every_edit_is_written_down():
    from worldday.base.models import AuditEvent

    made = make_reported(1)
    compilation, _edition = compiled(made)
    found = section(compilation, "overview")
    compiling.edit_section(section=found, revision=0, text="改。", by=made.organiser)
    compiling.move_section(section=section(compilation, "plan"), to="up", by=made.organiser)
    compiling.retitle(compilation=compilation, title="总结", by=made.organiser)
    assert list(AuditEvent.objects.order_by("pk").values_list("action", flat=True)) == [
        *("report-asked", "report-compiled", "section-edited", "section-moved", "report-retitled")
    ]


# --- presses ---


def test_each_press_makes_an_edition_and_keeps_the_earlier_ones():
    made = make_reported(1)
    _compilation, first = compiled(made)
    _compilation, second = compiled(made)
    assert (first.number, second.number) == (1, 2)
    assert all(shelf.path_of(kept).exists() for one in (first, second) for kept in one.files.values())
    names = [kept["stored"] for one in (first, second) for kept in one.files.values()]
    assert len(set(names)) == 6 and all(len(name.split(".")[0]) == 32 for name in names)


def test_a_run_that_was_taken_over_writes_nothing_any_more():
    made = make_reported(1)
    first = compiling.compile(campaign=made.campaign, issuer=made.city, by=made.organiser)
    Compilation.objects.update(state="running", beaten_at=clock.wall() - BEAT_GOOD_FOR)
    second = compiling.compile(campaign=made.campaign, issuer=made.city, by=made.organiser)
    assert (first.run, second.run) == (1, 2)
    assert run(second, first.run) is None
    assert run(second, second.run).number == 1
    assert Edition.objects.count() == 1


def test_a_run_taken_over_in_its_middle_leaves_no_files(monkeypatch):
    made = make_reported(1)
    compilation = compiling.compile(campaign=made.campaign, issuer=made.city, by=made.organiser)
    write = running._write

    def overtaken(report, kind, out):
        write(report, kind, out)
        if kind == "pdf":
            Compilation.objects.update(run=9)

    monkeypatch.setattr(running, "_write", overtaken)
    assert run(compilation, compilation.run) is None
    assert list(shelf.root().iterdir()) == []


def test_a_run_that_fails_says_so_keeps_what_was_there_and_can_be_pressed_again(monkeypatch):
    made = make_reported(1)
    compilation, _edition = compiled(made)
    kept = sorted(path.name for path in shelf.root().iterdir())
    monkeypatch.setattr(running.writer, "write", lambda report, out: (_ for _ in ()).throw(OSError("no room")))
    compilation = compiling.compile(campaign=made.campaign, issuer=made.city, by=made.organiser)
    with pytest.raises(OSError, match="no room"):
        run(compilation, compilation.run)
    compilation.refresh_from_db()
    assert (compilation.state, sorted(path.name for path in shelf.root().iterdir())) == ("failed", kept)
    monkeypatch.undo()
    assert compiled(made)[1].number == 2


def test_leavings_of_killed_runs_are_swept_and_editions_are_not(settings):
    made = make_reported(1)
    _compilation, edition = compiled(made)
    stray, fresh = shelf.root() / "a.docx.part", shelf.root() / "b.docx.part"
    for path in (stray, fresh):
        path.write_bytes(b"half")
    os.utime(stray, (1, 1))
    compiled(made)
    assert (stray.exists(), fresh.exists()) == (False, True)
    assert shelf.path_of(edition.files["docx"]).exists()


def test_a_district_compiles_its_own_part():
    made = make_reported(3)
    district = made.units[0]
    offices = [make_unit(f"示例{n}街道所", parent=district, type="office") for n in (1, 2)]
    for n, office in enumerate(offices):
        make_submission(
            make_task(made.campaign, office, issuer=district, parent=made.tasks[0]), f"街道{n + 1}的示例总结"
        )
    _compilation, edition = compiled(made, issuer=district)
    said = text_of(edition)
    assert "街道1的示例总结" in said and "街道2的示例总结" in said
    assert "示例3区市场监管局" not in said
    assert "（示例1区市场监管局　2020年10月30日）" in said
    assert "101人次" not in said and "100人次" in said
    assert [one.issuer for one in Compilation.objects.all()] == [district]


def test_an_english_report_has_english_headings_and_numbers():
    made = make_reported(2)
    made.campaign.name_en = "World Standards Day"
    made.campaign.save()
    compilation, edition = compiled(made, language="en")
    said = text_of(edition)
    assert compilation.title == "Final report on the 2020 World Standards Day"
    for words in ("General situation", "201 人次", "12–19 October", "Annex 1", "Sources of the figures"):
        assert words in said, words


def test_sample_content_is_called_so_in_a_demo(settings):
    settings.DEMO = True
    assert text_of(compiled(make_reported(1))[1]).startswith("演示用示例内容，非真实数据")


@pytest.mark.parametrize("units", [2, 6])
def test_compiling_costs_the_same_queries_however_many_units_reported(units, django_assert_max_num_queries):
    made = make_reported(units)
    compilation = compiling.compile(campaign=made.campaign, issuer=made.city, by=made.organiser)
    with django_assert_max_num_queries(60):
        run(compilation, compilation.run)


def test_two_hundred_units_compile_and_every_one_is_there():
    made = make_reported(200, characters=450)
    _compilation, edition = compiled(made)
    said = text_of(edition)
    assert all(f"示例{n + 1}区市场监管局" in said for n in range(200))
    assert "另有57条，见附件中各单位总结。" in said


# --- dying and pressing at once, on real connections ---

KILLED = """
import os, sys
import django
django.setup()
from worldday.base import scope
from worldday.reports.compiling import running
from worldday.reports.models import Compilation
write = running._write
def slow(report, kind, out):
    write(report, kind, out)
    if kind == "docx":
        out.flush(); print("half way", flush=True); import time; time.sleep(60)
running._write = slow
with scope.everything("test"):
    found = Compilation.objects.select_related("campaign__owner", "issuer", "asked_by").get(code=sys.argv[1])
    running.run(found, found.run)
"""


@pytest.mark.django_db(transaction=True)
def test_a_compiler_killed_half_way_is_taken_over_and_nothing_is_lost(settings):
    made = make_reported(1)
    compilation, _edition = compiled(made)
    compiling.edit_section(section=section(compilation, "overview"), revision=0, text="改过的话。", by=made.organiser)
    compilation = compiling.compile(campaign=made.campaign, issuer=made.city, by=made.organiser)
    kill_half_way(KILLED, compilation.code, WORLDDAY_DATA=str(settings.MEDIA_ROOT))
    compilation.refresh_from_db()
    assert (compilation.state, compilation.step) == ("running", "docx")
    assert (
        compiling.compile(campaign=made.campaign, issuer=made.city, by=made.organiser).run == compilation.run
    )  # still fresh
    Compilation.objects.update(beaten_at=clock.wall() - BEAT_GOOD_FOR - timedelta(seconds=1))
    _compilation, edition = compiled(made)
    assert (edition.number, "改过的话。" in text_of(edition)) == (2, True)


@pytest.mark.django_db(transaction=True)
def test_many_presses_at_once_begin_one_run():
    from django_tasks_db.models import DBTaskResult
    from tests.factories.at_once import at_once

    made = make_reported(1)
    found = at_once(lambda n: compiling.compile(campaign=made.campaign, issuer=made.city, by=made.organiser))
    assert {one.run for one in found} == {1}
    assert (Compilation.objects.count(), DBTaskResult.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_of_many_who_save_one_section_at_once_one_is_kept_and_all_others_are_told():
    from tests.factories.at_once import at_once

    made = make_reported(1)
    compilation, _edition = compiled(made)
    found = section(compilation, "overview")
    answers = at_once(lambda n: compiling.edit_section(section=found, revision=0, text=f"第{n}人。", by=made.organiser))
    kept = [one for one in answers if isinstance(one, Section)]
    assert (len(kept), sum(isinstance(one, compiling.StaleSection) for one in answers)) == (1, 5)
    assert section(compilation, "overview").edited == kept[0].edited
