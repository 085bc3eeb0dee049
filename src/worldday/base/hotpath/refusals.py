"""What a hot path says when it does not do what was asked: a code for the page, a sentence in each language for people."""

import json
from pathlib import Path
from typing import Any, ClassVar

import msgspec

Sentences = dict[str, tuple[int, str, str]]
"""code → (HTTP status, Chinese, English)"""


class Refusal(Exception):
    """An answer other than success; `more` goes beside the error, such as a pass for the next attempt.

    Each hot path has a class of its own with its `sentences`, among them those that a room itself says: bad-request, too-large,
    not-found, method, busy, storage.
    """

    sentences: ClassVar[Sentences]

    def __init__(self, code: str, **more: Any) -> None:
        self.code, self.more = code, more
        super().__init__(code)

    @property
    def status(self) -> int:
        return self.sentences[self.code][0]

    def body(self) -> bytes:
        _status, zh, en = self.sentences[self.code]
        return msgspec.json.encode({"error": {"code": self.code, "sentence": {"zh": zh, "en": en}}, **self.more})


def sentences_of(path: Path) -> Sentences:
    """As a JSON file beside the code has them."""
    return {code: (status, zh, en) for code, (status, zh, en) in json.loads(path.read_text(encoding="utf-8")).items()}
