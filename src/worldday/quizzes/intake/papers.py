"""Papers: which questions, and their options in which order. The same edition and seed always give the same paper.

A seed is stretched by SHAKE-256 (FIPS 202) into words of 64 bits, one per question: modulo the pool's size it says which one, the
rest modulo the number of orders says how its options stand. That is uneven by less than 2⁻²⁰ even for 500 questions of twelve
options, and the same on every version of Python.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import permutations
from struct import Struct
from typing import Any

import msgspec

from .questions import AskedQuestion, BadEdition, prepare, rendered, right_places

__all__ = ["Asked", "BadEdition", "EditionContent", "Limits", "Line", "Paper", "draw_paper", "edition_of", "seed_of"]

STRENGTHS = ("device", "wechat", "phone")  # weakest first
_ORDERS = {count: tuple(permutations(range(count))) for count in range(5)}


class Limits(msgspec.Struct, frozen=True):
    """What of a quiz's rule (`quizzes.rule.Rule.for_intake`) the hot path enforces; the rest is not its business.

    Times in seconds, 0 = none (then the longest attempt holds); `per_day`, `in_all` count attempts, 0 = without limit;
    `pass_mark` in points. `identity` is the weakest identity that may play; `classes`: numbered seats may, too.
    `feedback`: right answers are shown `at-once` after the attempt, or `after-closing`. Empty lists of choices: any.
    """

    time_limit_s: int = 0
    grace_s: int = 5
    pass_mark: int = 0
    per_day: int = 0
    in_all: int = 1
    identity: str = "device"
    classes: bool = True
    practice: bool = False
    feedback: str = "at-once"
    time_zone: str = "Asia/Shanghai"
    districts: tuple[str, ...] = ()
    entrances: tuple[int, ...] = ()
    age_bands: tuple[str, ...] = ()
    guardian_bands: tuple[str, ...] = ("under-14",)  # PIPL art. 31
    consent_version: str = ""

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


Paper = list[Asked]


class Card:
    """A question in a line of the recipe. `made` holds its orders once they were asked for: all 24 of up to four options; of
    more options none is kept."""

    __slots__ = ("_orders", "made", "points", "question")

    def __init__(self, question: AskedQuestion, points: int) -> None:
        self.question, self.points = question, points
        self._orders = _ORDERS.get(len(question.keys))
        self.made: list[Asked | None] = [None] * len(self._orders or "?")

    def asked(self, word: int) -> Asked:
        """In the order that `word` says."""
        made = self.made[word % len(self.made)]
        return made or self._make(word)

    def _make(self, word: int) -> Asked:
        question = self.question
        if self._orders is None:
            return self._ask(_shuffled(word, len(question.keys)))
        which = word % len(self._orders)
        made = self.made[which] = self._ask(self._orders[which])
        return made

    def _ask(self, order: tuple[int, ...]) -> Asked:
        expected = right_places(self.question, order)
        answer = b'"answer":' + msgspec.json.encode(expected) + b","
        told = (b',{"right":false,' + answer, b',{"right":true,' + answer)
        shown = rendered(self.question, order, self.points)
        return Asked(self.question, order, self.points, expected, shown, told)


@dataclass(frozen=True)
class Line:
    """One line of the recipe: `count` out of `pool`, each worth `points`. `shared`: its pool meets an earlier line's."""

    pool: tuple[Card, ...]
    count: int
    points: int
    shared: bool


@dataclass(frozen=True)
class EditionContent:
    """An edition as frozen, made ready to draw from. `salt` makes seeds unguessable for who has not the content; it is
    the same in every edition of a quiz whose content names one, so that papers stay while, say, the closing changes."""

    quiz: int
    number: int
    lines: tuple[Line, ...]
    practice_lines: tuple[Line, ...]
    questions: dict[str, AskedQuestion]
    limits: Limits
    opens_ms: int | None
    closes_ms: int | None
    salt: bytes

    @property
    def points(self) -> int:
        """The most a paper can bring; the same for every paper."""
        return sum(line.count * line.points for line in self.lines)

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
        lines=_lines(content["recipe"], questions),
        practice_lines=_lines(content.get("practice_recipe") or content["recipe"], questions),
        questions=questions,
        limits=limits,
        opens_ms=content.get("opens_ms"),
        closes_ms=content.get("closes_ms"),
        salt=hashlib.blake2b(secret, digest_size=32, person=b"worldday salt").digest(),
    )


def _lines(recipe: list[dict[str, Any]], questions: dict[str, AskedQuestion]) -> tuple[Line, ...]:
    lines: list[Line] = []
    for place, given in enumerate(recipe, 1):
        pool = _pool(given, questions)
        count = 1 if given.get("question") else int(given["count"])
        names = {question.code for question in pool}
        meeting = [(line, len(names & {card.question.code for card in line.pool})) for line in lines]
        taken_at_most = sum(min(line.count, common) for line, common in meeting)
        if count < 1 or len(pool) - taken_at_most < count:
            raise BadEdition(
                f"Line {place} of the recipe asks for {count} questions and may find only {len(pool) - taken_at_most}."
            )
        points = int(given.get("points", 10))
        cards = tuple(Card(question, points) for question in pool)
        lines.append(Line(cards, count, points, shared=taken_at_most > 0))
    if not lines:
        raise BadEdition("The recipe has no line.")
    return tuple(lines)


def _pool(given: dict[str, Any], questions: dict[str, AskedQuestion]) -> tuple[AskedQuestion, ...]:
    if fixed := given.get("question"):
        if fixed not in questions:
            raise BadEdition(f"The recipe asks for question {fixed}, which is not in the edition.")
        return (questions[fixed],)
    topic, difficulty = given.get("topic"), given.get("difficulty")
    fits = (
        question
        for question in questions.values()
        if (not topic or topic in question.topics) and (not difficulty or difficulty == question.difficulty)
    )
    return tuple(sorted(fits, key=lambda question: question.code))


def seed_of(edition: EditionContent, quiz: int, player: int, number: int) -> int:
    """The seed of a counted attempt, 63 bits: starting again shows the same paper."""
    named = b"%d %d %d" % (quiz, player, number)
    digest = hashlib.blake2b(named, key=edition.salt, digest_size=8, person=b"worldday seed").digest()
    return int.from_bytes(digest, "big") >> 1


def draw_paper(edition: EditionContent, seed: int, *, practice: bool = False) -> Paper:
    """The paper of this seed: as many questions of each line as the recipe says, none twice."""
    lines = edition.practice_lines if practice else edition.lines
    count = sum([line.count for line in lines])
    words = iter(_WORDS[count](hashlib.shake_256(seed.to_bytes(8, "big")).digest(8 * count)))
    paper: Paper = []
    for line in lines:
        if line.count == 1 and not line.shared:
            pool = line.pool
            word, at = divmod(next(words), len(pool))
            card = pool[at]
            made = card.made
            paper.append(made[word % len(made)] or card.asked(word))
        else:
            paper += _several(line, words, paper)
    return paper


def _several(line: Line, words: Iterator[int], before: Paper) -> list[Asked]:
    """Fisher and Yates' shuffle, as far as it is needed."""
    pool = list(line.pool)
    if line.shared:
        taken = {asked.question.code for asked in before}
        pool = [card for card in pool if card.question.code not in taken]
    drawn = []
    for place in range(line.count):
        word, step = divmod(next(words), len(pool) - place)
        drawn.append(pool[place + step].asked(word))
        pool[place + step] = pool[place]
    return drawn


class _Words(dict[int, Callable[[bytes], tuple[int, ...]]]):
    """How to read n words of 64 bits."""

    def __missing__(self, count: int) -> Callable[[bytes], tuple[int, ...]]:
        self[count] = Struct(f">{count}Q").unpack
        return self[count]


_WORDS = _Words()


def _shuffled(word: int, count: int) -> tuple[int, ...]:
    """One of the `count`! orders."""
    order = list(range(count))
    for place in range(count - 1):
        word, step = divmod(word, count - place)
        order[place], order[place + step] = order[place + step], order[place]
    return tuple(order)


def shown(paper: Paper) -> bytes:
    """The paper as JSON for the phone: a list of questions, nothing about what is right."""
    return b"[" + b",".join([asked.shown for asked in paper]) + b"]"
