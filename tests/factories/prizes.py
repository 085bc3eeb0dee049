"""A quiz with prizes, its simulated players, and the days on which its draw is made, in October 2020."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from tests.factories.authority import Authority, make_authority
from tests.factories.campaigns import make_activity, make_campaign
from tests.factories.units import make_staff
from worldday.base import clock
from worldday.draws import actions
from worldday.draws.lottery import commitment
from worldday.draws.models import PrizePlan
from worldday.draws.terms import PrizeTier
from worldday.people.identity import digest_of, number_of
from worldday.people.models import Identity, Participant
from worldday.quizzes.models import Quiz, Standing
from worldday.units.models import Staff

BEFORE, OPEN, CLOSED = "2020-10-09 10:00", "2020-10-15 10:00", "2020-10-20 22:00"
REVEALING, NUMBER_OUT, DRAW_DAY = "2020-10-21 12:00", "2020-10-21 22:00", "2020-10-22 10:00"
LATE = "2020-11-06 00:10"  # the fourteen days to claim are over
TIERS = (
    PrizeTier("一等奖", "图书卡", 1, 200_00, alternates=2, name_en="First prize", prize_en="Book voucher"),
    PrizeTier("二等奖", "保温杯", 5, 60_00, alternates=5),
    PrizeTier("三等奖", "笔记本", 20, 15_00, alternates=10),
)
SECRETS = {"昆山市市场监管局": "11" * 32, "太仓市市场监管局": "22" * 32}
NUMBER = "福利彩票 3D 第 2020236 期"
SOURCES = [
    *({"kind": "party", "name": name, "at": "2020-10-21T18:00:00+08:00"} for name in SECRETS),
    {
        "kind": "number",
        "name": NUMBER,
        "at": "2020-10-21T21:30:00+08:00",
        "place": "https://example.org/3d",
        "digits": 3,
    },
]
CHOICES: dict[str, Any] = {
    "entry": "passed",
    "sources": SOURCES,
    "freeze_at": "2020-10-21T10:00:00+08:00",
    "draw_at": "2020-10-22T09:00:00+08:00",
}
STATEMENTS = {
    "way": "在活动页面答题并以手机号确认。",
    "redemption": "凭回执在领奖页面确认。",
    "delivery": "邮寄，运费由主办方承担。",
    "contact": "标准创新发展处，工作日 9:00—17:00",
}


@dataclass
class Stage:
    """The plan and those around it."""

    there: Authority
    by: Staff
    plan: PrizePlan
    quiz: Quiz


def stand_at(settings: Any, moment: str, *, days: int = 0) -> None:
    """The domain's clock stands at `moment`, Shanghai, or `days` later, also for the live server."""
    at = datetime.fromisoformat(moment).replace(tzinfo=clock.timezone.get_default_timezone())
    settings.CLOCK_SHIFT = at + timedelta(days=days) - clock.wall()


def make_quiz(activity: Any, **fields: Any) -> Quiz:
    def at(text: str) -> datetime:
        return datetime.fromisoformat(f"{text}+08:00")

    values = {"rule": {"pass_mark": 60, "identity": "phone", "prizes": True}, "opens_at": at("2020-10-11 09:00")}
    return Quiz.objects.create(
        activity=activity, main_of=activity, **(values | {"closes_at": at("2020-10-20 21:00")} | fields)
    )


def drafted(settings: Any, *, tiers: tuple[PrizeTier, ...] = TIERS, **choices: Any) -> Stage:
    """Everything filled in, the day before publication."""
    stand_at(settings, BEFORE)
    there = make_authority()
    campaign = make_campaign(owner=there.city, slug="wsd")
    activity = make_activity(campaign, units=[there.jiading], name="标准化有奖知识竞答")
    quiz, by = make_quiz(activity), make_staff(unit=there.city)
    plan = actions.make_plan(activity=activity, by=by)
    actions.set_plan(plan=plan, changes=CHOICES | choices, statements=STATEMENTS, by=by)
    actions.set_tiers(plan=plan, tiers=tiers, by=by)
    actions.list_insiders(plan=plan, phones=["13800000001"], sort="staff", by=by)
    plan.refresh_from_db()
    return Stage(there, by, plan, quiz)


def published(settings: Any, **choices: Any) -> Stage:
    stage = drafted(settings, **choices)
    actions.publish_plan(plan=stage.plan, by=stage.by)
    stage.plan.refresh_from_db()
    return stage


def committed(settings: Any, **choices: Any) -> Stage:
    stage = published(settings, **choices)
    commit(stage)
    return stage


def commit(stage: Stage) -> None:
    given = {name: commitment(stage.plan.code, name, secret) for name, secret in SECRETS.items()}
    actions.commit_randomness(plan=stage.plan, commitments=given, by=stage.by)


def frozen(settings: Any, *, players: int = 300, **choices: Any) -> Stage:
    stage = committed(settings, **choices)
    play(stage.quiz, players)
    stand_at(settings, CLOSED)
    actions.freeze_entrants(plan=stage.plan, by=stage.by)
    return stage


def revealed(settings: Any, **choices: Any) -> Stage:
    stage = frozen(settings, **choices)
    reveal(settings, stage)
    return stage


def reveal(settings: Any, stage: Stage, *, days: int = 0) -> None:
    """Both parties show their secrets and the number comes out; it is the day of the draw, or `days` later."""
    stand_at(settings, REVEALING, days=days)
    for name, secret in SECRETS.items():
        actions.reveal(plan=stage.plan, source=name, value=secret, by=stage.by)
    stand_at(settings, NUMBER_OUT, days=days)
    actions.reveal(plan=stage.plan, source=NUMBER, value="049", by=stage.by)
    stand_at(settings, DRAW_DAY, days=days)


def drawn(settings: Any, **choices: Any) -> Stage:
    stage = revealed(settings, **choices)
    actions.run_draw(plan=stage.plan, by=stage.by)
    return stage


def play(quiz: Quiz, players: int, *, score: int | None = None) -> list[Standing]:
    """Simulated standings, each behind a phone of its own, three in four passing; player n's phone is 139 with n."""
    dice = random.Random(players)
    scores = [score if score is not None else dice.choice([50, 60, 80, 100]) for _n in range(players)]
    return [standing(quiz, f"139{n:08}", score=one, order=n) for n, one in enumerate(scores)]


def standing(quiz: Quiz, phone: str, *, score: int = 80, order: int = 0, **fields: Any) -> Standing:
    person = Participant.objects.create(number=number_of("phone", phone))
    Identity.objects.create(participant=person, kind="phone", digest=digest_of("phone", phone))
    return standing_of(quiz, person.number, score=score, order=order, **fields)


def standing_of(quiz: Quiz, player: int, *, score: int = 80, order: int = 0, **fields: Any) -> Standing:
    start = 1_602_720_000_000  # 2020-10-15 08:00
    values = {"score": score, "time_ms": 60_000 + order, "submitted_ms": start + 1000 * order, "strength": "phone"}
    return Standing.objects.create(quiz=quiz, player=player, attempt=order, **(values | fields))
