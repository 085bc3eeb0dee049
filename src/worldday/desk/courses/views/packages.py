"""A course in and out as a package of Markdown and media."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from worldday.base.problems import Problem
from worldday.courses.actions.building import build
from worldday.courses.actions.record import record
from worldday.courses.models import Course
from worldday.courses.package_sentences import PackageRefused
from worldday.courses.packages import BadPackage, CoursePlan, read, write
from worldday.courses.packages.limits import MOST_BYTES
from worldday.courses.packages.unpacking import opened
from worldday.courses.queries.plans import plan_of
from worldday.desk.access import DeskRequest, needs
from worldday.desk.courses.fetch import course_for
from worldday.materials import limits
from worldday.materials.refusals import Refused
from worldday.units.permissions import Permission

from .courses import course_page


@needs(Permission.RUN_ACTIVITY)
@require_POST
def take_in(request: DeskRequest, code: str) -> HttpResponse:
    """Build the course from the uploaded package; the page then says what changed."""
    found = course_for(request.user, code)
    upload = request.FILES.get("package")
    if upload is None:
        return course_page(request, found, problem=Problem(_("Please choose a file first.")))
    try:
        with tempfile.TemporaryDirectory() as folder:
            plan = _read(upload, Path(folder))
            built = build(course=found, plan=plan, by=request.user)
    except Problem as problem:
        return course_page(request, found, problem=problem)
    found.refresh_from_db()
    return course_page(request, found, built=built)


def _read(upload: UploadedFile[Any], into: Path) -> CoursePlan:
    if (upload.size or 0) > MOST_BYTES:
        raise PackageRefused(BadPackage("too-large", most=MOST_BYTES // 1024**2))
    try:
        with opened(upload.file) as files:
            unpacked = sum(entry.size for entry in files.by_path.values())
        if limits.room() < 3 * unpacked:  # here as it came and rewritten, for a moment, and where the course keeps it
            raise Refused("full")
        return read(upload.file, into)
    except BadPackage as bad:
        raise PackageRefused(bad) from None


@needs(Permission.RUN_ACTIVITY)
@require_POST
def export(request: DeskRequest, code: str) -> FileResponse:
    """The same course as a .zip that imports again."""
    found: Course = course_for(request.user, code)
    out = tempfile.TemporaryFile()  # noqa: SIM115  closed by the response
    write(plan_of(found), out)
    out.seek(0)
    record("course-exported", found, request.user)
    response = FileResponse(out, content_type="application/zip", as_attachment=True)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(found.name)}.zip"
    return response
