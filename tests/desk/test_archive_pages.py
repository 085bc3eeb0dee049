"""A campaign is taken away as one file, by whoever runs it and nobody else."""

import io

import pytest
from openpyxl import load_workbook
from tests.factories.archives import make_full, make_package_row
from tests.factories.campaigns import make_task
from tests.factories.final_report import DAY, make_reported, make_submission
from tests.factories.messages import make_message
from tests.factories.units import make_staff, make_unit

from worldday.base import longwork
from worldday.base.models import AuditEvent, LongWork
from worldday.desk.archives import workbook
from worldday.desk.plans.headings import row_headings
from worldday.reports.actions import archiving
from worldday.reports.models import Package
from worldday.reports.planning.columns import headed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]


@pytest.fixture(autouse=True)
def _shelf(settings, tmp_path, on_day):
    settings.MEDIA_ROOT = tmp_path
    on_day(DAY)


def signed_in(client, made):
    client.force_login(made.organiser)
    return f"/desk/archives/{made.campaign.code}/"


def body(answer) -> bytes:
    return b"".join(answer.streaming_content)


def book_of(made):
    out = io.BytesIO()
    workbook.write_workbook(made.campaign, out, "")
    return load_workbook(out)


def lines_of(book, title) -> list[dict]:
    rows = list(book[title].iter_rows(values_only=True))
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def test_the_page_offers_both_and_the_campaigns_tabs_lead_to_it(client):
    made = make_reported(1)
    address = signed_in(client, made)
    page = client.get(address).content.decode()
    assert "生成档案包" in page and "生成工作簿" in page
    assert address in client.get(f"/desk/final/{made.campaign.code}/").content.decode()
    assert address in client.get(f"/desk/board/{made.campaign.code}/").content.decode()


def test_a_package_is_asked_for_waited_for_and_downloaded(client, django_capture_on_commit_callbacks):
    made = make_reported(1)
    address = signed_in(client, made)
    answer = client.post(f"{address}make/", {"kind": "bag"})
    assert (answer.status_code, answer.headers["Location"]) == (302, address)
    waiting = client.get(address)
    assert waiting.headers["Refresh"] == "5" and "正在后台处理" in waiting.content.decode()
    longwork.run.func(LongWork.objects.get().pk)
    package = Package.objects.get()
    page = client.get(address)
    assert f"/desk/archives/packages/{package.code}/" in page.content.decode() and "Refresh" not in page.headers
    taken = client.get(f"/desk/archives/packages/{package.code}/")
    content = body(taken)
    assert content[:4] == b"PK\x03\x04" and len(content) == package.size
    assert taken.headers["X-Content-Type-Options"] == "nosniff"
    assert taken.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert taken.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert AuditEvent.objects.filter(action="package-taken", target=package.code).count() == 1


def test_a_broken_download_goes_on_where_it_stopped_and_is_written_down_once(client):
    made = make_reported(1)
    signed_in(client, made)
    package = archiving.make_package(campaign=made.campaign, kind="bag", by=made.organiser)
    address = f"/desk/archives/packages/{package.code}/"
    first = body(client.get(address))[:1000]
    rest = client.get(address, headers={"Range": "bytes=1000-"})
    assert rest.status_code == 206
    assert rest.headers["Content-Range"] == f"bytes 1000-{package.size - 1}/{package.size}"
    assert first + body(rest) == archiving.path_of(package.stored).read_bytes()
    assert client.get(address, headers={"Range": f"bytes={package.size}-"}).status_code == 416
    assert client.head(address).headers["Content-Length"] == str(package.size)
    assert AuditEvent.objects.filter(action="package-taken").count() == 1


def test_units_and_strangers_neither_make_nor_take_packages(client):
    made = make_reported(1)
    package = archiving.make_package(campaign=made.campaign, kind="workbook", by=made.organiser)
    clerk = make_staff(unit=made.units[0], role="unit-staff")
    district = make_staff(unit=made.units[0], role="organiser")
    stranger = make_staff(unit=make_unit("乙市市场监管局"), role="organiser")
    for person, expected in ((clerk, 403), (district, 404), (stranger, 404)):
        client.force_login(person)
        for address in (f"packages/{package.code}/", f"packages/{package.code}/remove/"):
            answers = {
                client.get(f"/desk/archives/{address}").status_code,
                client.post(f"/desk/archives/{address}").status_code,
            }
            assert answers <= {expected, 302, 405, 403 if person is clerk else 404}, (person, address)
        assert client.get(f"/desk/archives/{made.campaign.code}/").status_code in (302, 403, 404)
    assert Package.objects.count() == 1 and not AuditEvent.objects.filter(action="package-taken").exists()


def test_one_is_removed_by_a_button_and_its_file_goes(client, django_capture_on_commit_callbacks):
    made = make_reported(1)
    signed_in(client, made)
    package = archiving.make_package(campaign=made.campaign, kind="workbook", by=made.organiser)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/desk/archives/packages/{package.code}/remove/")
    assert not Package.objects.exists() and not archiving.path_of(package.stored).exists()


def test_a_package_whose_file_is_gone_says_so(client):
    made = make_reported(1)
    address = signed_in(client, made)
    package = make_package_row(made.campaign)
    assert "服务器上的文件已不存在" in client.get(address).content.decode()
    assert client.get(f"/desk/archives/packages/{package.code}/").status_code == 404


def test_without_room_the_page_says_what_to_do(client, monkeypatch):
    from worldday.reports.archiving import making

    made = make_reported(1)
    monkeypatch.setattr(making, "SPARE", 10**18)
    answer = client.post(f"{signed_in(client, made)}make/", {"kind": "bag"})
    assert answer.status_code == 422 and "没有空间" in answer.content.decode()
    assert client.post(f"{signed_in(client, made)}make/", {"kind": "exe"}).status_code == 404


def test_a_small_workbook_is_there_at_once(client):
    made = make_reported(2)
    address = signed_in(client, made)
    client.post(f"{address}make/", {"kind": "workbook"})
    package = Package.objects.get()
    assert (package.kind, package.stored[-5:], LongWork.objects.exists()) == ("workbook", ".xlsx", False)
    answer = client.get(f"/desk/archives/packages/{package.code}/")
    assert load_workbook(io.BytesIO(body(answer))).sheetnames[:3] == ["概览", "报送任务", "报送"]


def test_a_large_one_is_left_to_the_worker(client, monkeypatch):
    made = make_reported(2)
    monkeypatch.setattr(archiving, "AT_ONCE", 1)
    client.post(f"{signed_in(client, made)}make/", {"kind": "workbook"})
    assert LongWork.objects.get().name == "package-workbook" and not Package.objects.exists()


def test_the_workbook_holds_tasks_with_standing_and_rates():
    made = make_reported(3)
    book = book_of(made)
    assert book.sheetnames == ["概览", "报送任务", "报送", "方案明细", "数据", "宣传资料", "典型做法", "消息"]
    whole = lines_of(book, "概览")[0]
    assert (whole["应报"], whole["已收到"], whole["报送率"]) == (3, 3, 1)
    assert sorted(line["状态"] for line in lines_of(book, "报送任务")) == ["已通过", "已通过", "待审核"]


def test_every_version_stands_with_its_words_and_findings():
    made = make_reported(1)
    finding = {"code": "over-limit", "params": {"chars": 600, "over": 100, "limit": 500}, "places": []}
    make_submission(made.tasks[0], "第二版", number=2, findings=[finding])
    make_submission(made.tasks[0], "收回的话", number=3, state="taken-back")
    lines = lines_of(book_of(made), "报送")
    assert [(line["版本"], line["正文"]) for line in lines][1:] == [(2, "第二版"), (3, None)]
    assert "600" in lines[1]["疑点"]


def test_plan_rows_stand_under_the_headings_of_the_sheet_units_upload():
    made = make_reported(1)
    task = make_task(made.campaign, made.units[0], what="plan")
    row = {
        "code": "rrrrrrrr",
        "name": "标准开放日",
        "kind": "event",
        "window_text": "10月14日",
        "window_start": "2020-10-14",
    }
    row |= {
        "window_end": "2020-10-14",
        "window_precision": "day",
        "place": "广场",
        "audience": "约200人",
        "content": "参观",
        "parent": "",
    }
    make_submission(task, "", rows=[row | {"name": "旧的"}], number=1)
    make_submission(task, "", rows=[row], number=2)
    book = book_of(made)
    headings = [cell.value for cell in book["方案明细"][1]]
    assert headings[1:7] == row_headings()
    assert headed(headings[1:7]) == ["name", "kind", "window", "place", "audience", "content"]
    assert [(line["活动项目"], line["地点"]) for line in lines_of(book, "方案明细")] == [("标准开放日", "广场")]


def test_nothing_that_looks_like_a_formula_computes():
    made = make_reported(1)
    make_submission(made.tasks[0], '=HYPERLINK("http://example.org")', number=2)
    book = book_of(made)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if str(cell.value).startswith("=")} == {"s"}


def test_messages_stand_without_addresses_and_everything_else_has_its_sheet():
    made = make_full()
    make_message("sms", campaign=made.campaign.code, about=made.tasks[0].code, address="13800000001")
    book = book_of(made)
    text = "\n".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)
    assert "clerk@example.org" not in text and "13800000001" not in text
    assert [len(lines_of(book, title)) for title in ("宣传资料", "典型做法", "消息")] == [2, 1, 2]


@pytest.mark.parametrize("units", [1, 3])
def test_page_and_workbook_cost_the_same_queries_however_many_reported(client, units, django_assert_max_num_queries):
    made = make_reported(units)
    address = signed_in(client, made)
    with django_assert_max_num_queries(22):
        assert client.get(address).status_code == 200
    with django_assert_max_num_queries(25):
        book_of(made)
