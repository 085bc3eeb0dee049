"""Events: what one is (event, site, slot, session) and who comes (booking, details, guest, waiting party)."""

from .booking import LIVE, TAKING, Booking, BookingState, PartySort
from .details import Details, Guest
from .event import Admission, Event, EventState
from .session import Session
from .site import Site
from .slot import Slot
from .waiting import WaitingParty

__all__ = [
    "LIVE",
    "TAKING",
    "Admission",
    "Booking",
    "BookingState",
    "Details",
    "Event",
    "EventState",
    "Guest",
    "PartySort",
    "Session",
    "Site",
    "Slot",
    "WaitingParty",
]
