"""数据: every number the final report may use, with definition and source."""

from __future__ import annotations

from collections.abc import Iterator

from worldday.campaigns.models import Campaign
from worldday.reports.archiving.bag import Member
from worldday.reports.archiving.written import as_lines, said, unit_said
from worldday.reports.figures import SourcedFigure, figures_of_campaign, materials_of_campaign

_FACTS = ("key", "name", "value", "measure", "definition", "source", "taken_at")


def figures(campaign: Campaign) -> Iterator[Member]:
    found = figures_of_campaign(campaign) + materials_of_campaign(campaign)
    yield Member("figures.jsonl", as_lines(map(_figure, found)))


def _figure(figure: SourcedFigure) -> dict[str, object]:
    activity = {"code": figure.activity.code, "name": figure.activity.name}
    return {"activity": activity, "unit": unit_said(figure.unit), **said(figure, *_FACTS)}
