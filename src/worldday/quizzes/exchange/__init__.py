"""Questions out of the bank and into it: as a spreadsheet's rows, Moodle's GIFT, Moodle's XML. Knows no Django."""

from .checks import faults, gaps
from .item import MOST_OPTIONS, SORTS, BadFile, Fault, Item

__all__ = ["MOST_OPTIONS", "SORTS", "BadFile", "Fault", "Item", "faults", "gaps"]
