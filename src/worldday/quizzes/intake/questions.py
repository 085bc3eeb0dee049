"""A question of an edition, made ready once: what is sent is rendered to JSON, what is right is turned into positions."""

import unicodedata
from dataclasses import dataclass
from typing import Any

import msgspec

SORTS = ("single", "multiple", "true-false", "fill-in", "ordering", "matching")
MOST_OPTIONS = 12
Right = frozenset[int] | tuple[int, ...] | bool | tuple[frozenset[str], ...]
_json = msgspec.json.Encoder().encode


class BadEdition(ValueError):
    """The content of an edition cannot be asked; the sentence says which question or line, for staff and log."""


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """One question as prepared.

    `keys` are the bank's keys of what is shuffled (options, or the right column of a matching question); `left` the keys of the
    left column. `right` holds positions in those: a set (single, multiple), an order (ordering), a right position per left
    one (matching), the truth (true-false), or the accepted spellings, folded, per blank (fill-in).
    """

    code: str
    sort: str
    topics: tuple[str, ...]
    difficulty: int
    keys: tuple[str, ...]
    left: tuple[str, ...]
    right: Right
    spellings: tuple[str, ...]  # of a filled-in answer, as people should read it
    head: bytes  # '"id":…,"stem":…,"options":[' up to where the shuffled options stand
    options: tuple[bytes, ...]
    tail: bytes
    review: bytes  # '"explanation":…,"basis":…}'


def fold_answer(text: str) -> str:
    """The form under which two spellings of a filled-in answer meet: width and case gone, and every blank."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return "".join(folded.split())


def prepare(code: str, given: dict[str, Any]) -> AskedQuestion:
    """Read one entry of `content["questions"]`; raises `BadEdition` where nothing can be asked or nothing is right."""
    sort = given.get("sort")
    if sort not in SORTS:
        raise BadEdition(f"Question {code}: there is no sort {sort!r}.")
    try:
        left, moving = _columns(sort, given["options"])
        keys = tuple(option["key"] for option in moving)
        left_keys = tuple(option["key"] for option in left)
        right = _right(sort, keys, left_keys, given["answer"])
        head, options, tail = _fragments(code, sort, given, left, moving)
    except (KeyError, TypeError, ValueError, IndexError) as error:
        raise BadEdition(f"Question {code} ({sort}): options and answer do not fit each other ({error}).") from None
    return AskedQuestion(
        code, sort, tuple(given.get("topics", ())), given.get("difficulty", 2), keys, left_keys, right,
        tuple(accepted[0] for accepted in given["answer"]) if sort == "fill-in" else (), head, options, tail, _review(given),
    )  # fmt: skip


def right_places(question: AskedQuestion, order: tuple[int, ...]) -> list[Any]:
    """The right answer in the form in which it is sent when the options are shown in this order."""
    right = question.right
    if right is True or right is False:
        return [right]
    if question.spellings:
        return list(question.spellings)
    places = [order.index(option) for option in right]
    return sorted(places) if isinstance(right, frozenset) else places


def rendered(question: AskedQuestion, order: tuple[int, ...], points: int) -> bytes:
    """The question as JSON for the phone, its options in this order."""
    options = b",".join([question.options[place] for place in order])
    return b'{"points":%d,%b%b%b}' % (points, question.head, options, question.tail)


def _columns(sort: str, options: Any) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """(what stands still, what is shuffled)."""
    if sort in ("true-false", "fill-in"):
        return [], []
    left, moving = (options["left"], options["right"]) if sort == "matching" else ([], options)
    for column in (left, moving):
        if len({option["key"] for option in column}) != len(column) or len(column) > MOST_OPTIONS:
            raise ValueError(f"keys repeat, or more than {MOST_OPTIONS} options")
    if len(moving) < 2:
        raise ValueError("fewer than two options")
    return left, moving


def _right(sort: str, keys: tuple[str, ...], left: tuple[str, ...], answer: Any) -> Right:
    if sort == "true-false":
        if len(answer) != 1 or not isinstance(answer[0], bool):
            raise ValueError("the answer must be [true] or [false]")
        return answer[0]
    if sort == "fill-in":
        return _spellings(answer)
    if sort == "matching":
        pairs = dict(answer)
        if len(pairs) != len(answer) or set(pairs) != set(left):
            raise ValueError("each left item needs one right item")
        return tuple(keys.index(pairs[key]) for key in left)
    places = tuple(keys.index(key) for key in answer)
    wrong_count = {"single": len(places) != 1, "ordering": sorted(places) != list(range(len(keys)))}
    if not places or len(set(places)) != len(places) or wrong_count.get(sort):
        raise ValueError("wrong number of right answers")
    return places if sort == "ordering" else frozenset(places)


def _spellings(answer: Any) -> tuple[frozenset[str], ...]:
    blanks = tuple(frozenset(map(fold_answer, accepted)) for accepted in answer)
    if not blanks or any(not accepted or "" in accepted for accepted in blanks):
        raise ValueError("every blank needs an accepted answer")
    return blanks


def _fragments(
    code: str, sort: str, given: dict[str, Any], left: list[dict[str, Any]], moving: list[dict[str, Any]]
) -> tuple[bytes, tuple[bytes, ...], bytes]:
    """JSON of the question as (before the options, each option, after them); nothing of it tells what is right."""
    pictures = given.get("pictures") or {}
    shown = {"id": code, "sort": sort, "stem": given["stem"]}
    if given.get("stem_en"):
        shown["stem_en"] = given["stem_en"]
    if "stem" in pictures:
        shown["picture"] = pictures["stem"]
    if sort == "fill-in":
        shown["blanks"] = len(given["answer"])
    head = _json(shown)[1:-1]
    options = tuple(_json(_option(option, pictures)) for option in moving)
    if sort == "matching":
        still = _json([_option(option, pictures) for option in left])
        return head + b',"options":{"left":' + still + b',"right":[', options, b"]}"
    return head + b',"options":[', options, b"]"


def _option(option: dict[str, Any], pictures: dict[str, Any]) -> dict[str, Any]:
    """Without its key: places tell nothing, and "the answer is B" helps nobody whose options stand in another order."""
    shown: dict[str, Any] = {"text": option.get("text", "")}
    if option.get("text_en"):
        shown["text_en"] = option["text_en"]
    if picture := pictures.get(option["key"]) or option.get("picture"):
        shown["picture"] = picture
    return shown


def _review(given: dict[str, Any]) -> bytes:
    names = ("explanation", "explanation_en", "basis", "basis_article", "basis_version")
    told = {name: given[name] for name in names if given.get(name)} or {"basis": ""}
    return _json(_english_spellings(given) | told)[1:]


def _english_spellings(given: dict[str, Any]) -> dict[str, Any]:
    """Of blanks whose first accepted spelling is Chinese: what an English reader may write."""
    if given["sort"] != "fill-in" or not given.get("stem_en"):
        return {}
    first = [accepted[0] for accepted in given["answer"]]
    english = [next((one for one in accepted if one.isascii()), accepted[0]) for accepted in given["answer"]]
    return {"answer_en": english} if english != first else {}
