"""How reliable the confidence is in, a picture of it as SVG out.

Each dot is a bin of values: across, how often such values were said to be right; up, how often
they were. Both axes spread out what lies near certainty, where almost all values are.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

from pipeline.confidence.measures import Bin
from pipeline.confidence.reliability import Reliability, shown

WIDTH, HEIGHT = 720, 880
LEFT, RIGHT, TOP, SIDE = 84, 24, 132, 612  # the square that holds the dots
BARS_TOP, BARS_HEIGHT = TOP + SIDE + 10, 64  # how many values each bin holds, below it
LONGEST = 100  # characters of the sources' names, which go on beyond the edge otherwise
# Nothing is certain: the last half per mille is where the axes end.
LAST = 0.0005
TICKS = (0.0, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.998, 1.0)
INK, FAINT, GRID, DOT, BAND = "#22303a", "#6b7a85", "#e3e8ec", "#0f6f7c", "#9ccfd4"
FONT = "system-ui, -apple-system, 'Segoe UI', 'Noto Sans', sans-serif"


def reliability_plot(measured: Reliability, sources: Sequence[str]) -> str:
    """The picture, with what was measured above it.

    Args:
        measured: On submissions that the confidence was not fitted on.
        sources: What the observations come from.
    """
    parts = (*_frame(measured, sources), *_axes(), *map(_dot, measured.bins), *_bars(measured.bins))
    return "\n".join(parts) + "\n</svg>\n"


def _frame(measured: Reliability, sources: Sequence[str]) -> Iterator[str]:
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'width="{WIDTH}" height="{HEIGHT}" font-family="{FONT}" font-size="13" fill="{INK}">'
    )
    yield f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>'
    yield _text(24, 36, "Are values right as often as we say?", size=20, weight=600)
    values = f"{measured.n - measured.unobserved:,} values"
    yield _text(24, 60, f"{values}, each judged by what other submissions showed", fill=FAINT)
    named = " · ".join(sources)
    shortened = named if len(named) <= LONGEST else f"{named[: LONGEST - 1]}…"
    yield _text(24, 80, shortened, fill=FAINT)
    taken = measured.accepted
    figures = (
        f"calibration error {shown(measured.error)} · AUROC {shown(measured.ranking)} · "
        f"Brier {shown(measured.brier)} · accepted {taken.right:,} of {taken.n:,} right"
    )
    yield _text(24, 106, figures, weight=600)


def _axes() -> Iterator[str]:
    bottom, right = TOP + SIDE, LEFT + SIDE
    for tick in TICKS:
        x, y = _x(tick), _y(tick)
        yield _line(x, TOP, x, bottom, GRID)
        yield _line(LEFT, y, right, y, GRID)
        yield _text(LEFT - 10, y + 4, _percent(tick), fill=FAINT, anchor="end")
        yield _text(x, BARS_TOP + BARS_HEIGHT + 18, _percent(tick), fill=FAINT, anchor="middle")
    yield _line(LEFT, bottom, right, TOP, FAINT, dashes="2 5")
    yield _text(LEFT + SIDE / 2, HEIGHT - 14, "said to be right", anchor="middle", weight=600)
    middle = TOP + SIDE / 2
    yield (
        f'<text transform="translate(22 {middle:.0f}) rotate(-90)" text-anchor="middle" '
        'font-weight="600">were right</text>'
    )


def _dot(one: Bin) -> str:
    """A bin: its dot as large as it holds many, the interval of what was observed behind it."""
    x, y = _x(one.said), _y(one.right / one.n)
    low, high = map(_y, one.interval)
    radius = 3 + math.sqrt(one.n) / 4
    tip = f"said {one.said:.4f}, {one.right} of {one.n} right"
    return (
        f"<g><title>{escape(tip)}</title>"
        f"{_line(x, low, x, high, BAND, width=6)}"
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{min(radius, 13):.1f}" fill="{DOT}" '
        f'stroke="#ffffff" stroke-width="1.5"/></g>'
    )


def _bars(held: Sequence[Bin]) -> Iterator[str]:
    """How many values each bin holds; roots, or the small ones would not be seen."""
    most = max((one.n for one in held), default=1)
    bottom = BARS_TOP + BARS_HEIGHT
    for one in held:
        left, right = _x(one.low), _x(one.high)
        height = (BARS_HEIGHT - 16) * math.sqrt(one.n / most)
        yield (
            f'<rect x="{left + 1:.1f}" y="{bottom - height:.1f}" width="{right - left - 2:.1f}" '
            f'height="{height:.1f}" fill="{BAND}"/>'
        )
        yield _text((left + right) / 2, bottom - height - 4, f"{one.n:,}", size=11, anchor="middle")
    yield _line(LEFT, bottom, LEFT + SIDE, bottom, FAINT)


def _along(share: float) -> float:
    """Where a share stands between 0 and 1 of an axis: the wrong ones' share, by its magnitude."""
    return math.log((1 + LAST) / (1 - share + LAST)) / math.log((1 + LAST) / LAST)


def _x(share: float) -> float:
    return LEFT + SIDE * _along(share)


def _y(share: float) -> float:
    return TOP + SIDE * (1 - _along(share))


def _percent(share: float) -> str:
    return f"{100 * share:g} %"


def _line(
    x1: float, y1: float, x2: float, y2: float, colour: str, width: float = 1, dashes: str = ""
) -> str:
    style = f' stroke-dasharray="{dashes}"' if dashes else ""
    return (
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}" '
        f'stroke-width="{width}" stroke-linecap="round"{style}/>'
    )


def _text(
    x: float,
    y: float,
    words: str,
    size: int = 13,
    weight: int = 400,
    fill: str = INK,
    anchor: str = "start",
) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" font-weight="{weight}" '
        f'fill="{fill}" text-anchor="{anchor}">{escape(words)}</text>'
    )
