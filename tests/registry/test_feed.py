"""A registry's own feed: releases and what became of single records, each once, with ids that stay."""

import xml.etree.ElementTree as ET
from datetime import date

import pytest
from django.test import Client
from tests.factories.feed_check import atom_entries, words_of
from tests.factories.registries import PREPARER, REVIEWER, approved, make_batch, make_registry, make_released, released

from worldday.registry.actions import amending, public, registries
from worldday.registry.amending import Asked, Why
from worldday.registry.models import ChangeKind
from worldday.registry.schema import Entry, fields_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def record(on_day):
    on_day(date(2020, 6, 9))
    return make_released(Entry("甲公司", "SP-1"), registry=make_registry(), name="首批<品牌>")[0]


def entries(path="/registry/brands/feed.atom"):
    answer = Client().get(path)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    atom_entries(answer.content)
    return ET.fromstring(answer.content).findall(f"{ATOM}entry")


def said(entry, name) -> str:
    return entry.findtext(f"{ATOM}{name}")


def test_releases_and_changes_stand_there_newest_first_and_keep_their_ids(record, on_day):
    on_day(date(2020, 10, 14))
    batch = make_batch(record.registry, entries=["乙公司", "丙公司"], name="第二批")
    amending.amend(batch=batch, record=record, asked=Asked(ChangeKind.SUSPENDED, Why("监督检查")), by=PREPARER)
    before = {said(one, "id") for one in entries()}
    released(batch)
    found = entries()
    assert [said(one, "title") for one in found] == ["公开：第二批", "暂停：甲公司 SP-1", "公开：首批<品牌>"]
    assert "监督检查" in said(found[1], "summary")
    assert "2条记录 · 变更1条<br>乙公司<br>丙公司" in said(found[0], "summary")
    ids = [said(one, "id") for one in found]
    assert before == {ids[2]}
    assert len(set(ids)) == 3
    assert all(one.startswith("urn:uuid:") for one in ids)
    on_day(date(2020, 10, 15))
    public.move_on(record=record, to=ChangeKind.WITHDRAWN, why=Why("申请<注销>"), by=REVIEWER)
    again = entries()
    assert [said(one, "id") for one in again[1:]] == ids
    assert "申请&lt;注销&gt;" in said(again[0], "summary")
    assert again[0].find(f"{ATOM}summary").get("type") == "html"
    assert words_of(said(again[0], "summary")) == "申请<注销>"


def test_it_says_what_is_new_since_a_day(record, on_day):
    on_day(date(2020, 10, 14))
    public.move_on(record=record, to=ChangeKind.SUSPENDED, why=Why("检查"), by=REVIEWER)
    assert len(entries()) == 2
    assert [said(one, "title") for one in entries("/registry/brands/feed.atom?since=2020-10-14")] == [
        "暂停：甲公司 SP-1"
    ]
    assert len(entries("/registry/brands/feed.atom?since=昨天")) == 2


def test_nothing_unseen_is_in_it_and_a_closed_registry_has_none(record):
    batch = approved(make_batch(record.registry, entries=["秘密公司"], name="秘密批次"))
    amending_later = make_batch(record.registry, name="也是秘密")
    asked = Asked(ChangeKind.CHANGED, Why("秘密原因"), {"name": "秘密名"})
    amending.amend(batch=amending_later, record=record, asked=asked, by=PREPARER)
    assert batch.code not in Client().get("/registry/brands/feed.atom").content.decode()
    assert "秘密" not in Client().get("/registry/brands/feed.atom").content.decode()
    registries.close_registry(registry=record.registry, by=REVIEWER)
    assert Client().get("/registry/brands/feed.atom").status_code == 404


def test_the_page_of_the_registry_leads_to_it(record):
    page = Client().get("/registry/brands/").content.decode()
    assert page.count("/registry/brands/feed.atom") == 2
    assert '<link rel="alternate" type="application/atom+xml"' in page


def test_the_same_rows_give_the_same_feed_in_as_many_queries(record, django_assert_num_queries):
    first = Client().get("/registry/brands/feed.atom").content
    assert Client().get("/registry/brands/feed.atom").content == first
    assert Client().get("/registry/brands/feed.atom?lang=en", headers={"accept-language": "en"}).status_code == 200


def rename(registry, slug):
    values = {"slug": slug, "name": registry.name}
    return registries.change_registry(registry=registry, values=values, fields=fields_of(registry), by=REVIEWER)


def test_an_address_that_was_printed_leads_to_where_the_registry_is_now(record):
    rename(record.registry, "shanghai-brands")
    client = Client()
    for tail in (
        "",
        f"{record.code}/",
        f"{record.code}/qr.png",
        f"{record.code}/record.json",
        "data/",
        "feed.atom",
        "data.csv",
    ):
        answer = client.get(f"/registry/brands/{tail}?x=1")
        assert (answer.status_code, answer.headers.get("Location")) == (301, f"/registry/shanghai-brands/{tail}?x=1")
    rename(record.registry, "third")
    assert client.get(f"/registry/brands/{record.code}/")["Location"] == f"/registry/third/{record.code}/"
    assert client.get(f"/registry/shanghai-brands/{record.code}/")["Location"] == f"/registry/third/{record.code}/"
    rename(record.registry, "brands")
    assert client.get(f"/registry/brands/{record.code}/").status_code == 200
    assert client.get(f"/registry/third/{record.code}/")["Location"] == f"/registry/brands/{record.code}/"
    assert client.get("/registry/never/").status_code == 404


def test_nobody_else_gets_an_address_that_was_printed(record):
    from worldday.base.problems import Invalid

    other = make_registry("standards", owner=record.registry.owner)
    rename(record.registry, "shanghai-brands")
    with pytest.raises(Invalid, match="曾属于"):
        rename(other, "brands")
    registries.close_registry(registry=record.registry, by=REVIEWER)
    assert Client().get(f"/registry/brands/{record.code}/").status_code == 404


def test_no_registry_takes_the_address_of_a_page_of_ours(record):
    from worldday.base.problems import Invalid

    with pytest.raises(Invalid, match="本站的页面"):
        rename(record.registry, "check")
    values = {"slug": "check", "name": "自建名录", "number_label": "编号", "name_label": "名称"}
    with pytest.raises(Invalid, match="本站的页面"):
        registries.make_registry(owner=record.registry.owner, values=values, fields=[], by=REVIEWER)
