from .assets import Asset, AssetRole, AssetState
from .cohorts import Admission, Cohort, CohortState, Recognition
from .course import Chapter, Course, CourseState, Lesson, LessonSort, Prerequisite
from .enrolments import Enrolment, EnrolmentState
from .handins import Handin, HandinFile, HandinState
from .progress import Progress
from .rosters import LineState, Roster, RosterLine, RosterState

__all__ = [
    "Admission",
    "Asset",
    "AssetRole",
    "AssetState",
    "Chapter",
    "Cohort",
    "CohortState",
    "Course",
    "CourseState",
    "Enrolment",
    "EnrolmentState",
    "Handin",
    "HandinFile",
    "HandinState",
    "Lesson",
    "LessonSort",
    "LineState",
    "Prerequisite",
    "Progress",
    "Recognition",
    "Roster",
    "RosterLine",
    "RosterState",
]
