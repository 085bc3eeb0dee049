"""Several people at the same moment, and a process killed in the middle: never two draws."""

import os
import subprocess
import sys
import textwrap

import pytest
from django.conf import settings as live
from django.db import IntegrityError, connection, transaction
from tests.campaigns.test_at_once import at_once
from tests.factories import prizes

from worldday.draws import actions, queries
from worldday.draws.actions import Delivery
from worldday.draws.lottery import verify
from worldday.draws.models import Draw, DrawRecord, DrawState, Entrant, Prize, PrizeState

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("everything")]


def test_organisers_who_press_draw_at_once_make_one_draw(settings):
    stage = prizes.revealed(settings, players=40)
    made = at_once(lambda _n: actions.run_draw(plan=stage.plan, by=stage.by))
    assert {type(one) for one in made} == {Draw}, made
    assert (DrawRecord.objects.count(), Prize.objects.count()) == (1, 26)
    assert verify(queries.public_record(Draw.objects.get())) == []


def test_organisers_who_freeze_at_once_freeze_one_list(settings):
    stage = prizes.committed(settings)
    prizes.play(stage.quiz, 20, score=90)
    prizes.stand_at(settings, prizes.CLOSED)
    made = at_once(lambda _n: actions.freeze_entrants(plan=stage.plan, by=stage.by))
    assert len({one.notice["root"] for one in made}) == 1, made
    assert Entrant.objects.count() == 20


def test_a_winner_and_the_clock_at_once_leave_one_of_two_true_stories(settings):
    stage = prizes.drawn(settings, players=40)
    prize = Prize.objects.get(tier__position=0)
    home = Delivery("张三", "13900001234", "路")

    def both(n: int):
        if n % 2:
            return actions.claim(prize=prize, delivery=home)
        return actions.forfeit(prize=prize, reason="unreachable", by=stage.by)

    at_once(both)
    draw = Draw.objects.get()
    assert len(draw.forfeits) == 1  # a forfeit by the organiser is allowed before and after confirming, once
    assert Prize.objects.get(pk=prize.pk).state == PrizeState.FORFEITED
    assert Prize.objects.filter(tier__position=0).count() == 2
    assert verify(queries.public_record(draw)) == []


def test_the_database_itself_refuses_a_second_draw_record_or_number(settings):
    stage = prizes.drawn(settings, players=40)
    draw = Draw.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Draw.objects.create(plan=stage.plan, rule={}, committed_at=prizes.clock.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        DrawRecord.objects.create(draw=draw, content={})
    with pytest.raises(IntegrityError), transaction.atomic():
        Entrant.objects.create(draw=draw, position=1, receipt="x" * 12, row="")
    with pytest.raises(IntegrityError), transaction.atomic():
        Draw.objects.filter(pk=draw.pk).update(drawn_at=None)


CHILD = """
    import os, sys
    from datetime import timedelta
    import django
    from django.conf import settings
    import tests.settings
    settings.DATABASES = {"default": tests.settings.DATABASES["default"] | {"NAME": sys.argv[1]}}
    django.setup()
    settings.CLOCK_SHIFT = timedelta(seconds=float(sys.argv[2]))
    from worldday.base import scope
    from worldday.base.audit import System
    from worldday.draws import actions
    from worldday.draws.actions import drawing
    from worldday.draws.models import PrizePlan
    drawing.record = lambda *a, **k: os.kill(os.getpid(), 9)  # the last step: everything is written, nothing committed
    with scope.everything("child"):
        actions.run_draw(plan=PrizePlan.objects.get(), by=System("child"))
"""


def test_a_draw_killed_in_its_last_step_has_not_happened_and_the_next_one_is_the_only_one(settings):
    stage = prizes.revealed(settings, players=40)
    name, shift = connection.settings_dict["NAME"], live.CLOCK_SHIFT.total_seconds()
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONPATH": os.pathsep.join(sys.path)}
    words = [sys.executable, "-c", textwrap.dedent(CHILD), str(name), str(shift)]
    child = subprocess.run(words, env=environment, capture_output=True, text=True)
    assert child.returncode == -9, child.stderr
    assert Draw.objects.get().state == DrawState.FROZEN
    assert (DrawRecord.objects.count(), Prize.objects.count()) == (0, 0)
    actions.run_draw(plan=stage.plan, by=stage.by)
    assert (DrawRecord.objects.count(), Prize.objects.count()) == (1, 26)
    assert verify(queries.public_record(Draw.objects.get())) == []
