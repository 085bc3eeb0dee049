"""A quiz with prizes waits for its published prize rules; and the demo's own plan is published, not played."""

from datetime import timedelta

import pytest
from tests.factories import prizes

from worldday.demo.seed import seed
from worldday.draws import actions
from worldday.draws.models import Draw, Entrant, Prize, PrizePlan
from worldday.draws.obstacle import unpublished_prizes
from worldday.draws.offer import terms_of
from worldday.quizzes.models import Quiz

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]


def test_a_quiz_with_prizes_is_not_frozen_before_its_prize_rules_are_published(settings):
    stage = prizes.drafted(settings)
    assert len(list(unpublished_prizes(stage.quiz))) == 1
    actions.publish_plan(plan=stage.plan, by=stage.by)
    stage.quiz = Quiz.objects.get()
    assert list(unpublished_prizes(stage.quiz)) == []
    stage.quiz.closes_at += timedelta(hours=1)
    assert len(list(unpublished_prizes(stage.quiz))) == 1
    stage.quiz.closes_at -= timedelta(hours=1)
    stage.quiz.rule["identity"] = "wechat"  # the rules ask for a phone
    assert len(list(unpublished_prizes(stage.quiz))) == 1
    stage.quiz.rule["prizes"] = False
    assert list(unpublished_prizes(stage.quiz)) == []


def test_the_demo_publishes_sample_prizes_for_row_17_once_and_invents_nobody(client, monkeypatch):
    monkeypatch.setattr("worldday.demo.seed.load_reports", lambda **_said: None)  # what units report is told elsewhere
    seed()
    seed()
    plan = PrizePlan.objects.get()
    terms = terms_of(plan)
    assert (plan.activity.seq, plan.version) == ("17", 1)
    assert all(tier.prize.startswith("示例奖品") and tier.value_fen <= 100_00 for tier in terms.tiers)
    assert plan.activity.quiz.frozen_at is None or plan.published_at < plan.activity.quiz.opens_at
    assert [Draw.objects.count(), Entrant.objects.count(), Prize.objects.count()] == [0, 0, 0]
    page = client.get(f"/{plan.activity.campaign.slug}/activities/{plan.activity.code}/draw/").content.decode()
    assert "竞答截止之后开奖" in page
