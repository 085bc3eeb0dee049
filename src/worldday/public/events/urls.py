"""Addresses of events. The event's page may be kept by any cache for seconds; a form and one's own booking never."""

from django.urls import path

from . import book, calendars, interest, mine, page

ACTIVITY = "<slug:campaign>/activities/<slug:activity>/event/"
MINE = "bookings/<slug:code>/<slug:secret>/"
INTEREST = "interests/<slug:code>/<slug:secret>/"

urlpatterns = [
    path(ACTIVITY, page.event, name="event"),
    path(f"{ACTIVITY}book/", book.form, name="event_book"),
    path(f"{ACTIVITY}interest/", interest.form, name="event_interest"),
    path(INTEREST, interest.interest, name="interest"),
    path(f"{INTEREST}forget/", interest.forget, name="interest_forget"),
    path(f"{ACTIVITY}<int:slot>/calendar.ics", calendars.slot, name="event_ics"),
    path(MINE, mine.booking, name="booking"),
    path(f"{MINE}calendar.ics", calendars.booking, name="booking_ics"),
    path(f"{MINE}accept/", mine.accept, name="booking_accept"),
    path(f"{MINE}change/", mine.change, name="booking_change"),
    path(f"{MINE}briefing/", mine.brief, name="booking_brief"),
    path(f"{MINE}photos/", mine.photos, name="booking_photos"),
    path(f"{MINE}cancel/", mine.cancel, name="booking_cancel"),
    path(f"{MINE}forget/", mine.forget, name="booking_forget"),
]
