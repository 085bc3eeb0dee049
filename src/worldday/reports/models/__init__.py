"""What units send for their tasks, how it is judged, and what is made of it."""

from .compilations import Compilation, CompilationState, Edition, Section, Source
from .figures import ReportedFigure
from .filings import Filing, FilingState, PlanRow, Submission
from .fingerprints import Fingerprint
from .packages import Package, PackageKind
from .practices import Practice, PracticeState
from .reviews import Comment

__all__ = [
    "Comment",
    "Compilation",
    "CompilationState",
    "Edition",
    "Filing",
    "FilingState",
    "Fingerprint",
    "Package",
    "PackageKind",
    "PlanRow",
    "Practice",
    "PracticeState",
    "ReportedFigure",
    "Section",
    "Source",
    "Submission",
]
