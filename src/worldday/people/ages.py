"""Age bands, the same wherever people are counted by age: in a quiz, at an event. Pure; `age_words` says them to people."""

from __future__ import annotations

UNDER_14 = "under-14"  # a guardian consents for them (PIPL art. 31)
BANDS = (UNDER_14, "14-17", "18-35", "36-59", "60-")
OF_MINORS, OF_ADULTS = BANDS[:2], BANDS[2:]
