from copy import deepcopy
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.factories.authority import make_authority
from tests.factories.readings import make_reading
from tests.factories.units import make_staff

from worldday.base.models import AuditEvent
from worldday.campaigns.models import Campaign
from worldday.campaigns.plan import plan_from_reading
from worldday.notices import actions, rules
from worldday.notices.models import Draft, DraftState, Notice
from worldday.notices.queries import campaign_for, changes_of
from worldday.notices.reading.errors import Unreadable

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]
DEMO = Path(__file__).resolve().parents[2] / "demo" / "notices"


@pytest.fixture
def there(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "uploads"
    return make_authority()


@pytest.fixture
def organiser(there):
    return make_staff(unit=there.city)


@pytest.fixture
def read(monkeypatch):
    """The reader answers with what the test says; that the real one answers so is tested beside it."""

    def say(reading):
        def answer(_path):
            if isinstance(reading, Exception):
                raise reading
            return deepcopy(reading) | {"text": "通知全文"}

        monkeypatch.setattr(actions, "read_file_safely", answer)

    say(make_reading())
    return say


def upload(name="通知.txt", body=b"notice") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, body)


def led_to(draft: Draft) -> Campaign | None:
    return campaign_for(plan=plan_from_reading(draft.data), owner=draft.notice.owner)


def stored(settings) -> list[Path]:
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def test_the_real_notice_is_read_kept_and_confirmed_into_its_campaign(there, organiser):
    body = (DEMO / "world-standards-day-2020.txt").read_bytes()
    notice = actions.take_in(owner=there.city, file=upload("世界标准日.txt", body), text=None, by=organiser)
    assert (notice.name, notice.doc_number) == (
        "上海市市场监督管理局关于开展2020年“世界标准日”宣传活动的通知",
        "沪市监标创〔2020〕444号",
    )
    start, end = notice.reading["spans"]["/activities/5/name"]
    assert notice.text[start:end] == "标准化线上知识竞答"
    campaign = actions.confirm(draft=notice.draft, version=1, by=organiser)
    assert (campaign.slug, campaign.activities.count()) == ("world-standards-day-2020", 21)


def test_pasted_text_goes_through_the_same_reader(there, organiser):
    text = (DEMO / "world-accreditation-day-2020.txt").read_text("utf8")
    notice = actions.take_in(owner=there.city, file=None, text=text, by=organiser)
    assert len(notice.draft.data["activities"]) == 8
    assert not notice.file


def test_an_upload_is_kept_unchanged_under_a_name_nobody_can_guess(there, organiser, read, settings):
    notice = actions.take_in(
        owner=there.city, file=upload("../../etc/通知.docx", b"as it came"), text=None, by=organiser
    )
    [path] = stored(settings)
    assert path.read_bytes() == b"as it came"
    assert "通知" not in path.name and path.suffix == ".docx"
    assert path.stat().st_mode & 0o077 == 0
    assert notice.file_name == "通知.docx"


@pytest.mark.parametrize("code", ["encrypted", "not_a_notice", "zip_bomb"])
def test_what_cannot_be_read_leaves_one_sentence_and_no_trace(there, organiser, read, settings, code):
    read(Unreadable(code))
    with pytest.raises(actions.NotRead) as refused:
        actions.take_in(owner=there.city, file=upload(), text=None, by=organiser)
    assert str(refused.value).endswith("没有保存任何内容。")
    assert stored(settings) == []
    assert (Notice.objects.count(), AuditEvent.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("file", "text"), [(upload(body=b""), None), (None, ""), (None, "三只小猪的故事，从前有三只小猪。" * 9)]
)
def test_the_real_reader_refuses_what_is_no_notice(there, organiser, file, text):
    with pytest.raises(actions.NotRead):
        actions.take_in(owner=there.city, file=file, text=text, by=organiser)
    assert not Notice.objects.exists()


def test_a_file_beyond_the_limit_is_refused_before_it_is_copied(there, organiser, read, monkeypatch):
    monkeypatch.setattr(actions, "MAX_FILE", 3)
    with pytest.raises(actions.NotRead):
        actions.take_in(owner=there.city, file=upload(body=b"four"), text=None, by=organiser)


def test_if_storing_fails_the_file_goes_again(there, organiser, read, settings, monkeypatch):
    monkeypatch.setattr(actions.audit, "record", lambda **_fields: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        actions.take_in(owner=there.city, file=upload(), text=None, by=organiser)
    assert stored(settings) == []
    assert not Notice.objects.exists()


def test_the_same_file_twice_leads_to_the_draft_under_review(there, organiser, read, settings):
    first = actions.take_in(owner=there.city, file=upload(), text=None, by=organiser)
    assert actions.take_in(owner=there.city, file=upload("again.txt"), text=None, by=organiser) == first
    assert len(stored(settings)) == 1


def test_the_temporary_copy_is_gone_after_reading(there, organiser, monkeypatch):
    seen = []
    monkeypatch.setattr(actions, "read_file_safely", lambda path: seen.append(path) or make_reading())
    actions.take_in(owner=there.city, file=upload(), text=None, by=organiser)
    assert not seen[0].exists()


def test_two_reviewers_never_overwrite_each_other(there, organiser, read):
    draft = actions.take_in(owner=there.city, file=upload(), text=None, by=organiser).draft
    mine, theirs = make_reading(title="我的题目"), make_reading(title="你的题目")
    assert actions.save_draft(draft=draft, data=mine, version=1, by=organiser).version == 2
    with pytest.raises(actions.StaleDraft):
        actions.save_draft(draft=draft, data=theirs, version=1, by=organiser)
    draft.refresh_from_db()
    assert draft.data["title"] == "我的题目"
    saved = AuditEvent.objects.get(action="draft-saved")
    assert saved.after == {"title": "我的题目"}


def test_saving_what_is_there_already_moves_no_version(there, organiser, read):
    draft = actions.take_in(owner=there.city, file=upload(), text=None, by=organiser).draft
    assert actions.save_draft(draft=draft, data=deepcopy(draft.data), version=1, by=organiser).version == 1


def test_the_notice_keeps_what_the_reader_said_whatever_people_correct(there, organiser, read):
    notice = actions.take_in(owner=there.city, file=upload(), text=None, by=organiser)
    actions.save_draft(draft=notice.draft, data=make_reading(title="改过的题目"), version=1, by=organiser)
    notice.refresh_from_db()
    assert notice.reading["title"] == make_reading()["title"]


def test_confirming_twice_leads_to_the_same_campaign(there, organiser, read):
    draft = actions.take_in(owner=there.city, file=upload(), text=None, by=organiser).draft
    first = actions.confirm(draft=draft, version=1, by=organiser)
    assert actions.confirm(draft=draft, version=1, by=organiser) == first
    assert AuditEvent.objects.filter(action="draft-confirmed").count() == 1


def test_a_version_somebody_has_not_seen_is_not_confirmed_for_them(there, organiser, read):
    draft = actions.take_in(owner=there.city, file=upload(), text=None, by=organiser).draft
    actions.save_draft(draft=draft, data=make_reading(title="改过的题目"), version=1, by=organiser)
    with pytest.raises(actions.StaleDraft):
        actions.confirm(draft=draft, version=1, by=organiser)
    assert not Campaign.objects.exists()


def test_a_discarded_draft_stays_discarded_and_a_confirmed_one_cannot_be(there, organiser, read):
    draft = actions.take_in(owner=there.city, file=upload(), text=None, by=organiser).draft
    actions.discard(draft=draft, by=organiser)
    for verb in (
        lambda: actions.confirm(draft=draft, version=1, by=organiser),
        lambda: actions.save_draft(draft=draft, data={}, version=1, by=organiser),
    ):
        with pytest.raises(actions.DraftIsClosed):
            verb()
    again = actions.take_in(owner=there.city, file=upload(), text=None, by=organiser).draft
    actions.confirm(draft=again, version=1, by=organiser)
    with pytest.raises(actions.DraftIsClosed):
        actions.discard(draft=again, by=organiser)


def test_a_discarded_draft_is_taken_up_again_with_its_corrections(there, organiser, read):
    draft = actions.take_in(owner=there.city, file=upload(), text=None, by=organiser).draft
    actions.save_draft(draft=draft, data=make_reading(title="改过的题目"), version=1, by=organiser)
    actions.discard(draft=draft, by=organiser)
    for _again in range(2):
        draft = actions.reopen(draft=draft, by=organiser)
    assert (draft.state, draft.version, draft.data["title"]) == (DraftState.OPEN, 2, "改过的题目")
    assert AuditEvent.objects.filter(action="draft-reopened").count() == 1
    actions.confirm(draft=draft, version=2, by=organiser)
    with pytest.raises(actions.DraftIsClosed):
        actions.reopen(draft=draft, by=organiser)


def test_a_notice_that_names_no_year_is_sent_back_with_a_sentence(there, organiser, read):
    read(make_reading(observance=None, issue_date=None, title="关于开展宣传活动的通知", doc_number=None, activities=[]))
    draft = actions.take_in(owner=there.city, file=upload(), text=None, by=organiser).draft
    with pytest.raises(actions.YearMissing):
        actions.confirm(draft=draft, version=1, by=organiser)
    assert Draft.objects.get().state == DraftState.OPEN


def test_a_notice_without_title_or_observance_is_sent_back_too(there, organiser, read):
    read(make_reading(observance=None, title=None))
    draft = actions.take_in(owner=there.city, file=upload(), text=None, by=organiser).draft
    with pytest.raises(actions.NameMissing):
        actions.confirm(draft=draft, version=1, by=organiser)
    assert not Campaign.objects.exists()


def test_the_same_number_leads_to_the_campaign_even_under_another_name(there, organiser, read):
    first = actions.take_in(owner=there.city, file=upload(), text=None, by=organiser).draft
    campaign = actions.confirm(draft=first, version=1, by=organiser)
    read(make_reading(observance={"name": "标准日", "ordinal": None, "start": "2020-10-14", "end": None}))
    second = actions.take_in(owner=there.city, file=upload(body=b"amended"), text=None, by=organiser).draft
    assert led_to(second) == campaign


def test_the_same_observance_and_year_lead_to_the_campaign_without_a_number(there, organiser, read):
    first = actions.take_in(owner=there.city, file=upload(), text=None, by=organiser).draft
    campaign = actions.confirm(draft=first, version=1, by=organiser)
    read(make_reading(doc_number=None))
    second = actions.take_in(owner=there.city, file=upload(body=b"again"), text=None, by=organiser).draft
    assert led_to(second) == campaign
    assert [change for change in changes_of(second) if change.sort != "same"] == []
    elsewhere = actions.take_in(owner=there.jinshan, file=upload(), text=None, by=organiser).draft
    assert led_to(elsewhere) is None


def test_a_proposed_kind_is_one_that_is_installed(there, organiser, read):
    from tests.factories.readings import make_row

    read(
        make_reading(activities=[make_row("1", "标准化培训", kind="hackathon"), make_row("2", "知识竞答", kind="quiz")])
    )
    draft = actions.take_in(owner=there.city, file=upload(), text=None, by=organiser).draft
    assert [row["kind"] for row in draft.data["activities"]] == ["course", "quiz"]


@pytest.mark.parametrize(
    ("role", "may"), [("organiser", True), ("unit-staff", False), ("editor", False), ("auditor", False)]
)
def test_only_an_organiser_of_the_owner_may_take_in_and_confirm(there, organiser, read, role, may):
    draft = actions.take_in(owner=there.city, file=upload(), text=None, by=organiser).draft
    person = make_staff(unit=there.city, role=role)
    assert (rules.may_take_in(person, there.city), rules.may_confirm(person, draft)) == (may, may)


def test_an_organiser_of_a_district_may_not_confirm_the_citys_notice(there, organiser, read):
    draft = actions.take_in(owner=there.city, file=upload(), text=None, by=organiser).draft
    assert not rules.may_confirm(make_staff(unit=there.jinshan), draft)
