"""Words in the language in force."""

from .dates import chinese


def either(text: str, english: str) -> str:
    """The English words on an English page, where there are any; else the Chinese ones."""
    return text if chinese() or not english else english
