"""For whom, and for what, a certificate is asked: values that other areas hand to `actions.issuing`. Knows no Django."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Holder:
    """`email`, or `phone` (eleven digits) where there is no `email`, is told the address of the certificate, once, and not kept
    with it."""

    name: str
    latin: str = ""
    unit: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True)
class Award:
    """One certificate of many. `said` fills the places of the design's words, label → text; `on` None = today, `until` None = as
    the design says."""

    holder: Holder
    reason_ref: str
    said: Mapping[str, str] = field(default_factory=dict)
    on: date | None = None
    until: date | None = None
