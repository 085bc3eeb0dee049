"""The time line of a draw: what was fixed when, in the order that is the proof."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from worldday.draws.models import Draw, DrawState, PrizePlan
from worldday.draws.offer import rule_of
from worldday.draws.terms import Terms, moment


@dataclass(frozen=True)
class Step:
    """`at`: when it happened, or is due; `digest`: what it fixed, as a fingerprint."""

    title: str
    text: str
    at: datetime | None
    done: bool
    digest: str = ""
    url: str = ""


def steps_of(plan: PrizePlan, draw: Draw | None, terms: Terms) -> list[Step]:
    """Rules, commitments, freeze, numbers, draw."""
    where = [plan.activity.campaign.slug, plan.activity.code]
    return [
        Step(
            _("The rules are published"),
            _("Prizes, who may enter and how it is drawn. From here on they change only in people's favour."),
            plan.published_at, done=True, digest=plan.rule_digest, url=reverse("public:prize_rules", args=where),
        ),
        _commitments(draw),
        _freeze(draw, terms, where),
        _numbers(draw, terms),
        _drawn(draw, terms, where),
    ]  # fmt: skip


def _commitments(draw: Draw | None) -> Step:
    text = _("The parties lock their secret numbers away: each publishes a fingerprint of a number that only it knows.")
    if draw is None:
        return Step(_("Secrets are locked away"), text, None, done=False)
    return Step(_("Secrets are locked away"), text, draw.committed_at, done=True, digest=rule_of(draw).hash.hex())


def _freeze(draw: Draw | None, terms: Terms, where: list[str]) -> Step:
    text = _(
        "After the quiz has closed, everybody entitled is put on one list, and the fingerprint of the list is published."
    )
    if draw is None or not draw.frozen_at:
        return Step(_("The list is frozen"), text, moment(terms.freeze_at), done=False)
    text = _(
        "{count} people are on the list. Its fingerprint is published; nobody can be added or taken off unnoticed."
    ).format(count=draw.notice["count"])
    notice = reverse("public:draw_notice", args=where)
    return Step(_("The list is frozen"), text, draw.frozen_at, done=True, digest=draw.notice["root"], url=notice)


def _numbers(draw: Draw | None, terms: Terms) -> Step:
    text = _("Only now the numbers become known that decide the draw. Nobody could know them when the list was frozen.")
    came = [datetime.fromisoformat(one["at"]) for one in draw.contributions] if draw else []
    done = bool(draw) and len(came) == len(terms.sources)
    due = [at for source in terms.sources if (at := moment(source.at))]
    return Step(_("The numbers become known"), text, max(came if done else due, default=None), done=done)


def _drawn(draw: Draw | None, terms: Terms, where: list[str]) -> Step:
    if draw is None or not draw.drawn_at:
        text = _("List and numbers together leave exactly one result; nothing is left to choose.")
        return Step(_("The draw"), text, moment(terms.draw_at), done=False)
    text = (
        _("By the rules this draw is void.")
        if draw.state == DrawState.VOID
        else _("List and numbers left exactly one result: the winners on this page.")
    )
    return Step(_("The draw"), text, draw.drawn_at, done=True, url=reverse("public:draw_record", args=where))
