"""Word's elements by their local names.

Word writes one namespace, its “strict” form another, and the meaning is the same
(ECMA-376 part 1 and ISO/IEC 29500 strict), so names are compared without it.
"""

from collections.abc import Iterator

from lxml import etree


def local(element: etree._Element) -> str:
    """Name without namespace; "" for comments and processing instructions."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def child(element: etree._Element | None, name: str) -> etree._Element | None:
    """First child of that name."""
    return next(children(element, name), None)


def children(element: etree._Element | None, name: str) -> Iterator[etree._Element]:
    """All children of that name; none of None."""
    return iter(()) if element is None else element.iterchildren(f"{{*}}{name}")


def attribute(element: etree._Element, name: str) -> str | None:
    """Attribute of that local name, in the element's own namespace or in none."""
    namespace = element.tag.rpartition("}")[0] if isinstance(element.tag, str) else ""
    found = element.get(f"{namespace}}}{name}") if namespace else None
    return found if found is not None else element.get(name)


def value(element: etree._Element | None) -> str | None:
    """The w:val of an element that consists of it."""
    return None if element is None else attribute(element, "val")
