"""Several reviewers at the same moment, on real connections: one decision, and the others hear whose."""

from datetime import date

import pytest
from tests.factories.at_once import PEOPLE, at_once
from tests.factories.campaigns import make_campaign, make_task
from tests.factories.filings import make_filing as make_draft
from tests.factories.reviews import make_sent
from tests.factories.units import make_staff, make_unit

from worldday.base.models import AuditEvent
from worldday.base.problems import Problem
from worldday.campaigns.actions import exempt_task, extend_task
from worldday.campaigns.models import Task
from worldday.reports.actions import reviewing, writing
from worldday.reports.models import Submission

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("everything")]


@pytest.fixture
def city(on_day):
    on_day(date(2020, 10, 20))
    return make_unit("甲市市场监管局")


@pytest.fixture
def people(city):
    return [make_staff(f"审{n}", unit=city) for n in range(PEOPLE)]


def sent_by(city, campaign, n: int) -> Submission:
    return make_sent(
        make_task(campaign, make_unit(f"第{n}区", parent=city)), f"第{n}区各有做法，" + chr(0x4E00 + 40 * n) * 30
    )


def test_one_accepts_or_returns_and_the_others_are_told(city, people):
    sent = sent_by(city, make_campaign(owner=city), 1)

    def decide(n: int):
        if n % 2:
            return reviewing.accept(submission=sent, by=people[n])
        return reviewing.return_submission(submission=sent, reason="补充", new_due=date(2020, 10, 30), by=people[n])

    answers = at_once(decide)
    done = [one for one in answers if isinstance(one, Submission)]
    assert len(done) == 1 and {type(one) for one in answers} == {Submission, reviewing.Decided}, answers
    sent.refresh_from_db()
    task = Task.objects.get(pk=sent.filing.task_id)
    assert task.state == ("open" if sent.state == "returned" else "done")
    assert all(sent.decided_by.name in str(one) for one in answers if isinstance(one, reviewing.Decided))
    assert AuditEvent.objects.filter(action__in=["submission-accepted", "submission-returned"]).count() == 1


def test_who_comes_second_reads_the_name_of_who_came_first(city, people):
    """The second waits for the first; PostgreSQL would hand it the joined person of before the wait: nobody."""
    for n in range(3):
        sent = sent_by(city, make_campaign(owner=city), n)
        answers = at_once(lambda n, sent=sent: reviewing.accept(submission=sent, by=people[n]))
        [done] = [one for one in answers if isinstance(one, Submission)]
        others = [one for one in answers if one is not done]
        assert all(done.decided_by.name in str(one) and one.standing.decided_by == done.decided_by for one in others)


def test_an_extension_and_an_exemption_while_the_unit_sends_come_before_or_after_and_never_between(
    city, people, on_day
):
    on_day(date(2020, 10, 24))
    for n in range(3):
        task = make_task(make_campaign(owner=city), make_unit(f"第{n}区", parent=city), due=date(2020, 10, 23))
        filing = make_draft(task, people[0])

        def work(n: int, task=task, filing=filing):
            if n == 0:
                return writing.send(filing=filing, by=people[n])
            if n == 1:
                return exempt_task(task=task, reason="并入他单位", by=people[n])
            return extend_task(task=task, due=date(2020, 10, 30), reason="补充材料", by=people[n])

        sent, exempt, *_extended = at_once(work)
        task.refresh_from_db()
        filing.refresh_from_db()
        if isinstance(sent, Submission):  # exempt afterwards, for an exemption before it refuses the sending
            assert (filing.late, sent.due_then) in ((True, date(2020, 10, 23)), (False, date(2020, 10, 30)))
            assert sent.due_then == task.due
        else:
            assert type(sent) is Problem and filing.versions == 0
        assert isinstance(exempt, Task) and task.state == "exempt"


def test_reviewers_who_accept_overlapping_heaps_accept_each_once(city, people):
    campaign = make_campaign(owner=city)
    heap = [sent_by(city, campaign, n) for n in range(4)]
    orders = [heap, heap[::-1], heap[:3], heap[1:], heap[::2], heap[::-1]]
    answers = at_once(lambda n: reviewing.accept_many(submissions=orders[n], by=people[n]))
    assert {type(one) for one in answers} == {reviewing.ManyAccepted}, answers
    assert sum(len(one.accepted) for one in answers) == 4
    assert AuditEvent.objects.filter(action="submission-accepted").count() == 4


def test_a_unit_that_takes_back_while_it_is_accepted_leaves_one_true_story(city, people):
    sent = sent_by(city, make_campaign(owner=city), 1)

    def both(n: int):
        if n % 2:
            return reviewing.accept(submission=sent, by=people[n])
        return writing.take_back(filing=sent.filing, by=people[n])

    at_once(both)
    sent.refresh_from_db()
    task = Task.objects.get(pk=sent.filing.task_id)
    assert (sent.state, task.state) in (("accepted", "done"), ("taken-back", "open"))
