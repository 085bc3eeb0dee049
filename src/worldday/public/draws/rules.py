"""The prize rules as published, word for word, with every earlier version."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from worldday.draws import queries
from worldday.ui import dates


def rules(request: HttpRequest, campaign: str, activity: str) -> HttpResponse:
    """The text in force; under it its digest, and what was changed in people's favour, with reasons."""
    plan = get_object_or_404(queries.published(campaign, activity))
    versions = list(plan.versions.order_by("-number"))
    context = {
        "plan": plan,
        "activity": plan.activity,
        "campaign": plan.activity.campaign,
        "version": versions[0],
        "versions": versions,
        "sections": versions[0].content["text"]["zh" if dates.chinese() else "en"],
    }
    return render(request, "public/draws/rules.html", context)
