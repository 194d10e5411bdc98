"""Marked rows in, an Excel workbook out.

Numbers are written as numbers, formulas with the value Excel would have kept. Notes every
statement with the submission; never states anything.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import xlsxwriter

from samples.fixed import fixed
from samples.submission import Cells, Submission
from samples.word import LEFT, UP, _extent

NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,9})(?:\.\d+)?")


class Book:
    """One workbook being written; `save` puts it into the submission."""

    def __init__(self, owner: Submission, name: str, kind: str, materials: Sequence[str]) -> None:
        owner.enter(name, kind, materials)
        self.owner, self.name = owner, name
        self.out = io.BytesIO()
        self.book = xlsxwriter.Workbook(self.out, {"in_memory": True})
        self.book.set_properties({"created": datetime(2024, 1, 1, tzinfo=UTC)})

    def sheet(
        self, title: str, rows: Cells, *, hidden: bool = False, widths: Sequence[float] = ()
    ) -> None:
        """One sheet; a cell ("=SUM(…)", 12) is a formula with its kept value, None is empty."""
        sheet = self.book.add_worksheet(title)
        across = max(len(row) for row in rows)
        grid = [list(row) + [None] * (across - len(row)) for row in rows]
        for r, row in enumerate(grid):
            for c, value in enumerate(row):
                self._write(sheet, grid, r, c, value)
        for c, width in enumerate(widths):
            sheet.set_column(c, c, width)
        if hidden:
            sheet.hide()
            self.owner.findings.append(
                {"code": "hidden_content", "document": self.name, "place": title}
            )

    def _write(self, sheet: Any, grid: Sequence[Sequence[Any]], r: int, c: int, value: Any) -> None:
        if value is None or value is LEFT or value is UP:
            return
        if isinstance(value, tuple):
            sheet.write_formula(r, c, value[0], None, value[1])
            return
        text = self.owner.take(str(value), self.name)
        held = float(text) if NUMBER.fullmatch(text) else text
        bottom, right = _extent(grid, r, c)
        if (bottom, right) != (r, c):
            sheet.merge_range(r, c, bottom, right, held)
        elif isinstance(held, float):
            sheet.write_number(r, c, held)
        else:
            sheet.write_string(r, c, held)

    def save(self) -> None:
        self.book.close()
        self.owner.files[self.name] = fixed(self.out.getvalue())
