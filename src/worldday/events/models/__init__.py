"""Events: what one is (event, site, slot, session) and who comes (booking, details, guest, waiting party)."""

from .booking import LIVE, TAKING, Booking, BookingState, PartySort
from .checkin import Arrival, Door, Scan, WalkIn
from .details import Details, Guest
from .event import Admission, Event, EventState
from .handout import Handout, HandoutSort
from .session import Session
from .site import Site
from .slot import Slot
from .survey import Survey, SurveyAnswer, SurveyUse
from .waiting import WaitingParty

__all__ = [
    "LIVE",
    "TAKING",
    "Admission",
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
    "PartySort",
    "Scan",
    "Session",
    "Site",
    "Slot",
    "Survey",
    "SurveyAnswer",
    "SurveyUse",
    "WaitingParty",
    "WalkIn",
]
