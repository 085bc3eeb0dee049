"""Taking in, reviewing and confirming notices in the desk, by plain requests as a browser without script makes them."""

from copy import deepcopy
from datetime import UTC, datetime

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.factories.authority import make_authority
from tests.factories.readings import make_reading, make_row
from tests.factories.units import make_staff

from worldday.base import scope
from worldday.campaigns.models import Activity, Campaign
from worldday.notices import actions
from worldday.notices.models import Draft, DraftState, Notice
from worldday.notices.reading.errors import Unreadable

from .test_review_form import posted, shown

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]
TEXT = "市局办法证书，金山区市场监管局举办论坛。"


@pytest.fixture
def there():
    return make_authority()


@pytest.fixture
def organiser(there):
    return make_staff("王一", unit=there.city)


@pytest.fixture
def desk(client, organiser) -> Client:
    client.force_login(organiser)
    return client


def make_notice(owner, **fields) -> Notice:
    reading = make_reading(
        spans={"/activities/0/content": [2, 6], "/activities/1/units/0/name": [7, 15]},
        warnings=[{"code": "x", "message": "“办法”疑为“颁发”", "start": 2, "end": 4}],
        **fields,
    )
    if reading["activities"]:
        reading["activities"][0]["content"] = "办法证书"
    notice = Notice.objects.create(
        owner=owner,
        name="关于世界标准日的通知",
        sha256="0" * 64,
        text=TEXT,
        reading=reading,
        taken_in_at=datetime(2020, 9, 9, tzinfo=UTC),
    )
    Draft.objects.create(notice=notice, data=deepcopy(reading))
    return notice


def url(name: str, notice: Notice) -> str:
    return reverse(f"desk_notices:{name}", args=[notice.code])


def form(
    notice: Notice, *, do: str = "save", version: int | None = None, page: int = 0, **changes
) -> dict[str, list[str]]:
    """What a browser sends of the review page: everything on it, `changes` typed over it, the button `do` pressed."""
    draft = Draft.objects.get(notice=notice)
    post = posted(shown(draft.data, page=page), **changes)
    post["do"], post["version"] = do, str(version or draft.version)
    return dict(post.lists())


def data_of(notice: Notice) -> dict:
    return Draft.objects.get(notice=notice).data


# --- taking in ---


def test_a_pasted_notice_leads_to_its_review(desk, monkeypatch):
    monkeypatch.setattr(actions, "read_file_safely", lambda _path: make_reading() | {"text": TEXT})
    answer = desk.post(reverse("desk_notices:take_in"), {"text": TEXT})
    assert answer.url == url("review", Notice.objects.get())
    assert Notice.objects.get().text == TEXT


def test_an_unreadable_paste_is_one_sentence_and_the_text_stays_in_the_form(desk, monkeypatch):
    def unreadable(_path):
        raise Unreadable("not_a_notice")

    monkeypatch.setattr(actions, "read_file_safely", unreadable)
    answer = desk.post(reverse("desk_notices:take_in"), {"text": "从前有座山 <b>"})
    assert answer.status_code == 422
    assert "不像一份通知" in answer.content.decode()
    assert "从前有座山 &lt;b&gt;</textarea>" in answer.content.decode()
    assert Notice.objects.count() == 0


def test_a_form_sent_empty_asks_for_a_file_or_text(desk):
    answer = desk.post(reverse("desk_notices:take_in"), {"text": " "})
    assert answer.status_code == 422
    assert "请选择文件或粘贴通知全文" in answer.content.decode()


def test_an_organiser_of_one_authority_cannot_take_in_for_another(desk, there, monkeypatch):
    monkeypatch.setattr(actions, "read_file_safely", lambda _path: make_reading() | {"text": TEXT})
    stranger = make_authority()
    desk.post(reverse("desk_notices:take_in"), {"text": TEXT, "owner": stranger.city.code})
    assert Notice.objects.get().owner == there.city


# --- the review page ---


def test_every_value_is_marked_and_linked_to_its_field_and_back(desk, there):
    page = desk.get(url("review", make_notice(there.city))).content.decode()
    assert 'class="mark mark--unit" href="#f-activities-1-units-0-name"' in page
    assert 'id="m-activities-1-units-0-name">金山区市场监管局</a>' in page
    assert '<a class="f__source" href="#m-activities-1-units-0-name">' in page


def test_a_warning_stands_in_the_list_in_the_text_and_at_its_field(desk, there):
    page = desk.get(url("review", make_notice(there.city))).content.decode()
    assert 'id="w1" href="#f-activities-0-content"' in page
    assert '<a href="#f-activities-0-content" data-goto>' in page
    assert page.count("“办法”疑为“颁发”") == 4  # list, field, and twice on the badge: label and title


def test_unknown_units_are_said_to_be_created_and_known_ones_are_named(desk, there):
    rows = [
        make_row(
            "1", "论坛", units=[("金山区市场监管局", "lead"), ("某新协会", "assist"), ("各区市场监管局", "assist")]
        )
    ]
    page = desk.get(url("review", make_notice(there.city, activities=rows))).content.decode()
    assert "= 上海市金山区市场监督管理局" in page
    assert page.count('is--new" data-named>将新建</p>') == 1
    assert "3个单位" in page


def test_what_the_document_holds_can_do_nothing_to_the_page(desk, there):
    notice = make_notice(there.city)
    Notice.objects.filter(pk=notice.pk).update(text="<script>alert(1)</script>" + TEXT, name="<img src=x>")
    page = desk.get(url("review", notice)).content.decode()
    assert "<script>alert" not in page and "<img src=x>" not in page


def test_a_correction_is_saved_and_settles_its_warning(desk, there):
    notice = make_notice(there.city)
    answer = desk.post(url("review", notice), form(notice, **{"/activities/0/content": "颁发证书"}))
    assert answer.url == url("review", notice) + "?page=0"
    assert data_of(notice)["activities"][0]["content"] == "颁发证书"
    page = desk.get(url("review", notice)).content.decode()
    assert "已更正：" in page and "0处未处理" in page
    assert "王一保存于" in page


def test_saving_what_nobody_touched_changes_nothing(desk, there):
    notice = make_notice(there.city)
    before = data_of(notice)
    desk.post(url("review", notice), form(notice))
    assert (data_of(notice), Draft.objects.get().version) == (before, 1)


def test_what_cannot_be_understood_is_not_saved_and_stays_typed(desk, there):
    notice = make_notice(there.city)
    answer = desk.post(url("review", notice), form(notice, **{"/issue_date": "9月31日", "/title": "改了的标题"}))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="9月31日"' in page and "改了的标题" in page
    assert data_of(notice)["issue_date"] == "2020-09-09"


def test_rows_are_added_moved_and_removed_without_script_and_nothing_typed_is_lost(desk, there):
    notice = make_notice(there.city)
    typed = {"/activities/1/name": "改名的论坛"}
    answer = desk.post(url("review", notice), form(notice, do="up:/activities/1", **typed))
    assert answer.url.endswith("?page=0#r-activities-0")
    assert [row["name"] for row in data_of(notice)["activities"]] == ["改名的论坛", "标准化线上知识竞答"]
    desk.post(url("review", notice), form(notice, do="drop:/activities/0"))
    answer = desk.post(url("review", notice), form(notice, do="add:/activities/0/units"))
    assert answer.url.endswith("#r-activities-0-units-1")
    assert data_of(notice)["activities"][0]["units"][1] == {"name": "", "role": None}


def test_the_second_of_two_reviewers_keeps_their_input_and_learns_who_was_first(desk, there):
    notice = make_notice(there.city)
    mine = form(notice, **{"/title": "我的标题"})
    other = Client()
    other.force_login(make_staff("陈三", unit=there.city))
    assert other.post(url("review", notice), form(notice, **{"/title": "陈三的标题"})).status_code == 302
    answer = desk.post(url("review", notice), mine)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "我的标题" in page and "最近由陈三于" in page
    assert data_of(notice)["title"] == "陈三的标题"
    assert desk.post(url("review", notice), form(notice, **{"/title": "我的标题"})).status_code == 302
    assert data_of(notice)["title"] == "我的标题"


def test_the_autosave_answers_with_the_version_or_with_sentences(desk, there):
    notice = make_notice(there.city)
    asks = {"headers": {"Accept": "application/json"}}
    assert desk.post(url("review", notice), form(notice, **{"/title": "一"}), **asks).json() == {
        "version": 2,
        "names": {
            "市市场监管局": ["known", "= 上海市市场监督管理局"],
            "金山区市场监管局": ["known", "= 上海市金山区市场监督管理局"],
        },
    }
    bad = desk.post(url("review", notice), form(notice, **{"/tasks/0/max_chars": "多"}), **asks)
    assert (bad.status_code, bad.json()) == (422, {"sentences": ["“多”不是整数。"], "conflict": False})
    stale = desk.post(url("review", notice), form(notice, version=1, **{"/title": "二"}), **asks)
    assert (stale.status_code, stale.json()["conflict"]) == (409, True)


def test_the_page_asks_as_many_questions_for_three_activities_as_for_one(desk, there):
    desk.get(url("review", make_notice(there.city)))  # the shell asks some things of a person once
    counts = []
    for rows in (1, 3):
        notice = make_notice(there.city, activities=[make_row(str(n), f"活动{n}") for n in range(rows)])
        with CaptureQueriesContext(connection) as asked:
            desk.get(url("review", notice))
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 20


def test_a_notice_of_five_hundred_activities_is_shown_forty_at_a_time(desk, there):
    notice = make_notice(there.city, activities=[make_row(str(n), f"活动{n}") for n in range(500)])
    page = desk.get(url("review", notice) + "?page=12").content.decode()
    assert page.count('<input type="hidden" name="rows:/activities"') == 20 + 1  # and the empty one that script copies
    assert 'value="page:0"' in page and "481–500" in page
    assert '<a href="?page=0#f-activities-0-content" data-goto>转到“内容”</a>' in page
    desk.post(url("review", notice), form(notice, page=12, **{"/activities/499/name": "最后一项"}))
    assert len(data_of(notice)["activities"]) == 500
    assert data_of(notice)["activities"][499]["name"] == "最后一项"


# --- confirming ---


def test_the_preview_says_what_confirming_will_make(desk, there):
    page = desk.get(url("confirm", make_notice(there.city))).content.decode()
    assert "将建立活动“世界标准日 2020”" in page
    assert "<dt>活动项目</dt><dd>2</dd>" in page
    assert "<dt>新单位</dt><dd>0</dd>" in page


def test_confirming_twice_makes_one_campaign(desk, there):
    notice = make_notice(there.city)
    first = desk.post(url("confirm", notice), {"version": 1})
    second = desk.post(url("confirm", notice), {"version": 1})
    campaign = Campaign.objects.get()
    assert first.url == second.url == reverse("desk_campaigns:workplan", args=[campaign.code])
    assert Activity.objects.count() == 2


def test_confirming_a_draft_that_changed_meanwhile_shows_the_new_preview(desk, there):
    notice = make_notice(there.city)
    desk.post(url("review", notice), form(notice, do="drop:/activities/0"))
    answer = desk.post(url("confirm", notice), {"version": 1})
    assert answer.status_code == 409
    assert "<dt>活动项目</dt><dd>1</dd>" in answer.content.decode()
    assert Campaign.objects.count() == 0


def test_an_amended_notice_shows_the_difference_and_cancels_only_what_is_ticked(desk, there):
    desk.post(url("confirm", make_notice(there.city)), {"version": 1})
    rows = [
        make_row(
            "1",
            "标准化线上知识竞答",
            kind="quiz",
            window={"text": "10月20日", "start": "2020-10-20", "end": "2020-10-20", "precision": "day"},
        )
    ]
    amended = make_notice(there.city, activities=rows)
    page = desk.get(url("confirm", amended)).content.decode()
    assert "将更新活动“世界标准日 2020”" in page
    assert "10月中旬（2020-10-11 – 2020-10-20）" in page
    gone = Activity.objects.get(seq="2")
    assert f'name="cancel" value="{gone.code}"' in page
    desk.post(url("confirm", amended), {"version": 1, "cancel": gone.code})
    gone.refresh_from_db()
    assert gone.state == "cancelled"


def test_a_draft_without_a_year_cannot_be_confirmed_and_says_what_to_fill_in(desk, there):
    observance = {"name": "世界标准日", "ordinal": None, "start": None, "end": None}
    undated = {"text": None, "start": None, "end": None, "precision": None}
    notice = make_notice(
        there.city,
        title="通知",
        doc_number=None,
        issue_date=None,
        observance=observance,
        activities=[make_row("1", "论坛", window=undated)],
    )
    assert "没有写明是哪一年" in desk.get(url("confirm", notice)).content.decode()
    assert desk.post(url("confirm", notice), {"version": 1}).status_code == 409


def test_a_confirmed_draft_can_be_read_and_not_changed(desk, there):
    notice = make_notice(there.city)
    desk.post(url("confirm", notice), {"version": 1})
    page = desk.get(url("review", notice)).content.decode()
    assert '<fieldset class="sheet" disabled>' in page and "王一已于" in page
    assert desk.post(url("review", notice), form(notice, **{"/title": "晚了"})).status_code == 409


def test_a_draft_set_aside_keeps_its_notice(desk, there):
    notice = make_notice(there.city)
    assert desk.post(url("discard", notice)).url == reverse("desk_notices:list")
    assert Draft.objects.get().state == DraftState.DISCARDED
    assert Notice.objects.get() == notice
    assert url("reopen", notice) in desk.get(reverse("desk_notices:list")).content.decode()
    assert url("reopen", notice) in desk.get(url("review", notice)).content.decode()
    assert desk.post(url("reopen", notice)).url == url("review", notice)
    assert Draft.objects.get().state == DraftState.OPEN


# --- who ---


def test_unit_staff_of_the_same_authority_see_no_notice(client, there):
    notice = make_notice(there.city)
    client.force_login(make_staff(unit=there.jinshan, role="unit-staff"))
    for name in ("review", "confirm", "file"):
        assert client.get(url(name, notice)).status_code == 302  # Wagtail sends them to their first page
    assert client.post(url("reopen", notice)).status_code == 302


def test_an_organiser_below_does_not_see_the_notices_above(client, there):
    notice = make_notice(there.city)
    client.force_login(make_staff(unit=there.jinshan, role="organiser"))
    assert client.get(url("review", notice)).status_code == 404
    assert notice.name not in client.get(reverse("desk_notices:list")).content.decode()


def test_the_file_comes_back_as_it_was_and_only_as_a_download(desk, there, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    notice = make_notice(there.city)
    assert desk.get(url("file", notice)).status_code == 404
    with scope.everything("test"):
        notice.file_name = "通知 a.html"
        notice.file.save("x.html", ContentFile(b"<script>1</script>"))
    answer = desk.get(url("file", notice))
    assert b"".join(answer.streaming_content) == b"<script>1</script>"
    assert answer["Content-Disposition"].startswith("attachment;")
