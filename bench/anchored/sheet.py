"""Workbooks by openpyxl, csv and text by splitting: the cell or line that the anchor names."""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

from bench.anchored.check import Check, Outcome, bare, check
from extractors.model import Block, Document, Layer

ENCODINGS = ("utf-8-sig", "gb18030")


def workbook_checks(data: bytes, document: Document) -> Iterator[Check]:
    """Every block of an .xlsx. What hangs on no cell is looked for in the package's parts."""
    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of drawings and styles that it does not keep
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = [package.read(name) for name in package.namelist() if name.endswith(".xml")]
    everything = bare("".join(re.sub(r"<[^>]*>", "", p.decode("utf-8", "replace")) for p in parts))
    for block in document.blocks:
        anchor = block.anchor
        if anchor.cell is None or anchor.sheet not in book.sheetnames:
            inside = bare(block.text) in everything
            yield Check(block, Outcome.UNCHECKED if inside else Outcome.MISSING)
            continue
        cell = book[anchor.sheet][anchor.cell]
        comment = cell.comment.text if cell.comment is not None else ""
        if block.layer is Layer.NOTE and bare(block.text) in bare(comment):
            yield check(block, True)
        elif cell.value is None and bare(block.text) in everything:
            yield Check(block, Outcome.UNCHECKED)  # a text box anchored at a cell
        else:
            yield check(block, same_value(block.text, cell.value), str(cell.value))


def same_value(text: str, value: Any) -> bool:
    """Whether our text says what openpyxl holds, whatever the spelling of numbers and dates."""
    match value:
        case bool():
            return text.upper() == str(value).upper()
        case int() | float():
            try:
                said = Decimal(text)
            except InvalidOperation:
                return False
            return abs(said - Decimal(str(value))) <= abs(said) * Decimal("1e-9")
        case dt.datetime() | dt.date() | dt.time():
            return bool(re.findall(r"\d+", text)) and all(
                int(a) == int(b)
                for a, b in zip(
                    re.findall(r"\d+", text), re.findall(r"\d+", str(value)), strict=False
                )
            )
        case _:
            return bare(text) == bare(str(value))


def field_checks(data: bytes, document: Document) -> Iterator[Check]:
    """Every field of a csv: the text between that row's commas."""
    rows = _rows(_decoded(data))
    for block in document.blocks:
        yield _at(block, rows, block.anchor.row or 0, block.anchor.column or 0)


def _at(block: Block, rows: list[list[str]], row: int, column: int) -> Check:
    held = rows[row - 1] if 0 < row <= len(rows) else []
    there = held[column - 1] if 0 < column <= len(held) else ""
    return check(block, bare(block.text) == bare(there), there)


def _rows(text: str) -> list[list[str]]:
    """Rows of fields; a quoted field may hold commas and line ends."""
    rows: list[list[str]] = [[""]]
    quoted = False
    for sign in text.replace("\r\n", "\n").replace("\r", "\n"):
        if sign == '"':
            quoted = not quoted
        elif sign == "," and not quoted:
            rows[-1].append("")
        elif sign == "\n" and not quoted:
            rows.append([""])
        else:
            rows[-1][-1] += sign
    return rows


def line_checks(data: bytes, document: Document) -> Iterator[Check]:
    """Every line of a text file."""
    lines = _decoded(data).splitlines()
    for block in document.blocks:
        yield _at(block, [[line] for line in lines], block.anchor.paragraph or 0, 1)


def _decoded(data: bytes) -> str:
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return data.decode("utf-16")
    for encoding in ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")
