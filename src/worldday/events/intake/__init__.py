"""The storm on the places of an event: one place, held in a few milliseconds. No Django, see docs/booking-storm.md.

Whoever holds places then fills in the ordinary form in peace; nothing about a person passes through here.
"""
