"""The hot path of a quiz: entering, starting, submitting. A small ASGI app without Django, see docs/intake.md.

`tickets`, `papers` and `scoring` are pure and serve the Django side too.
"""
