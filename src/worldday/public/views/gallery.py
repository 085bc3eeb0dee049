"""The live catalogue of components, for those who build pages. Open where nobody is served in earnest."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from worldday.campaigns.kinds import all_kinds, kind_of
from worldday.campaigns.lights import Light
from worldday.campaigns.models import Activity, ActivityUnit, Campaign, UnitRole
from worldday.campaigns.phases import Days, Phase
from worldday.campaigns.queries.programme import Entry
from worldday.units.models import Unit

DAY = date(2020, 10, 14)
WINDOWS = [(DAY, DAY), (date(2020, 10, 11), date(2020, 10, 20)), (date(2020, 10, 1), date(2020, 10, 31))]
WINDOWS += [(date(2020, 9, 1), date(2020, 10, 31)), (date(2020, 9, 21), date(2020, 10, 20)), (DAY, None), (None, None)]


class Example(forms.Form):
    name = forms.CharField(label=_("name"), help_text=_("As it stands in the notice."))
    day = forms.DateField(label=_("first day"), widget=forms.DateInput(attrs={"type": "date"}))
    about = forms.CharField(label=_("about"), required=False, widget=forms.Textarea(attrs={"rows": 3}))


def gallery(request: HttpRequest) -> HttpResponse:
    if not (settings.DEMO or settings.DEBUG):
        raise Http404
    context: dict[str, Any] = {
        "campaign": Campaign(slug="example", name="世界标准日", name_en="World Standards Day", year=DAY.year, hue=155),
        "hues": range(0, 360, 30),
        "kinds": all_kinds(),
        "lights": list(Light),
        "phases": list(Phase),
        "windows": [Days(start, end) for start, end in WINDOWS],
        "entries": [_entry(phase, number) for number, phase in enumerate(Phase)],
        "season": Days(DAY - timedelta(days=43), DAY + timedelta(days=48)),
        "on_day": DAY,
        "distances": [-40, -1, 0, 1, 12],
        "form": Example(),
        "wrong": Example({"name": "", "day": ""}),
        "page": Paginator(range(90), 30).page(2),
    }
    return render(request, "public/gallery.html", context)


def _entry(phase: Phase, number: int) -> Entry:
    """An activity that exists only on this page."""
    units = [
        Unit(code="a", name="浦东新区市场监管局", name_en="Pudong Administration for Market Regulation"),
        Unit(code="b", name="市粮食科学研究所"),
    ]
    activity = Activity(
        code=f"example-{number}", name="标准化线上知识竞答", kind=all_kinds()[number].slug, window_text="10月中旬"
    )
    roles = [ActivityUnit(unit=unit, role=UnitRole.RESPONSIBLE) for unit in units[: 1 + number % 2]]
    return Entry(activity, kind_of(activity), Days(*WINDOWS[number]), phase, roles)
