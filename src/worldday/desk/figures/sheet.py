"""Every number of a campaign as lines of a sheet: for the page of numbers and for the workbook of everything."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from worldday.campaigns.models import Campaign
from worldday.reports.figures import SourcedFigure, figures_of_campaign, materials_of_campaign


def figure_headings() -> list[str]:
    return [
        *(_("Activity"), _("What was counted"), _("Number"), _("Unit of measure"), _("Unit")),
        *(_("How it was counted"), _("Source"), _("As of")),
    ]


def figure_lines(campaign: Campaign) -> Iterator[list[Any]]:
    for one in all_figures(campaign):
        yield [
            *(one.activity.name, one.name, float(one.value), one.measure, one.unit.name if one.unit else ""),
            *(one.definition, one.source, timezone.localtime(one.taken_at)),
        ]


def all_figures(campaign: Campaign) -> list[SourcedFigure]:
    """Those of each activity together, in the notice's order."""
    place: dict[int, int] = {}
    found = [*figures_of_campaign(campaign), *materials_of_campaign(campaign)]
    for figure in found:
        place.setdefault(figure.activity.pk, figure.activity.position)
    return sorted(found, key=lambda one: (place[one.activity.pk], one.activity.pk))
