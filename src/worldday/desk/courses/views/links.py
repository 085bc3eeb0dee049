"""The personal links of a cohort: sent by message in the background, or taken along as a list."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from worldday.base.problems import Problem
from worldday.courses.actions import exporting, sending
from worldday.courses.models import Cohort
from worldday.courses.queries import teaching
from worldday.courses.telling import link_path
from worldday.desk import sheets
from worldday.desk.access import DeskRequest, needs
from worldday.desk.courses.fetch import cohort_for
from worldday.units.permissions import Permission

from .cohorts import cohort_page


@needs(Permission.RUN_ACTIVITY)
@require_POST
def send(request: DeskRequest, code: str) -> HttpResponse:
    """In the background; whoever was written to before is not written to again."""
    found = cohort_for(request.user, code)
    sending.ask_to_send(cohort=found, by=request.user)
    return redirect(f"{request.path.removesuffix('links/send/')}#links")


@needs(Permission.RUN_ACTIVITY)
@require_POST
def listed(request: DeskRequest, code: str) -> HttpResponse:
    """Everybody with their link as a spreadsheet; what it is for is written down first, for whoever has a link can learn with it."""
    found = cohort_for(request.user, code)
    try:
        exporting.log_list(cohort=found, what=exporting.LINKS, purpose=request.POST.get("purpose", ""), by=request.user)
    except Problem as problem:
        return cohort_page(request, found, problem=problem)
    headings = [_("Name of the person"), _("Unit"), _("Personal link")]
    return sheets.download(f"{found.name} {_('personal links')}", headings, _rows(found))


def _rows(cohort: Cohort) -> Iterator[list[Any]]:
    for one in teaching.learners(cohort).iterator(chunk_size=1000):
        yield [one.name, one.unit_name, f"{settings.PUBLIC_URL}{link_path(one)}"]
