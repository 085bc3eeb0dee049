import json
import re
import stat
from pathlib import Path

import pytest
from django.core.management import call_command

from worldday.base.models import AuditEvent
from worldday.campaigns import actions
from worldday.campaigns.difference import difference
from worldday.campaigns.models import Activity, Campaign, Task
from worldday.campaigns.plan import plan_from_reading
from worldday.demo import staff as demo_staff
from worldday.demo.seed import seed
from worldday.notices.models import Notice
from worldday.units.models import Membership, Staff, Unit
from worldday.units.queries import Directory
from worldday.units.roles import ROLES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]
DEMO = Path(__file__).resolve().parents[2] / "demo"


@pytest.fixture(autouse=True)
def _own_data(settings, tmp_path):
    settings.DATA = tmp_path
    settings.MEDIA_ROOT = tmp_path / "uploads"


@pytest.fixture(autouse=True)
def _without_reports(request, monkeypatch):
    """What was reported is proved in test_reporting; telling it again with every test would only take time."""
    if request.function is test_the_demo_is_two_live_campaigns_with_every_activity_unit_and_task:
        monkeypatch.setattr("worldday.demo.stories.add_picture", lambda **_said: None)
    else:
        monkeypatch.setattr("worldday.demo.seed.load_reports", lambda **_said: None)


def counted() -> dict[str, int]:
    models = (Unit, Staff, Membership, Notice, Campaign, Activity, Task, AuditEvent)
    return {model.__name__: model._base_manager.count() for model in models}


def test_the_demo_is_two_live_campaigns_with_every_activity_unit_and_task():
    seeded = seed()
    of_the_notice = Activity.objects.filter(from_plan="").exclude(seq="")  # parts of a line have no number
    assert [
        (c.slug, c.state, of_the_notice.filter(campaign=c).count(), c.tasks.filter(issuer=None).count())
        for c in seeded.campaigns
    ] == [("world-accreditation-day-2020", "live", 8, 51), ("world-standards-day-2020", "live", 21, 26)]
    assert Unit.objects.filter(type="district").count() == 17
    assert not of_the_notice.filter(name_en="").exists()
    assert not of_the_notice.filter(parent=None).exclude(content="").filter(content_en="").exists()
    assert not Activity.objects.filter(roles=None).exists()
    assert all(theme.text_en for campaign in seeded.campaigns for theme in campaign.themes.all())
    _everything_stands_still(seeded)
    _reading_again_changes_nothing()


def _everything_stands_still(first) -> None:
    """A second run duplicates nothing, undoes nothing and shows the same passwords."""
    quiz = Activity.objects.get(seq="6", campaign__slug="world-standards-day-2020")
    actions.change_activity(activity=quiz, changes={"name_en": "Our own name"}, by=Staff.objects.first())
    before = counted()
    second = seed()
    assert counted() == before
    assert (second.passwords, second.new_passwords) == (first.passwords, False)
    quiz.refresh_from_db()
    assert quiz.name_en == "Our own name"


def _reading_again_changes_nothing() -> None:
    for campaign in Campaign.objects.all():
        plan = plan_from_reading(campaign.notices.get().draft.data)
        assert [change for change in difference(campaign, plan) if change.sort != "same"] == []


def test_no_unit_of_the_two_notices_had_to_be_invented():
    seed()
    assert AuditEvent.objects.filter(action="unit-created").count() == 1 + len(units())
    assert Unit.objects.count() == 1 + len(units())


def test_passwords_are_fresh_work_and_are_kept_where_only_this_user_reads():
    passwords = seed().passwords
    assert set(Membership.objects.values_list("role", flat=True)) == set(ROLES)
    assert len(set(passwords.values())) == len(passwords) == 12
    for email, password in passwords.items():
        assert len(password) >= 16
        assert Staff.objects.get(email=email).check_password(password)
    assert stat.S_IMODE(demo_staff.password_file().stat().st_mode) == 0o600


def test_lost_passwords_are_made_anew_and_the_old_ones_end():
    old = seed().passwords
    demo_staff.password_file().unlink()
    seeded = seed()
    assert seeded.new_passwords
    for email, password in seeded.passwords.items():
        assert Staff.objects.get(email=email).check_password(password)
        assert not Staff.objects.get(email=email).check_password(old[email])


def test_the_command_prints_where_to_look_and_how_to_sign_in(capsys):
    call_command("demo")
    said = capsys.readouterr().out
    assert "世界标准日 2020  21 activities  http://127.0.0.1:8000/world-standards-day-2020/" in said
    assert "organiser@example.org" in said


def test_every_spelling_in_the_notices_finds_its_unit():
    from worldday.base.audit import System
    from worldday.demo.units import load_units

    directory = Directory(load_units(by=System("demo")))
    for name in ("市局", "市市场监管局", "上海市市场监督管理局", "上海市市场监管局"):
        assert directory.resolve(name) == directory.root, name
    assert directory.resolve("浦东市场监管局").name == "上海市浦东新区市场监督管理局"
    assert directory.resolve("市质检院").name == "上海市质量监督检验技术研究院"
    assert directory.resolve("市粮食科学研究所").name == "上海市粮食科学研究所"
    for phrase in ("各区市场监管局", "各区及临港新片区市场监管局"):
        assert len(directory.expand(phrase)) == 17, phrase


def units() -> list[dict]:
    return json.loads((DEMO / "units-shanghai.json").read_text("utf8"))["units"]


def test_every_demo_unit_names_its_source():
    assert [row["name"] for row in units() if not row.get("source")] == []


def test_the_sample_content_holds_no_phone_number_and_no_private_address():
    texts = [path.read_text("utf8") for path in DEMO.glob("*.json")]
    assert [
        found for text in texts for found in re.findall(r"1[3-9]\d{9}|6422\d{4}|\S+@(?!example\.org)\S+", text)
    ] == []


def test_every_activity_of_the_notices_has_an_english_name():
    rows = json.loads((DEMO / "campaigns.json").read_text("utf8"))["campaigns"]
    assert [len(row["activities_en"]) for row in rows] == [8, 21]
