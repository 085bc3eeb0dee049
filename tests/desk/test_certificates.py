"""Certificates in the desk: designs, rosters from upload to the last certificate, and what becomes of single ones."""

import zipfile
from io import BytesIO

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook
from PIL import Image
from tests.factories.certificates import WORDS, make_certificate, make_design
from tests.factories.lots import HEADINGS, make_lot, people, previewed, worked
from tests.factories.sheets import sheet
from tests.factories.units import make_staff, make_unit

from worldday.base import clock
from worldday.base.models import AuditEvent
from worldday.certificates import shelf
from worldday.certificates.actions import bundling
from worldday.certificates.models import Bundle, Certificate, Design, Lot
from worldday.certificates.sampling import what_is_told
from worldday.messages.models import Message

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def bureau():
    return make_unit("甲市市场监管局")


@pytest.fixture
def desk(client, bureau):
    client.force_login(make_staff(unit=bureau, role="unit-staff"))
    client.cookies["django_language"] = "en"
    return client


def at(name: str, *arguments: str) -> str:
    return reverse(f"desk_certificates:{name}", args=arguments)


def typed(bureau, **changes) -> dict[str, str]:
    return (
        {"name": "专家聘书", "owner": bureau.code, "sort": "appointment", "template": "plain", "campaign": ""}
        | WORDS
        | changes
    )


def test_a_design_is_made_and_drawn(desk, bureau):
    answer = desk.post(at("new_design"), typed(bureau))
    made = Design.objects.get()
    assert answer.headers["Location"] == at("design", made.code)
    assert (made.owner, made.sort, made.template, made.words["title"]) == (bureau, "appointment", "plain", "学习证明")
    drawn = desk.get(at("picture", made.code))
    assert (drawn.headers["Content-Type"], Image.open(BytesIO(drawn.content)).size) == ("image/png", (1286, 909))
    assert made.name in desk.get(at("list")).content.decode()


def test_words_of_certification_bodies_are_refused_and_nothing_typed_is_lost(desk, bureau):
    answer = desk.post(at("new_design"), typed(bureau, title="产品认证证书"))
    assert answer.status_code == 422
    assert "产品认证证书" in answer.content.decode()
    assert Design.objects.count() == 0


def test_a_change_of_design_changes_no_certificate(desk, bureau):
    design = make_design(owner=bureau)
    made = make_certificate(design=design)
    said = made.said
    answer = desk.post(at("design", design.code), typed(bureau, title="参与证明", active="on"))
    assert answer.status_code == 302
    design.refresh_from_db()
    made.refresh_from_db()
    assert (design.words["title"], made.said) == ("参与证明", [list(pair) for pair in said])


def test_the_picture_follows_what_is_typed_and_saves_nothing(desk, bureau):
    answer = desk.post(at("preview"), typed(bureau, title="荣誉证书", body="{name}在“{项目}”中表现突出。"))
    assert "data:image/png;base64," in answer.content.decode()
    assert Design.objects.count() == 0
    refused = desk.post(at("preview"), typed(bureau, title="认证证书")).content.decode()
    assert "data:image" not in refused


def test_a_roster_goes_from_upload_to_certificates(desk, bureau):
    design = make_design(owner=bureau)
    rows = people(30)
    rows[3][1], rows[4][1] = "", "=1+1"
    answer = desk.post(at("upload", design.code), {"file": sheet([HEADINGS, *rows], "名单.xlsx")})
    lot = Lot.objects.get()
    assert answer.headers["Location"] == at("lot", lot.code)
    page = desk.get(at("lot", lot.code)).content.decode()
    assert '<option value="1" selected>姓名</option>' in page

    columns = {"c-name": "1", "c-latin": "2", "c-unit": "3", "c-email": "", "c-课程": "5", "also": ["0"]}
    assert desk.post(at("columns", lot.code), columns).status_code == 302
    waiting = desk.get(at("lot", lot.code))
    assert waiting.headers["Refresh"] == "5"
    lot = worked(lot)
    assert (lot.mapping["序号"], lot.rows, lot.wrong) == (0, 30, 2)

    page = desk.get(at("lot", lot.code)).content.decode()
    assert "学员1" in page
    assert desk.get(at("sample", lot.code)).headers["Content-Type"] == "image/png"
    assert desk.get(at("sample", lot.code) + "?longest").status_code == 200
    back = load_workbook(BytesIO(b"".join(desk.get(at("wrong", lot.code))))).active
    found = list(back.iter_rows(values_only=True))
    assert found[0][:6] == tuple(HEADINGS)
    assert [(row[0], row[7]) for row in found[1:]] == [("4", 5), ("5", 6)]
    assert [cell.data_type for cell in back[3]].count("f") == 0

    assert desk.post(at("confirm", lot.code)).status_code == 302
    lot = worked(lot)
    assert (lot.state, lot.issued, Certificate.objects.count()) == ("issued", 28, 28)
    assert desk.get(at("lot", lot.code)).status_code == 200
    assert desk.get(at("lots")).status_code == 200
    assert desk.get(at("issued") + f"?lot={lot.code}").context["page"].paginator.count == 28
    found = Certificate.objects.order_by("serial").first()
    assert _archive(desk, lot).namelist()[0] == f"{found.number} 学员1.pdf"


def _archive(desk, lot):
    """The PDF files of a roster, as its page has them made and hands them over."""
    assert desk.post(at("pack", lot.code, "1")).headers["Location"] == at("lot", lot.code) + "#archives"
    bundle = Bundle.objects.get()
    waiting = desk.get(at("lot", lot.code))
    assert waiting.headers["Refresh"] == "5"
    assert "0 of 28" in waiting.content.decode()
    assert desk.get(at("bundle", bundle.code)).status_code == 404
    while bundling.pack(bundle.code):
        pass
    ready = desk.get(at("lot", lot.code))
    assert "Refresh" not in ready.headers
    assert at("bundle", bundle.code) in ready.content.decode()
    whole = b"".join(desk.get(at("bundle", bundle.code)))
    rest = desk.get(at("bundle", bundle.code), headers={"Range": "bytes=1000-"})
    assert (rest.status_code, b"".join(rest)) == (206, whole[1000:])
    taken = AuditEvent.objects.filter(action="certificate-bundle-taken")
    assert taken.count() == 1
    return zipfile.ZipFile(BytesIO(whole))


def test_an_archive_belongs_to_those_who_issue_and_is_removed_by_them(desk, bureau, client):
    lot = make_lot(make_design(owner=bureau))
    now = clock.wall()
    bundle = Bundle.objects.create(lot=lot, part=1, stored=shelf.new_name("zip"), count=1, asked_at=now, beat_at=now)
    assert desk.post(at("pack", lot.code, "1")).status_code == 302  # nothing is issued yet: the page says so
    assert "nothing to be packed" in desk.get(at("lot", lot.code)).content.decode()
    assert desk.post(at("unpack", bundle.code)).status_code == 302
    assert not Bundle.objects.exists()
    other = make_lot(make_design(owner=make_unit("乙市")))
    bundle = Bundle.objects.create(lot=other, part=1, stored=shelf.new_name("zip"), count=1, asked_at=now, beat_at=now)
    for name in ("bundle", "unpack"):
        assert desk.post(at(name, bundle.code)).status_code in {404, 405}
    assert desk.get(at("bundle", bundle.code)).status_code == 404


def test_a_file_that_is_no_roster_is_answered_with_one_sentence(desk, bureau):
    design = make_design(owner=bureau)
    broken = BytesIO(b"not a workbook")
    broken.name = "a.xlsx"
    assert desk.post(at("upload", design.code), {"file": broken}).status_code == 422
    assert desk.post(at("upload", design.code)).status_code == 422
    assert Lot.objects.count() == 0


def test_a_column_of_names_is_asked_for(desk, bureau):
    design = make_design(owner=bureau)
    desk.post(at("upload", design.code), {"file": sheet([["甲", "乙"], ["1", "2"]], "名单.xlsx")})
    lot = Lot.objects.get()
    answer = desk.post(at("columns", lot.code), {"c-name": "", "c-课程": "1"})
    assert answer.status_code == 422
    lot.refresh_from_db()
    assert lot.state == "mapping"


def test_a_template_has_the_columns_a_design_asks_for(desk, bureau):
    design = make_design(owner=bureau)
    book = load_workbook(BytesIO(b"".join(desk.get(at("template", design.code)))))
    assert [cell.value for cell in book.active[1]][-1] == "课程"


def test_a_roster_is_thrown_away(desk, bureau):
    design = make_design(owner=bureau)
    desk.post(at("upload", design.code), {"file": sheet([HEADINGS, *people(1)], "名单.xlsx")})
    desk.post(at("discard", Lot.objects.get().code))
    assert Lot.objects.count() == 0


def test_certificates_are_found_by_name_number_unit_and_state(desk, bureau):
    design = make_design(owner=bureau)
    one = make_certificate("张三", design=design, reason="a", unit="东方公司")
    make_certificate("李四", design=design, reason="b")

    def names(query: str) -> list[str]:
        return [row.holder_name for row in desk.get(at("issued") + query).context["page"]]

    assert "2 issued" in desk.get(at("list")).content.decode()
    assert names("") == ["李四", "张三"]
    assert names("?q=张") == names("?q=东方") == names(f"?q={one.number}") == ["张三"]
    assert names("?state=revoked") == []
    assert names("?state=valid&design=" + design.code) == ["李四", "张三"]


def test_the_list_leaves_as_a_spreadsheet_that_computes_nothing(desk, bureau):
    make_certificate("张三", design=make_design(owner=bureau), unit="=cmd()")
    book = load_workbook(BytesIO(b"".join(desk.get(at("export"))))).active
    assert [cell.value for cell in book[2]][1:4] == ["张三", None, "=cmd()"]
    assert "f" not in {cell.data_type for cell in book[2]}


def test_a_certificate_is_revoked_with_a_reason_that_is_public(desk, bureau):
    one = make_certificate(design=make_design(owner=bureau))
    assert desk.post(at("revoke", one.code), {"reason": ""}).status_code == 422
    desk.post(at("revoke", one.code), {"reason": "名单有误"})
    one.refresh_from_db()
    assert one.state == "revoked"
    assert "名单有误" in desk.get(at("certificate", one.code)).content.decode()


def test_a_misspelt_name_is_issued_again(desk, bureau):
    one = make_certificate("张山", design=make_design(owner=bureau))
    desk.post(at("replace", one.code), {"name": "张三", "latin": "", "unit": "", "reason": "姓名有误"})
    one.refresh_from_db()
    assert (one.state, one.replaced_by.holder_name) == ("replaced", "张三")
    page = desk.get(at("certificate", one.code)).content.decode()
    assert one.replaced_by.number in page
    assert "<dt>Full name</dt>" in page and "<dt>学时</dt>" in page


def test_a_name_that_no_face_of_ours_draws_is_named_beside_its_certificate(desk, bureau):
    design = make_design(owner=bureau)
    one, other = make_certificate("བསྟན", design=design), make_certificate("陳䶮", design=design, reason="other")
    assert "No font here has these characters: ནབས" in desk.get(at("certificate", one.code)).content.decode()
    assert "No font here" not in desk.get(at("certificate", other.code)).content.decode()


def test_at_the_holders_request_the_person_is_erased_and_the_rest_stays(desk, bureau):
    one = make_certificate("张三", design=make_design(owner=bureau))
    page = desk.post(at("forget", one.code), follow=True).content.decode()
    one.refresh_from_db()
    assert (one.holder_name, one.said, one.state) == ("", [], "valid")
    assert "张三" not in page
    assert one.number in page
    assert f'">{one.number}</a>' in desk.get(at("issued")).content.decode()  # nobody's name, and still a link


def test_lists_take_as_many_queries_for_three_as_for_one(desk, bureau):
    def count(path: str) -> int:
        with CaptureQueriesContext(connection) as found:
            assert desk.get(path).status_code == 200
        return len(found)

    make_certificate(design=make_design(owner=bureau), reason="one")
    desk.get(at("list"))  # what is read once per process
    before = [count(at(name)) for name in ("list", "issued")]
    for n in range(2):
        make_certificate(design=make_design(owner=bureau), reason=f"more {n}")
    assert [count(at(name)) for name in ("list", "issued")] == before


def test_before_issuing_the_page_shows_what_holders_are_sent(desk, bureau, settings):
    settings.SMS_TELLS = True
    lot = previewed(
        [["张三", "13800000002", "标准编写"]],
        design=make_design(owner=bureau),
        headings=["姓名", "手机", "课程"],
        tell=True,
    )
    page = desk.get(at("lot", lot.code)).content.decode()
    assert "您的证明" in page and "/certificates/2020-000000-000000-00/" in page
    assert "By e-mail" not in page
    desk.post(at("confirm", lot.code))
    worked(lot)
    [message] = Message.objects.all()
    assert (message.channel, message.address) == ("sms", "13800000002")
    settings.SMS_TELLS = False
    assert "not set up" in render_to_string("desk/certificates/told.html", {"told": what_is_told(lot)})
