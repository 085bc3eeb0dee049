"""A list that was not frozen in time: later moments, new secrets, and a draw that anybody can still check."""

import pytest
from tests.factories import prizes
from tests.factories.prizes import stand_at

from worldday.base.models import AuditEvent
from worldday.base.problems import Problem
from worldday.draws import actions, queries
from worldday.draws.lottery import verify
from worldday.draws.models import Draw, DrawState
from worldday.draws.offer import terms_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]
FREEZE, DRAW = "2020-10-28T10:00:00+08:00", "2020-10-29T09:00:00+08:00"
LATER = [one | {"at": one["at"].replace("10-21", "10-28")} for one in prizes.SOURCES]


def later(stage, **said):
    given = {"sources": LATER, "freeze_at": FREEZE, "draw_at": DRAW, "reason": "核查异常答题"} | said
    return actions.postpone(plan=stage.plan, **given, by=stage.by)


def test_a_missed_freeze_is_made_good_a_week_later(settings):
    stage = prizes.committed(settings)
    prizes.play(stage.quiz, 40, score=80)
    stand_at(settings, prizes.NUMBER_OUT)
    with pytest.raises(Problem, match=r"改期|Postpone"):
        actions.freeze_entrants(plan=stage.plan, by=stage.by)
    later(stage)
    assert not Draw.objects.exists()
    stage.plan.refresh_from_db()
    prizes.commit(stage)
    actions.freeze_entrants(plan=stage.plan, by=stage.by)
    prizes.reveal(settings, stage, days=7)
    assert actions.run_draw(plan=stage.plan, by=stage.by).state == DrawState.DRAWN
    record = queries.public_record(Draw.objects.get())
    assert verify(record) == []
    assert record["rule"]["text_hash"] == stage.plan.versions.get(number=2).digest
    assert AuditEvent.objects.get(action="draw-postponed").after["reason"] == "核查异常答题"


def test_the_old_version_stays_and_nothing_but_the_moments_differs(settings):
    stage = prizes.published(settings)
    old = terms_of(stage.plan)
    later(stage)
    stage.plan.refresh_from_db()
    before, after = old.as_json(), terms_of(stage.plan).as_json()
    assert {name for name in after if before[name] != after[name]} == {"sources", "freeze_at", "draw_at"}
    assert [one.reason for one in stage.plan.versions.order_by("number")] == ["", "核查异常答题"]


@pytest.mark.parametrize(
    "said",
    [
        {"reason": " "},
        {"draw_at": "2020-10-22T08:00:00+08:00"},  # earlier than people were told
        {"freeze_at": "2020-10-20T21:30:00+08:00"},  # already over
        {"freeze_at": "2020-10-28T19:00:00+08:00"},  # after the secrets are shown
        {"sources": LATER[:1]},  # too weak
        {"sources": prizes.SOURCES},  # known before the freeze
    ],
)
def test_what_would_not_be_fair_is_refused_and_nothing_changes(settings, said):
    stage = prizes.committed(settings)
    stand_at(settings, prizes.CLOSED)
    with pytest.raises(Problem):
        later(stage, **said)
    assert (Draw.objects.count(), stage.plan.versions.count()) == (1, 1)


def test_rules_not_yet_published_and_lists_already_frozen_are_not_postponed(settings):
    stage = prizes.drafted(settings)
    with pytest.raises(Problem):
        later(stage)
    prizes.play(stage.quiz, 10, score=80)
    actions.publish_plan(plan=stage.plan, by=stage.by)
    stage.plan.refresh_from_db()
    prizes.commit(stage)
    stand_at(settings, prizes.CLOSED)
    actions.freeze_entrants(plan=stage.plan, by=stage.by)
    with pytest.raises(Problem):
        later(stage)
    assert Draw.objects.get().state == DrawState.FROZEN
