"""Where things stand in each layout, in millimetres, and how large texts may be there. Pure."""

from __future__ import annotations

from .fitting import MM, ems, height, size_for
from .paper import CertificatePaper

WIDTHS = {"plain": 229.0, "band": 181.0, "upright": 154.0}  # of the text, as templates/<layout>.typ set it
ROOMS = {"plain": 244.0, "band": 215.0, "upright": 410.0}  # points in height left for the words in any case, and
BELOW_WORDS = {"plain", "upright"}  # here the code stands below them and takes its own height
TITLE = {"plain": (42, 36, 30, 24, 18), "band": (38, 32, 26, 22, 16), "upright": (44, 36, 30, 24, 18)}
TRACKING = {"plain": 0.25, "band": 0.12, "upright": 0.25}  # em
BODY = (16, 15, 14, 13)
SIGNED = {"plain": 95.0, "band": 95.0, "upright": 60.0}  # of the issuer; beside it stand number and address
BELOW_SIGNED_MM = 14  # gaps and the day, below issuer and English issuer


def sizes_of(paper: CertificatePaper, code_mm: float) -> dict[str, float]:
    """Points of each one-line text; `body` is 0 where only the typesetter can tell what fits. `foot`: millimetres in height of
    code and signature, where they stand below the words; `signed`: those in width of a signature of several lines, else 0."""
    width, tracking, slots = WIDTHS[paper.layout], TRACKING[paper.layout], paper.slots()
    wide = SIGNED[paper.layout]
    signed = {
        "issuer": size_for(slots["issuer"], wide, (15, 13, 11, 9)),
        "issuer_en": size_for(slots["issuer_en"], wide, (9.5, 8, 7)),
    }
    high = height([(slots[name], size) for name, size in signed.items()], wide) / MM + BELOW_SIGNED_MM
    over = any(ems(slots[name]) * size > wide * MM for name, size in signed.items())
    foot = max(code_mm, high)
    room = ROOMS[paper.layout] - (foot * MM if paper.layout in BELOW_WORDS else 0)
    return {
        **signed,
        "foot": foot,
        "signed": wide if over else 0,
        "title": size_for(slots["title"], width, TITLE[paper.layout], tracking=tracking),
        "title_en": size_for(slots["title_en"], width, (13, 11, 9), tracking=0.08),
        "name": size_for(slots["name"], width, (34, 30, 26, 22, 19, 16)),
        "latin": size_for(slots["latin"], width, (15, 13, 11, 9)),
        "unit": size_for(slots["unit"], width, (14, 12, 10)),
        "body": next((size for size in BODY if _words_height(paper, slots, size, width) <= room), 0),
    }


def _words_height(paper: CertificatePaper, slots: dict[str, str], size: float, width: float) -> float:
    """Points the words take at most; the shares of the size are those of templates/parts.typ."""
    words = [(slots["body"], size), (slots["body_en"], size * 0.72), (slots["note"], size * 0.72)]
    words += [(slots["note_en"], size * 0.66), *((label + text, size * 0.82) for label, text in paper.lines())]
    return height(words, width)
