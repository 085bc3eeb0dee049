"""Bodies of requests wait on the event loop, not in a thread; one that breaks off never passes for a whole one."""

import asyncio

import pytest

from worldday import gather
from worldday.gather import GATHERED, GONE, Gather

FORM = [(b"content-length", b"9"), (b"content-type", b"application/x-www-form-urlencoded")]
PIECE = [(b"content-length", b"9"), (b"content-type", gather.PIECE)]


def sent(messages: list, headers=FORM, method: str = "POST"):
    """(bodies the application got, or None if it was never called; what was answered)."""
    got, answers = [], []
    coming = iter(messages)

    async def receive():
        message = next(coming)
        if message is None:
            await asyncio.sleep(9)
        return message

    async def inner(scope, receive, send):
        got.append(b"")
        while (message := await receive())["type"] == "http.request":
            got.append(message["body"])
            if not message["more_body"]:
                return

    async def send(message):
        answers.append(message)

    scope = {"type": "http", "method": method, "headers": headers}
    asyncio.run(Gather(inner)(scope, receive, send))
    return (b"".join(got) if got else None), answers


def part(body: bytes, more: bool = True) -> dict:
    return {"type": "http.request", "body": body, "more_body": more}


def test_a_body_in_parts_is_handed_on_whole():
    assert sent([part(b"abc"), part(b""), part(b"def", more=False)]) == (b"abcdef", [])


def test_an_empty_body_is_an_empty_body():
    assert sent([part(b"", more=False)], [(b"transfer-encoding", b"chunked")]) == (b"", [])


def test_a_form_that_breaks_off_is_not_answered_as_if_it_were_whole():
    assert sent([part(b"text=half"), GONE]) == (None, [])


def test_a_piece_of_an_upload_is_kept_as_far_as_it_came():
    assert sent([part(b"half"), GONE], PIECE, "PATCH")[0] == b"half"


def test_a_long_body_streams_on_after_what_was_gathered():
    long = [part(b"x" * 1024**2) for _ in range(12)]
    body, _answers = sent([*long, part(b"end", more=False)])
    assert (len(body), body[-3:]) == (12 * 1024**2 + 3, b"end")
    assert GATHERED < 12 * 1024**2


@pytest.mark.parametrize(("headers", "method", "came"), [(FORM, "POST", None), (PIECE, "PATCH", b"half")])
def test_a_line_that_falls_silent_counts_as_broken(monkeypatch, headers, method, came):
    monkeypatch.setattr(gather, "SILENCE", 0.01)
    body, answers = sent([part(b"half"), None], headers, method)
    assert body == came
    assert [message.get("status") for message in answers] == ([408, None] if came is None else [])
