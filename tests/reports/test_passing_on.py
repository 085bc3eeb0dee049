"""A district asks its own offices and associations for what it owes itself."""

from datetime import date, time

import pytest
from tests.factories.at_once import PEOPLE, at_once
from tests.factories.authority import make_authority
from tests.factories.campaigns import make_campaign, make_task
from tests.factories.units import make_staff, make_unit

from worldday.base import clock
from worldday.base.audit import System
from worldday.base.models import AuditEvent
from worldday.base.problems import Invalid, Problem
from worldday.campaigns.models import Participation, Task, TaskState
from worldday.messages.models import Message
from worldday.reports.actions.asking import extend
from worldday.reports.actions.passing import pass_on, withdraw
from worldday.reports.models import Filing, Submission
from worldday.reports.queries.passed_on import askable, passed_on, proposed_due, sent_below

BY = System("test")
everywhere = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]
DUE = date(2020, 10, 16)


@pytest.fixture
def there(on_day):
    on_day(date(2020, 10, 12))
    return make_authority()


@pytest.fixture
def offices(there):
    return [make_unit(name, parent=there.jinshan, type="office") for name in ("石化所", "枫泾所", "亭林所")]


@pytest.fixture
def task(there):
    return make_task(make_campaign(owner=there.city), there.jinshan, max_chars=500, points=["亮点"])


def passed(task, units, **terms) -> list[Task]:
    return pass_on(task=task, units=units, **({"due": DUE, "points": ["数字"], "max_chars": 300} | terms), by=BY)


def send(task, text="我所开展宣传活动3场。", highlights=((0, 6),)) -> Submission:
    """As if its unit had sent it."""
    filing = Filing.objects.create(task=task, state="submitted", versions=1, first_sent_at=clock.now(), text=text)
    sent = Submission.objects.create(
        filing=filing,
        number=1,
        text=text,
        chars=11,
        highlights=[list(span) for span in highlights],
        sent_at=clock.now(),
    )
    filing.current = sent
    filing.save()
    return sent


class TestPassingOn:
    pytestmark = everywhere

    def test_the_units_owe_us_the_same_sort_with_a_day_and_requirements_of_our_own(self, there, task, offices):
        made = passed(task, offices[:2])
        assert [(one.unit, one.what, one.due, one.max_chars, one.points) for one in made] == [
            (unit, "summary", DUE, 300, ["数字"]) for unit in offices[:2]
        ]
        assert {(one.issuer, one.parent, one.asked_by, one.key) for one in made} == {
            (there.jinshan, task, there.jinshan, "")
        }
        assert Participation.objects.filter(campaign=task.campaign, unit__in=offices).count() == 2
        row = AuditEvent.objects.get(action="task-passed-on")
        assert (row.target, row.scope_path) == (task.code, there.jinshan.path)
        assert row.after == {"units": ["石化所", "枫泾所"], "due": "2020-10-16", "max_chars": 300, "points": ["数字"]}

    def test_what_we_owe_ourselves_stays_as_it_was(self, task, offices):
        passed(task, offices)
        task.refresh_from_db()
        assert (task.due, task.state, task.max_chars) == (date(2020, 10, 23), TaskState.OPEN, 500)

    def test_repeating_doubles_nothing_and_asks_those_who_are_new(self, task, offices):
        passed(task, offices[:2])
        assert [one.unit for one in passed(task, offices)] == offices[2:]
        assert passed(task, offices) == []
        assert task.passed_on.count() == 3
        assert AuditEvent.objects.filter(action="task-passed-on").count() == 2

    def test_it_goes_on_to_any_depth(self, there, task, offices):
        [below] = passed(task, offices[:1])
        team = make_unit("石化所一组", parent=offices[0], type="office")
        [deeper] = passed(below, [team], due=date(2020, 10, 14))
        assert (deeper.parent.parent, deeper.asked_by) == (task, offices[0])

    def test_the_staff_of_the_units_are_told_once(self, there, task, offices):
        make_staff("钱三", unit=offices[0], role="unit-staff")
        passed(task, offices[:1])
        told = list(Message.objects.values_list("occasion", "to_name", "about"))
        passed(task, offices[:1])
        assert {(what, who, code) for what, who, code in told} == {("passed-on", "钱三", task.passed_on.get().code)}
        assert Message.objects.count() == len(told)

    def test_units_elsewhere_cannot_be_asked_and_then_nobody_is(self, there, task, offices):
        with pytest.raises(Problem, match=there.jiading.name):
            passed(task, [offices[0], there.jiading])
        assert Task.objects.count() == 1

    def test_nobody_chosen_is_a_sentence(self, task):
        with pytest.raises(Problem):
            passed(task, [])

    @pytest.mark.parametrize("due", [date(2020, 10, 24), date(2020, 10, 11), None])
    def test_the_day_lies_between_today_and_ours(self, task, offices, due):
        with pytest.raises(Problem):
            passed(task, offices, due=due)
        assert Task.objects.count() == 1

    def test_on_our_own_day_our_own_hour_holds(self, there, offices):
        task = make_task(make_campaign(owner=there.city), there.jinshan, due_time=time(12, 0))
        assert passed(task, offices[:1], due=task.due)[0].due_time == time(12, 0)
        assert passed(task, offices[1:2])[0].due_time is None

    def test_a_task_without_a_day_is_passed_on_without_one(self, there, offices):
        task = make_task(make_campaign(owner=there.city), there.jinshan, due=None)
        assert passed(task, offices[:1], due=None)[0].due is None

    def test_what_was_received_is_not_passed_on(self, there, offices):
        task = make_task(make_campaign(owner=there.city), there.jinshan, state="done", closed_on=DUE)
        with pytest.raises(Problem):
            passed(task, offices)

    def test_too_many_points_are_refused_beside_their_field(self, task, offices):
        with pytest.raises(Invalid) as refused:
            passed(task, offices, points=[str(n) for n in range(31)])
        assert list(refused.value.errors) == ["points"]

    def test_a_district_asks_partners_of_its_district_but_nobody_above_or_beside_it(self, there, offices):
        guild = make_unit("金山区标准化协会", parent=there.city, type="association", district="金山区")
        make_unit("嘉定区标准化协会", parent=there.city, type="association", district="嘉定区")
        make_unit("关闭所", parent=there.jinshan, type="office", closed_on=date(2020, 1, 1))
        assert set(askable(there.jinshan)) == {guild, *offices}
        assert not askable(offices[0]).exists()


class TestWithdrawing:
    pytestmark = everywhere

    def test_what_nobody_has_begun_is_gone_with_what_hung_below_it(self, task, offices):
        [below] = passed(task, offices[:1])
        passed(below, [make_unit("一组", parent=offices[0], type="office")], due=date(2020, 10, 14))
        withdraw(task=below, by=BY)
        assert list(Task.objects.all()) == [task]
        assert AuditEvent.objects.filter(action="task-withdrawn").count() == 2

    def test_a_draft_is_kept_and_asking_again_takes_it_up(self, task, offices):
        [below] = passed(task, offices[:1])
        Filing.objects.create(task=below, text="写了一半")
        withdraw(task=below, by=BY)
        below.refresh_from_db()
        assert (below.state, below.filing.text) == (TaskState.EXEMPT, "写了一半")
        [again] = passed(task, offices[:1], due=date(2020, 10, 20))
        assert (again, again.state, again.due, again.closed_on) == (below, TaskState.OPEN, date(2020, 10, 20), None)

    def test_what_was_sent_even_further_below_stays(self, task, offices):
        [below] = passed(task, offices[:1])
        [deeper] = passed(below, [make_unit("一组", parent=offices[0], type="office")], due=date(2020, 10, 14))
        send(deeper)
        with pytest.raises(Problem):
            withdraw(task=below, by=BY)
        assert Task.objects.count() == 3

    def test_the_unit_is_told_and_what_still_waits_to_be_said_is_not_said_any_more(self, task, offices):
        clerk = make_staff("李二", unit=offices[0], role="unit-staff")
        [below] = passed(task, offices[:1])
        code = below.code
        withdraw(task=below, by=BY)
        told = Message.objects.filter(about=code, to=clerk.code)
        assert set(told.filter(occasion="passed-on", channel="email").values_list("state", flat=True)) == {"withdrawn"}
        note = told.get(occasion="withdrawn", channel="note")
        assert (note.subject, note.link) == ("世界标准日 2020：活动总结不再需要", "/desk/tasks/")
        assert note.text == f"{below.issuer.name}已撤回对{offices[0].name}的报送要求：活动总结。无需再报送。"

    def test_the_organisers_own_task_is_not_withdrawn(self, task):
        with pytest.raises(Problem):
            withdraw(task=task, by=BY)


class TestLooking:
    pytestmark = everywhere

    def test_what_came_back_has_text_highlights_and_state(self, task, offices):
        first, second = passed(task, offices[:2])
        sent = send(first)
        [found] = sent_below(task)
        assert (found.unit, found.task, found.code, found.state, found.chars) == (
            offices[0],
            first,
            sent.code,
            "submitted",
            11,
        )
        assert (found.text, found.passages) == ("我所开展宣传活动3场。", ["我所开展宣传"])
        assert [(one, newest) for one, newest in passed_on(task)] == [(first, sent), (second, None)]

    @pytest.mark.parametrize("many", [1, 3])
    def test_looking_costs_the_same_for_one_as_for_three(self, task, offices, many, django_assert_num_queries):
        for one in passed(task, offices[:many]):
            send(one)
        with django_assert_num_queries(1):
            assert len([(one.unit.name, one.text) for one in sent_below(task)]) == many
        with django_assert_num_queries(2):
            assert len([(one.unit.name, one.light, sent.code) for one, sent in passed_on(task)]) == many

    @pytest.mark.parametrize(
        ("due", "proposed"),
        [
            (date(2020, 10, 23), date(2020, 10, 16)),
            (date(2020, 10, 30), date(2020, 10, 23)),
            (date(2020, 10, 14), date(2020, 10, 12)),  # five days before is past: today
            (date(2020, 10, 9), date(2020, 10, 9)),  # overdue ourselves
            (None, None),
        ],
    )
    def test_five_working_days_ahead_are_proposed(self, there, due, proposed):
        task = make_task(make_campaign(owner=there.city), there.jinshan, due=due)
        assert proposed_due(task) == proposed


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("everything")
def test_colleagues_who_pass_the_same_task_on_at_once_ask_every_office_once(task, offices):
    done = at_once(lambda n: passed(task, offices, points=[f"第{n}人"]))
    assert sorted(len(one) for one in done) == [0] * (PEOPLE - 1) + [len(offices)], done
    assert task.passed_on.count() == len(offices)
    assert AuditEvent.objects.filter(action="task-passed-on").count() == 1


@pytest.mark.django_db
@pytest.mark.usefixtures("everything")
def test_the_database_itself_refuses_a_unit_that_owes_a_task_twice(task, offices):
    from django.db import IntegrityError

    passed(task, offices[:1])
    with pytest.raises(IntegrityError):
        Task.objects.create(campaign=task.campaign, unit=offices[0], parent=task, issuer=task.unit, what="summary")


@pytest.mark.django_db
@pytest.mark.usefixtures("everything")
def test_more_time_below_ends_where_our_own_does(task, offices):
    below = passed(task, offices[:1])
    extend(tasks=below, due=task.due, reason="材料较多", by=BY)
    with pytest.raises(Problem):
        extend(tasks=list(task.passed_on.all()), due=date(2020, 10, 24), reason="材料较多", by=BY)
    assert task.passed_on.get().due == task.due
