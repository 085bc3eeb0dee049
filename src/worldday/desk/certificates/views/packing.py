"""The certificates of a roster as PDF files, some hundred to an archive: for an office that prints and hands over."""

import re
import zipfile
from tempfile import SpooledTemporaryFile
from typing import Any

from django.http import FileResponse, Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from worldday.certificates.models import Certificate, Lot
from worldday.certificates.papers import paper_of
from worldday.certificates.rendering import pdf_of
from worldday.desk.access import DeskRequest, needs
from worldday.desk.certificates.fetch import certificates_of, lot_for
from worldday.units.permissions import Permission

PER_ARCHIVE = 200  # about a second of setting
IN_MEMORY = 8 * 1024 * 1024
_UNFIT = re.compile(r'[\\/:*?"<>|\x00-\x1f]')


def archives(lot: Lot) -> list[tuple[int, int, int]]:
    """(number, first, last) of every archive of an issued roster."""
    return [
        (at // PER_ARCHIVE + 1, at + 1, min(at + PER_ARCHIVE, lot.issued)) for at in range(0, lot.issued, PER_ARCHIVE)
    ]


@needs(Permission.RUN_ACTIVITY)
@require_GET
def pdfs(request: DeskRequest, code: str, part: int) -> HttpResponse:
    """One archive; files are named by number and holder."""
    lot = lot_for(request.user, code)
    rows = certificates_of(request.user).filter(reason_ref__startswith=f"lot:{lot.code}:").order_by("year", "serial")
    some = list(rows[(part - 1) * PER_ARCHIVE : part * PER_ARCHIVE]) if part else []
    if not some:
        raise Http404
    out: Any = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115  the response closes it
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as packed:
        for one in some:
            packed.writestr(_name(one), pdf_of(paper_of(one)))
    out.seek(0)
    name = _("Certificates {name} {part}").format(name=lot.file_name.removesuffix(".xlsx"), part=part)
    return FileResponse(out, as_attachment=True, filename=f"{name}.zip", content_type="application/zip")


def _name(one: Certificate) -> str:
    return f"{one.number} {_UNFIT.sub(' ', one.holder_name).strip()[:60]}.pdf"
