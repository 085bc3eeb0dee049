from .arriving import HandinUpload
from .assets import Asset, AssetRole, AssetState
from .cohorts import Admission, Cohort, CohortState, Recognition
from .course import Chapter, Course, CourseState, Lesson, LessonSort, Prerequisite
from .days import DayBooking
from .enrolments import NOBODY, QUEUED, SEATED, Enrolment, EnrolmentState
from .experts import CourseExpert
from .handins import Handin, HandinFile, HandinState
from .progress import Progress
from .rosters import LineState, Roster, RosterLine, RosterState

__all__ = [
    "NOBODY",
    "QUEUED",
    "SEATED",
    "Admission",
    "Asset",
    "AssetRole",
    "AssetState",
    "Chapter",
    "Cohort",
    "CohortState",
    "Course",
    "CourseExpert",
    "CourseState",
    "DayBooking",
    "Enrolment",
    "EnrolmentState",
    "Handin",
    "HandinFile",
    "HandinState",
    "HandinUpload",
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
