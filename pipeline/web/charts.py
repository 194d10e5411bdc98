"""Numbers in, the geometry of pictures out: rectangles, lines, ticks in a drawing's own units.

Bars lie along a width of 100 per cent, so that their text is never stretched; lines and columns
stand in a box of `WIDTH` by some height. Pure: no colour, no words, no HTML.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

WIDTH = 600.0
"""Units across a picture with axes; a card of the page is about as many pixels wide."""
LEFT, RIGHT, TOP, BOTTOM = 40.0, 8.0, 14.0, 26.0
"""Room for the numbers of the axis at the left, the last label, the uppermost number, the labels
below."""
# A number stands in its segment only where there is room for a mark and three digits.
ROOMY = 8.0  # per cent of the bar
WIDEST = 54.0  # a column wider than this looks like a bar chart of nothing
GAP = 0.28  # of a column's place that stays empty
DIGIT = 8.0  # units; at the size in which numbers are written
# The lowest share of an axis and the step between its lines: the first that fits is taken.
SCALES = ((0.9, 0.02), (0.8, 0.05), (0.6, 0.1), (0.5, 0.1), (0.0, 0.2))


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a bar: where it begins and how long it is, in per cent of the whole width."""

    name: str
    n: int
    x: float
    width: float

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 3)

    @property
    def roomy(self) -> bool:
        """Whether its number may stand in it."""
        return self.width >= ROOMY


def stacked(parts: Sequence[tuple[str, int]], whole: int) -> tuple[Segment, ...]:
    """The parts of one bar, those that are nothing left out.

    Args:
        parts: Name and number of each, in the order in which they lie.
        whole: What the full width stands for: the longest bar's sum, at least 1.

    Example:
        >>> [(s.name, s.x, s.width) for s in stacked([("a", 1), ("b", 0), ("c", 3)], 8)]
        [('a', 0.0, 12.5), ('c', 12.5, 37.5)]
    """
    found, before = [], 0
    for name, n in parts:
        if n > 0:
            scale = 100 / max(whole, 1)
            found.append(Segment(name, n, round(before * scale, 3), round(n * scale, 3)))
            before += n
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Tick:
    """A line across the picture and the number that it stands for."""

    y: float
    value: float


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a column: its top and height."""

    name: str
    n: int
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Column:
    """One column with its pieces from the ground up; `top` is where its number stands.

    Where not all numbers fit side by side, only the largest is `numbered`.
    """

    x: float
    width: float
    top: float
    total: int
    parts: tuple[Part, ...]
    labelled: bool
    numbered: bool

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 2)


@dataclass(frozen=True, slots=True)
class Columns:
    """A picture of columns over a common ground."""

    height: float
    ground: float
    columns: tuple[Column, ...]
    ticks: tuple[Tick, ...]


def columns(
    values: Sequence[Sequence[tuple[str, int]]], height: float = 200.0, labels: int = 14
) -> Columns:
    """Columns side by side.

    Args:
        values: Of each column the pieces from the ground up: name and number.
        labels: So many columns at most may have a word below them; else every second, third, …
    """
    totals = [sum(n for _, n in parts) for parts in values]
    largest = max(totals, default=0)
    steps, ground = nice_steps(largest), height - BOTTOM
    scale = (ground - TOP) / steps[-1]
    place = (WIDTH - LEFT - RIGHT) / max(len(values), 1)
    width = min(place * (1 - GAP), WIDEST)
    every = max(1, math.ceil(len(values) / labels))
    fit = len(str(largest)) * DIGIT <= place
    made = tuple(
        Column(
            x=round(LEFT + place * at + (place - width) / 2, 2),
            width=round(width, 2),
            top=round(ground - total * scale, 2),
            total=total,
            parts=_pieces(parts, ground, scale),
            # Counted from the end: the latest is what people look at first.
            labelled=(len(values) - 1 - at) % every == 0,
            numbered=total > 0 and (fit or total == largest),
        )
        for at, (parts, total) in enumerate(zip(values, totals, strict=True))
    )
    ticks = tuple(Tick(round(ground - step * scale, 2), step) for step in steps)
    return Columns(height, ground, made, ticks)


def _pieces(parts: Sequence[tuple[str, int]], ground: float, scale: float) -> tuple[Part, ...]:
    """One upon the other from the ground."""
    made, y = [], ground
    for name, n in parts:
        if n > 0:
            y -= n * scale
            made.append(Part(name, n, round(y, 2), round(n * scale, 2)))
    return tuple(made)


def nice_steps(largest: float, most: int = 4) -> tuple[int, ...]:
    """Round whole numbers from 0 to at least the largest, a few of them.

    Example:
        >>> nice_steps(37), nice_steps(0), nice_steps(3)
        ((0, 10, 20, 30, 40), (0, 1), (0, 1, 2, 3))
    """
    rounds = (base * 10**power for power in range(18) for base in (1, 2, 5))
    step = next(one for one in rounds if one * most >= largest)
    return tuple(range(0, max(step, math.ceil(largest / step) * step) + 1, step))


@dataclass(frozen=True, slots=True)
class Dot:
    """One point of a line with its interval; `low` and `high` are places, not shares."""

    x: float
    y: float
    low: float
    high: float
    labelled: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A line through shares with a band around it.

    `line` and `band` are what SVG's `points` takes; both are "" where there is one point only.
    """

    height: float
    ground: float
    dots: tuple[Dot, ...]
    line: str
    band: str
    ticks: tuple[Tick, ...]


def line(
    shares: Sequence[tuple[float, float, float]], height: float = 220.0, labels: int = 9
) -> Line:
    """A line of shares between 0 and 1.

    Args:
        shares: Of each point the lower end, the share and the upper end.
    """
    lowest = min((low for low, _, _ in shares), default=0.0)
    floor, step = next(scale for scale in SCALES if scale[0] <= max(lowest, 0.0))
    top, ground = TOP, height - BOTTOM
    every = max(1, math.ceil(len(shares) / labels))
    room = WIDTH - LEFT - RIGHT

    def place(share: float) -> float:
        return round(ground - (share - floor) / (1 - floor) * (ground - top), 2)

    dots = tuple(
        Dot(
            round(LEFT + room * (at + 0.5) / len(shares), 2),
            place(share),
            place(low),
            place(high),
            (len(shares) - 1 - at) % every == 0,
        )
        for at, (low, share, high) in enumerate(shares)
    )
    joined = len(dots) > 1
    around = [(d.x, d.high) for d in dots] + [(d.x, d.low) for d in reversed(dots)]
    steps = (floor + step * k for k in range(round((1 - floor) / step) + 1))
    ticks = tuple(Tick(place(share), share) for share in steps)
    return Line(
        height,
        ground,
        dots,
        _points((d.x, d.y) for d in dots) if joined else "",
        _points(around) if joined else "",
        ticks,
    )


def _points(places: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{x:g},{y:g}" for x, y in places)
