"""Why a course package was not taken, in one sentence that says what to do."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from worldday.base.problems import Problem

from .packages import BadPackage

SENTENCES: dict[str, str | Promise] = {
    "bomb": _("The package unpacks to an abnormal size and was not opened; pack the folder again and send that."),
    "damaged": _("“{file}” in the package is damaged; pack the folder again and send that."),
    "encrypted": _("The package is protected by a password; pack it without one and send that."),
    "event-elsewhere": _("“{file}” names an event and is not a lesson on site; make it one, or take the line away."),
    "format": _("“{file}” names a format this system does not read; it reads {format}."),
    "front-key": _(
        "“{file}”: the heading lines name “{key}”, which has no meaning there; see the description of the format."
    ),
    "front-line": _("“{file}”, line {line}: “{words}” is neither “key: value” nor “- value”."),
    "front-long": _("“{file}”: “{key}” has more than {most} characters; please shorten it."),
    "front-open": _("“{file}” begins with --- and lacks the second --- that ends the heading lines."),
    "front-twice": _("“{file}”, line {line}: “{key}” is said twice; keep one."),
    "front-value": _("“{file}”: “{value}” cannot be the value of “{key}”; see the description of the format."),
    "key-twice": _(
        "Two lessons or two chapters are called “{key}”; give one another name, so that learners' progress stays with the right one."
    ),
    "lesson-without-exam": _("“{file}” is an exam without a paper; add lines below “paper”."),
    "lesson-without-pdf": _("“{file}” is a PDF lesson and names no file."),
    "lesson-without-slides": _("“{file}” is a lesson of slides and names none."),
    "lesson-without-video": _("“{file}” is a video lesson and names no video."),
    "link": _("“{file}” in the package is a link to another place; put the file itself there."),
    "media-empty": _("“{file}” in the package is empty; check it and pack again."),
    "media-sort": _(
        "“{lesson}” shows “{file}”, which is not of a sort that can stand there; see the description of the format."
    ),
    "media-type": _("“{file}” is not what its name says; save it again as PNG, JPEG, MP4, WebM, PDF or WebVTT."),
    "missing-file": _("“{lesson}” shows “{file}”, which is not in the folder media of the package."),
    "name": _("The name “{file}” in the package cannot be read; rename the file and pack again."),
    "name-twice": _("“{file}” and “{other}” in the package have the same name; rename one."),
    "no-course": _("The package has no file course.md at its top; see the description of the format."),
    "no-lessons": _("The package has no lesson: a lesson is a .md file inside a folder for its chapter."),
    "no-title": _("“{file}” says no title of the course; add the line “title: …”."),
    "not-a-zip": _("This is not a .zip archive that can be read; pack the folder as .zip and send that."),
    "scorm": _(
        "This is a SCORM package, which this system does not play; a course is a folder of Markdown and media, see the description of the format."
    ),
    "sources-en": _(
        "“{file}” gives {renderings} English names for {sources} sources; give one for each, in the same order, and an empty item where there is none."
    ),
    "text-encoding": _("“{file}” is neither UTF-8 nor GB 18030; save it as UTF-8."),
    "text-too-large": _("“{file}” has more than {most} KB; split it into several lessons."),
    "too-large": _("The package has more than {most} MB unpacked; make the videos smaller or split the course."),
    "too-many-chapters": _("The package has more than {most} chapters; please split the course."),
    "too-many-files": _("The package has more than {most} files; please split the course."),
    "too-many-lessons": _("The package has more than {most} lessons; please split the course."),
    "traversal": _("“{file}” in the package points outside it; the package was not opened."),
}


class PackageRefused(Problem):
    """A package that was not taken. Nothing of the course was changed."""

    def __init__(self, bad: BadPackage) -> None:
        self.code, self.facts = bad.code, bad.facts
        super().__init__(sentence_for(bad))


def sentence_for(bad: BadPackage) -> str:
    """The sentence in the language of whoever reads it now."""
    return " ".join((str(SENTENCES[bad.code]).format_map(bad.facts), str(_("Nothing was imported."))))
