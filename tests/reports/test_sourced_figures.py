"""Every number a report may use, each with where it came from."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils.translation import override
from tests.factories.campaigns import make_activity, make_campaign
from tests.factories.units import make_unit

from worldday.base import clock
from worldday.campaigns import kinds
from worldday.campaigns.kinds import Figure
from worldday.materials.models import Material
from worldday.reports.figures import figures_of, figures_of_campaign, materials_of_campaign, plain, with_measure
from worldday.reports.models import ReportedFigure

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]


class Fair(kinds.Kind):
    slug = "fair"
    label = "集市"

    def evidence(self, activity):
        name = "Players"  # a lazy msgid in real kinds
        return [
            Figure(name, 12, "人", "甲", "records", clock.now()),
            Figure(name, 3, "人", "乙", "records", clock.now()),
        ]


@pytest.fixture
def fair(monkeypatch):
    monkeypatch.setitem(kinds._kinds, "fair", Fair())


def count(activity, unit, name="参观人数", value="1286", **fields):
    said = {"measure": "人次", "definition": "进场登记人次", "source": "登记表", "counted_on": date(2020, 10, 14)}
    return ReportedFigure.objects.create(
        activity=activity, unit=unit, name=name, value=Decimal(value), added_at=clock.wall(), **(said | fields)
    )


def material(campaign, unit, activity, kind, **fields):
    stored = f"{kind}-{Material.objects.count()}"
    said = {"state": "ready", "name": "1.jpg", "mime": "image/jpeg", "size": 1, "digest": "", "added_at": clock.wall()}
    return Material.objects.create(
        campaign=campaign, unit=unit, activity=activity, kind=kind, stored=stored, **(said | fields)
    )


def test_what_the_kind_counts_comes_first_then_what_units_counted(fair):
    unit = make_unit("甲区局")
    activity = make_activity(make_campaign(), kind="fair")
    row = count(activity, unit)
    found = figures_of(activity)
    assert [(f.key, f.value, f.unit) for f in found] == [
        (f"evidence:{activity.code}:Players", 12, None),
        (f"evidence:{activity.code}:Players~2", 3, None),
        (f"reported:{row.code}", Decimal(1286), unit),
    ]
    assert (found[2].definition, found[2].source, found[2].taken_at.date()) == (
        "进场登记人次",
        "登记表",
        date(2020, 10, 14),
    )


def test_keys_do_not_change_with_the_readers_language():
    from django.utils.translation import gettext_lazy as _

    class Named(Fair):
        def evidence(self, activity):
            return [Figure(_("Players"), 1, "人", "", "", clock.now())]

    activity = make_activity(make_campaign(), kind="named")
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(kinds._kinds, "named", Named())
        with override("zh-hans"):
            chinese = figures_of(activity)[0]
        with override("en"):
            english = figures_of(activity)[0]
    assert chinese.key == english.key == f"evidence:{activity.code}:Players"
    assert (chinese.name != english.name, english.name) == (True, "Players")


def test_a_withdrawn_figure_is_not_used():
    activity = make_activity(make_campaign())
    count(activity, make_unit(), withdrawn_at=clock.wall())
    assert figures_of(activity) == []


@pytest.mark.parametrize("activities", [1, 3])
def test_a_campaigns_figures_cost_the_same_few_queries(fair, django_assert_num_queries, activities):
    campaign, unit = make_campaign(), make_unit("甲区局")
    for position in range(activities):
        count(make_activity(campaign, kind="fair", position=activities - position), unit)
    with django_assert_num_queries(6):
        found = [
            (figure.activity.position, figure.unit and figure.unit.name) for figure in figures_of_campaign(campaign)
        ]
    assert found == [pair for p in range(1, activities + 1) for pair in ((p, None), (p, None), (p, "甲区局"))]


def test_what_was_sent_is_counted_of_any_activity_but_not_what_was_removed_or_refused(django_assert_num_queries):
    campaign, unit = make_campaign(), make_unit("甲区局")
    one, two = (make_activity(campaign, position=p) for p in (1, 2))
    for activity, kind in ((one, "photo"), (one, "photo"), (one, "video"), (two, "photo"), (None, "photo")):
        material(campaign, unit, activity, kind)
    material(campaign, unit, two, "photo", removed_at=clock.wall())
    material(campaign, unit, two, "photo", state="refused")
    with django_assert_num_queries(2):
        found = materials_of_campaign(campaign)
    assert [(f.activity, f.key.rpartition(":")[2], f.value) for f in found] == [
        (one, "photo", 2),
        (one, "video", 1),
        (two, "photo", 1),
    ]


@pytest.mark.parametrize(
    ("value", "measure", "chinese", "english"),
    [
        (Decimal("1286.00"), "人次", "1286人次", "1,286 人次"),
        (Decimal("12860.50"), "元", "12,860.5元", "12,860.5 元"),
        (86.5, "%", "86.5%", "86.5%"),
        (0, "", "0", "0"),
        (100, "份", "100份", "100 份"),
    ],
)
def test_a_number_reads_as_people_write_it(value, measure, chinese, english):
    with override("zh-hans"):
        assert with_measure(value, measure) == chinese
    with override("en"):
        assert with_measure(value, measure) == english


def test_no_number_is_written_with_an_exponent():
    assert plain(Decimal("1E+3")).replace(",", "") == "1000"
