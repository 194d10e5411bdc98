"""How work grows with what it is given, told by ratios in one run.

Seconds say more of the machine and its neighbours than of the code: what ends at once on one
machine takes twenty times as long on a busy one. A pattern that runs away shows itself by growth.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

LENGTHS = 8  # the long text is so many times the short one
LINEAR = 3.0 * LENGTHS  # quadratic work would take 64 times as long
ATTEMPTS = 5  # a neighbour may disturb one measurement, hardly five
QUICK = 0.01  # seconds of the long run below which the ratio is noise


def grows_with_its_length(work: Callable[[T], object], short: T, long: T) -> bool:
    """Whether `work` on `long`, LENGTHS times `short`, takes time in proportion."""
    work(short)
    for _ in range(ATTEMPTS):
        brief, lengthy = _seconds(work, short), _seconds(work, long)
        if lengthy < max(LINEAR * brief, QUICK):
            return True
    return False


def _seconds(work: Callable[[T], object], given: T) -> float:
    began = time.process_time()
    work(given)
    return time.process_time() - began
