"""What every hot path is made of: group commit, stores that find their database again, a clock, an ASGI room. No Django.

`quizzes/intake` (a city hands in its answers) and `events/intake` (a storm on the places of an open day) are built on it.
"""
