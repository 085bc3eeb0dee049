"""我的报送: what the units one serves owe and are asked, one unit at a time."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from worldday.base import clock
from worldday.desk.access import DeskRequest, needs
from worldday.reports.queries.mine import TO_DO, Served, tasks_of_unit, units_served
from worldday.reports.queries.practices import to_answer
from worldday.units.permissions import Permission


@needs(Permission.REPORT)
@require_GET
def index(request: DeskRequest) -> HttpResponse:
    """`?unit=` chooses; otherwise the unit whose task is due first."""
    served = units_served(request.user)
    chosen = _chosen(served, request.GET.get("unit", ""))
    found = tasks_of_unit(chosen.unit) if chosen else []
    questions = list(to_answer(request.user)) if served else []
    asked = {one.unit_id for one in questions}
    shown = {
        "served": served,
        "chosen": chosen,
        "to_do": [one for one in found if one.standing in TO_DO],
        "done": [one for one in found if one.standing not in TO_DO],
        "questions": [one for one in questions if chosen and one.unit_id == chosen.unit.pk],
        "asked_too": [one.unit for one in served if one is not chosen and one.unit.pk in asked],
        "today": clock.today(),
    }
    return render(request, "desk/tasks/list.html", shown)


def _chosen(served: list[Served], code: str) -> Served | None:
    if code:
        found = next((one for one in served if one.unit.code == code), None)
        if found is None:
            raise Http404
        return found
    dated = [one for one in served if one.nearest is not None]
    return min(dated, key=lambda one: str(one.nearest), default=served[0] if served else None)
