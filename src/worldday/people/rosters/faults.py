"""What can be wrong with one row; the sentences are in people/roster_sentences.py. Pure."""

from enum import StrEnum


class Fault(StrEnum):
    """The values are kept beside wrong lines, so they never change."""

    NO_NAME = "no-name"
    LONG_NAME = "long-name"
    NOT_A_NAME = "bad-name"
    LONG_UNIT = "long-unit"
    LONG_DISTRICT = "long-district"
    LONG_TEXT = "long-text"
    BAD_EMAIL = "bad-email"
    BAD_PHONE = "bad-phone"
    FORMULA = "formula"
