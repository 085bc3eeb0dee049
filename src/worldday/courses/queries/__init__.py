"""Reads of courses that have a name."""

from .outline import Outline, outline
from .standing import Standing, standing

__all__ = ["Outline", "Standing", "outline", "standing"]
