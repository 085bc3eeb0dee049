"""Good practices: marked, agreed to in these very words, published, taken back, taken up; and who finds which."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils.translation import override
from tests.factories.campaigns import make_campaign, make_task
from tests.factories.materials import make_material
from tests.factories.reviews import make_sent
from tests.factories.units import make_staff, make_unit

from worldday.base.models import AuditEvent
from worldday.base.problems import Invalid, Problem
from worldday.messages.models import Message
from worldday.reports import rules
from worldday.reports.actions import practices as verbs
from worldday.reports.actions import writing
from worldday.reports.models import Practice
from worldday.reports.queries import practices as queries
from worldday.reports.queries.practices import Wanted

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]
TEXT = "我区与高校共建标准化实训基地，学生轮流担任讲解员。其余活动照常开展，群众反映良好，效果不错。"


@pytest.fixture(autouse=True)
def _in_english():
    with override("en"):
        yield


@pytest.fixture
def city(on_day):
    on_day(date(2020, 10, 20))
    return make_unit("甲市市场监管局")


@pytest.fixture
def organiser(city):
    return make_staff("王一", unit=city)


@pytest.fixture
def district(city):
    return make_unit("乙区市场监管局", parent=city, type="district", district="乙区")


@pytest.fixture
def clerk(district):
    return make_staff("李二", unit=district, role="unit-staff")


@pytest.fixture
def task(city, district):
    return make_task(make_campaign(owner=city), district)


@pytest.fixture
def sent(task, clerk):
    return make_sent(task, TEXT, by=clerk)


@pytest.fixture
def practice(sent, organiser):
    return verbs.mark_passage(
        submission=sent, start=0, end=25, title="校地共建实训基地", theme="进校园", kind="outreach", by=organiser
    )


def agreed(practice, organiser, clerk):
    verbs.ask_unit(practice=practice, by=organiser)
    return verbs.answer(practice=practice, agrees=True, by=clerk)


def actions() -> list[str]:
    return list(
        AuditEvent.objects.filter(action__startswith="practice-").order_by("pk").values_list("action", flat=True)
    )


def test_a_passage_is_marked_as_it_stands_with_its_source(practice, sent, district):
    assert (practice.passage, practice.unit, practice.submission) == (TEXT[:25], district, sent)
    assert (practice.district, practice.year, practice.state) == ("乙区", 2020, "marked")


def test_marking_the_same_passage_twice_is_one_practice(practice, sent, organiser):
    again = verbs.mark_passage(submission=sent, start=0, end=25, title="别的题目", by=organiser)
    assert again == practice and Practice.objects.count() == 1


@pytest.mark.parametrize(("start", "end"), [(3, 3), (5, 2), (0, 999), (-1, 4)])
def test_no_passage_is_no_practice(sent, organiser, start, end):
    with pytest.raises(Problem, match="Choose the passage"):
        verbs.mark_passage(submission=sent, start=start, end=end, title="题目", by=organiser)


def test_a_practice_needs_a_title(sent, organiser):
    with pytest.raises(Invalid):
        verbs.mark_passage(submission=sent, start=0, end=9, title="  ", by=organiser)


def test_what_was_taken_back_cannot_be_marked(sent, clerk, organiser):
    writing.take_back(filing=sent.filing, by=clerk)
    sent.refresh_from_db()
    with pytest.raises(Problem, match="taken this version back"):
        verbs.mark_passage(submission=sent, start=0, end=9, title="题目", by=organiser)


def test_the_unit_is_asked_by_note_and_mail_agrees_and_it_is_published(practice, organiser, clerk):
    verbs.ask_unit(practice=practice, by=organiser)
    verbs.ask_unit(practice=practice, by=organiser)
    told = Message.objects.filter(occasion="practice")
    assert {(one.to, one.channel) for one in told} == {(clerk.code, "note"), (clerk.code, "email")}
    assert told[0].link == f"/desk/practices/{practice.code}/"
    verbs.answer(practice=practice, agrees=True, by=clerk)
    published = verbs.publish(practice=practice, by=organiser)
    assert published.answered_by == clerk and published.published_at is not None
    assert actions() == ["practice-marked", "practice-asked", "practice-agreed", "practice-published"]


def test_nothing_is_published_before_its_unit_agreed(practice, organiser, clerk):
    with pytest.raises(Problem, match="not agreed yet"):
        verbs.publish(practice=practice, by=organiser)
    verbs.ask_unit(practice=practice, by=organiser)
    verbs.answer(practice=practice, agrees=False, by=clerk)
    with pytest.raises(Problem, match="not agreed yet"):
        verbs.publish(practice=practice, by=organiser)
    with pytest.raises(IntegrityError), transaction.atomic():
        Practice.objects.filter(pk=practice.pk).update(state="published", answered_at=None)


def test_a_unit_nobody_asked_has_nothing_to_answer(practice, clerk):
    with pytest.raises(Problem, match="not being asked"):
        verbs.answer(practice=practice, agrees=True, by=clerk)


def test_the_yes_can_be_taken_back_and_the_public_page_goes_with_it(practice, organiser, clerk):
    agreed(practice, organiser, clerk)
    verbs.publish(practice=practice, by=organiser)
    found = verbs.answer(practice=practice, agrees=False, by=clerk)
    assert (found.state, found.published_at) == ("declined", None)
    assert list(queries.published_in(practice.campaign)) == []
    with pytest.raises(Problem, match="not being asked"):  # a no becomes a yes only when asked again
        verbs.answer(practice=practice, agrees=True, by=clerk)


def test_withdrawing_keeps_the_yes(practice, organiser, clerk):
    agreed(practice, organiser, clerk)
    verbs.publish(practice=practice, by=organiser)
    assert verbs.withdraw(practice=practice, by=organiser).state == "agreed"


def test_the_words_a_unit_was_asked_about_stay_and_theme_and_kind_may_change(practice, organiser, clerk):
    verbs.change_practice(practice=practice, changes={"passage": "共建实训基地"}, by=organiser)
    agreed(practice, organiser, clerk)
    with pytest.raises(Problem, match="these very words"):
        verbs.change_practice(practice=practice, changes={"title": "另一个题目"}, by=organiser)
    assert verbs.change_practice(practice=practice, changes={"theme": "校地合作"}, by=organiser).theme == "校地合作"


def test_personal_data_is_neither_asked_about_nor_published(task, organiser):
    sent = make_sent(make_task(task.campaign, task.unit, what="other"), TEXT + "联系电话13800000000。")
    marked = verbs.mark_passage(submission=sent, start=0, end=len(sent.text), title="题目", by=organiser)
    with pytest.raises(Problem, match=r"138\*{6}00"):
        verbs.ask_unit(practice=marked, by=organiser)


@pytest.mark.parametrize(
    ("people", "reuse", "shown"),
    [
        ("agreed", "publish", True),
        ("nobody", "free", True),
        ("report-only", "publish", False),
        ("agreed", "report", False),
        ("", "", False),
    ],
)
def test_a_picture_is_published_only_if_right_and_consent_reach_the_public(
    task, organiser, clerk, people, reuse, shown
):
    material = make_material(task, caption="讲解员", people=people, reuse=reuse)
    practice = verbs.mark_material(material=material, title="学生讲解员", by=organiser)
    assert practice.passage == "讲解员"
    agreed(practice, organiser, clerk)
    if shown:
        verbs.publish(practice=practice, by=organiser)
        assert queries.pictures_among([practice], campaign=task.campaign) == {material.pk}
    else:
        with pytest.raises(Problem, match="may not stand on public pages"):
            verbs.publish(practice=practice, by=organiser)


def test_a_mark_made_by_mistake_goes_and_what_a_unit_was_asked_about_stays(practice, organiser):
    verbs.ask_unit(practice=practice, by=organiser)
    with pytest.raises(Problem, match="was asked about it"):
        verbs.unmark(practice=practice, by=organiser)
    verbs.answer(practice=practice, agrees=False, by=organiser)
    verbs.unmark(practice=practice, by=organiser)
    assert not Practice.objects.exists() and actions()[-1] == "practice-unmarked"


def test_taking_up_keeps_the_source_once_a_unit_and_campaign(practice, organiser, clerk, city, task):
    other = make_unit("丙区市场监管局", parent=city, type="district")
    with pytest.raises(Problem, match="not agreed to share"):
        verbs.take_up(practice=practice, campaign=task.campaign, unit=other, passage="", by=clerk)
    practice = agreed(practice, organiser, clerk)
    made = verbs.take_up(practice=practice, campaign=task.campaign, unit=other, passage="我区也建了。", by=clerk)
    assert (made.taken_from, made.title, made.unit) == (practice, practice.title, other)
    assert verbs.take_up(practice=practice, campaign=task.campaign, unit=other, passage="", by=clerk) == made
    with pytest.raises(Problem, match="own practice"):
        verbs.take_up(practice=practice, campaign=task.campaign, unit=practice.unit, passage="", by=clerk)


def test_nobody_who_publishes_agrees_for_the_unit_as_well(practice, organiser, clerk, district, city):
    assert not rules.may_answer(organiser, practice) and rules.may_publish(organiser, practice)
    assert rules.may_answer(clerk, practice) and not rules.may_publish(clerk, practice)
    assert rules.may_answer(make_staff("区组织者", unit=district), practice)
    own = Practice(campaign=practice.campaign, unit=city)
    assert rules.may_answer(organiser, own)


def seen(staff, **wanted) -> set[str]:
    return {one.title for one in queries.found_in(queries.visible_to(staff), Wanted(**wanted))}


def test_others_see_what_was_agreed_and_ones_own_in_every_state(practice, organiser, clerk, city):
    colleague = make_staff(unit=make_unit("丙区市场监管局", parent=city), role="unit-staff")
    stranger = make_staff(unit=make_unit("别市市场监管局"))
    assert (seen(organiser), seen(clerk), seen(colleague), seen(stranger)) == (
        {practice.title},
        {practice.title},
        set(),
        set(),
    )
    agreed(practice, organiser, clerk)
    assert (seen(colleague), seen(stranger)) == ({practice.title}, set())


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"words": "训基"}, True),
        ({"words": "实训 高校"}, True),
        ({"words": "乙区 校园"}, True),
        ({"words": "「实训」"}, True),
        ({"words": "实训 不存在"}, False),
        ({"theme": "进校园", "kind": "outreach", "district": "乙区", "year": "2020", "state": "marked"}, True),
        ({"year": "2019"}, False),
        ({"year": "x"}, True),
        ({"kind": "quiz"}, False),
    ],
)
def test_the_library_is_searched_by_any_part_of_words_and_by_filters(practice, organiser, wanted, found):
    assert seen(organiser, **wanted) == ({practice.title} if found else set())


def test_what_waits_for_an_answer_waits_for_the_unit_not_for_who_asked(practice, organiser, clerk):
    verbs.ask_unit(practice=practice, by=organiser)
    assert list(queries.to_answer(clerk)) == [practice]
    assert list(queries.to_answer(organiser)) == []
