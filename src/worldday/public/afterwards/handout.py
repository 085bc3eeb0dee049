"""One file that an event leaves behind; asked anew each time whether it may be shown."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from worldday.base import scope
from worldday.campaigns.models import PUBLISHED
from worldday.events.afterwards import is_over
from worldday.events.models import Handout, HandoutSort

TYPES = {HandoutSort.PHOTO: "image/webp", HandoutSort.DOCUMENT: "application/pdf"}


@require_safe
def handout(_request: HttpRequest, code: str) -> FileResponse:
    """404 before the event is over, after it was taken away, and while the campaign is not public."""
    with scope.everything("what is public is asked right here"):
        rows = Handout.objects.select_related("event__activity__campaign")
        found = get_object_or_404(rows, code=code, event__activity__campaign__state__in=PUBLISHED)
        if not found.file or not is_over(found.event):
            raise Http404
    try:
        answer = FileResponse(found.file.open(), content_type=TYPES[HandoutSort(found.sort)])
    except FileNotFoundError:
        raise Http404 from None
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "public, max-age=300"
    return answer
