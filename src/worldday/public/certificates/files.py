"""The paper itself, and the program that checks one without us."""

from __future__ import annotations

from functools import cache

from django.http import HttpRequest, HttpResponse

from worldday.certificates.models import Certificate
from worldday.certificates.papers import paper_of
from worldday.certificates.proof.onefile import one_file
from worldday.certificates.rendering import pdf_of

from .finding import file_of_number


@file_of_number
def pdf(_request: HttpRequest, found: Certificate) -> HttpResponse:
    return HttpResponse(
        pdf_of(paper_of(found)),
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{found.number}.pdf"'},
    )


def verifier(_request: HttpRequest) -> HttpResponse:
    """The one-file program, made from the code this site checks with."""
    disposition = {"Content-Disposition": 'attachment; filename="verify_certificate.py"'}
    return HttpResponse(_verifier(), content_type="text/x-python; charset=utf-8", headers=disposition)


@cache
def _verifier() -> bytes:
    return one_file().encode()
