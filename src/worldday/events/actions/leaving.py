"""What an event leaves behind: pictures drawn anew, documents as they came, links."""

from __future__ import annotations

from io import BytesIO
from typing import IO, Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from worldday.base import clock
from worldday.base.audit import Actor
from worldday.base.changes import check
from worldday.base.ids import new_code
from worldday.base.problems import Invalid, Problem
from worldday.events.models import Event, Handout, HandoutSort
from worldday.materials.preparing.unfit import Unfit
from worldday.materials.redrawing import redrawn

from .rows import locked_event, record

MOST_BYTES = 20 * 1024 * 1024
WIDEST = 1600  # pixels
FORMATS = ("JPEG", "PNG", "WEBP")
MOST = 100  # of one event
SAID = ("title_en", "credit", "credit_en", "url", "consent")


class NoPicture(Problem):
    sentence = _("This is not a picture that can be read (JPEG, PNG or WebP up to 20 MB). Nothing was added.")


class NoDocument(Problem):
    sentence = _(
        "This is not a PDF of at most 20 MB. Nothing was added; please save the document as PDF and try again."
    )


@transaction.atomic
def add_handout(
    *, event: Event, sort: str, title: str, by: Actor, file: IO[bytes] | None = None, **said: str
) -> Handout:
    """`said`: title_en, credit, credit_en, url, consent. A photo needs words for who does not see it, and the ground on which people
    in it are shown. Raises `Invalid`, `NoPicture`, `NoDocument`, `Problem`."""
    event = locked_event(event)
    if event.handouts.count() >= MOST:
        raise Problem(_("A hundred items lie here already. Nothing was added."))
    made = Handout(event=event, sort=sort, title=title.strip()[:150], added_at=clock.now())
    for name in SAID:
        setattr(made, name, said.get(name, "").strip())
    _check(made)
    if sort != HandoutSort.LINK:
        suffix, content = ("webp", _picture(file)) if sort == HandoutSort.PHOTO else ("pdf", _document(file))
        made.file.save(f"{event.code}-{new_code()}.{suffix}", ContentFile(content), save=False)
    made.save()
    record("event-handout-added", event, by, after={"title": made.title, "sort": sort})
    return made


@transaction.atomic
def remove_handout(*, handout: Handout, by: Actor) -> None:
    """From the page at once; the file goes with it."""
    record("event-handout-removed", handout.event, by, after={"title": handout.title})
    stored: Any = handout.file
    handout.delete()
    if stored:
        transaction.on_commit(lambda: stored.storage.delete(stored.name))


def _check(made: Handout) -> None:
    errors: dict[str, list[Any]] = {}
    if not made.title:
        errors["title"] = [_("Please say what it is, or what the photo shows for people who do not see it.")]
    if made.sort == HandoutSort.LINK and not made.url:
        errors["url"] = [_("Please give the address.")]
    if made.sort == HandoutSort.PHOTO and not made.consent:
        errors["consent"] = [
            _(
                "Please write why the people in it may be shown, such as “agreed in writing”, or “nobody can be recognised”."
            )
        ]
    if errors:
        raise Invalid({name: [str(one) for one in lines] for name, lines in errors.items()})
    check(made, {"title", *SAID})


def _picture(file: IO[bytes] | None) -> bytes:
    try:
        return redrawn(file or BytesIO(), most_bytes=MOST_BYTES, widest=WIDEST, formats=FORMATS)
    except Unfit:
        raise NoPicture from None


def _document(file: IO[bytes] | None) -> bytes:
    data = file.read(MOST_BYTES + 1) if file is not None else b""
    if len(data) > MOST_BYTES or not data.startswith(b"%PDF-"):
        raise NoDocument
    return data
