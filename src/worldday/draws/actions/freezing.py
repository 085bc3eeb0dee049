"""Freezing the list: afterwards nobody can add, remove or reorder anybody, and everybody can look himself up."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, ngettext_lazy

from worldday.base import longwork, scope
from worldday.base.audit import Actor
from worldday.base.problems import Problem
from worldday.draws import lottery
from worldday.draws.entering import Entering, entering
from worldday.draws.models import Draw, DrawState, Entrant, PrizePlan
from worldday.draws.offer import now, rule_of, terms_of
from worldday.draws.reasons import in_words
from worldday.draws.receipts import receipt_of
from worldday.draws.terms import moment
from worldday.quizzes import ranking
from worldday.quizzes.queries.flags import waiting

from .rows import NotYet, draw_of, locked_plan, record

BATCH = 2000
AT_ONCE = 5000  # standings up to which the list is frozen while the person waits
WORK = "freeze-draw"


def freeze_entrants(*, plan: PrizePlan, by: Actor) -> Draw:
    """Freeze who is in the draw, by the final ranking. Again: the frozen list comes back unchanged. Raises `Problem`."""
    with scope.everything("the view has fetched the plan through its permission"):
        ranking.settle(plan.activity.quiz)  # before the transaction: it has its own, and takes a while
        return _freeze(plan, by)


def freeze_when_long(*, plan: PrizePlan, by: Actor) -> Draw | None:
    """Freeze at once if that is quick; else ask the worker for it and return None. Raises `Problem` for the wrong moment."""
    if plan.activity.quiz.standings.count() <= AT_ONCE:
        return freeze_entrants(plan=plan, by=by)
    with scope.everything("the view has fetched the plan through its permission"):
        _refuse_wrong_moment(plan, draw_of(plan))
    longwork.ask(name=WORK, target=plan.code, by=by)
    return None


def freeze_in_background(code: str, by: Actor) -> str:
    """What the worker does for `freeze_when_long`."""
    draw = freeze_entrants(plan=PrizePlan.objects.select_related("activity__quiz").get(code=code), by=by)
    n = draw.entrants.filter(position__isnull=False).count()
    return ngettext("The list is frozen: {n} entrant.", "The list is frozen: {n} entrants.", n).format(n=n)


@transaction.atomic
def _freeze(plan: PrizePlan, by: Actor) -> Draw:
    plan = locked_plan(plan)
    draw = draw_of(plan)
    if draw.state != DrawState.COMMITTED:
        return draw
    _refuse_wrong_moment(plan, draw)
    found, rule, at = entering(plan, terms_of(plan)), rule_of(draw), now()
    if not found.entrants:
        raise Problem(_("Nobody meets the rule, so there is no list to freeze; nothing was changed."))
    try:
        frozen = lottery.freeze(found.entrants, rule, found.removed)
    except lottery.LotteryError as error:
        raise Problem(in_words(error)) from None
    _keep(draw, found, frozen)
    draw.state, draw.frozen_at, draw.notice = DrawState.FROZEN, at, lottery.notice(rule, frozen, at).to_json()
    draw.save()
    counts = {"entrants": len(frozen.rows), "removed": found.reasons, "root": draw.notice["root"]}
    record("draw-frozen", plan, by, after=counts)
    return draw


def _refuse_wrong_moment(plan: PrizePlan, draw: Draw) -> None:
    closes, at = moment(terms_of(plan).closes), now()
    if closes is None or at < closes:
        raise NotYet(_("The quiz is still open: the list can be frozen once it has closed. Nothing was changed."))
    if any(source.known_from <= at for source in rule_of(draw).sources):
        raise Problem(
            _(
                "A source of randomness is already known, so a list frozen now would prove nothing. Postpone the draw first; nothing was changed."
            )
        )
    if undecided := waiting(plan.activity.quiz):  # also an appeal may bring somebody back
        sentence = ngettext_lazy(
            "{n} attempt is flagged and waits for a decision; decide first, then freeze. Nothing was changed.",
            "{n} attempts are flagged and wait for a decision; decide first, then freeze. Nothing was changed.",
            undecided,
        )
        raise Problem(str(sentence).format(n=undecided))


def _keep(draw: Draw, found: Entering, frozen: lottery.Frozen) -> None:
    """One row per entrant, numbered as in the list, and one per removed entry."""
    salts = {entrant.identity: entrant.salt for entrant in found.entrants}
    numbered = enumerate(zip(frozen.identities, frozen.rows, strict=True), start=1)
    rows = [_row(draw, identity, salts[identity], row, position=number) for number, (identity, row) in numbered]
    for one in found.removed:
        row = f"{lottery.tag_of(one.identity, one.salt)} {one.reason}"
        rows.append(_row(draw, one.identity, one.salt, row, removed=one.reason))
    Entrant.objects.bulk_create(rows, batch_size=BATCH)


def _row(
    draw: Draw, identity: str, salt: bytes, row: str, *, position: int | None = None, removed: str = ""
) -> Entrant:
    player = int(identity)
    receipt = receipt_of(draw.plan.code, player)
    return Entrant(
        draw=draw, position=position, player=player, salt=salt.hex(), receipt=receipt, row=row, removed=removed
    )
