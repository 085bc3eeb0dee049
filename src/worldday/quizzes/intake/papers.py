"""Papers: which questions, and their options in which order. The same edition and seed always give the same paper.

A seed is stretched by SHAKE-256 (FIPS 202) into words of 64 bits, one per question: modulo the pool's size it says which one, the
rest says in which of 24 orders its options stand. That is uneven by less than 2⁻⁵⁰, and the same on every version of Python.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import permutations
from operator import getitem, mod
from struct import Struct
from typing import Any

import msgspec

from .questions import AskedQuestion, BadEdition, prepare, rendered, right_places

__all__ = ["Asked", "BadEdition", "EditionContent", "Limits", "Line", "Paper", "draw_paper", "edition_of", "seed_of"]

STRENGTHS = ("device", "wechat", "phone")  # weakest first
ORDERS = 24
"""Every order of up to four options; of more options as many, by chance. 1, 2, 6 and 24 divide it, so none is likelier."""
FEW = 4


class Limits(msgspec.Struct, frozen=True):
    """What of a quiz's rule (`quizzes.rule.Rule.for_intake`) the hot path enforces; the rest is not its business.

    Times in seconds, 0 = none (then the longest attempt holds); `per_day`, `in_all` count attempts, 0 = without limit;
    `pass_mark` in points. `identity` is the weakest identity that may play; `classes`: numbered seats may, too;
    `units`: a unit may be named by its code.
    `feedback`: right answers are shown `at-once` after the attempt, or `after-closing`. Empty lists of choices: any.
    """

    time_limit_s: int = 0
    grace_s: int = 5
    pass_mark: int = 0
    per_day: int = 0
    in_all: int = 1
    identity: str = "device"
    classes: bool = True
    units: bool = False
    practice: bool = False
    feedback: str = "at-once"
    time_zone: str = "Asia/Shanghai"
    districts: tuple[str, ...] = ()
    entrances: tuple[int, ...] = ()
    age_bands: tuple[str, ...] = ()
    guardian_bands: tuple[str, ...] = ("under-14",)  # PIPL art. 31
    consent_version: str = ""

    @property
    def counts_days(self) -> bool:
        """Whether a day's limit says anything that the limit in all does not."""
        return self.per_day > 0 and not 0 < self.in_all <= self.per_day

    def accepts(self, strength: str) -> bool:
        """Whether an identity of this strength may play for the ranking."""
        if strength == "seat":
            return self.classes
        return strength in STRENGTHS and STRENGTHS.index(strength) >= STRENGTHS.index(self.identity)


@dataclass(slots=True)
class Asked:
    """One question of a paper. The option shown at place i is the question's option `order[i]`.

    The rest follows from those: `expected` is the right answer as it would be sent, `shown` the question as the phone gets
    it, `told` how its review begins if answered wrong or right.
    """

    question: AskedQuestion
    order: tuple[int, ...]
    points: int
    expected: list[Any]
    shown: bytes
    told: tuple[bytes, bytes]
    loose: bool  # whether an answer other than `expected` may be right, too


Paper = list[Asked]


class Line:
    """One line of the recipe: `count` out of `pool`, each worth `points`. `shared`: its pool meets an earlier line's.

    What is asked is made when it is first drawn and kept: `made[24 × place in the pool + order]`. Equal right answers are one
    object of `alike`: a few that stay near the processor instead of thousands that it has to fetch.
    """

    __slots__ = ("alike", "count", "made", "points", "pool", "shared", "size")

    def __init__(self, pool: tuple[AskedQuestion, ...], count: int, points: int, *, shared: bool) -> None:
        self.pool, self.count, self.points, self.shared = pool, count, points, shared
        self.size = ORDERS * len(pool)
        self.made: list[Asked | None] = [None] * self.size
        self.alike: dict[bytes, list[Any]] = {}

    def make(self, at: int) -> Asked:
        """The question and order of this place in `made`; equal orders are one object."""
        question = self.pool[at // ORDERS]
        order, same = _order(question, at % ORDERS)
        first = at - at % ORDERS + same
        made = self.made[first] or _asked(question, order, self.points, self.alike)
        self.made[first] = self.made[at] = made
        return made


def _order(question: AskedQuestion, which: int) -> tuple[tuple[int, ...], int]:
    """(one of 24 orders of its options, the first of the 24 that is the same)."""
    count = len(question.keys)
    if count <= FEW:
        every = tuple(permutations(range(count)))
        return every[which % len(every)], which % len(every)
    chance = int.from_bytes(hashlib.shake_256(f"{question.code} {which}".encode()).digest(16), "big")
    order = list(range(count))
    for place in range(count - 1):
        chance, step = divmod(chance, count - place)
        order[place], order[place + step] = order[place + step], order[place]
    return tuple(order), which


def _asked(question: AskedQuestion, order: tuple[int, ...], points: int, alike: dict[bytes, list[Any]]) -> Asked:
    encoded = msgspec.json.encode(right_places(question, order))
    expected = alike.setdefault(encoded, right_places(question, order))
    answer = b'"answer":' + encoded + b","
    told = (b'{"right":false,' + answer, b'{"right":true,' + answer)
    loose = question.sort in ("multiple", "fill-in")
    return Asked(question, order, points, expected, rendered(question, order, points), told, loose)


class Recipe:
    """The lines of a paper, which together ask `count` questions for `points`."""

    __slots__ = ("count", "lines", "made", "one_each", "points", "sizes")

    def __init__(self, lines: tuple[Line, ...]) -> None:
        self.lines = lines
        self.count, self.points = sum(line.count for line in lines), sum(line.count * line.points for line in lines)
        self.one_each = all(line.count == 1 and not line.shared for line in lines)
        self.made, self.sizes = [line.made for line in lines], [line.size for line in lines]


@dataclass(frozen=True)
class EditionContent:
    """An edition as frozen, made ready to draw from. `salt` makes seeds unguessable for who has not the content; it is
    the same in every edition of a quiz whose content names one, so that papers stay while, say, the closing changes."""

    quiz: int
    number: int
    recipe: Recipe
    practice_recipe: Recipe
    questions: dict[str, AskedQuestion]
    limits: Limits
    opens_ms: int | None
    closes_ms: int | None
    salt: bytes

    def closed(self, now_ms: int) -> bool:
        return self.closes_ms is not None and now_ms >= self.closes_ms

    def not_yet_open(self, now_ms: int) -> bool:
        return self.opens_ms is not None and now_ms < self.opens_ms


def edition_of(content: dict[str, Any], quiz: int = 0, number: int = 1) -> EditionContent:
    """Read `Edition.content`; raises `BadEdition` with a sentence when a paper could not be drawn from it."""
    questions = {code: prepare(code, given) for code, given in content["questions"].items()}
    try:
        limits = msgspec.convert(content.get("rule") or {}, Limits)
    except msgspec.ValidationError as error:
        raise BadEdition(f"The rule cannot be read: {error}.") from None
    secret = msgspec.json.encode(content.get("salt") or content["questions"])
    return EditionContent(
        quiz=quiz,
        number=number,
        recipe=Recipe(_lines(content["recipe"], questions)),
        practice_recipe=Recipe(_lines(content.get("practice_recipe") or content["recipe"], questions)),
        questions=questions,
        limits=limits,
        opens_ms=content.get("opens_ms"),
        closes_ms=content.get("closes_ms"),
        salt=hashlib.blake2b(secret, digest_size=32, person=b"worldday salt").digest(),
    )


def _lines(recipe: list[dict[str, Any]], questions: dict[str, AskedQuestion]) -> tuple[Line, ...]:
    lines: list[Line] = []
    fixed = {given["question"] for given in recipe if given.get("question")}
    for place, given in enumerate(recipe, 1):
        pool = _pool(given, questions, fixed)
        count = 1 if given.get("question") else int(given["count"])
        names = {question.code for question in pool}
        meeting = [(line, len(names & {question.code for question in line.pool})) for line in lines]
        taken_at_most = sum(min(line.count, common) for line, common in meeting)
        if count < 1 or len(pool) - taken_at_most < count:
            raise BadEdition(
                f"Line {place} of the recipe asks for {count} questions and may find only {len(pool) - taken_at_most}."
            )
        lines.append(Line(pool, count, int(given.get("points", 10)), shared=taken_at_most > 0))
    if not lines:
        raise BadEdition("The recipe has no line.")
    return tuple(lines)


def _pool(given: dict[str, Any], questions: dict[str, AskedQuestion], fixed: set[str]) -> tuple[AskedQuestion, ...]:
    """What this line may draw; what another line asks of everybody is not drawn by chance."""
    if code := given.get("question"):
        if code not in questions:
            raise BadEdition(f"The recipe asks for question {code}, which is not in the edition.")
        return (questions[code],)
    topic, difficulty = given.get("topic"), given.get("difficulty")
    fits = (
        question
        for question in questions.values()
        if (not topic or topic in question.topics) and (not difficulty or difficulty == question.difficulty)
    )
    return tuple(sorted((one for one in fits if one.code not in fixed), key=lambda question: question.code))


def seed_of(edition: EditionContent, quiz: int, player: int, number: int) -> int:
    """The seed of a counted attempt, 63 bits: starting again shows the same paper."""
    named = b"%d %d %d" % (quiz, player, number)
    digest = hashlib.blake2b(named, key=edition.salt, digest_size=8, person=b"worldday seed").digest()
    return int.from_bytes(digest, "big") >> 1


def draw_paper(edition: EditionContent, seed: int, *, practice: bool = False) -> Paper:
    """The paper of this seed: as many questions of each line as the recipe says, none twice."""
    recipe = edition.practice_recipe if practice else edition.recipe
    drawn = _WORDS[recipe.count](hashlib.shake_256(seed.to_bytes(8, "big")).digest(8 * recipe.count))
    if recipe.one_each:
        found = list(map(getitem, recipe.made, map(mod, drawn, recipe.sizes)))
        if all(found):  # nearly always: each has been drawn before
            return found  # type: ignore[return-value]  # no None is left
        places = map(mod, drawn, recipe.sizes)
        return [line.made[at] or line.make(at) for line, at in zip(recipe.lines, places, strict=True)]
    words, paper = iter(drawn), list[Asked]()
    for line in recipe.lines:
        if line.shared:
            paper += _of_shared(line, words, {asked.question.code for asked in paper})
        else:
            _several(line, words, paper)
    return paper


def _several(line: Line, words: Iterator[int], paper: Paper) -> None:
    """Floyd's sampling: `count` different ones, every set of them equally likely."""
    made, size, drawn = line.made, len(line.pool), set[int]()
    for last in range(size - line.count, size):
        word, place = divmod(next(words), last + 1)
        if place in drawn:
            place = last
        drawn.add(place)
        at = ORDERS * place + word % ORDERS
        paper.append(made[at] or line.make(at))


def _of_shared(line: Line, words: Iterator[int], taken: set[str]) -> Iterator[Asked]:
    """The same where another line may have drawn some of the pool before: Fisher and Yates over the rest."""
    places = [place for place, question in enumerate(line.pool) if question.code not in taken]
    for drawn in range(line.count):
        word, step = divmod(next(words), len(places) - drawn)
        at = ORDERS * places[drawn + step] + word % ORDERS
        places[drawn + step] = places[drawn]
        yield line.made[at] or line.make(at)


class _Words(dict[int, Callable[[bytes], tuple[int, ...]]]):
    """How to read n words of 64 bits."""

    def __missing__(self, count: int) -> Callable[[bytes], tuple[int, ...]]:
        self[count] = Struct(f">{count}Q").unpack
        return self[count]


_WORDS = _Words()


def shown(paper: Paper) -> bytes:
    """The paper as JSON for the phone: a list of questions, nothing about what is right."""
    return b"[" + b",".join([asked.shown for asked in paper]) + b"]"
