"""Answering, and what comes after. The answers themselves go to the hot path (`quizzes.intake`), never through here."""

import io
import mimetypes

import segno
from django.core.cache import caches
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from worldday.draws.queries import plan_of
from worldday.public import addresses
from worldday.quizzes.models import Edition, QuestionPicture

from .found import Found, find, kept, page

LASTING = "public, max-age=604800, immutable"  # a picture's name is never used again for another picture


@kept(60)
def play(request: HttpRequest, campaign: str, activity: str, door: str = "") -> HttpResponse:
    """The empty stage on which the script asks the questions."""
    return render(request, "public/quiz/play.html", page(find(campaign, activity, door)))


@kept(60)
def result(request: HttpRequest, campaign: str, activity: str, door: str = "") -> HttpResponse:
    """Score and answers of the last attempt on this device, which alone holds them."""
    found = find(campaign, activity, door)
    return render(request, "public/quiz/result.html", page(found, prizes=plan_of(found.activity)))


@kept(60)
def notebook(request: HttpRequest, campaign: str, activity: str, door: str = "") -> HttpResponse:
    """Questions this device has answered wrong, to practise again."""
    return render(request, "public/quiz/notebook.html", page(find(campaign, activity, door)))


@kept(60)
def mine(request: HttpRequest, campaign: str, activity: str, door: str = "") -> HttpResponse:
    """What this device keeps, and one button to be forgotten."""
    return render(request, "public/quiz/data.html", page(find(campaign, activity, door)))


@kept(3600)
def qr(request: HttpRequest, campaign: str, activity: str, door: str = "") -> HttpResponse:
    """The code that leads to this entrance, for the share picture; a PNG without colour."""
    found, out = find(campaign, activity, door), io.BytesIO()
    segno.make(addresses.absolute(found.url()), error="m", micro=False).save(out, kind="png", scale=6)
    return HttpResponse(out.getvalue(), content_type="image/png")


def picture(request: HttpRequest, campaign: str, activity: str, name: str, door: str = "") -> HttpResponse:
    """A picture of a question or option that the quiz has frozen; any other upload stays closed."""
    found = find(campaign, activity, door)
    if name not in _pictures(found):
        raise Http404
    stored = QuestionPicture.objects.filter(file=name).first()
    if stored is None:
        raise Http404
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return FileResponse(stored.file.open("rb"), content_type=kind, headers={"Cache-Control": LASTING})


def _pictures(found: Found) -> set[str]:
    """File names in the quiz's editions. An edition never changes, so it is read once."""
    cache, names = caches["pictures"], set()
    for pk, digest in Edition.objects.filter(quiz=found.quiz).values_list("pk", "digest"):
        names |= cache.get_or_set(f"quiz-pictures-{digest}", lambda pk=pk: _of_edition(pk), 24 * 3600)
    return names


def _of_edition(pk: int) -> set[str]:
    questions = Edition.objects.values_list("content", flat=True).get(pk=pk)["questions"].values()
    return {shown["file"] for asked in questions for shown in (asked.get("pictures") or {}).values()}
