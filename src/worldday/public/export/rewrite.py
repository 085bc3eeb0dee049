"""A page's addresses made relative, and what only a live site can do said plainly. Pure but for translation."""

import re
from collections.abc import Callable
from typing import cast

import lxml.html
from django.utils.translation import gettext as _
from lxml.html import HtmlElement
from lxml.html.builder import A, P

Resolve = Callable[[str], str]  # an address as the page writes it → as the file writes it

_PARSER = lxml.html.HTMLParser(encoding="utf-8")
_LINKS = {
    "href": ("a", "link", "area"),
    "src": ("img", "script", "source", "audio", "video", "track"),
    "poster": ("video",),
}
_CSS_URL = re.compile(rb"""(url\(\s*["']?|@import\s+["'])([^"')]+)""")


def page(body: bytes, *, resolve: Resolve, live: str, made: str) -> bytes:
    """A page of the copy. `live` is its address on the site, `made` the day of the copy in words."""
    root = lxml.html.document_fromstring(body, parser=_PARSER)
    for bar in _all(root, "//aside[contains(concat(' ', @class, ' '), ' demo ')]"):
        bar.drop_tree()  # a copy has no clock to set
    for form in _all(root, "//form"):
        _put(_elsewhere(live), instead_of=form)
    for attribute, tags in _LINKS.items():
        for element in _all(root, "|".join(f"//{tag}[@{attribute}]" for tag in tags)):
            element.set(attribute, resolve(element.get(attribute, "")))
    for element in _all(root, "//img[@srcset]|//source[@srcset]"):
        element.set("srcset", _each_source(element.get("srcset", ""), resolve))
    _say_it_is_a_copy(root, live, made)
    return bytes(lxml.html.tostring(root, doctype="<!doctype html>", encoding="utf-8"))


def style(body: bytes, *, resolve: Resolve) -> bytes:
    """A style sheet of the copy."""
    return _CSS_URL.sub(lambda found: found[1] + resolve(found[2].decode()).encode(), body)


def _all(root: HtmlElement, path: str) -> list[HtmlElement]:
    return cast("list[HtmlElement]", root.xpath(path))


def _put(element: HtmlElement, *, instead_of: HtmlElement) -> None:
    if (parent := instead_of.getparent()) is not None:
        element.tail = instead_of.tail
        parent.replace(instead_of, element)


def _elsewhere(live: str) -> HtmlElement:
    """In the place of a form."""
    return P(A(_("This works on the live page only: %s") % live, href=live), {"class": "copy-elsewhere"})


def _say_it_is_a_copy(root: HtmlElement, live: str, made: str) -> None:
    place = (_all(root, "//footer") or _all(root, "//body"))[-1]
    line = P({"class": "copy-note frame"}, _("A copy made on %s. The live page: ") % made, A(live, href=live))
    place.append(line)


def _each_source(value: str, resolve: Resolve) -> str:
    parts = [part.strip().split(None, 1) for part in value.split(",") if part.strip()]
    return ", ".join(" ".join([resolve(part[0]), *part[1:]]) for part in parts)
