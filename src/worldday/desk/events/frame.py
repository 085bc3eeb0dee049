"""What every page about one event shows: its name and state, and the way to its other pages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from worldday.campaigns.models import PUBLISHED
from worldday.desk.access import DeskRequest
from worldday.events.models import Event

UNPROCESSABLE = 422


def page(request: DeskRequest, event: Event, name: str, tab: str = "", **shown: Any) -> HttpResponse:
    """The page `desk/events/<name>.html` under the tab of that name; 422 with a form or a step that was refused."""
    activity = event.activity
    frame = {
        "event": event,
        "activity": activity,
        "campaign": activity.campaign,
        "tab": tab or name,
        "public": activity.campaign.state in PUBLISHED and event.state != "draft",
    }
    bound = any(isinstance(form, forms.BaseForm | forms.BaseFormSet) and form.is_bound for form in shown.values())
    status = UNPROCESSABLE if shown.get("problem") or (bound and not shown.get("preview")) else 200
    return render(request, f"desk/events/{name}.html", frame | shown, status=status)


def saved(request: DeskRequest, event: Event, tab: str, said: str | Promise = "") -> HttpResponse:
    messages.success(request, said or _("Saved."))
    return redirect(f"desk_events:{tab}", event.activity.code)
