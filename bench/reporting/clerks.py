"""A clerk's browser, as little of it as the writing page needs: cookies, the form, and its answers."""

from __future__ import annotations

import json
from dataclasses import dataclass
from http import HTTPStatus
from importlib import import_module
from urllib.parse import urlencode

import httptools
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.middleware.csrf import _get_new_csrf_string

from bench.reporting.stock import text_of
from worldday.campaigns.models import Task
from worldday.units.models import Staff

ANSWERS_WITHIN_S = 30


class Line:
    """One request over a connection of its own; `None` where there was no answer."""

    def __init__(self, port: int) -> None:
        self.port = port

    async def post(self, path: str, cookies: str, form: dict[str, str], *, accept: str) -> tuple[int, bytes] | None:
        import asyncio

        body = urlencode(form).encode()
        head = (
            f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nCookie: {cookies}\r\nAccept: {accept}\r\n"
            f"Origin: http://127.0.0.1:{self.port}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n"
        )
        try:
            async with asyncio.timeout(ANSWERS_WITHIN_S):
                reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
                writer.write(head.encode() + body)
                answer = await reader.read()
                writer.close()
        except (OSError, TimeoutError):
            return None
        return _read(answer)


def _read(answer: bytes) -> tuple[int, bytes] | None:
    body = bytearray()

    class Collect:
        def on_body(self, part: bytes) -> None:
            body.extend(part)

    parser = httptools.HttpResponseParser(Collect())
    try:
        parser.feed_data(answer)
        return parser.get_status_code(), bytes(body)
    except httptools.HttpParserError:
        return None


@dataclass
class Clerk:
    """`accepted`: the server said the version was sent."""

    task: str
    text: str
    cookies: str
    token: str
    revision: int = 0
    accepted: bool = False

    @classmethod
    def of(cls, task: Task) -> Clerk:
        """Signed in already, as people are at the last hour."""
        staff = Staff.objects.get(memberships__unit=task.unit_id)
        session = import_module(settings.SESSION_ENGINE).SessionStore()
        session[SESSION_KEY] = str(staff.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = staff.get_session_auth_hash()
        session.save()
        token = _get_new_csrf_string()
        cookies = f"{settings.SESSION_COOKIE_NAME}={session.session_key}; {settings.CSRF_COOKIE_NAME}={token}"
        return cls(task.code, text_of(task.pk), cookies, token)

    async def save_half(self, line: Line) -> bool:
        return await self._save(line, self.text[: len(self.text) // 2])

    async def save(self, line: Line) -> bool:
        return await self._save(line, self.text)

    async def _save(self, line: Line, text: str) -> bool:
        """What the page does every few seconds. A conflict with what this clerk saved before the answer was lost is resolved
        as the page does: by going on from the revision that stands."""
        answer = await self._post(line, text, do="save", accept="application/json")
        if answer is None or answer[0] not in (HTTPStatus.OK, HTTPStatus.CONFLICT):
            return False
        told = json.loads(answer[1])
        self.revision = told["revision"]
        return answer[0] == HTTPStatus.OK

    async def send(self, line: Line) -> bool:
        answer = await self._post(line, self.text, do="send", accept="text/html")
        self.accepted = answer is not None and answer[0] == HTTPStatus.FOUND
        return self.accepted

    async def _post(self, line: Line, text: str, *, do: str, accept: str) -> tuple[int, bytes] | None:
        form = {
            "csrfmiddlewaretoken": self.token,
            "revision": str(self.revision),
            "text": text,
            "highlights": "[]",
            "figures": "[]",
            "do": do,
        }
        return await line.post(f"/desk/tasks/{self.task}/", self.cookies, form, accept=accept)
