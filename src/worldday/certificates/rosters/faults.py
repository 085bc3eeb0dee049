"""What can be wrong with one row; the sentences are in certificates/lot_sentences.py. Pure."""

from enum import StrEnum


class Fault(StrEnum):
    NO_NAME = "no-name"
    LONG_NAME = "long-name"
    NOT_A_NAME = "not-a-name"
    LONG_UNIT = "long-unit"
    LONG_TEXT = "long-text"
    BAD_EMAIL = "bad-email"
    TWICE = "twice"
    FORMULA = "formula"
