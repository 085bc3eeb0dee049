"""Looking at campaigns: the list, the workplan and its other shapes, and taking it away as a file."""

from datetime import date
from typing import Any
from urllib.parse import quote

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from worldday.base import clock
from worldday.campaigns.models import Activity, Campaign
from worldday.campaigns.queries.workplan import blockers_of, tasks_of
from worldday.desk.access import DeskRequest, needs
from worldday.desk.campaigns.exports.docx import annex
from worldday.desk.campaigns.exports.xlsx import workbook
from worldday.desk.campaigns.fetch import campaign_for, campaigns_of, may_run
from worldday.desk.campaigns.plan import COLUMNS, Workplan, workplan_of
from worldday.desk.sheets import XLSX
from worldday.desk.templatetags.work import column_name
from worldday.ui.chart_items import for_desk
from worldday.ui.charts import Period
from worldday.units.permissions import Permission

PER_PAGE = 30
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@needs(Permission.SEE_CAMPAIGN)
@require_GET
def index(request: DeskRequest) -> HttpResponse:
    rows = (
        campaigns_of(request.user).annotate(activity_count=Count("activities")).order_by("-year", "-starts_on", "name")
    )
    return render(
        request, "desk/campaigns/list.html", {"page": Paginator(rows, PER_PAGE).get_page(request.GET.get("p"))}
    )


@needs(Permission.SEE_CAMPAIGN)
@require_GET
def workplan(request: DeskRequest, code: str) -> HttpResponse:
    campaign = campaign_for(request.user, code)
    plan = workplan_of(campaign, request.GET)
    columns = [(name, *_sorting(request, name, plan)) for name in COLUMNS]
    shown = {"columns": columns, "sorts": _sorts(plan), "query": request.GET.urlencode()}
    return _page(request, campaign, "workplan", plan=plan, **shown)


@needs(Permission.SEE_CAMPAIGN)
@require_GET
def gantt(request: DeskRequest, code: str) -> HttpResponse:
    campaign = campaign_for(request.user, code)
    plan = workplan_of(campaign, request.GET)
    return _page(request, campaign, "gantt", plan=plan, items=_items(row.activity for row in plan.rows))


@needs(Permission.SEE_CAMPAIGN)
@require_GET
def calendar(request: DeskRequest, code: str) -> HttpResponse:
    """The month in `?at=2020-10`; without it this month if the campaign has something in it, else its first."""
    campaign = campaign_for(request.user, code)
    plan = workplan_of(campaign, request.GET)
    months = plan.months
    asked = next((month for month in months if month.strftime("%Y-%m") == request.GET.get("at")), None)
    today = clock.today()
    this = today.replace(day=1)
    month = asked or (this if this in months or not months else months[0])
    marked = Period(campaign.starts_on, campaign.ends_on) if campaign.starts_on and campaign.ends_on else None
    items = _items(row.activity for row in plan.rows)
    return _page(
        request, campaign, "calendar", plan=plan, items=items, month=month, marked=marked, **_around(months, month)
    )


@needs(Permission.SEE_CAMPAIGN)
@require_GET
def blockers(request: DeskRequest, code: str) -> HttpResponse:
    """What each planned activity still lacks, as its kind sees it, activity by activity."""
    campaign = campaign_for(request.user, code)
    found: dict[str, tuple[Activity, list[Any]]] = {}
    for activity, blocker in blockers_of(campaign):
        found.setdefault(activity.code, (activity, []))[1].append(blocker)
    return _page(request, campaign, "blockers", blocked=list(found.values()))


@needs(Permission.SEE_CAMPAIGN)
@require_GET
def export_xlsx(request: DeskRequest, code: str) -> HttpResponse:
    """The workplan as filtered and ordered on the page, with the tasks this person may see."""
    campaign = campaign_for(request.user, code)
    content = workbook(campaign, workplan_of(campaign, request.GET).rows, tasks_of(campaign))
    return _file(content, XLSX, f"{campaign.name}{campaign.year}{_('Workplan')}.xlsx")


@needs(Permission.SEE_CAMPAIGN)
@require_GET
def export_docx(request: DeskRequest, code: str) -> HttpResponse:
    campaign = campaign_for(request.user, code)
    content = annex(campaign, workplan_of(campaign, request.GET).rows)
    return _file(content, DOCX, f"{campaign.name}{campaign.year}{_('Workplan')}.docx")


def _page(request: DeskRequest, campaign: Campaign, tab: str, **shown: Any) -> HttpResponse:
    frame = {"campaign": campaign, "tab": tab, "runs": may_run(request.user, campaign), "today": clock.today()}
    return render(request, f"desk/campaigns/{tab}.html", frame | shown)


def _items(activities: Any) -> Any:
    return for_desk(list(activities), page=lambda activity: reverse("desk_campaigns:activity", args=[activity.code]))


def _sorting(request: DeskRequest, name: str, plan: Workplan) -> tuple[str, str]:
    """The link that sorts by a column (again: the other way round), and what to say of the present order."""
    here = plan.wanted.sort == name
    query = request.GET.copy()
    query["sort"] = f"-{name}" if here and not plan.wanted.backwards else name
    return f"?{query.urlencode()}", ("descending" if plan.wanted.backwards else "ascending") if here else ""


def _sorts(plan: Workplan) -> list[tuple[str, str, bool]]:
    """The same orders for where the head of the table has no room: (value, words, whether it is the present one)."""
    here = f"{'-' if plan.wanted.backwards else ''}{plan.wanted.sort}"
    found = []
    for name in COLUMNS:
        word = str(column_name(name))
        found += [
            (name, word, name == here),
            (f"-{name}", _("{column}, backwards").format(column=word), f"-{name}" == here),
        ]
    return found


def _around(months: list[date], month: date) -> dict[str, date | None]:
    before = [other for other in months if other < month]
    after = [other for other in months if other > month]
    return {"previous_month": before[-1] if before else None, "next_month": after[0] if after else None}


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response
