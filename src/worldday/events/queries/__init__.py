"""Reads of events with a name, by who looks: a door, the desk, the public page."""
