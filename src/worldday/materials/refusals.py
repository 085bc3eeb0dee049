"""Why a file was not taken, in one sentence that says what to do. Each reason of `preparing.unfit` has one here."""

from __future__ import annotations

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from worldday.base.problems import Problem

SENTENCES: dict[str, str | Promise] = {
    "archive": _("This is an archive of other files; unpack it and add the files themselves."),
    "audio": _("This is a sound recording; photos, videos, Word, Excel, PowerPoint, PDF and text files are taken."),
    "damaged": _("The file is incomplete or damaged; open it on your computer, save it again and add that one."),
    "duplicate": _("The same file is here already, as “{first}”; nothing was added."),
    "empty": _("The file is empty; check it and add it again."),
    "encrypted": _("The file is protected by a password; remove the password and add it again."),
    "full": _("There is no room on the server at the moment; what has arrived is kept, try again later."),
    "html": _("This is a web page or holds a script; save it as PDF and add that."),
    "macro": _("The file holds macros; save it without macros (docx, xlsx or pptx) and add that."),
    "no_picture": _("The file holds sound and no picture; add a video or a photo."),
    "old_office": _("This is an older Office or WPS file; save it as docx, xlsx, pptx or PDF and add that."),
    "program": _("This is a program, not a photo, video or document; it was not taken."),
    "quota": _(
        "Your unit's files would be more than the {limit} it has; remove some you do not need, then add it again."
    ),
    "svg": _("This is an SVG drawing, which can hold scripts; save it as PNG or PDF and add that."),
    "timeout": _("Looking into the file took too long; save it again in a simpler form, or in parts, and add that."),
    "too_big": _(
        "The file has {size}, more than the {limit} for its kind; make it smaller or cut it, then add it again."
    ),
    "too_many_pixels": _("The picture is larger than any camera's; save it with fewer pixels and add that."),
    "too_much_memory": _("Looking into the file needs more memory than allowed; save it smaller and add that."),
    "unexpected": _("The file could not be made out; save it again as JPEG, MP4, PDF or docx and add that."),
    "unit_closed": _("This unit is closed and sends nothing any more; add the file for its successor."),
    "unknown": _("Photos, videos, Word, Excel, PowerPoint, PDF and text files are taken; this is none of them."),
    "zip_bomb": _(
        "The file unpacks to an abnormal size and was not opened; save it again from its program and add that."
    ),
}


class Refused(Problem):
    """A file that is not taken; `code` is a key of `SENTENCES`, `facts` fill its braces."""

    def __init__(self, code: str, **facts: Any) -> None:
        self.code, self.facts = code, facts
        super().__init__(sentence_for(code, facts))


def sentence_for(code: str, facts: dict[str, Any] | None = None) -> str:
    """The sentence in the language of whoever reads it now."""
    return str(SENTENCES[code]).format_map(facts or {})
