import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail, signing
from django.core.management import CommandError, call_command
from django.urls import reverse
from django_tasks_db.models import DBTaskResult
from tests.factories.units import make_staff, make_unit

from worldday.base.audit import System
from worldday.base.models import AuditEvent
from worldday.base.problems import Invalid, Problem
from worldday.messages.actions import set_phone
from worldday.messages.letters import Letter, Reader, Words
from worldday.messages.models import Address, Message
from worldday.messages.outbox import queue
from worldday.units import invitations
from worldday.units.actions import staff as staff_actions
from worldday.units.models import Membership, Staff, Unit

pytestmark = pytest.mark.django_db
GOOD = "eine ganz lange Losung 9"


@pytest.fixture
def bureau():
    return make_unit("甲市市场监管局")


@pytest.fixture
def organiser(bureau):
    return make_staff("王一", unit=bureau, role="organiser")


def invite(unit, by, role="unit-staff", email="li@example.org"):
    return staff_actions.invite(email=email, name="李二", unit=unit, role=role, by=by)


def do_tasks():
    """What the worker does (its process is tested in tests/base/test_periodic.py), inside this test's transaction."""
    for row in DBTaskResult.objects.ready():
        row.task.call(*row.task_result.args, **row.task_result.kwargs)


def test_an_invited_person_chooses_a_password_by_the_mailed_link_and_is_in(client, bureau, organiser, mailoutbox):
    district = make_unit("东区市场监管局", parent=bureau)
    staff = invite(district, organiser, email=" Li@Example.org ")
    assert (staff.email, staff.has_usable_password()) == ("li@example.org", False)
    assert list(staff.memberships.values_list("unit__name", "role")) == [("东区市场监管局", "unit-staff")]
    do_tasks()
    assert mailoutbox[0].to == ["li@example.org"]
    link = next(word for word in mailoutbox[0].body.split() if "/invitation/" in word)
    assert link.startswith("http://127.0.0.1:8000/accounts/invitation/")
    path = link.removeprefix("http://127.0.0.1:8000")
    assert "李二" in client.get(path).content.decode()
    answer = client.post(path, {"password1": GOOD, "password2": GOOD})
    assert answer.headers["Location"] == "/desk/"
    assert client.get("/desk/").status_code == 200
    assert client.get(path).status_code == 410
    assert (
        AuditEvent.objects.filter(scope_path=district.path)
        .order_by("pk")
        .values_list("action", "actor_name")
        .distinct()
        .count()
        == 4
    )


def test_an_invitation_is_sent_only_if_it_was_committed(bureau, organiser):
    from django.db import transaction

    with transaction.atomic():
        invite(bureau, organiser)
        transaction.set_rollback(True)
    assert DBTaskResult.objects.count() == 0
    assert mail.outbox == []


def test_the_link_is_worth_nothing_after_seven_days(bureau, organiser, monkeypatch):
    import time

    token = invitations.token_for(invite(bureau, organiser))
    eight_days = time.time() + 8 * 86400
    monkeypatch.setattr(time, "time", lambda: eight_days)
    with pytest.raises(invitations.BadInvitation):
        invitations.staff_of(token)


def test_a_newer_invitation_kills_the_older(bureau, organiser):
    staff = invite(bureau, organiser)
    old = invitations.token_for(staff)
    staff_actions.invite_again(staff=staff, by=organiser)
    staff.refresh_from_db()
    with pytest.raises(invitations.BadInvitation):
        invitations.staff_of(old)
    assert invitations.staff_of(invitations.token_for(staff)) == staff


@pytest.mark.parametrize(
    "token",
    ["", "nonsense", signing.dumps(["x", "y"], salt="another"), signing.dumps(["x", "y"], salt=invitations.SALT)],
    ids=["empty", "nonsense", "signed for something else", "signed for nobody"],
)
def test_a_made_up_link_is_refused(token):
    with pytest.raises(invitations.BadInvitation):
        invitations.staff_of(token)


def test_a_weak_password_is_refused_and_the_link_stays_good(client, bureau, organiser):
    staff = invite(bureau, organiser)
    path = reverse("accept_invitation", args=[invitations.token_for(staff)])
    answer = client.post(path, {"password1": "short", "password2": "short"})
    assert answer.status_code == 400
    assert "12" in answer.content.decode()
    assert client.post(path, {"password1": GOOD, "password2": "other"}).status_code == 400
    assert client.post(path, {"password1": GOOD, "password2": GOOD}).status_code == 302


def test_someone_known_gets_the_role_and_keeps_name_and_password(bureau, organiser):
    known = make_staff("老李", email="li@example.org")
    invite(bureau, organiser)
    known.refresh_from_db()
    assert known.name == "老李" and known.has_usable_password()
    assert DBTaskResult.objects.count() == 0


@pytest.mark.parametrize(("email", "name"), [("not an address", "李二"), ("li@example.org", "  ")])
def test_an_invitation_needs_an_address_and_a_name(bureau, organiser, email, name):
    with pytest.raises(Invalid):
        staff_actions.invite(email=email, name=name, unit=bureau, role="editor", by=organiser)
    assert Staff.objects.count() == 1


def test_an_organiser_gives_roles_only_in_their_own_subtree(bureau, organiser):
    district, other = make_unit("东区", parent=bureau), make_unit("乙市市场监管局")
    invite(district, organiser)
    with pytest.raises(staff_actions.NotAllowed):
        invite(other, organiser, email="zhao@example.org")
    assert not Membership.objects.filter(unit=other).exists()


def test_a_district_organiser_gives_no_role_in_the_city(bureau):
    district = make_unit("东区", parent=bureau)
    clerk = make_staff(unit=district, role="organiser")
    with pytest.raises(staff_actions.NotAllowed):
        invite(bureau, clerk)


@pytest.mark.parametrize("role", ["editor", "unit-staff", "expert", "auditor", "system"])
def test_no_other_role_manages_people(bureau, role):
    with pytest.raises(staff_actions.NotAllowed):
        invite(bureau, make_staff(unit=bureau, role=role))


def test_nobody_raises_himself(bureau, organiser):
    with pytest.raises(staff_actions.OwnRoles):
        staff_actions.grant_role(staff=organiser, unit=bureau, role="auditor", by=organiser)
    with pytest.raises(staff_actions.OwnRoles):
        invite(bureau, organiser, email=organiser.email, role="auditor")
    assert list(organiser.memberships.values_list("role", flat=True)) == ["organiser"]


def test_a_system_administrator_is_appointed_only_by_the_operator(bureau, organiser):
    with pytest.raises(staff_actions.NotAllowed):
        invite(bureau, organiser, role="system")
    assert invite(bureau, System("create_admin"), role="system").memberships.get().role == "system"


def test_there_is_no_role_that_is_not_in_the_list(bureau, organiser):
    with pytest.raises(Invalid):
        invite(bureau, organiser, role="emperor")


def test_granting_twice_changes_nothing_and_leaves_one_row(bureau, organiser):
    staff = make_staff()
    for _time in range(2):
        staff_actions.grant_role(staff=staff, unit=bureau, role="editor", by=organiser)
    row = AuditEvent.objects.get(action="role-granted")
    assert (row.target, row.after, row.scope_path) == (staff.code, {"role": "editor", "unit": bureau.name}, bureau.path)


def test_a_role_is_taken_away_only_by_who_manages_the_unit(bureau, organiser):
    other = make_unit("乙市市场监管局")
    staff = make_staff(unit=other, role="editor")
    with pytest.raises(staff_actions.NotAllowed):
        staff_actions.revoke_role(membership=staff.memberships.get(), by=organiser)
    theirs = make_staff(unit=other, role="organiser")
    staff_actions.revoke_role(membership=staff.memberships.get(), by=theirs)
    assert not staff.memberships.exists()


def test_an_account_that_serves_two_authorities_is_not_shut_by_one(bureau, organiser):
    staff = make_staff(unit=bureau, role="expert")
    Membership.objects.create(staff=staff, unit=make_unit("乙市市场监管局"), role="expert")
    for verb in (staff_actions.deactivate, staff_actions.reset_totp):
        with pytest.raises(staff_actions.NotAllowed):
            verb(staff=staff, by=organiser)


def test_deactivation_ends_sessions_for_good_even_after_reactivation(client, bureau, organiser):
    staff = make_staff(unit=bureau, role="editor")
    client.force_login(staff)
    assert client.get("/desk/").status_code == 200
    staff_actions.deactivate(staff=staff, by=organiser)
    assert client.get("/desk/").status_code == 302
    staff_actions.reactivate(staff=staff, by=organiser)
    assert client.get("/desk/").status_code == 302
    assert DBTaskResult.objects.count() == 1  # … and the person is invited to choose a new password


def test_a_shut_account_is_told_nothing_more(bureau, organiser):
    staff = make_staff(unit=bureau, role="editor")
    set_phone(person=staff.code, phone="13800000001", by=staff)
    reader = Reader(staff.code, staff.name, "zh-hans", {"sms": "13800000001"})
    queue([Letter("k", "urge", reader, "task", bureau.path, Words("催办", "请报送"))])
    staff_actions.deactivate(staff=staff, by=organiser)
    assert not Address.objects.exists()
    assert Message.objects.get().state == "withdrawn"


def test_nobody_deactivates_himself(organiser):
    with pytest.raises(staff_actions.OwnRoles):
        staff_actions.deactivate(staff=organiser, by=organiser)


def test_a_lost_phone_is_forgotten(bureau, organiser):
    staff = make_staff(unit=bureau, role="editor")
    TOTP.activate(staff, generate_totp_secret())
    staff_actions.reset_totp(staff=staff, by=organiser)
    assert not Authenticator.objects.exists()


def test_every_verb_leaves_a_row(bureau, organiser):
    staff = invite(bureau, organiser)
    staff_actions.invite_again(staff=staff, by=organiser)
    staff.refresh_from_db()
    staff_actions.accept_invitation(token=invitations.token_for(staff), password=GOOD)
    staff.refresh_from_db()
    staff_actions.change_staff(staff=staff, name="李贰", by=organiser)
    staff_actions.grant_role(staff=staff, unit=bureau, role="expert", by=organiser)
    staff_actions.revoke_role(membership=staff.memberships.get(role="expert"), by=organiser)
    staff_actions.reset_totp(staff=staff, by=organiser)
    staff_actions.deactivate(staff=staff, by=organiser)
    staff_actions.reactivate(staff=staff, by=organiser)
    told = list(AuditEvent.objects.order_by("pk").values_list("action", flat=True))
    assert told == [
        "staff-invited",
        "role-granted",
        "staff-invited-again",
        "invitation-accepted",
        "staff-changed",
        "role-granted",
        "role-revoked",
        "second-factor-reset",
        "staff-deactivated",
        "staff-reactivated",
    ]


def test_who_has_a_password_is_not_invited_again(bureau, organiser):
    with pytest.raises(Problem, match="密码"):
        staff_actions.invite_again(staff=make_staff(unit=bureau, role="editor"), by=organiser)


def test_the_first_command_makes_the_authority_and_prints_a_link_that_works(client, capsys):
    call_command("create_admin", "first@example.org", unit="甲市市场监管局", name="王一")
    link = capsys.readouterr().out.strip()
    assert Unit.objects.get().name == "甲市市场监管局"
    assert client.get(link.removeprefix("http://127.0.0.1:8000")).status_code == 200


def test_the_first_command_asks_which_authority_when_it_cannot_know(bureau):
    make_unit("乙市市场监管局")
    with pytest.raises(CommandError, match="--unit"):
        call_command("create_admin", "first@example.org")
