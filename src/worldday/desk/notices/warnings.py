"""The reader's warnings on the review page: at which field each belongs, and whether a person has dealt with it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from worldday.notices.reading.warnings import texts

# warnings about what the text does not say: the field where a person would say it
_MISSING = {"no_issue_date": "/issue_date"}


@dataclass(frozen=True)
class Placed:
    """A warning beside a field. `pointer` is the field's place in the draft, "" when it concerns none."""

    number: int
    sentence: str
    span: tuple[int, int] | None
    pointer: str
    settled: bool
    code: str = ""
    slip: tuple[str, str] | None = None  # (what stands there, what is probably meant), where the reader knows

    @property
    def name(self) -> str:
        return f"w{self.number}"


def place(data: Mapping[str, Any], reading: Mapping[str, Any], *, lang: str = "zh-hans") -> list[Placed]:
    """The warnings of `reading` in the order of the text, each at the smallest value it touches, said in `lang`.

    A warning is settled when the value it speaks of is no longer the one that was read, or is gone: then it needs no
    tick of its own, and undoing the correction brings it back.
    """
    warnings = sorted(
        data.get("warnings") or [], key=lambda warning: (warning.get("start") is None, warning.get("start"))
    )
    said = [(warning, _sentence(warning, lang)) for warning in warnings]
    return [_placed(number, warning, sentence, data, reading) for number, (warning, sentence) in enumerate(said, 1)]


def _sentence(warning: Mapping[str, Any], lang: str) -> str:
    """In the reader's own words for `lang`; what an older reader wrote is shown as it was written."""
    known = texts.TEXTS.get(warning.get("code", ""), {})
    return texts.sentence(warning["code"], warning.get("params") or {}, lang) if lang in known else warning["message"]


def _placed(
    number: int, warning: Mapping[str, Any], sentence: str, data: Mapping[str, Any], reading: Mapping[str, Any]
) -> Placed:
    start, end, code = warning.get("start"), warning.get("end"), warning["code"]
    span = None if start is None or end is None else (start, end)
    if missing := _MISSING.get(code):
        said = value_at(data, missing) is not None
        return Placed(number, sentence, span, missing, settled=said, code=code)
    if span is None:
        return Placed(number, sentence, None, "", settled=False, code=code)
    read_at = touched(reading.get("spans") or {}, *span)
    read_span = (reading.get("spans") or {}).get(read_at)
    now_at = next(iter(twins(read_at, data.get("spans") or {}, read_span)), "")
    gone = bool(read_at) and not now_at
    changed = bool(now_at) and value_at(reading, read_at) != value_at(data, now_at)
    return Placed(number, sentence, span, now_at, settled=gone or changed, code=code, slip=_slip(warning))


def _slip(warning: Mapping[str, Any]) -> tuple[str, str] | None:
    said = warning.get("params") or {}
    return (said["word"], said["instead"]) if {"word", "instead"} <= said.keys() else None


def touched(spans: Mapping[str, Any], start: int, end: int) -> str:
    """The pointer of the smallest span that overlaps [start, end); "" when none does."""
    near = [
        (stop - begin, pointer)
        for pointer, (begin, stop) in spans.items()
        if begin < max(end, start + 1) and stop > start
    ]
    return min(near, default=(0, ""))[1]


def twins(pointer: str, spans: Mapping[str, Any], span: Any) -> list[str]:
    """Where the value read at `pointer` stands in the draft: same list, same field, same span; rows may have moved."""
    shape = _shape(pointer)
    return sorted(
        (
            other
            for other, place in spans.items()
            if span is not None and list(place) == list(span) and _shape(other) == shape
        ),
        key=lambda other: other != pointer,
    )


def _shape(pointer: str) -> tuple[str, ...]:
    return tuple("*" if part.isdigit() else part for part in pointer.split("/"))


def value_at(data: Any, pointer: str) -> Any:
    """What a JSON pointer names; None when there is nothing there."""
    for part in pointer.split("/")[1:]:
        if isinstance(data, list):
            data = data[int(part)] if part.isdigit() and int(part) < len(data) else None
        else:
            data = data.get(part) if isinstance(data, Mapping) else None
    return data
