"""A list that could not be frozen in time: the draw gets later moments, as long as nothing is frozen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from worldday.base.audit import Actor
from worldday.base.problems import Problem
from worldday.draws.checks import unsound
from worldday.draws.favour import Sentence
from worldday.draws.models import Draw, DrawState, PrizePlan
from worldday.draws.offer import now, terms_of
from worldday.draws.terms import Terms, moment, terms_from

from .plans import put_version
from .rows import locked_plan, record


@transaction.atomic
def postpone(
    *, plan: PrizePlan, sources: Sequence[dict[str, Any]], freeze_at: str, draw_at: str, reason: str, by: Actor
) -> PrizePlan:
    """Announce later moments and the numbers of that time; the old version stays. Before the freeze nobody knows list or
    numbers, so nobody gains by it. The parties commit anew. Raises `Problem` with every reason against it."""
    plan = locked_plan(plan)
    draw = Draw.objects.filter(plan=plan).first()
    if not plan.version:
        raise Problem(_("These rules are not published yet; change them directly. Nothing was changed."))
    if draw is not None and draw.state != DrawState.COMMITTED:
        raise Problem(_("The list is frozen: its draw can no longer be postponed. Nothing was changed."))
    if not reason.strip():
        raise Problem(_("Please say why the rules change; people will read it. Nothing was changed."))
    old = terms_of(plan)
    new = terms_from(old.as_json() | {"sources": list(sources), "freeze_at": freeze_at, "draw_at": draw_at})
    if refused := [*(one.reason for one in unsound(new)), *_not_later(old, new)]:
        raise Problem(" ".join(str(one) for one in refused))
    if draw is not None:
        draw.delete()
    version = put_version(plan, new, reason=reason.strip())
    said = {"version": version.number, "digest": version.digest, "draw_at": draw_at, "reason": reason.strip()}
    record("draw-postponed", plan, by, after=said)
    return plan


def _not_later(old: Terms, new: Terms) -> Iterator[Sentence]:
    freeze, was, draw = moment(new.freeze_at), moment(old.draw_at), moment(new.draw_at)
    if freeze and freeze <= now():
        yield _("The new freeze must lie ahead.")
    if was and draw and draw <= was:
        yield _("A draw can be postponed, not brought forward.")
