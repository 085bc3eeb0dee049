"""Every address under /desk/, ours and Wagtail's, found by walking the resolver: nothing has to be listed to be tested."""

import re
from dataclasses import dataclass
from functools import cache

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import IntConverter, StringConverter
from django.urls.resolvers import RoutePattern


@dataclass(frozen=True)
class Address:
    name: str  # namespace:name; for a pattern without a name, the view's dotted path
    path: str  # with invented values
    parameters: tuple[str, ...]
    ours: bool


@cache
def every_address() -> list[Address]:
    desk = next(p for p in get_resolver().url_patterns if str(p.pattern) == "desk/")
    return list(_walk(desk, "/desk/", ""))


def our_addresses() -> list[Address]:
    return [address for address in every_address() if address.ours]


def _walk(resolver: URLResolver, path: str, namespace: str):
    for pattern in resolver.url_patterns:
        here = path + _invent(pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern, here, f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace)
        elif isinstance(pattern, URLPattern):
            ours = pattern.callback.__module__.startswith("worldday.")
            name = f"{namespace}{pattern.name}" if pattern.name else pattern.lookup_str
            yield Address(name, here, tuple(pattern.pattern.converters), ours)


def _invent(pattern: URLPattern | URLResolver) -> str:
    """A path that matches: 1 for numbers, a word for words."""
    route = str(pattern.pattern)
    if not isinstance(pattern.pattern, RoutePattern):
        return "no-such-page/" if ".*" in route else re.sub(r"\([^)]*\)", "1", route.strip("^$")).replace("\\", "")
    for name, converter in pattern.pattern.converters.items():
        value = "1" if isinstance(converter, IntConverter) else "zzzzzzzz"
        if not isinstance(converter, StringConverter | IntConverter) and converter.regex not in (
            r"[-a-zA-Z0-9_]+",
            ".+",
        ):
            value = converter.regex.split("|")[0] if "|" in converter.regex else "6c8f3f0e-0000-4000-8000-000000000000"
        for spelling in (f"<{part}:{name}>" for part in ("int", "str", "slug", "path", "uuid", "account_verb")):
            route = route.replace(spelling, value)
        route = route.replace(f"<{name}>", value)
    return route
