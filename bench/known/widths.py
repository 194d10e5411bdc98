"""Column widths as a person would draw them: long texts wrap, short ones do not. Table in."""

from __future__ import annotations

from bench.known.table import Table, plain

# Signs after which a column grows no further, and the room a cell needs beside its text.
LONGEST = 11.0
PADDING = 1.6


def shares(table: Table) -> list[float]:
    """Each column's share of the table's width; they add up to 1."""
    needs = [2.0] * table.columns
    for cell in table.cells:
        if cell.column_span == 1:
            longest = max((extent(part) for part in cell.text.split("\n")), default=0.0)
            body = cell.row > table.head
            need = min(longest, LONGEST) if body else min(longest, 4.0)
            # A number or a date is not broken: its column is as wide as it is long.
            if body and plain(cell.text).isascii():
                need = longest
            needs[cell.column - 1] = max(needs[cell.column - 1], need + PADDING)
    return [need / sum(needs) for need in needs]


def extent(text: str) -> float:
    """About how many Chinese signs wide the text is."""
    return sum(0.55 if sign.isascii() else 1.0 for sign in text)
