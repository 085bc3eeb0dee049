"""What does not fit, as a code with values, said in Chinese or English by `sentences`."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from worldday.draws.lottery.sentences import SENTENCES

LONGEST_VALUE = 120  # characters of a quoted value; a hostile record may hold megabytes


@dataclass(frozen=True)
class Finding:
    """One thing that does not fit: `code` is a key of SENTENCES, `values` fill its sentence."""

    code: str
    values: Mapping[str, object] = field(default_factory=dict)

    def say(self, language: str = "en") -> str:
        """The sentence in `zh` or `en`, safe to print: no control characters, no endless values."""
        english, chinese = SENTENCES[self.code]
        shown = {name: printable(str(value)) for name, value in self.values.items()}
        return (chinese if language == "zh" else english).format(**shown)


def finding(code: str, **values: object) -> Finding:
    """A finding; raises KeyError for a code nobody has worded, so that no test passes a wordless one."""
    SENTENCES[code]
    return Finding(code, values)


class LotteryError(Exception):
    """Something the method cannot accept; `.finding.say(language)` is the one sentence for people."""

    def __init__(self, code: str, **values: object):
        self.finding = finding(code, **values)
        super().__init__(self.finding.say())


class Unreadable(LotteryError):
    """A file or value that is not a draw record at all."""


def printable(text: str, longest: int = LONGEST_VALUE) -> str:
    """`text` without what could steer a terminal or hide its reading order (control and format characters)."""
    kept = "".join(letter if letter.isprintable() else "�" for letter in text[: longest + 1])
    return kept if len(kept) <= longest else kept[:longest] + "…"
