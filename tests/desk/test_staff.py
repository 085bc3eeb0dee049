from io import BytesIO

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook
from tests.factories.sheets import sheet
from tests.factories.units import make_staff, make_unit

from worldday.units.models import Membership, Staff

pytestmark = pytest.mark.django_db
HEADINGS = ["姓名", "邮箱", "单位", "角色"]


@pytest.fixture
def bureau():
    return make_unit("甲市市场监管局")


@pytest.fixture
def east(bureau):
    return make_unit("东区市场监管局", parent=bureau, type="district")


@pytest.fixture
def organiser(bureau):
    return make_staff("王一", unit=bureau, role="organiser", email="wang@example.org")


@pytest.fixture
def desk(client, organiser):
    client.force_login(organiser)
    return client


def names(answer):
    return [person.name for person in answer.context["page"]]


def listed(desk, **query):
    return names(desk.get(reverse("desk_staff:list"), query))


def test_the_list_holds_the_people_of_ones_units_and_their_roles_there_only(desk, bureau, east):
    both = make_staff("李二", unit=east, role="expert")
    Membership.objects.create(staff=both, unit=make_unit("乙市市场监管局"), role="organiser")
    make_staff("赵三", unit=make_unit("丙市市场监管局"), role="editor")
    answer = desk.get(reverse("desk_staff:list"))
    assert names(answer) == ["李二", "王一"]
    assert "乙市" not in answer.content.decode()


def test_people_are_found_by_name_unit_role_and_account(desk, bureau, east):
    make_staff("李二", unit=east, role="expert", email="li@example.org")
    invited = Staff.objects.create_user("zhao@example.org", name="赵三")
    Membership.objects.create(staff=invited, unit=bureau, role="editor")
    make_staff("孙四", unit=bureau, role="editor")
    Staff.objects.filter(name="孙四").update(is_active=False)
    assert listed(desk, q="li@") == ["李二"]
    assert listed(desk, unit=east.code) == ["李二"]
    assert listed(desk, unit=bureau.code, role="editor") == ["孙四", "赵三"]
    assert listed(desk, state="invited") == ["赵三"]
    assert listed(desk, state="inactive") == ["孙四"]
    assert listed(desk, unit="zzzzzzzz") == []


def test_the_list_costs_the_same_queries_for_one_person_and_for_thirty(desk, bureau):
    counts = []
    desk.get(reverse("desk_staff:list"))
    for more in (1, 29):
        for number in range(more):
            make_staff(f"第{more}{number}人", unit=bureau, role="expert")
        with CaptureQueriesContext(connection) as queries:
            desk.get(reverse("desk_staff:list"))
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 20


def test_each_role_is_explained_where_it_is_given_and_the_operators_is_not_offered(desk):
    page = desk.get(reverse("desk_staff:invite")).content.decode()
    assert "审计员" in page
    assert 'value="system"' not in page


def test_somebody_is_invited(desk, east):
    answer = desk.post(
        reverse("desk_staff:invite"),
        {"name": "李二", "email": "li@example.org", "unit": east.code, "role": "unit-staff"},
    )
    staff = Staff.objects.get(email="li@example.org")
    assert answer.headers["Location"] == reverse("desk_staff:person", args=[staff.code])
    assert staff.memberships.get().unit == east


@pytest.mark.parametrize(
    "wrong",
    [
        {"email": "no address"},
        {"name": ""},
        {"role": "system"},
        {"role": "emperor"},
        {"role": ""},
        {"unit": "zzzzzzzz"},
    ],
)
def test_a_wrong_invitation_is_explained_and_invites_nobody(desk, east, wrong):
    good = {"name": "李二", "email": "li@example.org", "unit": east.code, "role": "unit-staff"}
    answer = desk.post(reverse("desk_staff:invite"), good | wrong)
    assert answer.status_code == 422
    assert "desk-error" in answer.content.decode()
    assert Staff.objects.count() == 1


def test_roles_are_given_and_taken(desk, bureau, east):
    staff = make_staff("李二", unit=bureau, role="expert")
    desk.post(reverse("desk_staff:grant", args=[staff.code]), {"unit": east.code, "role": "editor"})
    given = staff.memberships.get(role="editor")
    assert given.unit == east
    desk.post(reverse("desk_staff:revoke", args=[staff.code, given.pk]))
    assert list(staff.memberships.values_list("role", flat=True)) == ["expert"]


def test_whose_last_role_is_taken_leaves_the_list_and_one_returns_to_it(desk, bureau):
    staff = make_staff("李二", unit=bureau, role="expert")
    answer = desk.post(reverse("desk_staff:revoke", args=[staff.code, staff.memberships.get().pk]))
    assert answer.headers["Location"] == reverse("desk_staff:list")


def test_a_role_held_elsewhere_is_not_this_managers_to_take(desk, bureau):
    staff = make_staff("李二", unit=bureau, role="expert")
    elsewhere = Membership.objects.create(staff=staff, unit=make_unit("乙市"), role="organiser")
    assert desk.post(reverse("desk_staff:revoke", args=[staff.code, elsewhere.pk])).status_code == 404
    assert Membership.objects.filter(pk=elsewhere.pk).exists()


def test_a_manager_does_not_raise_himself(desk, organiser, bureau):
    answer = desk.post(
        reverse("desk_staff:grant", args=[organiser.code]), {"unit": bureau.code, "role": "auditor"}, follow=True
    )
    assert "不得更改自己的角色" in answer.content.decode()
    assert organiser.memberships.count() == 1


def test_an_account_is_shut_opened_and_its_second_factor_reset(desk, bureau):
    staff = make_staff("李二", unit=bureau, role="expert")
    TOTP.activate(staff, generate_totp_secret())
    assert "重置双因素认证" in desk.get(reverse("desk_staff:person", args=[staff.code])).content.decode()
    desk.post(reverse("desk_staff:account", args=[staff.code, "reset-totp"]))
    assert not Authenticator.objects.exists()
    for verb, active in (("deactivate", False), ("reactivate", True)):
        desk.post(reverse("desk_staff:account", args=[staff.code, verb]))
        staff.refresh_from_db()
        assert staff.is_active is active


def test_a_name_is_corrected(desk, bureau):
    staff = make_staff("李二", unit=bureau, role="expert")
    desk.post(reverse("desk_staff:rename", args=[staff.code]), {"name": " 李贰 "})
    staff.refresh_from_db()
    assert staff.name == "李贰"


# --- in and out ---


def upload(desk, rows):
    return desk.post(reverse("desk_staff:import"), {"file": sheet([HEADINGS, *rows])})


def confirm(desk, preview):
    return desk.post(reverse("desk_staff:import"), {"lines": preview.context["signed"]})


def test_a_list_of_people_is_invited_at_once(desk, bureau, east):
    known = make_staff("李二", unit=bureau, role="expert", email="li@example.org")
    preview = upload(
        desk,
        [
            ["赵三", "Zhao@example.org", "东区市场监管局", "单位人员"],
            ["李二", "li@example.org", "东区市场监管局", "Editor"],
            ["李二", "li@example.org", "甲市市场监管局", "expert"],
        ],
    )
    assert preview.context["counts"] == {"new": 1, "changed": 1, "same": 1, "error": 0}
    assert not Staff.objects.filter(email="zhao@example.org").exists()
    confirm(desk, preview)
    assert Staff.objects.get(email="zhao@example.org").memberships.get().role == "unit-staff"
    assert sorted(known.memberships.values_list("role", flat=True)) == ["editor", "expert"]


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (["", "a@example.org", "东区市场监管局", "专家"], "名称"),
        (["李二", "someone", "东区市场监管局", "专家"], "someone"),
        (["李二", "a@example.org", "乙市市场监管局", "专家"], "乙市市场监管局"),
        (["李二", "a@example.org", "东区市场监管局", "系统管理员"], "系统管理员"),
        (["王一", "wang@example.org", "东区市场监管局", "审计员"], "本人"),
    ],
)
def test_each_wrong_line_is_told_what_is_wrong(desk, east, wrong, told):
    make_unit("乙市市场监管局")
    preview = upload(desk, [["赵三", "zhao@example.org", "东区市场监管局", "专家"], wrong])
    line = preview.context["lines"][0]
    assert (preview.status_code, line.row.number, line.state) == (422, 3, "error")
    assert told in line.notes[0]
    confirm(desk, preview)
    assert not Staff.objects.filter(name="赵三").exists()


def test_the_plan_of_an_import_costs_the_same_queries_for_one_line_and_for_two_hundred(desk, east):
    counts = []
    for more in (1, 200):
        with CaptureQueriesContext(connection) as queries:
            upload(desk, [[f"第{n}人", f"p{n}@example.org", east.name, "专家"] for n in range(more)])
        counts.append(len(queries))
    assert counts[0] >= counts[1]


def test_an_export_holds_people_and_roles_and_no_secret(desk, organiser, bureau):
    content = BytesIO(desk.get(reverse("desk_staff:export")).content)
    lines = list(load_workbook(content).worksheets[0].iter_rows(values_only=True))
    assert lines[0][:4] == tuple(HEADINGS)
    assert lines[1][:4] == ("王一", "wang@example.org", bureau.name, "组织者")
    assert organiser.password not in str(lines)


def test_the_template_says_what_to_write(desk):
    book = load_workbook(BytesIO(desk.get(reverse("desk_staff:template")).content))
    assert [cell.value for cell in book.worksheets[0][1]] == HEADINGS
    assert [row[0].value for row in book.worksheets[1].iter_rows(min_row=2)] == HEADINGS
