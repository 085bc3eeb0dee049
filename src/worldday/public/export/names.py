"""Which file an address becomes, and how one file points to another. Pure."""

import re
from posixpath import basename, dirname, relpath
from urllib.parse import parse_qsl, quote, unquote, urlsplit

_UNSAFE = re.compile(r"[^\w.-]+")


def file_of(address: str) -> str:
    """`/a/` → `a/index.html`, `/a/b.ics` → `a/b.ics`, `/a/?by=unit&page=2` → `a/index.by-unit.page-2.html`.

    `address` is a path with perhaps a query, below the site's prefix. A file:// address has no directory index, so each
    page is named in full.
    """
    parts = urlsplit(address)
    path = unquote(parts.path).lstrip("/")
    if path.endswith("/") or not path:
        path += "index.html"
    if parts.query:
        said = ".".join(
            _UNSAFE.sub("-", f"{name}-{value}") for name, value in parse_qsl(parts.query, keep_blank_values=True)
        )
        stem, dot, kind = basename(path).rpartition(".")
        path = f"{dirname(path)}/{stem or kind}.{said}{dot}{kind}".lstrip("/")
    return path


def link(source: str, target: str, fragment: str = "") -> str:
    """The relative address of file `target` as file `source` writes it."""
    if source == target and fragment:
        return f"#{fragment}"
    path = quote(relpath(target, dirname(source) or "."))
    return f"{path}#{fragment}" if fragment else path
