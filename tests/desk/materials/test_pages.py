"""The pages of photos and files: adding by form, describing, listing, serving."""

import re
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.factories import material_files as files
from tests.factories.campaigns import make_activity
from tests.factories.materials import add, make_material, make_ready
from tests.factories.units import make_staff, make_unit

from worldday.base import clock
from worldday.base.ranges import MOST, OutOfFile, Part, part_of
from worldday.materials.files import path_of
from worldday.materials.models import Material
from worldday.units.models import Membership

pytestmark = pytest.mark.django_db


def sending(*named: tuple[str, bytes]) -> dict:
    return {"files": [SimpleUploadedFile(name, content) for name, content in named]}


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def body(answer) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


# --- adding by an ordinary form ---


def test_a_form_without_script_adds_several_files(owing, signed_in):
    named = [("一.jpg", files.photo(1)), ("总结.docx", files.word()), ("现场.mp4", files.video())]
    answer = signed_in.post(f"/desk/materials/of/{owing[0].code}/", sending(*named), follow=True)
    assert "已添加3个文件" in answer.content.decode()
    assert set(Material._base_manager.values_list("kind", flat=True)) == {"photo", "document", "video"}


def test_what_is_refused_says_why_and_the_good_ones_are_kept(owing, signed_in):
    named = [("一.jpg", files.photo(1)), ("标志.svg", files.SVG), ("又.jpg", files.photo(1))]
    answer = signed_in.post(f"/desk/materials/of/{owing[0].code}/", sending(*named))
    said = answer.content.decode()
    assert answer.status_code == 422
    assert "SVG" in said
    assert "“一.jpg”" in said
    assert Material._base_manager.count() == 1


def test_a_form_leads_back_to_the_page_the_box_stands_on_and_nowhere_else(owing, signed_in):
    for back, leads in (
        ("/desk/tasks/x/", "/desk/tasks/x/"),
        ("//evil.example/", f"/desk/materials/of/{owing[0].code}/"),
    ):
        content = sending(("一.txt", back.encode())) | {"back": back}
        assert signed_in.post(f"/desk/materials/of/{owing[0].code}/", content).headers["Location"] == leads


def test_a_form_larger_than_a_form_may_be_is_told_so_before_it_is_read(owing, signed_in, settings):
    settings.FORM_MEGABYTES = 0
    answer = signed_in.post(f"/desk/materials/of/{owing[0].code}/", sending(("一.jpg", files.photo())))
    assert answer.status_code == 413
    assert "分几次添加" in answer.content.decode()


def test_a_form_needs_its_token(owing):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(owing[1])
    answer = strict.post(f"/desk/materials/of/{owing[0].code}/", sending(("一.jpg", files.photo())))
    assert answer.status_code == 403
    assert not Material._base_manager.exists()


# --- the box and the cards ---


def test_the_box_says_what_is_being_prepared_and_what_is_lacking(owing, signed_in):
    add(*owing)
    make_material(owing[0], people="agreed", reuse="report", caption="开放日")
    make_material(owing[0])
    said = page(signed_in, f"/desk/materials/of/{owing[0].code}/")
    assert said.count("data-waiting") == 1
    assert "正在处理" in said
    assert "2个文件还没有说明人物是否同意" in said
    assert "2个文件还没有说明文字" in said


def test_a_file_that_waits_long_says_that_the_background_stands_still(owing, signed_in):
    make_material(owing[0], state="waiting", added_at=clock.now() - timedelta(minutes=2))
    assert "后台服务似乎没有运行" in page(signed_in, f"/desk/materials/of/{owing[0].code}/")


def test_a_file_refused_by_the_background_says_why_on_its_card(owing, signed_in):
    make_material(owing[0], state="refused", problem="damaged", digest="")
    assert "不完整或已损坏" in page(signed_in, f"/desk/materials/of/{owing[0].code}/")


def test_half_an_upload_is_named_with_how_far_it_came(owing, signed_in):
    from tests.desk.materials.test_tus import begin, patch

    address = begin(signed_in, owing[0], files.photo(), "很大的视频.mp4").headers["Location"]
    patch(signed_in, address, files.photo()[: len(files.photo()) // 2], 0)
    said = page(signed_in, f"/desk/materials/of/{owing[0].code}/")
    assert "很大的视频.mp4" in said
    assert re.search(r"已传(49|50)%", said)


def test_a_card_alone_is_what_the_box_puts_in(owing, signed_in):
    material = make_ready(add(*owing))
    said = page(signed_in, f"/desk/materials/{material.code}/card/")
    assert said.strip().startswith("<li")
    assert "data-waiting" not in said
    assert f"/desk/materials/{material.code}/file/thumb/" in said


def test_pages_ask_the_database_as_often_for_three_files_as_for_one(owing, signed_in, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    paths = [
        f"/desk/materials/of/{owing[0].code}/",
        f"/desk/materials/of/{owing[0].code}/describe/",
        "/desk/materials/",
    ]
    make_activity(owing[0].campaign)

    def counts() -> list[int]:
        found = []
        for path in paths:
            with CaptureQueriesContext(
                connection,
            ) as captured:
                page(signed_in, path)
            found.append(len(captured))
        return found

    make_material(owing[0])
    counts()
    one = counts()
    for _more in range(2):
        make_material(owing[0])
    assert counts() == one


# --- describing ---


def fields(material: Material, **said) -> dict:
    names = ("caption", "people", "reuse", "credit", "taken_on", "place", "activity")
    return {f"{material.code}-{name}": said.get(name, "") for name in names}


def test_each_file_gets_its_own_words(owing, signed_in):
    one, two = make_material(owing[0]), make_material(owing[0])
    activity = make_activity(owing[0].campaign)
    said = fields(one, caption="开放日", people="agreed", activity=activity.code) | fields(two, place="文化馆")
    answer = signed_in.post(f"/desk/materials/of/{owing[0].code}/describe/", said | {"do": "save"})
    assert answer.status_code == 302
    kept = Material._base_manager.get(pk=one.pk)
    assert (kept.caption, kept.people, kept.activity) == ("开放日", "agreed", activity)
    assert Material._base_manager.get(pk=two.pk).place == "文化馆"


def test_the_same_words_go_to_every_ticked_file_and_no_other(owing, signed_in):
    one, two, three = (make_material(owing[0], caption="旧") for _n in range(3))
    said = {"chosen": [one.code, two.code], "do": "same", "all-people": "nobody", "all-credit": "乙区局"}
    for material in (one, two, three):
        said |= fields(material, caption="旧")
    signed_in.post(f"/desk/materials/of/{owing[0].code}/describe/", said)
    kept = list(Material._base_manager.order_by("pk").values_list("people", "credit", "caption"))
    assert kept == [("nobody", "乙区局", "旧")] * 2 + [("", "", "旧")]


def test_what_cannot_be_kept_is_marked_and_everything_typed_stays(owing, signed_in, on_day):
    on_day(date(2020, 10, 14))
    one, two = make_material(owing[0]), make_material(owing[0])
    said = fields(one, taken_on="2020-10-20") | fields(two, caption="我写的")
    answer = signed_in.post(f"/desk/materials/of/{owing[0].code}/describe/", said)
    assert answer.status_code == 422
    assert "这一天还没有到" in answer.content.decode()
    assert "我写的" in answer.content.decode()
    assert not Material._base_manager.exclude(caption="").exists()


def test_one_file_is_described_on_its_own_page_and_removed(owing, signed_in):
    material = make_ready(add(*owing))
    said = {
        "caption": "开放日",
        "people": "agreed",
        "reuse": "publish",
        "credit": "乙区局",
        "taken_on": "",
        "place": "",
    }
    assert signed_in.post(f"/desk/materials/{material.code}/", said | {"activity": ""}).status_code == 302
    assert Material._base_manager.get().credit == "乙区局"
    assert signed_in.post(f"/desk/materials/{material.code}/remove/").status_code == 302
    assert not Material._base_manager.exists()


def test_who_receives_a_file_looks_and_does_not_change(owing):
    issuer = make_unit("丁区", parent=owing[0].campaign.owner)
    material = make_material(owing[0])
    type(owing[0])._base_manager.update(issuer=issuer)
    client = Client()
    client.force_login(make_staff(unit=issuer, role="unit-staff"))
    assert "保存" not in re.sub(r"<nav.*?</nav>", "", page(client, f"/desk/materials/{material.code}/"))
    ajax = {"X-Requested-With": "XMLHttpRequest"}
    assert client.post(f"/desk/materials/{material.code}/", {"caption": "x"}, headers=ajax).status_code == 403
    assert client.post(f"/desk/materials/{material.code}/remove/", headers=ajax).status_code == 403


# --- the list ---


def test_the_list_filters_by_what_is_lacking_and_by_words(owing, signed_in):
    make_material(owing[0], caption="开放日", people="agreed", reuse="free", credit="局")
    make_material(owing[0], caption="座谈会")
    assert "座谈会" in page(signed_in, "/desk/materials/?lacks=people")
    assert "开放日" not in page(signed_in, "/desk/materials/?lacks=people")
    assert "座谈会" not in page(signed_in, "/desk/materials/?q=开放")
    assert "没有符合条件的文件" in page(signed_in, "/desk/materials/?kind=video")


def test_another_authority_sees_nothing(owing):
    material = make_ready(add(*owing))
    elsewhere = make_unit("丙市")
    client = Client()
    staff = make_staff(unit=elsewhere, role="organiser")
    Membership.objects.create(staff=staff, unit=elsewhere, role="unit-staff")
    client.force_login(staff)
    assert material.code not in page(client, "/desk/materials/")
    for path in ("", "card/", "file/thumb/", "file/original/"):
        assert client.get(f"/desk/materials/{material.code}/{path}").status_code == 404


# --- serving ---


def served(client: Client, material: Material, size: str, **headers):
    return client.get(f"/desk/materials/{material.code}/file/{size}/", headers=headers)


def test_a_picture_of_our_own_making_is_shown_in_place(owing, signed_in):
    answer = served(signed_in, make_ready(add(*owing)), "thumb")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/jpeg")
    assert answer.headers["Content-Disposition"].startswith("inline")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer.headers["Cache-Control"] == "private, max-age=3600"


def test_everything_else_is_a_download_with_its_name_in_any_script(owing, signed_in):
    material = add(*owing, "总结 “终稿”.docx", files.word())
    answer = served(signed_in, material, "original")
    assert answer.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''%E6%80%BB%E7%BB%93")
    assert answer.headers["Content-Type"].endswith("wordprocessingml.document")
    assert body(answer) == files.word()[:0] + path_of(material.stored).read_bytes()


@pytest.mark.parametrize("name", ["合影.jpg", "现场.mp4"])
def test_before_its_metadata_is_gone_nobody_is_shown_a_photo_or_video(owing, signed_in, name):
    material = add(*owing, name, files.GOOD[name][0]())
    assert served(signed_in, material, "original").status_code == 404


def test_a_video_plays_in_parts(owing, signed_in):
    material = make_ready(add(*owing, "现场.mp4", files.video()))
    content = path_of(material.stored).read_bytes()
    whole = served(signed_in, material, "original", **{"Accept-Encoding": "gzip"})
    assert (whole.status_code, body(whole), whole.headers["Accept-Ranges"]) == (200, content, "bytes")
    assert "Content-Encoding" not in whole.headers
    assert whole.headers["Content-Disposition"].startswith("inline")
    part = served(signed_in, material, "original", Range="bytes=10-19")
    assert (part.status_code, body(part)) == (206, content[10:20])
    assert part.headers["Content-Range"] == f"bytes 10-19/{len(content)}"
    assert part.headers["Content-Length"] == "10"
    behind = served(signed_in, material, "original", Range=f"bytes={len(content)}-")
    assert (behind.status_code, behind.headers["Content-Range"]) == (416, f"bytes */{len(content)}")
    saved = signed_in.get(f"/desk/materials/{material.code}/file/original/?download=1")
    assert saved.headers["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(
    ("header", "part"),
    [
        ("", None),
        ("bytes=0-", Part(0, 99)),
        ("bytes=90-200", Part(90, 99)),
        ("bytes=-10", Part(90, 99)),
        ("bytes=-500", Part(0, 99)),
        ("bytes=5-4", None),
        ("bytes=0-1,5-6", None),
        ("bytes=-", None),
        ("lines=1-2", None),
    ],
)
def test_ranges_are_read_as_rfc_9110_says(header, part):
    assert part_of(header, 100) == part


def test_an_open_range_of_a_large_file_is_answered_in_bounded_parts():
    assert part_of("bytes=0-", 10**9) == Part(0, MOST - 1)
    with pytest.raises(OutOfFile):
        part_of("bytes=-0", 100)


@pytest.mark.parametrize("size", ["new", "x", "..", "thumb2"])
def test_no_other_size_exists(owing, signed_in, size):
    assert served(signed_in, make_ready(add(*owing)), size).status_code == 404


def test_what_was_removed_is_served_no_more(owing, signed_in):
    material = make_material(owing[0], removed_at=clock.now())
    assert served(signed_in, material, "page").status_code == 404
    assert "已经删除" in page(signed_in, f"/desk/materials/{material.code}/")
