"""English pages say batches and choices in English where somebody has; what is kept, found and dumped stays as it is."""

import importlib
import json
from datetime import date

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from tests.factories.campaigns import make_activity, make_campaign
from tests.factories.registries import REVIEWER, make_batch, make_registry, make_released, released
from tests.factories.units import make_unit

from worldday.base.models import LongWork
from worldday.campaigns.kinds import kind_of
from worldday.desk.registry.forms import FieldForm, _text_of
from worldday.registry.actions import public, registries
from worldday.registry.amending import Why
from worldday.registry.models import Posting, Registry
from worldday.registry.rows import entry_of
from worldday.registry.schema import Entry, Field, fields_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]
NAMES = {"name_en": "First lot", "note": "首批公布的标准。", "note_en": "The first standards made public."}


@pytest.fixture
def record(on_day):
    """A local standard, released with an activity."""
    on_day(date(2020, 10, 14))
    owner = make_unit("上海市市场监督管理局")
    activity = make_activity(make_campaign(owner=owner, slug="wsd"), units=[owner], kind="release", name="标准发布")
    values = {"sort": "地方标准", "body": "某中心", "issued_on": "2020-06-09"}
    entry = Entry("监护型救护车配置规范", "DB31/T 1-2020", valid_until=date(2025, 6, 8), values=values)
    return make_released(entry, registry=make_registry("standards", owner=owner), activity=activity, **NAMES)[0]


def body(path: str) -> str:
    answer = Client().get(path)
    assert answer.status_code == 200, path
    return (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()


def test_lists_records_and_filters_say_choices_in_english(record):
    listed, one = body("/en/registry/standards/"), body(f"/en/registry/standards/{record.code}/")
    assert '<option value="地方标准">Local standard</option>' in listed
    assert "<span>Local standard</span>" in listed
    assert '<span class="prose">Local standard</span>' in one
    assert body("/en/registry/standards/?sort=地方标准").count('class="reg-row"') == 1
    assert body("/en/registry/standards/?sort=Local standard").count("selected") == 0
    assert '<span lang="zh-Hans">某中心</span>' in one  # nobody has said it in English
    for said in ("Tue 9 June 2020", "Sun 8 June 2025", "DB31/T 1-2020"):
        assert f'<span class="prose">{said}</span>' in one  # and what is no Chinese is not called so


def test_chinese_pages_stay_chinese(record):
    listed, one = body("/registry/standards/"), body(f"/registry/standards/{record.code}/")
    assert '<option value="地方标准">地方标准</option>' in listed
    assert "Local standard" not in listed + one
    assert "First lot" not in one


def test_batches_say_their_name_and_note_in_english(record):
    address = f"wsd/activities/{record.batch.activity.code}/release/"
    page = body(f"/en/{address}")
    assert "<h2>First lot</h2>" in page
    assert '<p class="prose">The first standards made public.</p>' in page
    assert "<h2>首批</h2>" in body(f"/{address}")
    assert "First lot" in body(f"/en/registry/standards/{record.code}/")
    feed = body("/en/registry/standards/feed.atom")
    assert "<title>Made public: First lot</title>" in feed
    assert "The first standards made public." in feed
    assert "<title>公开：首批</title>" in body("/registry/standards/feed.atom")


def test_a_history_says_what_was_chosen_in_english(record):
    now = Entry(record.name, record.number, values={**record.values, "sort": "团体标准"})
    public.correct(record=record, entry=now, why=Why("类别有误"), by=REVIEWER)
    page = body(f"/en/registry/standards/{record.code}/")
    assert "<del>Local standard</del> → <ins>Group standard</ins>" in page
    assert "Sort: Local standard → Group standard" in body("/en/registry/standards/feed.atom")
    assert "<del>地方标准</del> → <ins>团体标准</ins>" in body(f"/registry/standards/{record.code}/")


def test_files_hold_the_choice_itself_in_both_languages(record):
    for prefix in ("", "/en"):
        assert ",地方标准," in body(f"{prefix}/registry/standards/data.csv")
        told = json.loads(body(f"{prefix}/registry/standards/data.json"))
        assert told["records"][0]["values"]["sort"] == "地方标准"
        assert told["fields"][0]["choices_en"]["地方标准"] == "Local standard"
        alone = json.loads(body(f"{prefix}/registry/standards/{record.code}/record.json"))
        assert (alone["values"]["sort"], alone["history"][0]["reason"]) == ("地方标准", "首批")


def test_files_are_headed_in_the_language_of_their_page_which_explains_every_column(record):
    path = "registry/standards/data.csv"
    chinese, english = (body(f"/{prefix}{path}").lstrip("\ufeff").splitlines()[0].split(",") for prefix in ("", "en/"))
    assert chinese[:5] == ["标准编号", "标准名称", "状态", "标准类别", "评定"]
    assert english[:5] == ["Number", "Title", "State", "Sort", "Mark"]
    assert english[-5:] == ["Valid from", "Valid until", "Source", "Web address of the source", "Page"]
    page = body("/en/registry/standards/data/")
    assert all(f"<dt>{heading}</dt>" in page for heading in english)
    assert "<li>withdrawn – Withdrawn</li>" in page
    assert "地方标准</span></span> – Local standard" in page
    assert "<li>withdrawn – 已撤销</li>" in body("/registry/standards/data/")


def test_where_a_registry_comes_from_is_said_in_english(record):
    registry, values = record.registry, {"source": "公开报道", "source_en": "Published reports"}
    registries.change_registry(registry=registry, values=values, fields=fields_of(registry), by=REVIEWER)
    assert "来源：公开报道" in body("/registry/standards/")
    assert "Source: Published reports" in body("/en/registry/standards/")
    told = json.loads(body("/registry/standards/data.json"))
    assert (told["source"], told["source_en"]) == ("公开报道", "Published reports")


def test_another_english_word_touches_neither_records_nor_the_index(record):
    registry, kept = record.registry, entry_of(record)
    index = list(Posting.objects.order_by("pk").values_list("block_id", "token", "places"))
    fields = [
        Field(**vars(one) | {"choices_en": {"地方标准": "Regional standard"}}) if one.key == "sort" else one
        for one in fields_of(registry)
    ]
    registries.change_registry(registry=registry, values={}, fields=fields, by=REVIEWER)
    assert "Regional standard" in body(f"/en/registry/standards/{record.code}/")
    record.refresh_from_db()
    assert entry_of(record) == kept
    assert list(Posting.objects.order_by("pk").values_list("block_id", "token", "places")) == index
    assert not LongWork.objects.exists()  # nothing to be done in the background either
    fewer = [one for one in fields if one.key != "remark"]
    registries.change_registry(registry=registry, values={}, fields=fewer, by=REVIEWER)
    assert LongWork.objects.count() == 1


def field_of(choices: str) -> Field | FieldForm:
    form = FieldForm({"key": "sort", "label": "类别", "sort": "choice", "choices": choices})
    return form.field() if form.is_valid() else form


def test_a_choice_and_its_english_are_written_in_one_line():
    made = field_of(
        "国家标准 | National standard\r\n 行业标准｜Industry standard \n\n地方标准\n甲|乙 |\n国家标准 | State"
    )
    assert made.choices == ("国家标准", "行业标准", "地方标准", "甲|乙")
    assert made.choices_en == {"国家标准": "State", "行业标准": "Industry standard"}


def test_what_the_form_shows_is_read_back_as_it_was():
    choices, english = ("甲", "乙|丙", "丁｜"), {"甲": "A", "丁｜": "D"}
    back = field_of(_text_of(Field("sort", "类别", sort="choice", choices=choices, choices_en=english)))
    assert (back.choices, back.choices_en) == (choices, english)


def test_a_choice_that_is_too_long_is_refused_and_not_cut():
    refused = field_of("甲" * 61)
    assert isinstance(refused, FieldForm)
    assert "60" in refused.errors["choices"][0]
    assert field_of("甲" * 60).choices == ("甲" * 60,)


def test_a_batch_begins_with_the_english_name_of_its_activity():
    activity = make_activity(
        make_campaign(owner=make_unit()),
        kind="release",
        name="协作平台启动",
        name_en="Start of the platform",
        content="公布平台成员单位、办法顾问专家证书",
    )
    made = kind_of(activity).set_up(activity, by=REVIEWER)
    assert [(one.name, one.name_en) for one in made] == [
        ("协作平台启动（平台成员单位）", "Start of the platform (Members of platforms)"),
        ("协作平台启动（聘任专家）", "Start of the platform (Appointed experts)"),
    ]


def test_registries_that_came_ready_before_get_the_words_and_own_words_stay():
    registry = make_registry("standards")
    own = make_registry("brands", owner=registry.owner)
    for one in (registry, own):
        for row in one.fields:
            row.pop("choices_en")
    own.fields[1]["choices_en"] = {"制造": "Made here"}
    registry.fields[0]["choices"].append("自己加的")
    Registry.objects.bulk_update([registry, own], ["fields"])
    importlib.import_module("worldday.registry.migrations.0005_in_english").say_in_english(apps, connection)
    registry.refresh_from_db()
    own.refresh_from_db()
    assert fields_of(registry)[0].english("国家标准") == "National standard"
    assert fields_of(registry)[0].labelled[-1] == ("自己加的", "")
    assert fields_of(own)[1].choices_en == {"制造": "Made here"}
    assert fields_of(own)[0].choices_en == {}


def test_the_second_batch_without_english_is_marked_as_chinese(record):
    released(make_batch(record.registry, entries=["乙"], name="第二批", activity=record.batch.activity))
    page = body(f"/en/wsd/activities/{record.batch.activity.code}/release/")
    assert '<h2><span lang="zh-Hans">第二批</span></h2>' in page
