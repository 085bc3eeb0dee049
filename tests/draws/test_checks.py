"""What the law demands before prize rules may be published, check by check; and what may change afterwards."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from tests.factories import prizes
from tests.factories.prizes import TIERS, stand_at

from worldday.base.canonical import digest_of
from worldday.base.problems import Problem
from worldday.draws import actions, statements
from worldday.draws.actions.plans import Published
from worldday.draws.checks import blockers
from worldday.draws.favour import objections
from worldday.draws.models import PlanVersion, PrizePlan
from worldday.draws.offer import draft_of, now, terms_of
from worldday.draws.sentences import content_of, text_of
from worldday.draws.terms import BadTerms, PrizeTier, SourcePlan, Terms, terms_from

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]


@pytest.fixture
def stage(settings):
    return prizes.drafted(settings)


@pytest.fixture
def terms(stage) -> Terms:
    return draft_of(stage.plan)


def reasons(terms: Terms) -> list[str]:
    return [str(one.reason) for one in blockers(terms, now=now())]


def test_a_complete_plan_has_no_blocker(terms):
    assert reasons(terms) == []


@pytest.mark.parametrize(
    "spoiled",
    [
        {"title": "有奖\x0b竞答"},
        {"organisers": ("示例单位" * 251,)},
        {"tiers": (PrizeTier("奖\x0b", "物", 1, 100),)},
        {"freeze_at": "2120-10-21T10:00:00+08:00", "draw_at": "2120-10-23T10:00:00+08:00"},
    ],
)
def test_what_no_record_could_hold_is_said_before_publication(terms, spoiled):
    far = {"sources": tuple(replace(one, at="2120-10-22T10:00:00+08:00") for one in terms.sources)}
    assert len(reasons(replace(terms, **spoiled, **(far if "draw_at" in spoiled else {})))) == 1


def tier(fen: int, quantity: int = 1) -> PrizeTier:
    return PrizeTier("奖", "物", quantity, fen)


@pytest.mark.parametrize(
    ("tiers", "cap", "allowed"),
    [
        ([50_000_00], 1, True),
        ([50_000_01], 1, False),
        ([30_000_00, 20_000_00], 2, True),
        ([30_000_00, 20_000_01], 2, False),  # several prizes of one winner add up
        ([30_000_00, 20_000_01], 1, True),
    ],
)
def test_one_person_can_win_fifty_thousand_yuan_and_not_a_fen_more(terms, tiers, cap, allowed):
    some = replace(terms, tiers=tuple(tier(fen) for fen in tiers), cap=cap)
    assert (reasons(some) == []) is allowed


@pytest.mark.parametrize("key", [one.key for one in statements.STATEMENTS])
def test_without_any_one_of_the_ten_statements_nothing_is_published(terms, key):
    lacking = {
        "kinds": {"tiers": (replace(TIERS[0], prize=""),)},
        "quantity": {"tiers": ()},
        "value": {"tiers": (replace(TIERS[0], value_fen=0),)},
        "conditions": {"closes": ""},
        "way": {"texts": terms.texts | {"way": " "}},
        "draw": {"draw_at": ""},
        "redemption": {"texts": terms.texts | {"redemption": ""}},
        "delivery": {"texts": terms.texts | {"delivery": ""}},
        "forfeit": {"claim_days": 0},
        "organiser": {"texts": terms.texts | {"contact": ""}},
    }[key]
    assert key in {one.key for one in statements.missing(replace(terms, **lacking))}
    assert any(statements.BY_KEY[key].zh in reason for reason in reasons(replace(terms, **lacking)))


def party(name: str, at: str = "2020-10-21T18:00:00+08:00") -> SourcePlan:
    return SourcePlan("party", name, at)


def number(digits: int, at: str = "2020-10-21T21:30:00+08:00") -> SourcePlan:
    return SourcePlan("number", "彩票", at, "https://example.org", digits)


@pytest.mark.parametrize(
    ("changes", "sound"),
    [
        ({"sources": (party("甲"),)}, False),
        ({"sources": (party("甲"), party("乙"))}, True),
        ({"sources": (party("甲"), party("甲"))}, False),
        ({"sources": (number(11),)}, False),
        ({"sources": (number(12),)}, True),
        ({"sources": (party("甲", "2020-10-21T09:00:00+08:00"), party("乙"))}, False),  # known before the freeze
        ({"sources": (party("甲"), party("乙")), "if_not_revealed": "leave-out"}, False),
        ({"sources": (party("甲"), party("乙"), number(3)), "if_not_revealed": "leave-out"}, True),
        ({"freeze_at": "2020-10-20T20:00:00+08:00"}, False),  # before closing
        ({"draw_at": "2020-10-21T09:00:00+08:00"}, False),
        ({"free": False}, False),
        ({"insiders_listed": False}, False),
        ({"identity": "device"}, False),
        ({"entry": "top", "mark": 0}, False),
        ({"cap": 4}, False),
    ],
)
def test_each_weak_plan_is_told_what_is_wrong(terms, changes, sound):
    assert (reasons(replace(terms, **changes)) == []) is sound


def test_rules_are_published_before_the_quiz_opens_or_not_at_all(stage, settings):
    stand_at(settings, "2020-10-11 09:00")
    with pytest.raises(actions.NotReady) as refused:
        actions.publish_plan(plan=stage.plan, by=stage.by)
    assert len(refused.value.blockers) == 1
    assert PrizePlan.objects.get().version == 0


def test_the_published_text_is_made_from_the_data_the_code_runs(stage):
    actions.publish_plan(plan=stage.plan, by=stage.by)
    version = PlanVersion.objects.get()
    terms = terms_of(PrizePlan.objects.get())
    assert version.content == content_of(terms) == content_of(terms_from(version.content["terms"]))
    assert version.digest == digest_of(version.content) == PrizePlan.objects.get().rule_digest
    lines = [line for section in text_of(terms, "zh") for line in section["lines"]]
    assert "共 26 份：一等奖 1 份，二等奖 5 份，三等奖 20 份。" in lines
    assert "一等奖：每份市场价 200 元。" in lines
    assert "参与免费，无须购买、转发或关注。" in lines
    assert "自中奖结果公布之日起 14 天内确认领奖。" in lines


def test_published_rules_cannot_be_edited_directly(stage):
    actions.publish_plan(plan=stage.plan, by=stage.by)
    with pytest.raises(Published):
        actions.set_plan(plan=stage.plan, changes={"cap": 2}, by=stage.by)
    with pytest.raises(Published):
        actions.set_tiers(plan=stage.plan, tiers=TIERS[:1], by=stage.by)
    with pytest.raises(Published):
        actions.publish_plan(plan=stage.plan, by=stage.by)


@pytest.mark.parametrize("bad", [{"cap": -1}, {"cap": "2"}, {"sources": [{"kind": "party"}]}, {"excluded_groups": [3]}])
def test_a_choice_that_is_no_choice_is_refused_in_words(stage, bad):
    with pytest.raises(Problem):
        actions.set_plan(plan=stage.plan, changes=bad, by=stage.by)


def test_terms_from_elsewhere_are_refused():
    with pytest.raises(BadTerms):
        terms_from({"format": "other"})
    with pytest.raises(BadTerms):
        terms_from({"price": 3})


# --- changing in people's favour ---

HIGHER = (replace(TIERS[0], quantity=2, value_fen=300_00), replace(TIERS[1], alternates=9), TIERS[2])


def test_more_higher_and_longer_is_allowed_with_a_reason_and_the_old_version_stays(stage):
    actions.publish_plan(plan=stage.plan, by=stage.by)
    new = (*HIGHER, PrizeTier("四等奖", "书签", 50, 5_00))
    actions.change_in_favour(plan=stage.plan, tiers=new, claim_days=30, reason="赞助增加", by=stage.by)
    first, second = PlanVersion.objects.order_by("number")
    assert (first.number, second.number, second.reason) == (1, 2, "赞助增加")
    assert first.digest != second.digest == PrizePlan.objects.get().rule_digest
    assert terms_of(PrizePlan.objects.get()).tiers == new
    assert draft_of(PrizePlan.objects.get()).tiers == new


def test_a_change_needs_a_reason_and_stays_below_the_cap(stage):
    actions.publish_plan(plan=stage.plan, by=stage.by)
    with pytest.raises(Problem):
        actions.change_in_favour(plan=stage.plan, tiers=HIGHER, claim_days=14, reason=" ", by=stage.by)
    dear = (replace(TIERS[0], value_fen=50_000_01), *TIERS[1:])
    with pytest.raises(Problem, match="50,000"):
        actions.change_in_favour(plan=stage.plan, tiers=dear, claim_days=14, reason="更好", by=stage.by)
    assert PlanVersion.objects.count() == 1


def test_a_change_after_the_commitments_changes_the_lotterys_rule_with_it(settings):
    stage = prizes.committed(settings)
    actions.change_in_favour(plan=stage.plan, tiers=HIGHER, claim_days=14, reason="更多", by=stage.by)
    plan = PrizePlan.objects.get()
    assert plan.draw.rule["text_hash"] == plan.rule_digest
    assert plan.draw.rule["tiers"][0]["quantity"] == 2


def test_once_the_list_is_frozen_only_the_time_to_claim_can_grow(settings):
    stage = prizes.drawn(settings, players=40)
    with pytest.raises(Problem):
        actions.change_in_favour(plan=stage.plan, tiers=HIGHER, claim_days=14, reason="更多", by=stage.by)
    before = set(stage.plan.draw.prizes.values_list("claim_by", flat=True))
    actions.change_in_favour(plan=stage.plan, tiers=TIERS, claim_days=20, reason="假期", by=stage.by)
    after = set(stage.plan.draw.prizes.values_list("claim_by", flat=True))
    assert {(late - early).days for late in after for early in before} == {6}


counts = st.integers(0, 6)
changed_tier = st.builds(
    lambda i, q, v, a: replace(TIERS[i], quantity=q + 1, value_fen=(v + 1) * 50_00, alternates=a),
    st.integers(0, 2),
    counts,
    counts,
    counts,
)


@hypothesis_settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(new=st.lists(changed_tier, min_size=1, max_size=4), days=st.integers(1, 30))
def test_no_accepted_change_ever_takes_anything_from_anybody(new, days):
    old = Terms(tiers=TIERS[:2], claim_days=14)
    changed = replace(old, tiers=tuple(new), claim_days=days)
    if objections(old, changed):
        return
    assert days >= old.claim_days
    for was, now_ in zip(old.tiers, changed.tiers, strict=False):
        assert (was.name, was.quantity <= now_.quantity, was.value_fen <= now_.value_fen) == (now_.name, True, True)
        assert was.alternates <= now_.alternates
    assert len(changed.tiers) >= len(old.tiers)


@pytest.mark.parametrize(
    "worse",
    [
        {"entry": "score", "mark": 90}, {"cap": 2}, {"identity": "wechat"}, {"draw_at": "2021-01-01T00:00:00+08:00"},
        {"closes": "2020-10-19T00:00:00+08:00"}, {"sources": ()}, {"keep_days": 90}, {"texts": {}}, {"excluded_groups": ("甲",)},
        {"claim_days": 13}, {"tiers": TIERS[:2]}, {"tiers": (replace(TIERS[0], prize="别的"), *TIERS[1:])},
        {"tiers": (TIERS[1], TIERS[0], TIERS[2])}, {},
    ],
)  # fmt: skip
def test_everything_else_is_refused_with_a_sentence(worse):
    old = Terms(tiers=TIERS, claim_days=14)
    found = objections(old, replace(old, **worse))
    assert found
    assert all(str(one) for one in found)
