"""A table as every reader here hands it on: rows of texts, as wide as they happen to be."""

Table = list[list[str]]

MAX_LINES = 1_000
MAX_COLUMNS = 40


class TooLarge(Exception):
    """More lines or letters than any plan has."""
