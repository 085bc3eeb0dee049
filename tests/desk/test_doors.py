"""Who may open what in the desk. The tables below are the policy; the tests walk every address there is."""

import pytest
from django.test import Client
from django.urls import resolve, reverse
from tests.desk.doors import every_address, our_addresses
from tests.factories.archives import make_package_row
from tests.factories.campaigns import make_activity, make_campaign, make_task
from tests.factories.certificates import make_certificate, make_design
from tests.factories.courses import lessons_of, make_cohort, make_enrolment, make_roster
from tests.factories.final_report import make_report_rows
from tests.factories.lots import make_lot
from tests.factories.materials import make_material
from tests.factories.messages import make_message
from tests.factories.practices import make_practice
from tests.factories.questions import make_question
from tests.factories.registries import make_batch, make_registry
from tests.factories.reviews import make_sent
from tests.factories.units import make_staff, make_unit

from worldday.base import clock
from worldday.courses.models import Handin
from worldday.events.actions.setting_up import set_up_event
from worldday.notices.models import Draft, Notice
from worldday.quizzes.actions import set_up_quiz
from worldday.registry.models import Intake
from worldday.reports.actions import reviewing
from worldday.units.models import Membership, Staff
from worldday.units.roles import ROLES

pytestmark = pytest.mark.django_db

EVERYONE = {"organiser", "editor", "unit-staff", "expert", "auditor", "system"}
SEE_CAMPAIGNS = EVERYONE - {"system"}
ORGANISER = {"organiser"}
RUN_ACTIVITIES = {"organiser", "unit-staff"}

# Our own areas: who opens what.
AREAS = {
    "desk_board": {"organiser", "unit-staff"},
    "desk_campaigns": SEE_CAMPAIGNS,
    "desk_materials": {"organiser", "unit-staff"},
    "desk_messages": SEE_CAMPAIGNS,
    "desk_passing": {"organiser", "unit-staff"},
    "desk_events": RUN_ACTIVITIES,
    "desk_quizzes": RUN_ACTIVITIES,
    "desk_plans": {"organiser", "unit-staff"},
    "desk_figures": {"organiser", "unit-staff"},
    "desk_tasks": {"organiser", "unit-staff"},
    "desk_questions": RUN_ACTIVITIES,
    "desk_reviews": {"organiser", "unit-staff"},
    "desk_practices": {"organiser", "unit-staff"},
    "desk_final": {"organiser", "unit-staff"},
    "desk_archives": ORGANISER,
    "desk_courses": RUN_ACTIVITIES,
    "desk_marking": RUN_ACTIVITIES | {"expert"},
    "desk_notices": ORGANISER,
    "desk_draws": {"organiser", "unit-staff"},
    "desk_registry": RUN_ACTIVITIES,
    "desk_certificates": RUN_ACTIVITIES,
    "desk_units": ORGANISER,
    "desk_staff": ORGANISER,
    "desk_audit": {"auditor"},
    "desk_keys": {"system"},
}
# Views of an area that ask for more, or less, than the area does.
EXCEPTIONS = {
    "desk_plans:make": ORGANISER,
    **dict.fromkeys(
        [
            "desk_registry:ready",
            "desk_registry:new",
            "desk_registry:define",
            "desk_registry:registry_step",
            "desk_registry:moment",
            "desk_registry:send_back",
            "desk_registry:record_step",
            "desk_registry:forget",
        ],
        ORGANISER,
    ),
    "desk_campaigns:record": {"organiser", "unit-staff"},
    "desk_messages:log": {"organiser", "unit-staff"},
    "desk_messages:again": {"organiser", "unit-staff"},
    **dict.fromkeys(
        [
            "desk_campaigns:edit",
            "desk_campaigns:move",
            "desk_campaigns:add_activity",
            "desk_campaigns:edit_activity",
            "desk_campaigns:edit_units",
            "desk_campaigns:cancel",
            "desk_campaigns:restore",
            "desk_campaigns:task",
            "desk_campaigns:add_task",
            "desk_campaigns:close_task",
            "desk_campaigns:reopen_task",
            "desk_campaigns:exempt_task",
            "desk_campaigns:extend_task",
            "desk_campaigns:ticked_tasks",
            "desk_campaigns:next_year",
        ],
        ORGANISER,
    ),
}
# What Wagtail brings. Everything not named here opens to nobody but superusers.
WAGTAIL = {
    "wagtailadmin_home": EVERYONE,
    "wagtailadmin_account": EVERYONE,
    "wagtailadmin_logout": EVERYONE,
    "wagtailadmin_dismissibles": EVERYONE,
    "wagtail.admin.views.home.default": EVERYONE,  # an unknown address: 404
}
WITHOUT_SIGNING_IN = {"wagtailadmin_sprite", "wagtailadmin_javascript_catalog"}
SHUT_FOR_ALL = {
    "wagtailadmin_login",
    "wagtailadmin_password_reset",
    "wagtailadmin_password_reset_done",
    "wagtailadmin_password_reset_confirm",
    "wagtailadmin_password_reset_complete",
    "wagtailadmin_error_test",
}


def policy(address) -> set[str]:
    if address.ours:
        return EXCEPTIONS.get(address.name, AREAS[address.name.partition(":")[0]])
    return WAGTAIL.get(address.name, set())


def turned_away(answer) -> bool:
    """To the sign-in page, back to the first page with a message, or 403."""
    return answer.status_code == 403 or (
        answer.status_code == 302
        and (answer.headers["Location"] == "/desk/" or answer.headers["Location"].startswith("/accounts/login/"))
    )


def users_of_wagtail(address) -> bool:
    return address.name.startswith("wagtailusers_")


def is_shut(address) -> bool:
    return address.name in SHUT_FOR_ALL or users_of_wagtail(address)


@pytest.fixture
def bureau():
    return make_unit("甲市市场监管局")


def test_the_walk_finds_wagtails_addresses_and_ours():
    names = {address.name for address in every_address()}
    assert {
        "wagtailimages:index",
        "wagtailadmin_pages:edit",
        "wagtailusers_users:index",
        "desk_staff:person",
        "desk_audit:list",
    } <= names
    assert len(names) > 150
    assert [address for address in every_address() if resolve(address.path).view_name != address.name] == []


def test_every_view_of_ours_names_its_permission():
    assert [a.path for a in our_addresses() if not hasattr(resolve(a.path).func, "permission")] == []


def test_a_view_of_ours_that_names_none_is_shut(client, bureau, rf):
    from django.core.exceptions import PermissionDenied

    from worldday.desk.middleware import DeskMiddleware

    def unmarked(request):
        raise AssertionError("reached")

    unmarked.__module__ = "worldday.desk.forgotten"
    request = rf.get("/desk/forgotten/")
    request.user = make_staff(unit=bureau, role="organiser")
    with pytest.raises(PermissionDenied):
        DeskMiddleware(lambda request: None).process_view(request, unmarked, (), {})


def test_a_stranger_is_sent_to_sign_in_from_everywhere(client):
    opened = set()
    for address in every_address():
        answer = client.get(address.path)
        if is_shut(address):
            assert answer.status_code == 404, address
        elif not turned_away(answer):
            opened.add(address.name)
        else:
            assert answer.headers["Location"].startswith("/accounts/login/?next=/desk/"), address
    assert opened == WITHOUT_SIGNING_IN


@pytest.mark.parametrize("role", sorted(ROLES))
def test_each_role_opens_exactly_what_the_table_says(client, bureau, role):
    client.force_login(make_staff(unit=bureau, role=role))
    wrong = []
    for address in every_address():
        if address.name in WITHOUT_SIGNING_IN or address.name == "wagtailadmin_logout":
            continue
        answer = client.get(address.path)
        if is_shut(address):
            assert answer.status_code == 404, address
            continue
        if turned_away(answer) == (role in policy(address)):
            wrong.append((address.name, answer.status_code))
    assert wrong == []


def test_sending_a_form_opens_no_more_than_looking(bureau):
    client = Client()
    client.force_login(make_staff(unit=bureau, role="expert"))
    opened = {a.name for a in our_addresses() if not turned_away(client.post(a.path))}
    assert opened <= {a.name for a in our_addresses() if "expert" in policy(a)}


def test_who_has_no_role_any_more_opens_nothing(client):
    client.force_login(make_staff())
    opened = {a.name for a in every_address() if not is_shut(a) and not turned_away(client.get(a.path))}
    assert opened == WITHOUT_SIGNING_IN


def test_wagtails_account_page_leads_to_ours(client, bureau):
    client.force_login(make_staff(unit=bureau, role="editor"))
    for answer in (client.get("/desk/account/"), client.post("/desk/account/", {"first_name": "别名"})):
        assert (answer.status_code, answer.headers["Location"]) == (302, "/accounts/")


def test_a_superuser_sees_wagtails_settings_but_nobodys_campaigns_or_audit_trail(client):
    client.force_login(Staff.objects.create_superuser("root@example.org", name="运维"))
    assert client.get(reverse("wagtailimages:index")).status_code == 200
    assert turned_away(client.get(reverse("desk_audit:list")))
    assert turned_away(client.get(reverse("desk_staff:list")))


REPORTING = "reporting: materials passing board reviews final practices"
MENU = {
    "organiser": [
        "tasks",
        "campaigns",
        "notices",
        REPORTING,
        "running: events quizzes questions draws courses registry certificates",
        "messages",
        "administration: units staff",
        "my-account",
    ],
    "editor": ["campaigns", "messages", "my-account"],
    "unit-staff": [
        "tasks",
        "campaigns",
        REPORTING,
        "running: events quizzes questions draws courses registry certificates",
        "messages",
        "my-account",
    ],
    "expert": ["campaigns", "running: marking", "messages", "my-account"],
    "auditor": ["campaigns", "messages", "administration: audit", "my-account"],
    "system": ["administration: keys", "my-account"],
}


def line_of(item, request) -> str:
    """The name of a line of the menu; behind it what it unfolds."""
    rooms = item.menu.menu_items_for_request(request) if hasattr(item, "menu") else []
    return f"{item.name}: {' '.join(room.name for room in rooms)}" if rooms else item.name


@pytest.mark.parametrize("role", sorted(ROLES))
def test_the_menu_offers_what_opens_and_nothing_of_wagtails(rf, bureau, role):
    from wagtail.admin.menu import admin_menu

    request = rf.get("/desk/")
    request.user = make_staff(unit=bureau, role=role)
    assert [line_of(item, request) for item in admin_menu.menu_items_for_request(request)] == MENU[role]


def test_a_group_of_one_room_is_that_room(client, bureau):
    client.force_login(make_staff(unit=bureau, role="auditor"))
    page = client.get("/desk/").content.decode()
    assert "/desk/audit/" in page
    assert '"_type": "wagtail.sidebar.SubMenuItem"' not in page


# --- another authority ---


@pytest.fixture
def stranger(client):
    """Somebody with every role there is, in another authority."""
    elsewhere = make_unit("乙市市场监管局")
    staff = make_staff(unit=elsewhere, role="organiser")
    for role in ("auditor", "editor", "expert", "unit-staff", "system"):
        Membership.objects.create(staff=staff, unit=elsewhere, role=role)
    client.force_login(staff)
    return client


@pytest.fixture
def codes(bureau, everything) -> dict[str, list[str]]:
    """One public code of everything an authority has, by the area that shows it."""
    campaign = make_campaign(owner=bureau, state="draft")
    activity, task = make_activity(campaign, units=[bureau]), make_task(campaign, bureau)
    staff = make_staff(unit=bureau, role="editor")
    reading = {"schema": "worldday.notice/1"}
    notice = Notice.objects.create(
        owner=bureau, name="通知", sha256="0" * 64, text="通知", reading=reading, taken_in_at=clock.wall()
    )
    Draft.objects.create(notice=notice, data=reading)
    set_up_quiz(activity=activity, by=staff)
    set_up_event(activity=activity, by=staff)
    sent = make_sent(make_task(campaign, bureau, what="other"))
    certificate = make_certificate(design=make_design(owner=bureau))
    batch = make_batch(make_registry(owner=bureau), entries=["甲公司"])
    record, intake = batch.records.get(), Intake.objects.create(batch=batch, file_name="x", made_at=clock.wall())
    cohort = make_cohort(activity=make_activity(campaign, kind="course"), sorts=("assignment",))
    learner, lesson = make_enrolment(cohort), lessons_of(cohort.course)[0]
    handin = Handin.objects.create(enrolment=learner, lesson=lesson, key="k", handed_at=clock.wall())
    roster = make_roster(cohort, [["张三"]], ["姓名"])
    return {
        "desk_courses": [cohort.course.code, lesson.code, cohort.code, learner.code, roster.code],
        "desk_marking": [handin.code],
        "desk_units": [bureau.code],
        "desk_staff": [staff.code],
        "desk_board": [campaign.code, task.code],
        "desk_campaigns": [campaign.code, campaign.slug, activity.code, task.code],
        "desk_materials": [task.code, make_material(task).code],
        "desk_messages": [make_message("note", scope_path=bureau.path, to=staff.code, subject=bureau.name).code],
        "desk_passing": [task.code],
        "desk_events": [activity.code],
        "desk_quizzes": [activity.code],
        "desk_plans": [task.code],
        "desk_figures": [activity.code, campaign.code],
        "desk_questions": [make_question(bureau).code],
        "desk_practices": [sent.code, make_practice(sent, staff).code],
        "desk_registry": [batch.registry.code, batch.code, record.code, intake.code, activity.code],
        "desk_reviews": [sent.code, reviewing.comment(submission=sent, start=0, end=2, text="请补充", by=staff).code],
        "desk_notices": [notice.code],
        "desk_final": [campaign.code, *make_report_rows(campaign)],
        "desk_archives": [campaign.code, make_package_row(campaign).code],
        "desk_certificates": [certificate.code, certificate.design.code, make_lot(certificate.design).code],
    }


def test_the_details_of_another_authority_do_not_exist(stranger, codes):
    leaks = []
    for address in our_addresses():
        for code in codes.get(address.name.partition(":")[0], []) if "zzzzzzzz" in address.path else []:
            path = address.path.replace("zzzzzzzz", code)
            answers = {"get": stranger.get(path), "post": stranger.post(path)}
            leaks += [
                (how, path, answer.status_code)
                for how, answer in answers.items()
                if answer.status_code not in (404, 405)
            ]
    assert leaks == []


def test_the_lists_name_nothing_of_another_authority(stranger, bureau, codes):
    for address in our_addresses():
        if not address.parameters:
            answer = stranger.get(address.path)
            assert bureau.name not in answer.content.decode(errors="ignore"), address
