"""What only the desk can write into an archive package: the plan on paper, and the workbook of everything."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator

from worldday.campaigns.models import Campaign
from worldday.campaigns.queries.workplan import activities_of, tasks_of
from worldday.desk.campaigns.exports.docx import annex
from worldday.desk.campaigns.exports.xlsx import workbook
from worldday.desk.campaigns.plan import row_of
from worldday.reports.archiving.bag import Member

from .workbook import write_workbook

IN_MEMORY = 5 * 1024 * 1024


def plan_papers(campaign: Campaign) -> Iterator[Member]:
    rows = [row_of(activity) for activity in activities_of(campaign)]
    yield Member("plan/plan.docx", annex(campaign, rows))
    yield Member("plan/plan.xlsx", workbook(campaign, rows, tasks_of(campaign)))


def summary_sheets(campaign: Campaign) -> Iterator[Member]:
    file = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115  closed by the bag once it is packed
    write_workbook(campaign, file, "")
    file.seek(0)
    yield Member("workbook.xlsx", file)
