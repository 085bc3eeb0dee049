"""From an activity to published prize rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from worldday.base import scope
from worldday.base.audit import Actor
from worldday.base.canonical import digest_of as digest
from worldday.base.changes import Values
from worldday.base.problems import Problem
from worldday.campaigns.kinds import Blocker
from worldday.campaigns.models import Activity
from worldday.draws.checks import blockers
from worldday.draws.models import Draw, DrawState, Insider, PlanVersion, PrizePlan, Tier
from worldday.draws.offer import draft_of, now
from worldday.draws.sentences import content_of
from worldday.draws.terms import TEXTS, BadTerms, PrizeTier, Terms, terms_from
from worldday.people import identity

from .rows import locked_plan, record

CHOICES = (  # what an organiser decides; the rest of the terms follows from the activity, the quiz and the tiers
    *("entry", "mark", "extra_mark", "identity", "excluded_groups", "cap", "sources", "if_not_revealed"),
    *("freeze_at", "draw_at", "claim_days", "needs", "keep_days"),
)
SORTS = ("staff", "relative")


class Published(Problem):
    sentence = _(
        "The prize rules are published: people have read them. They can only change in people's favour, with a reason; "
        "nothing was changed."
    )


class NotReady(Problem):
    """`blockers` says everything that is missing."""

    sentence = _("The prize rules cannot be published yet; nothing was published.")

    def __init__(self, found: list[Blocker]) -> None:
        self.blockers = found
        super().__init__(str(self.sentence) + " " + " ".join(str(one.reason) for one in found))


@transaction.atomic
def make_plan(*, activity: Activity, by: Actor) -> PrizePlan:
    """The activity's prize plan; one that exists is left as it is."""
    with scope.everything("the caller has the activity"):
        plan: PrizePlan
        plan, made = PrizePlan.objects.get_or_create(activity=activity)
    if made:
        record("prize-plan-made", plan, by)
    return plan


@transaction.atomic
def set_plan(*, plan: PrizePlan, changes: Values, statements: dict[str, str] | None = None, by: Actor) -> PrizePlan:
    """Change any of `CHOICES` and the written statements. Raises `Published`, `Problem` for a choice that cannot be."""
    plan = _unpublished(plan)
    if unknown := (changes.keys() - set(CHOICES)) | (
        (statements or {}).keys() - {*TEXTS, *(f"{name}_en" for name in TEXTS)}
    ):
        raise KeyError(f"{sorted(unknown)} are not changed by this verb")
    before = {"rule": dict(plan.rule), "statements": dict(plan.statements)}
    plan.rule = _checked(plan.rule | changes)
    plan.statements = plan.statements | (statements or {})
    after = {"rule": plan.rule, "statements": plan.statements}
    if before != after:
        plan.save()
        differing = [name for name in after if before[name] != after[name]]
        record("prize-plan-changed", plan, by, {n: before[n] for n in differing}, {n: after[n] for n in differing})
    return plan


def _checked(rule: Values) -> Values:
    try:
        known = terms_from(rule).as_json()
    except BadTerms as error:
        raise Problem(
            _("One of the choices cannot be kept: {error}. Nothing was changed.").format(error=error)
        ) from None
    return {name: known[name] for name in rule}


@transaction.atomic
def set_tiers(*, plan: PrizePlan, tiers: Sequence[PrizeTier], by: Actor) -> PrizePlan:
    """Say anew what can be won, in the order in which it is drawn. Raises `Published`."""
    plan = _unpublished(plan)
    before = [asdict(tier) for tier in draft_of(plan).tiers]
    put_tiers(plan, tiers)
    record("prize-tiers-set", plan, by, {"tiers": before}, {"tiers": [asdict(tier) for tier in tiers]})
    return plan


def put_tiers(plan: PrizePlan, tiers: Sequence[PrizeTier]) -> None:
    """The rows of the plan's tiers, by their place."""
    Tier.objects.filter(plan=plan, position__gte=len(tiers)).delete()
    for position, tier in enumerate(tiers):
        Tier.objects.update_or_create(plan=plan, position=position, defaults=asdict(tier))


@transaction.atomic
def list_insiders(*, plan: PrizePlan, phones: Sequence[str], sort: str, by: Actor) -> int:
    """These people may not win: their phone numbers become digests, the numbers are not kept. An empty list says that the
    organisers have looked and nobody is to be listed. How many were new. Raises `NotAPhone`, `Problem` after the freeze."""
    if sort not in SORTS:
        raise ValueError(sort)
    plan = locked_plan(plan)
    if Draw.objects.filter(plan=plan).exclude(state=DrawState.COMMITTED).exists():
        raise Problem(_("The list of entrants is frozen; nobody can be taken out any more. Nothing was changed."))
    rows = [
        Insider(plan=plan, digest=identity.digest_of("phone", one), player=identity.number_of("phone", one), sort=sort)
        for one in phones
    ]
    had = Insider.objects.filter(plan=plan).count()
    Insider.objects.bulk_create(rows, ignore_conflicts=True)
    added = Insider.objects.filter(plan=plan).count() - had
    if not plan.version and not plan.rule.get("insiders_listed"):
        plan.rule = plan.rule | {"insiders_listed": True}
        plan.save()
    record("prize-insiders-listed", plan, by, after={"sort": sort, "added": added})
    return added


@transaction.atomic
def publish_plan(*, plan: PrizePlan, by: Actor) -> PrizePlan:
    """Publish the rules, version 1. From now on they only change in people's favour. Raises `NotReady`, `Published`."""
    plan = _unpublished(plan)
    terms = draft_of(plan)
    if found := blockers(terms, now=now()):
        raise NotReady(found)
    put_version(plan, terms, reason="")
    record("prize-plan-published", plan, by, after={"version": plan.version, "digest": plan.rule_digest})
    return plan


def put_version(plan: PrizePlan, terms: Terms, *, reason: str) -> PlanVersion:
    """The next version: what is published is the content, word for word, and its digest."""
    content, at = content_of(replace(terms, draw=plan.code)), now()
    plan.version += 1
    plan.rule_digest, plan.published_at = digest(content), plan.published_at or at
    plan.save()
    return PlanVersion.objects.create(
        plan=plan, number=plan.version, content=content, digest=plan.rule_digest, reason=reason, published_at=at
    )


def _unpublished(plan: PrizePlan) -> PrizePlan:
    plan = locked_plan(plan)
    if plan.version:
        raise Published
    return plan
