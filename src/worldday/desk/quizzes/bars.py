"""The last two minutes as bars. Pure layout: the template only writes down what stands here."""

from __future__ import annotations

from dataclasses import dataclass

from worldday.quizzes.queries import Live
from worldday.quizzes.queries.live import STEP_S

WIDTH, HEIGHT = 20, 100  # of a step, of the full scale, in units of the drawing
STEPS = (1, 2, 5)


@dataclass(frozen=True)
class Bar:
    x: int
    y: float
    height: float
    per_second: float
    ago_s: int


@dataclass(frozen=True)
class Beats:
    """`top` is the scale's end in answers a second: 1, 2, 5, 10 …, so that the scale rarely moves."""

    bars: list[Bar]
    top: float

    @property
    def width(self) -> int:
        return WIDTH * len(self.bars)


def beats(live: Live) -> Beats:
    rates = [count / STEP_S for count in live.steps]
    top = scale(max(rates, default=0))
    bars = [
        Bar(
            at * WIDTH,
            round(HEIGHT * (1 - rate / top), 1),
            round(HEIGHT * rate / top, 1),
            rate,
            (len(rates) - at) * STEP_S,
        )
        for at, rate in enumerate(rates)
    ]
    return Beats(bars, top)


def scale(highest: float) -> float:
    """The smallest of 1, 2, 5, 10, 20, 50 … that holds `highest`."""
    power = 1
    while True:
        for step in STEPS:
            if step * power >= highest:
                return step * power
        power *= 10
