"""A plan on the clerk's page and under the organiser's hands."""

import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook, load_workbook
from tests.factories.campaigns import make_activity, make_campaign, make_task
from tests.factories.units import make_staff, make_unit

from worldday.base import scope
from worldday.campaigns.actions.tasks import extend_task
from worldday.campaigns.models import Activity
from worldday.reports.actions.plans import add_rows, put_rows
from worldday.reports.actions.reviewing import return_submission
from worldday.reports.actions.writing import open_filing, save_draft, send
from worldday.reports.models import Filing, PlanRow, Submission

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything", "_october")]


@pytest.fixture
def _october(on_day):
    on_day(date(2020, 10, 1))


@pytest.fixture
def city():
    return make_unit("甲市市场监管局")


@pytest.fixture
def unit(city):
    return make_unit("乙区市场监管局", parent=city, district="乙区", type="district")


@pytest.fixture
def task(city, unit):
    return make_task(make_campaign(owner=city), unit, what="plan", due=date(2020, 10, 5))


@pytest.fixture
def clerk(unit):
    return make_staff("张三", unit=unit, role="unit-staff")


@pytest.fixture
def page(client, clerk, task):
    client.force_login(clerk)
    client.address = reverse("desk_plans:edit", args=[task.code])
    return client


def rows():
    with scope.everything("test"):
        return list(PlanRow.objects.select_related("parent").order_by("position"))


def fill(*rows_, **more):
    """What the form sends: rows as (key, values)."""
    said = {"revision": "0", "do": "save", "row": [key for key, _values in rows_]}
    for key, values in rows_:
        said |= {f"{key}-{field}": value for field, value in values.items()}
    return said | more


TALK = {"name": "标准化知识讲座", "window_text": "10月中旬", "place": "乙区标准馆", "audience": "约200人"}
DAYS = {"window_start": "2020-10-11", "window_end": "2020-10-20"}  # as the page showed them


def text(answer):
    return answer.content.decode()


def test_the_first_look_offers_an_empty_row_and_the_ways_in(page):
    answer = page.get(page.address)
    assert answer.status_code == 200
    assert text(answer).count('class="plan-row plan-row--blank"') == 1
    assert 'name="pasted"' in text(answer)
    assert rows() == []


def test_a_typed_row_is_kept_and_its_time_understood(page, task):
    answer = page.post(page.address, fill(("new0", TALK)), follow=True)
    (row,) = rows()
    assert (row.name, row.window_start, row.kind) == ("标准化知识讲座", date(2020, 10, 11), "course")
    assert "识别为10月11日—20日" in text(answer)
    assert f'name="row" value="{row.code}"' in text(answer)


def test_empty_rows_are_no_rows(page):
    page.post(page.address, fill(("new0", {"name": "", "place": ""}), ("new1", TALK)))
    assert [row.name for row in rows()] == ["标准化知识讲座"]


def test_right_rows_are_kept_and_a_wrong_one_comes_back_with_row_and_column(page):
    answer = page.post(page.address, fill(("new0", TALK), ("new1", {"place": "图书馆"}), ("new2", {"name": "展览"})))
    assert answer.status_code == 422
    assert [row.name for row in rows()] == ["标准化知识讲座", "展览"]
    assert "第2行" in text(answer)
    assert 'value="图书馆"' in text(answer)


def test_a_wrong_change_leaves_the_row_as_it_was_and_the_typing_on_the_page(page):
    page.post(page.address, fill(("new0", TALK)))
    (row,) = rows()
    answer = page.post(page.address, fill((row.code, TALK | {"name": "", "place": "图书馆"}), revision="1"))
    assert answer.status_code == 422
    assert (rows()[0].name, rows()[0].place) == ("标准化知识讲座", "乙区标准馆")
    assert 'value="图书馆"' in text(answer)


@pytest.mark.parametrize(("do", "names"), [("up:{1}", "乙甲丙"), ("down:{1}", "甲丙乙"), ("remove:{1}", "甲丙")])
def test_without_script_the_buttons_move_and_remove_rows_and_keep_what_was_typed(page, do, names):
    page.post(page.address, fill(*((f"new{n}", {"name": name}) for n, name in enumerate("甲乙丙"))))
    codes = [row.code for row in rows()]
    kept = [(code, {"name": name, "place": "馆"}) for code, name in zip(codes, "甲乙丙", strict=True)]
    page.post(page.address, fill(*kept, revision="1", do=do.format(*codes)))
    assert "".join(row.name for row in rows()) == names
    assert {row.place for row in rows()} == {"馆"}


def test_a_second_writer_sees_both_and_loses_nothing(page, clerk, task):
    page.post(page.address, fill(("new0", TALK)))
    answer = page.post(page.address, fill(("new0", {"name": "展览"}), revision="0"))
    assert answer.status_code == 409
    assert "标准化知识讲座" in text(answer)
    assert 'value="展览"' in text(answer)
    assert 'name="revision" value="1"' in text(answer)
    assert [row.name for row in rows()] == ["标准化知识讲座"]


def test_pasted_rows_go_in_with_what_was_typed_and_wrong_lines_come_back(page):
    pasted = f"活动名称\t时间\t地点\n讲座\t10月14日上午\t馆\n\t10月\t没有名称\n{'长' * 301}\t\t\n合计\t2\t\n"
    answer = page.post(page.address, fill(("new0", TALK), do="paste", pasted=pasted))
    assert answer.status_code == 422
    assert [row.name for row in rows()] == ["标准化知识讲座", "讲座"]
    assert rows()[1].window_start == date(2020, 10, 14)
    assert "没有名称" in text(answer)
    assert "活动名称\t时间\t地点\n\t10月\t没有名称" in text(answer)
    assert "第3行" in text(answer)
    assert "合计 2" in text(answer)


def test_a_paste_without_mistakes_leads_back_to_the_plan(page):
    answer = page.post(page.address, fill(do="paste", pasted="讲座\t10月\n展览\t11月\n讲座\t10月\n"), follow=True)
    assert answer.redirect_chain
    assert [row.name for row in rows()] == ["讲座", "展览"]


@pytest.mark.parametrize("pasted", ["", " \n\t", "长" * 200_001])
def test_an_empty_or_endless_paste_is_answered_in_a_sentence(page, pasted):
    answer = page.post(page.address, fill(("new0", TALK), do="paste", pasted=pasted))
    assert answer.status_code == 422
    assert [row.name for row in rows()] == ["标准化知识讲座"]


def sheet(*lines) -> bytes:
    book, made = Workbook(), io.BytesIO()
    for line in lines:
        book.active.append(line)
    book.save(made)
    return made.getvalue()


def test_an_uploaded_sheet_goes_in(page):
    file = SimpleUploadedFile("计划.xlsx", sheet(["活动名称", "时间", "责任科室"], ["讲座", "10月", "标准化科"]))
    page.post(page.address, fill(("new0", TALK), do="upload", file=file))
    assert [(row.name, row.content) for row in rows()] == [("标准化知识讲座", ""), ("讲座", "责任科室：标准化科")]


@pytest.mark.parametrize(
    "content", [b"", b"\x89PNG not a sheet", b"PK\x03\x04broken"], ids=["none", "picture", "broken"]
)
def test_a_file_that_cannot_be_read_is_refused_in_a_sentence_and_the_rest_is_kept(page, content):
    file = SimpleUploadedFile("计划.xlsx", content)
    answer = page.post(page.address, fill(("new0", TALK), do="upload", file=file, pasted="讲座"))
    assert answer.status_code == 422
    assert "work-problem" in text(answer)
    assert [row.name for row in rows()] == ["标准化知识讲座"]
    assert "讲座</textarea>" in text(answer)


def test_a_file_too_large_is_refused_unread(page, monkeypatch):
    monkeypatch.setattr("worldday.desk.plans.taking_in.MAX_BYTES", 10)
    answer = page.post(page.address, fill(do="upload", file=SimpleUploadedFile("计划.xlsx", sheet(["讲座"]))))
    assert answer.status_code == 422


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_template_is_read_back_as_it_was_meant(page, task, language):
    page.cookies["django_language"] = language
    answer = page.get(reverse("desk_plans:template", args=[task.code]))
    book = load_workbook(io.BytesIO(answer.content))
    book.worksheets[0].append(["讲座", "", "10月14日", "馆", "约50人", "讲标准"])
    made = io.BytesIO()
    book.save(made)
    page.post(page.address, fill(do="upload", file=SimpleUploadedFile("计划.xlsx", made.getvalue())))
    (row,) = rows()
    assert (row.name, row.window_text, row.place, row.audience, row.content) == (
        "讲座",
        "10月14日",
        "馆",
        "约50人",
        "讲标准",
    )


def test_sending_keeps_sends_and_shows_the_plan_as_sent(page, task):
    answer = page.post(page.address, fill(("new0", TALK), do="send", text="请审阅。"), follow=True)
    with scope.everything("test"):
        sent = Submission.objects.get()
    assert (sent.text, [row["name"] for row in sent.rows]) == ("请审阅。", ["标准化知识讲座"])
    assert 'name="pasted"' not in text(answer)
    assert "标准化知识讲座" in text(answer)
    version = page.get(reverse("desk_plans:version", args=[task.code, 1]))
    assert "乙区标准馆" in text(version)


def test_an_empty_plan_is_not_sent(page):
    answer = page.post(page.address, fill(do="send"))
    assert answer.status_code == 422
    with scope.everything("test"):
        assert not Submission.objects.exists()


def test_a_returned_plan_shows_why_and_what_was_changed_since(page, task, clerk):
    page.post(page.address, fill(("new0", TALK), ("new1", {"name": "展览"}), do="send"))
    with scope.everything("test"):
        sent = Submission.objects.get()
        return_submission(submission=sent, reason="请补充地点。", new_due=date(2020, 10, 9), by=clerk)
    talk, show = rows()
    page.post(
        page.address,
        fill(
            (talk.code, TALK | DAYS),
            (show.code, {"name": "展览", "place": "馆"}),
            ("new0", {"name": "新的"}),
            revision="1",
        ),
    )
    answer = text(page.get(page.address))
    assert "请补充地点。" in answer
    assert answer.count("desk-tag--changed") == 1
    assert answer.count("desk-tag--new") == 1


def test_a_row_chooses_the_citys_activity_it_belongs_to(page, task):
    city_activity = make_activity(task.campaign, name="系列讲座", kind="course")
    page.post(page.address, fill(("new0", TALK | {"parent": city_activity.code})))
    assert rows()[0].parent == city_activity


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_queries_for_one_row_and_three(page, task, count, django_assert_max_num_queries):
    with scope.everything("test"):
        filing = open_filing(task=task, by=make_staff())
        parent = make_activity(task.campaign, name="系列讲座", kind="course")
        add_rows(filing=filing, rows=[TALK | {"name": f"{n}", "parent": parent} for n in range(count)], by=make_staff())
    page.get(page.address)
    with django_assert_max_num_queries(26) as found:
        page.get(page.address)
    test_the_page_costs_the_same_queries_for_one_row_and_three.seen = seen = getattr(
        test_the_page_costs_the_same_queries_for_one_row_and_three, "seen", len(found)
    )
    assert len(found) == seen


def test_nobody_else_opens_the_draft(client, task, city):
    other = make_unit("丙区市场监管局", parent=city)
    client.force_login(make_staff(unit=other, role="unit-staff"))
    assert client.get(reverse("desk_plans:edit", args=[task.code])).status_code == 404


# --- the organiser ---


@pytest.fixture
def sent(task):
    with scope.everything("test"):
        filing = open_filing(task=task, by=make_staff())
        parent = make_activity(task.campaign, name="系列讲座", kind="course")
        put_rows(filing=filing, rows=[TALK | {"parent": parent}, {"name": "展览"}], revision=0, by=make_staff())
        return send(filing=Filing.objects.get(), by=make_staff())


@pytest.fixture
def organiser(client, city):
    client.force_login(make_staff("李四", unit=city))
    return client


def made():
    with scope.everything("test"):
        return sorted(Activity.objects.exclude(from_plan="").values_list("name", flat=True))


def test_the_organiser_makes_the_ticked_rows_then_all_and_nothing_twice(organiser, sent):
    make = reverse("desk_plans:make", args=[sent.code])
    organiser.post(make, {"do": "ticked", "rows": [sent.rows[1]["code"]]})
    assert made() == ["展览"]
    answer = organiser.post(make, {"do": "all"})
    assert answer.headers["Location"] == reverse("desk_reviews:submission", args=[sent.code])
    organiser.post(make, {"do": "all"})
    assert made() == ["展览", "标准化知识讲座"]


def test_ticking_nothing_makes_nothing(organiser, sent):
    organiser.post(reverse("desk_plans:make", args=[sent.code]), {"do": "ticked"})
    assert made() == []


def test_the_review_page_shows_the_rows_with_what_to_do(organiser, sent):
    answer = text(organiser.get(reverse("desk_reviews:submission", args=[sent.code])))
    assert "标准化知识讲座" in answer
    assert reverse("desk_plans:make", args=[sent.code]) in answer


def test_the_unit_itself_makes_no_activities_of_the_campaign(client, clerk, sent):
    client.force_login(clerk)
    assert client.post(reverse("desk_plans:make", args=[sent.code]), {"do": "all"}).status_code in (302, 403)
    assert made() == []


def test_another_authority_finds_nothing(client, sent):
    client.force_login(make_staff(unit=make_unit("外市局")))
    assert client.post(reverse("desk_plans:make", args=[sent.code]), {"do": "all"}).status_code == 404


def test_words_somebody_else_saved_once_meanwhile_are_not_overwritten_though_the_rows_are_the_same(page, task, clerk):
    page.post(page.address, fill(("new0", TALK), revision="0", text="第一稿"))
    [row] = rows()
    filing = Filing.objects.get()
    save_draft(filing=filing, revision=filing.revision, by=make_staff("王五"), text="同事的补充")
    answer = page.post(page.address, fill((row.code, TALK), revision=str(filing.revision), text="我的改动"))
    assert answer.status_code == 409
    assert "我的改动" in text(answer)
    filing.refresh_from_db()
    assert filing.text == "同事的补充"


def test_rows_and_words_are_kept_together_or_not_at_all(page, task):
    page.post(page.address, fill(("new0", TALK), revision="0", text="第一稿"))
    [row], filing = rows(), Filing.objects.get()
    seen = str(filing.revision)
    page.post(page.address, fill((row.code, TALK | {"place": "礼堂"}), revision=seen, text="第二稿"))
    filing.refresh_from_db()
    assert ([one.place for one in rows()], filing.text) == (["礼堂"], "第二稿")
    answer = page.post(page.address, fill((row.code, TALK | {"place": "广场"}), revision=seen, text="第三稿"))
    filing.refresh_from_db()
    assert (answer.status_code, [one.place for one in rows()], filing.text) == (409, ["礼堂"], "第二稿")


def test_a_version_of_a_plan_is_shown_on_the_plans_own_page_whichever_way_one_comes(page, task):
    answer = page.get(reverse("desk_tasks:version", args=[task.code, 1]))
    assert answer.headers["Location"] == reverse("desk_plans:version", args=[task.code, 1])


def test_after_more_time_was_given_the_clerk_sees_the_first_day_beside_the_new_one(page, task):
    extend_task(task=task, due=date(2020, 10, 9), reason="国庆", by=make_staff())
    for address in (page.address, reverse("desk_tasks:list")):
        assert "已延期，原定10月5日" in text(page.get(address))
