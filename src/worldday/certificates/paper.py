"""A certificate as the printer takes it. Knows no Django."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class CertificatePaper:
    """`fields` are (field, text) in printed order, see wording.py: words of the design (title, body, note, issuer, each perhaps
    with _en), name, latin, unit, and any other field is a label of its own. `qr` is the text of the QR code, `address` the page
    that shows the certificate, `mark` what is written across one that no longer counts ("" for a valid one)."""

    template: str  # the design's layout
    sort: str
    number: str
    fields: tuple[tuple[str, str], ...]
    issued: str  # 2020年10月14日
    until: str  # "" for good
    address: str
    qr: str
    hue: int  # 0–359, the campaign's
    mark: str = ""
    seed: str = ""  # what the campaign's pattern is drawn from, see campaigns/pattern.py

    def text(self, field: str) -> str:
        """The text of a field; "" where it is not printed."""
        return dict(self.fields).get(field, "")
