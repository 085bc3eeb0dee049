"""What findings_for gathers from the database, and that it asks a constant number of times."""

from datetime import date

import pytest
from tests.factories.campaigns import make_activity, make_campaign, make_task
from tests.factories.filings import make_filing
from tests.factories.reviews import make_sent
from tests.factories.units import make_staff, make_unit

from worldday.base import clock
from worldday.base.audit import System
from worldday.notices.models import Notice
from worldday.reports.actions.writing import take_back
from worldday.reports.checking import findings_for
from worldday.reports.findings import NAMES, SENTENCES, sentence_of
from worldday.reports.models import Fingerprint, ReportedFigure

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]
OURS = (
    "我局围绕世界标准日主题，组织辖区企业开展了标准化知识讲座，邀请专家讲解绿色产品标准。"
    "活动当天在中心广场设置咨询台，向市民发放资料，解答家电能效标识方面的问题，受到欢迎。"
)
THEIRS = (
    "本区以社区为单位，依托文化活动中心举办了家庭节水知识展，孩子们动手完成了水质小实验。"
    "同时走进三所小学，用游戏的方式介绍身边的标准，老师和家长都给予了好评，效果明显。"
)


@pytest.fixture(autouse=True)
def _in_october(on_day):
    on_day(date(2020, 10, 20))


@pytest.fixture
def city():
    return make_unit("甲市市场监管局")


@pytest.fixture
def campaign(city):
    return make_campaign(owner=city)


def district(city, name: str = "乙区市场监管局"):
    return make_unit(name, parent=city, type="district")


def draft(task, text: str, **fields):
    return make_filing(task, make_staff(unit=task.unit, role="unit-staff"), text, **fields)


def codes(filing) -> list[str]:
    return [finding["code"] for finding in findings_for(filing)]


def test_an_honest_summary_has_no_findings(city, campaign):
    assert findings_for(draft(make_task(campaign, district(city)), OURS)) == []


def test_what_another_unit_sent_is_found_with_its_name_and_share(city, campaign):
    sent = make_sent(make_task(campaign, district(city)), OURS)
    (found,) = findings_for(draft(make_task(campaign, district(city, "丙区市场监管局")), OURS + "我区亦然。"))
    assert found["code"] == "copied"
    assert found["params"]["unit"] == "乙区市场监管局" and found["params"]["submission"] == sent.code
    assert found["params"]["percent"] >= 90 and found["weight"] == "stop"
    assert (OURS + "我区亦然。")[slice(*found["places"][0])] == OURS[:-1]


def test_the_units_own_text_of_last_year_is_found(city, campaign):
    unit = district(city)
    make_sent(make_task(make_campaign(owner=city, year=2019), unit), OURS)
    (found,) = findings_for(draft(make_task(campaign, unit), OURS))
    assert (found["code"], found["params"]["year"]) == ("copied-last-time", 2019)


def test_the_units_plan_may_come_back_in_its_summary_and_its_offices_texts_in_its_own(city, campaign):
    unit = district(city)
    make_sent(make_task(campaign, unit, what="other"), OURS)
    office = make_unit("乙区某所", parent=unit)
    make_sent(make_task(campaign, office, issuer=unit), OURS)
    assert findings_for(draft(make_task(campaign, unit), OURS)) == []


def test_another_authority_is_never_compared_with(campaign, city):
    elsewhere = make_unit("外省市场监管局")
    make_sent(make_task(make_campaign(owner=elsewhere), elsewhere), OURS)
    assert findings_for(draft(make_task(campaign, district(city)), OURS)) == []


def test_only_the_newest_version_that_was_not_taken_back_is_compared_with(city, campaign):
    clerk = make_staff(unit=(task := make_task(campaign, district(city))).unit, role="unit-staff")
    sent = make_sent(task, OURS, by=clerk)
    take_back(filing=sent.filing, by=clerk)
    copy = draft(make_task(campaign, district(city, "丙区市场监管局")), OURS)
    assert findings_for(copy) == []
    sent.filing.refresh_from_db()
    sent.filing.text = THEIRS
    sent.filing.save()
    from worldday.reports.actions.writing import send

    newer = send(filing=sent.filing, by=clerk)
    assert set(Fingerprint.objects.values_list("submission", flat=True)) == {newer.pk}


def test_the_notices_own_words_are_found_by_the_campaigns_notice(city, campaign):
    Notice.objects.create(
        owner=city, campaign=campaign, name="通知", sha256="0" * 64, text=f"通知如下：{OURS}", reading={}, taken_in_at=clock.wall()
    )  # fmt: skip
    assert codes(draft(make_task(campaign, district(city)), OURS)) == ["notice-words"]


def figure(activity, unit, value, name="参观人数", measure="人次"):
    return ReportedFigure.objects.create(
        activity=activity, unit=unit, name=name, value=value, measure=measure, definition="入口计数", source="签到表",
        counted_on=date(2020, 10, 14), added_at=clock.now(),
    )  # fmt: skip


def test_a_number_that_contradicts_the_units_own_figure_names_both(city, campaign):
    unit = district(city)
    activity = make_activity(campaign, name="实验室开放日", kind="event", units=[unit])
    counted = figure(activity, unit, 1286)
    (found,) = findings_for(draft(make_task(campaign, unit), OURS + "开放日参观3000人次。"))
    assert found["code"] == "figure-differs" and found["params"]["figure"] == f"reported:{counted.code}"
    assert "3000" in sentence_of(found) and "1286" in sentence_of(found) and "签到表" in sentence_of(found)


def test_another_units_figure_contradicts_nothing(city, campaign):
    unit, other = district(city), district(city, "丙区市场监管局")
    figure(make_activity(campaign, name="实验室开放日", kind="event", units=[unit, other]), other, 1286)
    assert findings_for(draft(make_task(campaign, unit), OURS + "开放日参观3000人次。")) == []


def test_the_gravest_comes_first_and_every_one_can_be_said(city, campaign):
    task = make_task(campaign, district(city), max_chars=20, points=["下一步打算"])
    found = findings_for(draft(task, OURS + "联系13800000000，投至a.b@example.com。"))
    assert [one["code"] for one in found] == ["over-limit", "mobile", "point-missing", "email"]
    assert all(sentence_of(one) and sentence_of(one, to_writer=True) for one in found)
    assert SENTENCES.keys() == NAMES.keys()


def test_the_writer_is_not_told_whose_text_theirs_is_like(city, campaign):
    make_sent(make_task(campaign, district(city)), OURS)
    (found,) = findings_for(draft(make_task(campaign, district(city, "丙区市场监管局")), OURS))
    assert "乙区" in sentence_of(found) and "乙区" not in sentence_of(found, to_writer=True)


def test_an_empty_plan_and_one_with_rows(city, campaign):
    filing = draft(make_task(campaign, district(city), what="plan"), "")
    assert codes(filing) == ["empty"]
    filing.rows.create(name="展览")
    assert codes(filing) == []


def test_word_for_word_what_was_returned(city, campaign):
    from worldday.reports.actions.reviewing import return_submission

    sent = make_sent(make_task(campaign, district(city)), OURS)
    return_submission(submission=sent, reason="请补充", new_due=None, by=System("test"))
    sent.filing.refresh_from_db()
    assert codes(sent.filing) == ["unchanged"]


def test_many_units_cost_no_more_questions_than_few(city, campaign, django_assert_max_num_queries):
    tasks = [make_task(campaign, district(city, f"第{n}区")) for n in range(9)]
    for task in tasks:
        make_sent(task, OURS)
    mine = draft(make_task(campaign, district(city)), OURS + "参与100人次。")
    with django_assert_max_num_queries(8):
        assert codes(mine) == ["copied"] * 5
