"""Unusual attempts: pure detectors and their reasons in words. A flag changes nothing; a person decides (`actions.judging`).

Thresholds leave alone what honest people do: a class that starts together, an office or a carrier behind one address, a family
with one phone after another. What they find is a reason to look, never a verdict.
"""

from .detectors import DETECTORS, Suspicion
from .reasons import SORTS, reason, title
from .seen import Seen

__all__ = ["DETECTORS", "SORTS", "Seen", "Suspicion", "reason", "title"]
