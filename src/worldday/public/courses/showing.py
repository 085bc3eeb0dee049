"""What a lesson shows to whoever may look at it: its text, its video, its pages. Addresses of files differ: a learner has them under
their own address, a reader under the course's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from worldday.courses.actions.progress import pages_of, slides_of
from worldday.courses.models import Asset, AssetRole, Course, Lesson
from worldday.courses.reading import html_of
from worldday.materials.limits import megabytes

from .speaking import text_of


@dataclass(frozen=True)
class Shelf:
    """Where the files of a course lie for one viewer: the names of two addresses, and what comes first in them."""

    course: Course
    file_at: str
    page_at: str
    args: tuple[str, ...]

    def file(self, asset: Asset) -> str:
        return reverse(self.file_at, args=[*self.args, asset.code])

    def page(self, asset: Asset, number: int) -> str:
        return reverse(self.page_at, args=[*self.args, asset.code, number])


def html(shelf: Shelf, text: str) -> str:
    """Markdown with the course's own pictures."""
    pictures = Asset.objects.filter(course=shelf.course, role=AssetRole.PICTURE)
    found = {one.name: one for one in pictures} if "![" in text else {}

    def picture(name: str) -> str | None:
        own = found.get(name) or found.get(name.rpartition("/")[2])
        return shelf.file(own) if own else None

    return html_of(text, picture)


def video(request: HttpRequest, shelf: Shelf, found: Lesson) -> dict[str, Any]:
    """Two rates where the unit gives two; whoever saves data gets the small one, and the other is one press away."""
    assets = {asset.role: asset for asset in found.assets.exclude(role=AssetRole.SUBTITLES)}
    asked = request.GET.get("rate") or ("low" if request.headers.get("Save-Data") == "on" else "")
    shown = assets.get(AssetRole.LOW if asked == "low" else AssetRole.VIDEO) or assets.get(AssetRole.VIDEO)
    rates = (assets[role] for role in (AssetRole.VIDEO, AssetRole.LOW) if role in assets)
    other = next((one for one in rates if one != shown), None)
    poster = assets.get(AssetRole.POSTER)
    return {
        "video": shown,
        "video_url": shelf.file(shown) if shown else "",
        "video_size": megabytes(shown.size) if shown else "",
        "video_seconds": assets[AssetRole.VIDEO].seconds if AssetRole.VIDEO in assets else 0,
        "other": other,
        "other_size": megabytes(other.size) if other else "",
        "poster_url": shelf.file(poster) if poster else "",
        "subtitles": [(one, shelf.file(one)) for one in found.assets.filter(role=AssetRole.SUBTITLES)],
    }


def leaves(request: HttpRequest, shelf: Shelf, found: Lesson) -> dict[str, Any]:
    """A document page by page as pictures, slides written as text one by one."""
    number, pages = page_number(request, found), pages_of(found)
    document = found.assets.filter(role=AssetRole.DOCUMENT).first()
    slides = [] if document else slides_of(text_of(found).body)
    more: dict[str, Any] = {"html": ""} if slides else {}
    return more | {
        "document": document,
        "document_size": megabytes(document.size) if document else "",
        "document_url": shelf.file(document) if document else "",
        "leaf_url": shelf.page(document, number) if document else "",
        "slide": html(shelf, slides[number - 1]) if slides else "",
        "page": number,
        "pages": pages,
        "page_numbers": range(1, pages + 1),
        "page_before": number - 1,
        "page_after": number + 1 if number < pages else 0,
    }


def page_number(request: HttpRequest, found: Lesson) -> int:
    """The page that was asked for, within what there is."""
    asked = request.GET.get("page", "")
    return min(max(1, int(asked) if asked.isdecimal() and len(asked) < 5 else 1), max(1, pages_of(found)))
