"""A form's table of parts and their total in, the total of each label out, with its parts.

面积 by floors (1F | 2F | 总计) states one area; so does a column of floors that ends in 合计.
Years beside each other are no parts of anything. Never reads a value.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from extractors.tables import Cell, Table

__all__ = ["TOTALS", "Total", "totals"]

# Folded words that head the sum of the parts beside them.
TOTALS = frozenset(("合计", "总计", "共计", "小计", "总和", "合计数"))
LEAST_PARTS = 2
_PERIOD = re.compile(r"(?:19|20)[0-9]{2}|年|季|月")

Key = tuple[int, ...]  # a cell's blocks


@dataclass(frozen=True, slots=True)
class Total:
    """Where a label's total stands, and its parts, each with the word that heads it."""

    value: Cell
    parts: tuple[tuple[str, Cell], ...]


def totals(
    table: Table, folded: Mapping[Key, str], names: Mapping[Key, tuple[str, ...]]
) -> dict[Key, Total]:
    """The totals of a table by the cells of their labels.

    Args:
        folded: Every cell's folded text, by its blocks.
        names: The fields that a cell's label names, by its blocks.
    """
    found: dict[Key, Total] = {}
    for row in range(1, table.rows + 1):
        cells = [cell for cell in table.row(row) if cell.row == row and not cell.empty]
        if len(cells) <= LEAST_PARTS:
            continue
        found.update(_by_column(table, row, cells, folded, names))
        found.update(_by_row(table, row, cells, folded, names))
    return found


def _by_column(
    table: Table,
    row: int,
    heads: list[Cell],
    folded: Mapping[Key, str],
    names: Mapping[Key, tuple[str, ...]],
) -> dict[Key, Total]:
    """楼层 | 1F | 2F | 总计 above rows of labels."""
    sums = [head for head in heads[1:] if folded[head.blocks] in TOTALS]
    parts = [head for head in heads[1:] if head not in sums]
    if len(sums) != 1 or not _are_parts(parts, folded):
        return {}
    found = {}
    for below in range(row + 1, table.rows + 1):
        label = table.cell(below, heads[0].column)
        value = table.cell(below, sums[0].column)
        if label is None or value is None or value.empty or not _same_column(value, sums[0]):
            break
        if names[label.blocks] and not names[value.blocks]:
            cells = [(folded[head.blocks], table.cell(below, head.column)) for head in parts]
            known = tuple((head, cell) for head, cell in cells if cell and not cell.empty)
            found[label.blocks] = Total(value, known)
    return found


def _by_row(
    table: Table,
    row: int,
    heads: list[Cell],
    folded: Mapping[Key, str],
    names: Mapping[Key, tuple[str, ...]],
) -> dict[Key, Total]:
    """面积 | 工位 above a row for each floor and one for 合计."""
    labels = [head for head in heads[1:] if names[head.blocks]]
    if not labels or names[heads[0].blocks]:
        return {}
    firsts: list[Cell] = []
    for below in range(row + 1, table.rows + 1):
        first = table.cell(below, heads[0].column)
        if first is None or first.empty or names[first.blocks]:
            return {}
        if folded[first.blocks] not in TOTALS:
            firsts.append(first)
            continue
        if not _are_parts(firsts, folded):
            return {}
        found = {}
        for label in labels:
            value = table.cell(below, label.column)
            if value is None or value.empty or not _same_column(value, label):
                continue
            cells = [(folded[one.blocks], table.cell(one.row, label.column)) for one in firsts]
            known = tuple((head, cell) for head, cell in cells if cell and not cell.empty)
            found[label.blocks] = Total(value, known)
        return found
    return {}


def _are_parts(cells: list[Cell], folded: Mapping[Key, str]) -> bool:
    periods = any(_PERIOD.search(folded[cell.blocks]) for cell in cells)
    return len(cells) >= LEAST_PARTS and not periods


def _same_column(one: Cell, other: Cell) -> bool:
    return (one.column, one.last_column) == (other.column, other.last_column)
