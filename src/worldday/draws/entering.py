"""Who enters the draw: the rule over the quiz's standings, one entry per person, without those who may not win."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from secrets import token_bytes
from typing import NamedTuple

from django.db.models import Q, QuerySet

from worldday.people.models import Identity, IdentityKind, Participant
from worldday.quizzes.editions import rule_of
from worldday.quizzes.models import Quiz, Standing
from worldday.quizzes.queries.classes import units_of
from worldday.quizzes.rule import COLUMNS, RANKING

from . import lottery
from .lottery.freezing import SALT_BYTES
from .models import Insider, PrizePlan
from .terms import STRENGTHS, Terms

CHUNK = 10_000
EXCLUDED_UNIT = "excluded-unit"


class Candidate(NamedTuple):
    """A standing that meets the rule; the fields are its columns."""

    player: int
    score: int
    group: str


@dataclass(frozen=True)
class Entering:
    """Who would be frozen now. Identities of the lottery are the persons' numbers as text; they never leave us."""

    entrants: list[lottery.Entrant]
    removed: list[lottery.Removed]

    @property
    def chances(self) -> int:
        return sum(entrant.chances for entrant in self.entrants)

    @property
    def reasons(self) -> dict[str, int]:
        """Reason code → how many were removed for it."""
        return dict(sorted(Counter(one.reason for one in self.removed).items()))


def entering(plan: PrizePlan, terms: Terms) -> Entering:
    """Entrants and removed entries by the standings as they are now. Salts are drawn anew each time."""
    quiz: Quiz = plan.activity.quiz
    candidates = list(_candidates(quiz, terms))
    known, same = _identities(quiz), _merged(quiz)
    out = _insiders(plan, known)
    excluded = set(units_of(quiz).filter(school__in=terms.excluded_groups).values_list("code", flat=True))
    allowed: list[lottery.Entry] = []
    removed: list[lottery.Removed] = []
    for one in candidates:
        person, salt = same.get(one.player, one.player), token_bytes(SALT_BYTES)
        reason = out.get(person) or out.get(one.player) or (EXCLUDED_UNIT if one.group in excluded else "")
        if reason:
            removed.append(lottery.Removed(str(one.player), salt, reason))
            continue
        entrant = lottery.Entrant(str(one.player), salt, _chances(one, terms))
        allowed.append(lottery.Entry(entrant, frozenset({f"person:{person}", *known[person]})))
    kept, twice = lottery.one_per_person(allowed)
    if terms.entry == "top":
        return _cut(candidates, kept, [*removed, *twice], terms.mark)
    return Entering(kept, [*removed, *twice])


def _candidates(quiz: Quiz, terms: Terms) -> Iterator[Candidate]:
    """In the order of the ranking for the first n, else by the time of entering, so that the earliest entry stays."""
    strong = STRENGTHS[STRENGTHS.index(terms.identity) :]
    rows = Standing.objects.filter(quiz=quiz, listed=True, strength__in=strong)
    if terms.entry != "top":
        rows = rows.filter(score__gte=rule_of(quiz).pass_mark if terms.entry == "passed" else terms.mark)
    order = [COLUMNS[word] for word in RANKING] if terms.entry == "top" else ["submitted_ms"]
    found = rows.order_by(*order, "id").values_list("player", "score", "group")
    yield from (Candidate(*row) for row in found.iterator(chunk_size=CHUNK))


def _chances(one: Candidate, terms: Terms) -> int:
    return 2 if terms.extra_mark and one.score >= terms.extra_mark else 1


def _cut(
    candidates: list[Candidate], kept: list[lottery.Entrant], removed: list[lottery.Removed], most: int
) -> Entering:
    """The first `most`; somebody removed counts as removed only where his place would have been among them."""
    entrants = kept[:most]
    place = {str(one.player): at for at, one in enumerate(candidates)}
    last = place[entrants[-1].identity] if len(entrants) == most else len(candidates)
    return Entering(entrants, [one for one in removed if place[one.identity] < last])


def _players(quiz: Quiz) -> QuerySet[Standing, int]:
    found: QuerySet[Standing, int] = Standing.objects.filter(quiz=quiz).values_list("player", flat=True)
    return found


def _identities(quiz: Quiz) -> defaultdict[int, set[str]]:
    """person's number → every identity he has shown, as `phone:digest`; devices are shared by families and say nothing."""
    whose = Q(participant__number__in=_players(quiz)) | Q(participant__merged__number__in=_players(quiz))
    rows = Identity.objects.filter(whose, kind__in=(IdentityKind.PHONE, IdentityKind.WECHAT)).distinct()
    found: defaultdict[int, set[str]] = defaultdict(set)
    for number, kind, digest in rows.values_list("participant__number", "kind", "digest").iterator(chunk_size=CHUNK):
        found[number].add(f"{kind}:{digest}")
    return found


def _merged(quiz: Quiz) -> dict[int, int]:
    """number → the number of the person it was merged into, where a standing still has the old one."""
    rows = Participant.objects.filter(number__in=_players(quiz), merged_into__isnull=False)
    return dict(rows.values_list("number", "merged_into__number"))


def _insiders(plan: PrizePlan, known: defaultdict[int, set[str]]) -> dict[int, str]:
    """Numbers of those who may not win → `staff` or `relative`: by the phone itself, and by whoever has shown it."""
    listed = list(Insider.objects.filter(plan=plan).order_by("-sort"))  # staff last, so that it prevails
    by_digest = {f"phone:{one.digest}": one.sort for one in listed}
    found = {one.player: one.sort for one in listed}
    return found | dict(_shown(known.items(), by_digest))


def _shown(known: Iterable[tuple[int, set[str]]], by_digest: dict[str, str]) -> Iterator[tuple[int, str]]:
    for number, identities in known:
        for identity in identities & by_digest.keys():
            yield number, by_digest[identity]
