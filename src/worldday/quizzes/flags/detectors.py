"""What is unusual about attempts, each a pure function over those of one quiz within some minutes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import NamedTuple

from .seen import Seen

SEAT = "seat"
LEAST_MS = 1_000  # nobody reads a question and its options and answers right in less
MOSTLY_RIGHT = 0.6  # whoever taps at random gains nothing by being fast
SAME_WRONG = 3  # wrong answers that two people share by chance rarely
SAME_TIME_MS = 2_000
TOGETHER_MS = 10 * 60_000
RHYTHM_MS, RHYTHM_PLAYERS = 300, 5
CHAIN_GAP_MS, CHAIN_PLAYERS = 60_000, 6
BURST_MS, BURST_ATTEMPTS, BURST_SHARE = 60_000, 60, 0.8
DEVICES = 4

Wrong = Callable[
    [int], frozenset[Hashable]
]  # attempt → its wrong answers as (question, choice); asked for few attempts only


class Suspicion(NamedTuple):
    """`facts`: the whole numbers behind the reason in words."""

    sort: str
    attempt: int
    player: int
    facts: dict[str, int]


def too_fast(seen: Sequence[Seen], _wrong: Wrong) -> Iterator[Suspicion]:
    """Mostly right answers in less time than reading takes."""
    for one in seen:
        fast = one.questions and one.time_ms < LEAST_MS * one.questions
        if fast and one.right >= MOSTLY_RIGHT * one.questions:
            facts = {"questions": one.questions, "right": one.right, "ms": one.time_ms}
            yield Suspicion("too-fast", one.id, one.player, facts)


def same_answers(seen: Sequence[Seen], wrong: Wrong) -> Iterator[Suspicion]:
    """From one network, in the same time, at the same time, with the same wrong answers: one of them copied."""
    for group in _by(seen, lambda one: one.address).values():
        for near in _runs(
            sorted(group, key=lambda one: one.time_ms), lambda a, b: b.time_ms - a.time_ms <= SAME_TIME_MS
        ):
            alike: dict[frozenset[Hashable], list[Seen]] = defaultdict(list)
            for one in near:
                if one.questions - one.right >= SAME_WRONG and len(choices := wrong(one.id)) >= SAME_WRONG:
                    alike[choices].append(one)
            for choices, found in alike.items():
                yield from _together(found, len(choices))


def _together(found: list[Seen], wrong: int) -> Iterator[Suspicion]:
    found.sort(key=lambda one: one.submitted_ms)
    for run in _runs(found, lambda a, b: b.submitted_ms - a.submitted_ms <= TOGETHER_MS):
        players = len({one.player for one in run})
        if players > 1:
            for one in run:
                yield Suspicion(
                    "same-answers", one.id, one.player, {"others": players - 1, "wrong": wrong, "ms": one.time_ms}
                )


def same_rhythm(seen: Sequence[Seen], _wrong: Wrong) -> Iterator[Suspicion]:
    """Many persons from one network and one sort of browser, all needing the same time to a fraction of a second."""
    for group in _by(seen, lambda one: one.agent and one.address and (one.address, one.agent)).values():
        group.sort(key=lambda one: one.time_ms)
        for run in _runs(group, lambda a, b: b.time_ms - a.time_ms <= RHYTHM_MS // RHYTHM_PLAYERS):
            spread = run[-1].time_ms - run[0].time_ms
            players = len({one.player for one in run})
            if players >= RHYTHM_PLAYERS and spread <= RHYTHM_MS:
                for one in run:
                    yield Suspicion(
                        "same-rhythm", one.id, one.player, {"players": players, "spread": spread, "ms": one.time_ms}
                    )


def one_device(seen: Sequence[Seen], _wrong: Wrong) -> Iterator[Suspicion]:
    """One network and browser on which one person follows another without pause, never two at once.

    People who play side by side overlap; one phone that plays for many cannot.
    """
    for group in _by(seen, lambda one: one.agent and one.address and (one.address, one.agent)).values():
        group.sort(key=lambda one: one.started_ms)
        for run in _runs(group, lambda a, b: 0 <= b.started_ms - a.submitted_ms <= CHAIN_GAP_MS):
            players = len({one.player for one in run})
            if players >= CHAIN_PLAYERS:
                minutes = (run[-1].submitted_ms - run[0].started_ms) // 60_000
                for one in run:
                    yield Suspicion("one-device", one.id, one.player, {"players": players, "minutes": minutes})


def address_burst(seen: Sequence[Seen], _wrong: Wrong) -> Iterator[Suspicion]:
    """Very many starts within a minute from one network, nearly all with one and the same browser.

    A carrier's network sends as many, with every browser there is.
    """
    for group in _by(seen, lambda one: one.address).values():
        group.sort(key=lambda one: one.started_ms)
        for run in _windows(group):
            agent, count = Counter(one.agent for one in run).most_common(1)[0]
            if agent and count >= BURST_SHARE * len(run) and len({one.player for one in run}) >= BURST_ATTEMPTS:
                for one in run:
                    if one.agent == agent:
                        yield Suspicion("address-burst", one.id, one.player, {"attempts": len(run), "same": count})


def many_devices(players: dict[int, tuple[int, int, int]]) -> Iterator[Suspicion]:
    """One WeChat account or phone used on many devices: player → (latest attempt, attempts, different browsers)."""
    for player, (attempt, attempts, devices) in players.items():
        if devices >= DEVICES:
            yield Suspicion("many-devices", attempt, player, {"devices": devices, "attempts": attempts})


Detector = Callable[[Sequence[Seen], Wrong], Iterable[Suspicion]]
DETECTORS: tuple[Detector, ...] = (too_fast, same_answers, same_rhythm, one_device, address_burst)


def _by(seen: Iterable[Seen], key: Callable[[Seen], Hashable]) -> dict[Hashable, list[Seen]]:
    """Groups of more than one; seats in a class are left out, they sit in one room by design."""
    groups: dict[Hashable, list[Seen]] = defaultdict(list)
    for one in seen:
        if one.strength != SEAT and (name := key(one)):
            groups[name].append(one)
    return {name: group for name, group in groups.items() if len(group) > 1}


def _runs(ordered: Sequence[Seen], joined: Callable[[Seen, Seen], bool]) -> Iterator[list[Seen]]:
    """Stretches in which each is joined to the next."""
    run: list[Seen] = []
    for one in ordered:
        if run and not joined(run[-1], one):
            yield run
            run = []
        run.append(one)
    if run:
        yield run


def _windows(ordered: Sequence[Seen]) -> Iterator[Sequence[Seen]]:
    """Stretches of at least `BURST_ATTEMPTS` starts within `BURST_MS`, each as long as it can be, none inside another."""
    first, ended = 0, 0
    for last in range(len(ordered)):
        while ordered[last].started_ms - ordered[first].started_ms > BURST_MS:
            first += 1
        whole = last + 1 == len(ordered) or ordered[last + 1].started_ms - ordered[first].started_ms > BURST_MS
        if whole and last + 1 - first >= BURST_ATTEMPTS and last + 1 > ended:
            ended = last + 1
            yield ordered[first:ended]
