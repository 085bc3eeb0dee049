"""Walks the public pages as any visitor would, from the front page in each language, and hands over files."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.test import Client
from django.urls import Resolver404, resolve, reverse
from django.utils import translation
from django.utils.translation import gettext_lazy

from worldday.base import clock
from worldday.base.problems import Problem
from worldday.public import addresses
from worldday.ui import dates

from . import names, rewrite

OK, BAD_REQUEST = 200, 400
# Beginnings of the names of pages that answer one person or change by the minute: a copy leads to the live site instead.
LIVE = (
    "day",
    "course_read_",
    "quiz",
    "draw_mine",
    "draw_leaf",
    "claim",
    "registry",
    "event",
    "booking",
    "survey",
    "door",
    "sample",
)
READ = ("quiz_rules",)


@dataclass
class Crawl:
    """One walk. `broken` collects addresses that a page names and the site does not have: (page, address)."""

    seen: dict[str, bool] = field(default_factory=dict)  # address → whether it is part of the copy
    broken: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        parts = urlsplit(settings.PUBLIC_URL)
        self.client = Client(headers={"host": parts.netloc})
        self.secure = parts.scheme == "https"
        # (address, media type, body): their links are still to be made
        self.pages: deque[tuple[str, str, bytes]] = deque()
        self.ready: list[tuple[str, bytes]] = []  # files that hold no links of ours

    def files(self) -> Iterator[tuple[str, bytes]]:
        """(name, content) of every file, in the order of the walk, which is always the same."""
        for language, _name in settings.LANGUAGES:
            with translation.override(language):
                self._wanted(reverse("public:home"), "")
        while self.pages:
            address, kind, body = self.pages.popleft()
            yield names.file_of(self._below(address)), self._rewritten(address, kind, body)
            yield from self.ready
            self.ready.clear()

    def _rewritten(self, address: str, kind: str, body: bytes) -> bytes:
        def resolved(found: str) -> str:
            return self._resolved(address, found)

        if kind.startswith("text/html"):
            with translation.override(
                translation.get_language_from_path(self._below(address)) or settings.LANGUAGE_CODE
            ):
                made = dates.day(clock.today(), year=True)
                return rewrite.page(body, resolve=resolved, live=addresses.absolute(address), made=made)
        return rewrite.style(body, resolve=resolved) if kind.startswith("text/css") else body

    def _resolved(self, page: str, found: str) -> str:
        """`found` as the copy writes it: relative when it is part of the copy, else on the live site."""
        if not found or found.startswith(("#", "//")) or urlsplit(found).scheme:
            return found
        address, fragment = urldefrag(urljoin(page, found))
        if not self._wanted(address, page):
            return addresses.absolute(address) + (f"#{fragment}" if fragment else "")
        return names.link(names.file_of(self._below(page)), names.file_of(self._below(address)), fragment)

    def _wanted(self, address: str, page: str) -> bool:
        """Whether `address` is part of the copy; fetched on first sight, so that a link is only made to what exists."""
        if address not in self.seen:
            fetched = self._fetch(address)
            self.seen[address] = fetched is not None
            if fetched is not None:
                self._keep(address, *fetched)
            elif self._is_ours(address):
                self.broken.append((page, address))
        return self.seen[address]

    def _keep(self, address: str, kind: str, body: bytes) -> None:
        if kind.startswith(("text/html", "text/css")):
            self.pages.append((address, kind, body))
        else:
            self.ready.append((names.file_of(self._below(address)), body))

    def _fetch(self, address: str) -> tuple[str, bytes] | None:
        if urlsplit(address).path.startswith(_static()):
            return _static_file(urlsplit(address).path)
        if not self._is_ours(address):
            return None
        with translation.override(translation.get_language()):  # the request speaks its own, we keep ours
            answer = self.client.get(self._below(address), secure=self.secure)
        if answer.status_code == BAD_REQUEST:
            raise WrongHost
        if answer.status_code != OK:
            return None
        return answer.headers["Content-Type"], answer.getvalue()

    def _is_ours(self, address: str) -> bool:
        """A public page that is read; not the desk, nor a form's target."""
        path = urlsplit(address).path
        if path.startswith(_static()):
            return True
        try:
            found = resolve(self._below(path))
        except Resolver404:
            return True  # a page that names what does not exist is a fault worth hearing of
        name = found.url_name or ""
        return found.app_names[:1] == ["public"] and (name in READ or not name.startswith(LIVE))

    def _below(self, address: str) -> str:
        """Below the path prefix, as Django's handler sees it."""
        return address.removeprefix(settings.PREFIX) or "/"


class WrongHost(Problem):
    sentence = gettext_lazy(
        "The site does not answer to its own address: add the host of WORLDDAY_URL to WORLDDAY_HOSTS."
    )


def _static() -> str:
    return urlsplit(settings.STATIC_URL).path


def _static_file(path: str) -> tuple[str, bytes] | None:
    name = path.removeprefix(_static())
    kind = "text/css" if name.endswith(".css") else "application/octet-stream"
    if staticfiles_storage.exists(name):
        with staticfiles_storage.open(name) as file:
            return kind, file.read()
    found = finders.find(name)
    if not found:
        return None
    return kind, Path(found).read_bytes()
