"""Workbooks (.xlsx, .xls). Bytes in; one block a non-empty cell out, sheet by sheet.

Values come from calamine; what it does not tell (hidden rows and columns, formulas that were
never calculated, error values, what number formats show) comes from the file's own parts.
Nothing is calculated and no link is followed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Protocol

from extractors.errors import FileError, LimitReached, Unreadable
from extractors.limits import LIMITS
from extractors.model import Block, Problem
from extractors.problems import problem
from extractors.readers.equipment import DEFAULT, Equipment
from extractors.readers.reading import Reading, within_text_limit
from extractors.readers.sheet import library
from extractors.readers.sheet.biff import open_records
from extractors.readers.sheet.blocks import Sheet
from extractors.readers.sheet.marks import SheetMarks, merges, places
from extractors.readers.sheet.package import open_workbook

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook


class Source(Protocol):
    """What a file says beside its values, sheet by sheet; sheets go by name."""

    @property
    def since_1904(self) -> bool:
        """Whether days are counted from 1904, as on old Macintoshes."""

    def values(self) -> bytes:
        """The file as the library for values shall read it."""

    def marks(self, sheet: str) -> SheetMarks:
        """Hidden rows, lost results, formats."""

    def spelled(self, sheet: str) -> Mapping[str, str]:
        """Long numbers as the file spells them, by cell."""

    def around(self, sheet: str, hidden: bool) -> Iterable[Block | Problem]:
        """What belongs to the sheet and stands in no cell."""

    def problems(self) -> Iterable[Problem]:
        """What concerns the whole file."""


def read_xlsx(data: bytes, name: str, equipment: Equipment = DEFAULT) -> Reading:
    """Read an .xlsx workbook.

    Raises:
        Unreadable: damaged, encrypted, or a part carries a document type.
        LimitReached: it unpacks to more or holds more cells than allowed.
    """
    return _read(open_workbook(data, name), name)


def read_xls(data: bytes, name: str, equipment: Equipment = DEFAULT) -> Reading:
    """Read an .xls workbook.

    Raises:
        Unreadable: damaged or encrypted.
        LimitReached: it holds more rows or cells than allowed.
    """
    return _read(open_records(data, name), name)


def _read(source: Source, name: str) -> Reading:
    workbook = library.opened(source.values(), name)
    blocks: list[Block] = []
    problems: list[Problem] = []
    failed: list[FileError] = []
    names = library.sheet_names(workbook)
    for number, listed in enumerate(names, start=1):
        if listed.cells:
            try:
                sheet = _sheet(source, listed, number, name)
                found = _cells(sheet, workbook)
            except FileError as error:  # one sheet's failure is its own
                failed.append(error)
                problems.append(problem(error.code, listed.name))
            else:
                blocks.extend(found)
                problems.extend(_sheet_problems(sheet))
        for part in source.around(listed.name, listed.hidden):
            if isinstance(part, Block):
                blocks.append(part)
            else:
                problems.append(part)
        if len(blocks) > LIMITS.sheet_cells:
            raise LimitReached(name, "limit_size", "cells")
    if failed and len(failed) == len(names) and isinstance(failed[0], Unreadable):
        raise failed[0]
    problems.extend(source.problems())
    return Reading(within_text_limit(name, blocks), problems=tuple(problems))


def _sheet(source: Source, listed: library.SheetName, number: int, name: str) -> Sheet:
    return Sheet(
        name=listed.name,
        number=number,
        file=name,
        hidden=listed.hidden,
        marks=source.marks(listed.name),
        since_1904=source.since_1904,
        spelled=partial(source.spelled, listed.name),
    )


def _cells(sheet: Sheet, workbook: CalamineWorkbook) -> list[Block]:
    """The blocks of a sheet's cells.

    Raises:
        LimitReached: the sheet is larger than allowed.
        Unreadable: it is damaged.
    """
    if sheet.marks.too_wide:
        raise LimitReached(sheet.file, "limit_size", "filled rectangle")
    values = library.values_of(workbook, sheet.number - 1, sheet.file)
    sheet.merges = merges(values.merged, values.top + len(values.rows) - 1)
    return sheet.blocks(values.rows, values.top, values.left)


def _sheet_problems(sheet: Sheet) -> Iterator[Problem]:
    marks = sheet.marks
    if sheet.hidden or sheet.holds_hidden:
        yield problem("hidden_content", sheet.name)
    for code, cells in (
        ("formula_without_value", marks.uncalculated),
        ("error_value", marks.errors),
        ("identifier_rounded", sheet.rounded),
    ):
        for place in places(sheet.name, cells):
            yield problem(code, place)
    for place in places(sheet.name, marks.pictures):
        yield problem("unread_part", f"{place} 图片")
