"""Names of spreadsheet cells. Numbers in, B7 out, and back; nothing else."""

from __future__ import annotations

import re

CELL = re.compile(r"\$?(?P<letters>[A-Z]{1,3})\$?(?P<digits>[1-9]\d{0,6})")


def cell_name(row: int, column: int) -> str:
    """The name of a cell, both numbers from 1.

    Example:
        >>> cell_name(7, 2), cell_name(1, 28)
        ('B7', 'AB1')
    """
    return f"{column_letters(column)}{row}"


def column_letters(column: int) -> str:
    """The letters of a column, from 1.

    Example:
        >>> column_letters(2), column_letters(28)
        ('B', 'AB')
    """
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def cell_position(name: str) -> tuple[int, int] | None:
    """Row and column of a cell's name, both from 1; None where it is no such name.

    Example:
        >>> cell_position("AB1")
        (1, 28)
    """
    match = CELL.fullmatch(name)
    if match is None:
        return None
    column = 0
    for letter in match["letters"]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match["digits"]), column
