"""What stands on one certificate. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

LAYOUTS = ("plain", "band", "upright")  # templates/<name>.typ: framed, with a colour band, standing
SLOTS = ("title", "title_en", "name", "latin", "unit", "body", "body_en", "note", "note_en", "issuer", "issuer_en")


@dataclass(frozen=True)
class CertificatePaper:
    """`said`: (field, text) of everything printed beside number and day, as `wording.printed` gives it; a field that is no
    slot is a line of its own, label and text. `qr`: the text of the code; `address`: where a person checks it by hand.
    `hue` and `seed`: the campaign's look. `banner`: what marks it as no real certificate; "" on a real one."""

    said: tuple[tuple[str, str], ...]
    number: str
    issued: date
    qr: str
    address: str
    until: date | None = None
    layout: str = LAYOUTS[0]
    hue: int = 215
    seed: str = ""
    banner: str = ""

    def __post_init__(self) -> None:
        if self.layout not in LAYOUTS:
            raise ValueError(f"There is no layout {self.layout!r}.")

    def slots(self) -> dict[str, str]:
        given = dict(self.said)
        return {slot: _one_line(given.get(slot, "")) for slot in SLOTS}

    def lines(self) -> list[tuple[str, str]]:
        return [(_one_line(label), _one_line(text)) for label, text in self.said if label not in SLOTS]

    def characters(self) -> set[str]:
        return set("".join(text for pair in self.said for text in pair) + self.banner)


def _one_line(text: str) -> str:
    """Some control characters break lines: a name of many lines would push the rest off the page."""
    return " ".join(text.split())
