"""docs/howto/add-a-kind.md, followed to the letter: its code is written out, its app started, and the kind used."""

import re
from pathlib import Path

import pytest
from django.apps import AppConfig
from tests.factories.authority import make_authority
from tests.factories.readings import make_reading, make_row

from worldday.base.audit import System
from worldday.campaigns import kinds
from worldday.campaigns.actions import publish
from worldday.notices import actions

HOWTO = Path(__file__).resolve().parents[2] / "docs" / "howto" / "add-a-kind.md"
BY = System("test")


@pytest.fixture
def planting(tmp_path, monkeypatch) -> kinds.Kind:
    """The how-to's folder as a real package, its app started as Django would; gone again after the test."""
    text = HOWTO.read_text("utf8")
    blocks = re.findall(r"`src/worldday/(plantings/\w+\.py)`:\n\n```python\n(.*?)```", text, re.DOTALL)
    assert [name for name, _code in blocks] == ["plantings/kind.py", "plantings/apps.py"]
    for name, code in [("plantings/__init__.py", ""), *blocks]:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(code.replace("worldday.plantings", "plantings"), "utf8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(kinds, "_kinds", dict(kinds._kinds))
    AppConfig.create("plantings").ready()
    return kinds.get("planting")


@pytest.mark.django_db
def test_a_kind_written_as_the_howto_says_runs_from_notice_to_public_page(planting, everything, monkeypatch, client):
    row = make_row(
        "1",
        "滨江义务植树活动",
        kind="outreach",
        units=[("市局", "host")],
        window={"text": "3月12日", "start": "2020-03-12", "end": "2020-03-12", "precision": "day"},
    )
    monkeypatch.setattr(actions, "read_file_safely", lambda _path: make_reading(activities=[row], tasks=[]))
    draft = actions.take_in(owner=make_authority().city, file=None, text="通知", by=BY).draft
    assert draft.data["activities"][0]["kind"] == "planting"
    campaign = publish(campaign=actions.confirm(draft=draft, version=1, by=BY), by=BY)
    activity = campaign.activities.get()
    assert kinds.kind_of(activity) is planting
    assert [str(blocker.reason) for blocker in planting.readiness(activity)] == ["地点尚未确定。"]
    page = client.get(planting.public_page(activity))
    assert page.status_code == 200
    assert "Planting day" in page.content.decode()


def test_two_kinds_of_one_slug_are_refused_at_the_start(planting):
    with pytest.raises(ValueError, match="planting"):
        kinds.register(planting)
    assert "planting" in {kind.slug for kind in kinds.all_kinds()}
