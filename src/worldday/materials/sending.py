"""The joint to those above: they know whether a material was sent on, and then its row must stay."""

from collections.abc import Callable

from .models import Material

_asked: list[Callable[[Material], bool]] = []


def register(was_sent: Callable[[Material], bool]) -> None:
    """An area above says how it recognises what it has sent."""
    _asked.append(was_sent)


def was_sent(material: Material) -> bool:
    return any(asked(material) for asked in _asked)
