"""Labelled numbers above a total in, what they may add up to out.

A table may set 小计 rows between its parts, and parts of a part behind 其中; which of them the
total adds up only the table's author knows. Never reads a table itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from extractors.language.fold import fold

__all__ = ["TOTAL", "nearest_sum", "possible_sums"]

TOTAL = re.compile(r"^(?:合计|总计|共计|合计金额|总额|预算合计|预算总额)(?:\(.*\))?$")
_SUBTOTAL = re.compile(r"小\s*计")
_OF_WHICH = re.compile(r"^[\s\d.、()一二三四五六七八九十]*(?:其中|含|包括)")

Part = tuple[str, Decimal]
"""What the row is called, "" where it has no name, and its number."""


def possible_sums(parts: Sequence[Part]) -> tuple[Decimal, ...]:
    """Every sum that a total over these rows may mean, the likeliest first.

    Example:
        >>> rows = [("房租", Decimal(3)), ("其中:物业", Decimal(1)), ("小计", Decimal(3))]
        >>> [int(one) for one in possible_sums(rows)]
        [3, 4, 7]
    """
    named = [(fold(name).text, number) for name, number in parts]
    subtotals = [number for name, number in named if _SUBTOTAL.search(name)]
    single = [(name, number) for name, number in named if not _SUBTOTAL.search(name)]
    whole = [number for name, number in single if not _OF_WHICH.match(name)]
    readings = (whole, subtotals, [number for _, number in single], [n for _, n in named])
    sums = [sum(numbers, Decimal(0)) for numbers in readings if numbers]
    return tuple(dict.fromkeys(sums))


def nearest_sum(parts: Sequence[Part], total: Decimal) -> Decimal | None:
    """The possible sum that fits the total best; None without parts."""
    return min(possible_sums(parts), key=lambda one: abs(one - total), default=None)
