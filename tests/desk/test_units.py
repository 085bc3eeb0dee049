from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape
from openpyxl import load_workbook
from tests.factories.sheets import sheet
from tests.factories.units import make_staff, make_unit

from worldday.base.models import AuditEvent
from worldday.units.actions.units import add_alias
from worldday.units.models import Unit, UnitAlias, UnitGroup

pytestmark = pytest.mark.django_db
HEADINGS = ["代码", "名称", "简称", "英文名称", "单位类型", "上级单位", "区", "公开联系方式", "网站", "别名"]


@pytest.fixture
def bureau():
    return make_unit("甲市市场监管局")


@pytest.fixture
def east(bureau):
    return make_unit("东区市场监管局", parent=bureau, type="district", district="东区")


@pytest.fixture
def organiser(bureau):
    return make_staff(unit=bureau, role="organiser")


@pytest.fixture
def desk(client, organiser):
    client.force_login(organiser)
    return client


def names(answer):
    return [branch.unit.name for branch in answer.context["page"]]


def upload(desk, rows):
    return desk.post(reverse("desk_units:import"), {"file": sheet([HEADINGS, *rows])})


def confirm(desk, preview):
    return desk.post(reverse("desk_units:import"), {"lines": preview.context["signed"]})


def row(**cells):
    """One line of a list; each call names only the cells it fills."""
    keys = ("code", "name", "short", "english", "type", "parent", "district", "contact", "website", "aliases")
    assert cells.keys() <= set(keys)
    return [cells.get(key, "") for key in keys]


# --- the list ---


def test_the_tree_stands_in_reading_order(desk, bureau, east):
    office = make_unit("东区计量所", parent=east, type="institute")
    make_unit("甲市质量协会", parent=bureau, type="association")
    page = desk.get(reverse("desk_units:list")).context["page"]
    assert [(branch.unit.name, branch.indent) for branch in page] == [
        (bureau.name, 0),
        (east.name, 1),
        (office.name, 2),
        ("甲市质量协会", 1),
    ]


def test_a_search_finds_names_and_aliases(desk, bureau, east, organiser):
    add_alias(unit=east, text="东区局", by=organiser)
    assert names(desk.get(reverse("desk_units:list"), {"q": "东区局"})) == [east.name]
    assert names(desk.get(reverse("desk_units:list"), {"q": "市场"})) == [east.name, bureau.name]
    assert names(desk.get(reverse("desk_units:list"), {"q": "没有"})) == []


def test_types_and_closed_units_are_filters(desk, bureau, east):
    make_unit("旧区市场监管局", parent=bureau, type="district", closed_on=date(2020, 1, 1))
    assert names(desk.get(reverse("desk_units:list"), {"type": "district"})) == [east.name]
    assert names(desk.get(reverse("desk_units:list"), {"closed": "on"})) == ["旧区市场监管局"]


def test_a_district_organiser_sees_the_own_branch_only(client, bureau, east):
    make_unit("西区市场监管局", parent=bureau)
    client.force_login(make_staff(unit=east, role="organiser"))
    assert names(client.get(reverse("desk_units:list"))) == [east.name]
    assert client.get(reverse("desk_units:unit", args=[bureau.code])).status_code == 404


def test_the_list_costs_the_same_queries_for_one_unit_and_for_thirty(desk, bureau):
    counts = []
    desk.get(reverse("desk_units:list"))  # the first click of a session marks it as seen
    for more in (1, 29):
        for number in range(more):
            make_unit(f"第{more}{number}所", parent=bureau)
        with CaptureQueriesContext(connection) as queries:
            desk.get(reverse("desk_units:list"))
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 20


# --- one unit ---


def test_a_unit_is_added_below_another(desk, bureau):
    answer = desk.post(reverse("desk_units:add"), {"parent": bureau.code, "name": "西区市场监管局", "type": "district"})
    added = Unit.objects.get(name="西区市场监管局")
    assert answer.headers["Location"] == reverse("desk_units:unit", args=[added.code])
    assert (added.parent, added.path) == (bureau, f"{bureau.path}{added.code}/")


def test_two_units_of_one_name_below_one_parent_are_refused_in_words(desk, bureau, east):
    answer = desk.post(reverse("desk_units:add"), {"parent": bureau.code, "name": east.name, "type": "district"})
    assert answer.status_code == 422
    assert Unit.objects.count() == 2


def test_no_unit_is_added_below_one_that_another_manages(desk):
    other = make_unit("乙市市场监管局")
    answer = desk.post(reverse("desk_units:add"), {"parent": other.code, "name": "西区", "type": "district"})
    assert answer.status_code == 422
    assert not Unit.objects.filter(name="西区").exists()


def test_a_change_is_saved_and_audited(desk, east):
    desk.post(
        reverse("desk_units:unit", args=[east.code]),
        {"name": "东新区市场监管局", "type": "district", "contact": "办公室"},
    )
    east.refresh_from_db()
    assert (east.name, east.contact) == ("东新区市场监管局", "办公室")
    assert AuditEvent.objects.get(action="unit-changed").before["name"] == "东区市场监管局"


def test_an_alias_comes_and_goes_and_a_taken_one_is_refused(desk, bureau, east):
    desk.post(reverse("desk_units:add_alias", args=[east.code]), {"text": "东区局"})
    answer = desk.post(reverse("desk_units:add_alias", args=[bureau.code]), {"text": "东区局"}, follow=True)
    assert "东区市场监管局" in answer.content.decode()
    alias = UnitAlias.objects.get()
    desk.post(reverse("desk_units:remove_alias", args=[bureau.code, alias.pk]))
    assert UnitAlias.objects.count() == 1  # it is not the bureau's to remove
    desk.post(reverse("desk_units:remove_alias", args=[east.code, alias.pk]))
    assert UnitAlias.objects.count() == 0


def test_a_unit_is_merged_into_another(desk, bureau, east):
    west = make_unit("西区市场监管局", parent=bureau)
    desk.post(reverse("desk_units:close", args=[west.code]), {"on": "2020-12-31", "merged_into": east.code})
    west.refresh_from_db()
    assert (west.closed_on, west.merged_into) == (date(2020, 12, 31), east)


def test_a_unit_is_moved_below_another_and_never_below_itself(desk, bureau, east):
    office = make_unit("标准化科", parent=east, type="office")
    desk.post(reverse("desk_units:move", args=[office.code]), {"to": bureau.code})
    office.refresh_from_db()
    assert (office.parent, office.path) == (bureau, f"{bureau.path}{office.code}/")
    refused = desk.post(reverse("desk_units:move", args=[east.code]), {"to": east.code})
    assert refused.status_code == 422
    elsewhere = make_unit("乙市市场监管局")
    assert desk.post(reverse("desk_units:move", args=[office.code]), {"to": elsewhere.code}).status_code == 422


def test_a_collective_phrase_is_kept_with_members_by_any_of_their_names(desk, bureau, east, organiser):
    add_alias(unit=east, text="东区局", by=organiser)
    address = reverse("desk_units:add_group", args=[bureau.code])
    wrong = desk.post(address, {"name": "各区局", "phrases": "各区市场监管局", "members": "东区局\n南区局"})
    assert wrong.status_code == 422 and "南区局" in wrong.content.decode()
    desk.post(address, {"name": "各区局", "phrases": "各区市场监管局\n\n各区局", "members": "东区局\n"})
    group = UnitGroup.objects.get()
    assert (group.phrases, list(group.members.all())) == (["各区市场监管局", "各区局"], [east])


# --- in and out ---


def test_an_export_imported_again_changes_nothing(desk, bureau, east, organiser):
    add_alias(unit=east, text="东区局", by=organiser)
    exported = BytesIO(desk.get(reverse("desk_units:export")).content)
    exported.name = "units.xlsx"
    assert [cell.value for cell in load_workbook(exported).worksheets[0][1]] == HEADINGS
    exported.seek(0)
    preview = desk.post(reverse("desk_units:import"), {"file": exported})
    assert preview.context["counts"] == {"new": 0, "changed": 0, "same": 2, "error": 0}


def test_new_units_may_stand_below_units_of_the_same_list(desk, bureau):
    preview = upload(
        desk,
        [
            row(name="西区市场监管局", type="区局", parent=bureau.name),
            row(name="西区计量所", type="institute", parent="西区市场监管局", aliases="西区所；西计"),
        ],
    )
    assert preview.context["counts"] == {"new": 2, "changed": 0, "same": 0, "error": 0}
    assert not Unit.objects.filter(name="西区计量所").exists()  # a preview writes nothing
    answer = confirm(desk, preview)
    assert answer.headers["Location"] == reverse("desk_units:list")
    office = Unit.objects.get(name="西区计量所")
    assert (office.parent.name, office.type) == ("西区市场监管局", "institute")
    assert sorted(office.aliases.values_list("text", flat=True)) == ["西区所", "西计"]


def test_the_preview_says_what_would_change_and_an_empty_cell_changes_nothing(desk, east):
    preview = upload(desk, [row(code=east.code, name=east.name, contact="办公室")])
    assert preview.context["lines"][0].notes == ["公开联系方式：— → 办公室"]
    confirm(desk, preview)
    east.refresh_from_db()
    assert (east.contact, east.district) == ("办公室", "东区")


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (row(short="东"), "名称"),
        (row(code="zzzzzzzz", name="东区"), "zzzzzzzz"),
        (row(name="西区", type="部门", parent="甲市市场监管局"), "部门"),
        (row(name="西区", type="区局"), "上级单位"),
        (row(name="西区", type="区局", parent="乙市市场监管局"), "乙市市场监管局"),
        (row(name="西区", parent="甲市市场监管局", website="ftp://x"), "https://"),
        (row(name="西" * 121, parent="甲市市场监管局"), "120"),
    ],
)
def test_each_wrong_line_is_told_what_is_wrong(desk, bureau, east, wrong, told):
    make_unit("乙市市场监管局")
    preview = upload(desk, [row(code=east.code, name=east.name), wrong])
    assert preview.status_code == 422
    line = preview.context["lines"][0]
    assert (line.row.number, line.state) == (3, "error")
    assert told in line.notes[0]


def test_one_unit_twice_in_a_list_is_an_error(desk, bureau, east):
    preview = upload(desk, [row(code=east.code, name=east.name, short="东"), row(name=east.name, short="冬")])
    assert "2" in preview.context["lines"][0].notes[0]


def test_a_list_with_one_wrong_line_imports_nothing_even_when_confirmed(desk, bureau):
    preview = upload(
        desk, [row(name="西区", type="区局", parent=bureau.name), row(name="南区", type="区局", parent="没有")]
    )
    confirm(desk, preview)
    assert list(Unit.objects.all()) == [bureau]


def test_what_changed_between_preview_and_confirmation_is_seen(desk, bureau):
    preview = upload(desk, [row(name="西区", type="区局", parent=bureau.name)])
    make_unit("西区", parent=bureau, type="district")
    confirm(desk, preview)
    assert Unit.objects.filter(name="西区").count() == 1


def test_a_preview_is_worth_nothing_to_somebody_else_nor_when_altered(client, desk, bureau):
    preview = upload(desk, [row(name="西区", type="区局", parent=bureau.name)])
    assert desk.post(reverse("desk_units:import"), {"lines": preview.context["signed"] + "x"}).status_code == 422
    client.force_login(make_staff(unit=bureau, role="organiser"))
    assert confirm(client, preview).status_code == 422
    assert not Unit.objects.filter(name="西区").exists()


def test_a_file_that_is_none_is_answered_with_a_sentence(desk):
    file = BytesIO(b"hello")
    file.name = "units.xlsx"
    answer = desk.post(reverse("desk_units:import"), {"file": file})
    assert answer.status_code == 422
    assert ".xlsx" in answer.content.decode()


def test_markup_in_an_upload_is_shown_not_obeyed(desk, bureau):
    page = upload(desk, [row(name="<img src=x onerror=alert(1)>", type="区局", parent=bureau.name)]).content.decode()
    assert "<img src=x" not in page
    assert escape("<img src=x onerror=alert(1)>") in page


@pytest.mark.slow
def test_more_lines_than_the_page_shows_go_through(desk, bureau):
    rows = [row(name=f"第{number}市场监管所", type="office", parent=bureau.name) for number in range(600)]
    preview = upload(desk, rows)
    assert preview.context["counts"]["new"] == 600
    assert len(preview.context["lines"]) == 500  # the page shows the first five hundred
    confirm(desk, preview)
    assert Unit.objects.count() == 601
