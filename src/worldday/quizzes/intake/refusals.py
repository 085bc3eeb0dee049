"""What the hot path says when it does not do what was asked: a code for the page, a sentence in each language for people."""

import json
from pathlib import Path
from typing import Any

import msgspec

SENTENCES: dict[str, tuple[int, str, str]] = {
    code: (status, zh, en)
    for code, (status, zh, en) in json.loads(
        Path(__file__).with_name("sentences.json").read_text(encoding="utf-8")
    ).items()
}
"""code → (HTTP status, Chinese, English)"""


class Refused(Exception):
    """An answer other than success; `more` goes beside the error, such as a pass for the next attempt."""

    def __init__(self, code: str, **more: Any) -> None:
        self.code, self.more = code, more
        super().__init__(code)

    @property
    def status(self) -> int:
        return SENTENCES[self.code][0]

    def body(self) -> bytes:
        _status, zh, en = SENTENCES[self.code]
        return msgspec.json.encode({"error": {"code": self.code, "sentence": {"zh": zh, "en": en}}, **self.more})
