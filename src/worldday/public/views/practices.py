"""Good practices of a campaign: only what was published after its unit agreed, each with its source."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from worldday.campaigns.queries import programme
from worldday.materials.files import open_picture
from worldday.reports.actions.practices import may_be_shown
from worldday.reports.queries.practices import pictures_among, published_in

PAGE = 20


def practices(request: HttpRequest, campaign: str, page: int = 1) -> HttpResponse:
    found = get_object_or_404(programme.published(), slug=campaign)
    paginator = Paginator(published_in(found), PAGE)
    if page > paginator.num_pages:
        raise Http404
    cut = paginator.page(page)
    pictured = pictures_among(cut, campaign=found)
    context = {
        "campaign": found,
        "page": cut,
        "rows": [(one, one.material_id in pictured) for one in cut],
        "before": reverse("public:practices", args=[campaign, page - 1] if page > 2 else [campaign]),
        "after": reverse("public:practices", args=[campaign, page + 1]),
    }
    return render(request, "public/practices/list.html", context)


def practice(request: HttpRequest, campaign: str, practice: str) -> HttpResponse:
    found = get_object_or_404(programme.published(), slug=campaign)
    one = get_object_or_404(published_in(found), code=practice)
    context = {"campaign": found, "practice": one, "pictured": bool(pictures_among([one], campaign=found))}
    return render(request, "public/practices/practice.html", context)


def picture(request: HttpRequest, campaign: str, practice: str) -> HttpResponse:
    """The picture itself, asked anew each time whether it may be shown: a consent can be taken back."""
    found = get_object_or_404(programme.published(), slug=campaign)
    one = get_object_or_404(published_in(found), code=practice)
    if one.material is None or not may_be_shown(one.material):
        raise Http404
    try:
        with open_picture(one.material) as content:
            answer = HttpResponse(content.read(), content_type="image/jpeg")
    except FileNotFoundError:
        raise Http404 from None
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
