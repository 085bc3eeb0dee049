"""Events: what one is (event, site, slot, session) and who comes (booking, details, guest, waiting party, interest)."""

from .ages import AgeCount, WalkAge
from .booking import LIVE, TAKING, Booking, BookingState, PartySort
from .checkin import Arrival, Door, Scan, WalkIn
from .details import Details, Guest
from .event import Admission, Event, EventState
from .handout import Handout, HandoutSort
from .interest import Interest
from .mailing import Mailing
from .session import Session
from .site import Site
from .slot import Slot
from .survey import Survey, SurveyAnswer, SurveySlip, SurveyUse
from .waiting import WaitingParty

__all__ = [
    "LIVE",
    "TAKING",
    "Admission",
    "AgeCount",
    "Arrival",
    "Booking",
    "BookingState",
    "Details",
    "Door",
    "Event",
    "EventState",
    "Guest",
    "Handout",
    "HandoutSort",
    "Interest",
    "Mailing",
    "PartySort",
    "Scan",
    "Session",
    "Site",
    "Slot",
    "Survey",
    "SurveyAnswer",
    "SurveySlip",
    "SurveyUse",
    "WaitingParty",
    "WalkAge",
    "WalkIn",
]
