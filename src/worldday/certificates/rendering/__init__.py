"""A certificate as one page of PDF: faces, layouts and codes are all brought along. Pure: knows no Django."""

from .paper import LAYOUTS, CertificatePaper
from .press import pdf_of, picture_of
from .type import undrawable

__all__ = ["LAYOUTS", "CertificatePaper", "pdf_of", "picture_of", "undrawable"]
