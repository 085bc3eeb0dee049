"""A certificate as one page of PDF: faces, layouts and codes are all brought along. Pure: knows no Django."""

from .paper import LAYOUTS, CertificatePaper
from .press import NotSet, pdf_of, picture_of
from .type import undrawable

__all__ = ["LAYOUTS", "CertificatePaper", "NotSet", "pdf_of", "picture_of", "undrawable"]
