"""Whose board somebody may see: the campaign's, if they run it; a unit's that passed tasks on, if they report for that unit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404

from worldday.base.scope import Subtrees
from worldday.campaigns.models import Campaign, Task
from worldday.desk.campaigns.fetch import campaign_for, campaigns_of, may_run
from worldday.reports import rules
from worldday.reports.queries import board as query
from worldday.reports.queries.board import Wanted
from worldday.units.models import Staff, Unit
from worldday.units.permissions import Permission
from worldday.units.rules import paths_where


@dataclass(frozen=True)
class Board:
    """What `issuer` asked in `campaign`; `issuers` are the other boards of the campaign this person may open."""

    campaign: Campaign
    issuer: Unit
    issuers: list[Unit]
    runs: bool

    @property
    def is_owners(self) -> bool:
        return self.issuer.pk == self.campaign.owner_id

    def asked(self, wanted: Wanted) -> Any:
        return query.asked(self.campaign, self.issuer, wanted)


def board_for(staff: Staff, code: str, issuer: str = "") -> Board:
    """The board of the unit with the code `issuer`; without one the campaign's, or else that of one's own unit. 404 if there is none."""
    campaign = campaign_for(staff, code)
    runs = may_run(staff, campaign)
    passing = Unit.objects.filter(pk__in=Task.objects.filter(campaign=campaign).exclude(issuer=None).values("issuer"))
    issuers = [unit for unit in passing if runs or rules.may_ask(staff, unit)]
    if runs:
        issuers = [campaign.owner, *(unit for unit in issuers if unit.pk != campaign.owner_id)]
    chosen = [unit for unit in issuers if issuer in ("", unit.code)]
    if not chosen:
        raise Http404
    return Board(campaign, chosen[0], issuers, runs)


def boards_of(staff: Staff) -> list[tuple[Campaign, Unit, query.Tally]]:
    """Every board this person may open that has something on it, the newest campaign first."""
    campaigns = list(campaigns_of(staff).order_by("-year", "-starts_on", "name"))
    tallies = query.totals(campaigns)
    units = Unit.objects.in_bulk({issuer for _campaign, issuer in tallies if issuer is not None})
    found = []
    for campaign in campaigns:
        runs = may_run(staff, campaign)
        for (pk, issuer), tally in tallies.items():
            unit = campaign.owner if issuer is None else units[issuer]
            if pk == campaign.pk and (runs or (issuer is not None and rules.may_ask(staff, unit))):
                found.append((campaign, unit, tally))
    return found


def task_for(staff: Staff, code: str) -> Task:
    """A task one may review; 404 for anybody else's."""
    rows = Task.objects.select_related("unit", "issuer", "campaign__owner", "filing__current")
    task: Task = get_object_or_404(rows, code=code)
    if not rules.may_review(staff, task):
        raise Http404
    return task


def has_board(staff: Staff, campaign: Campaign, *, runs: bool) -> bool:
    """Whether the campaign's pages offer this person a board; one query, and none for whoever runs it."""
    paths = paths_where(staff, Permission.REPORT)
    mine = Subtrees(paths).q("issuer__path")
    return runs or (bool(paths) and Task.objects.filter(mine, campaign=campaign).exclude(issuer=None).exists())


def wanted_of(query_: QueryDict) -> Wanted:
    return Wanted(**{name: query_.get(name, "").strip()[:60] for name in Wanted.__dataclass_fields__})
