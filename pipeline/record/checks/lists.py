"""Roster rows in, how far their list can be held against a count out.

A list that calls itself a part is no whole; a list whose numbering goes on beyond the rows that
could be read has more than those. Never says what a list is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from extractors.language.fold import fold
from extractors.model import Document, DocumentFindings, Evidence, RosterRow
from extractors.tables import Table
from pipeline.record.checks.gathered import Tables, cell, spelled

# What tells two rows of one list apart; a row without the first of them is like no other.
_IDENTITY: Mapping[str, tuple[str, ...]] = {
    "graduates": ("name",),
    "mentors": ("name", "organisation"),
    "team_members": ("name", "phone"),
    "events": ("name", "held_on"),
    "investments": ("tenant", "investor", "signed_on"),
}
_EXTRACT = re.compile(
    r"部分|代表性|有代表|典型|示例|举例|为例|节选|摘录|选列|列举|仅列|只列|略举|前\d+[名家位个场]|"
    r"(?:主要|重点|核心|骨干|知名)(?:的)?(?:入驻|在驻|在孵|创业|创新|签约|成长|孵化)*"
    r"(?:企业|团队|项目|导师|成员|人员|活动|投资)"
)
# 张三、李四等12人 names some of them; 等级 and 等待 are other words.
_AND_OTHERS = re.compile(r"[\u4e00-\u9fff》”](?:等|等等)(?![级待于候效同额])")
# A longer line above a table is a paragraph of its own, not its caption.
_CAPTION = 80  # characters
_SERIAL_HEAD = re.compile(r"(?:序号?|编号|N[oO]\.?|№|#)")
_SERIAL = re.compile(r"\d{1,4}")
_SERIAL_BEFORE = re.compile(r"\s*(\d{1,4})(?:\s|$)")
# Rows in a run that a page break may swallow, so that the next number is still the list's.
_LOST = 3


@dataclass(frozen=True, slots=True)
class Extent:
    """How many rows a list has: at least `low`, at most `high`; `whole` is False for an extract."""

    low: int
    high: int
    whole: bool = True


def distinct(rows: Sequence[RosterRow]) -> int:
    """How many different things the rows name, each counted once."""
    if rows and rows[0].roster == "tenants":
        return _bodies(rows)
    seen: set[tuple[str, ...]] = set()
    nameless = 0
    for row in rows:
        known = tuple(_said(row, column) for column in _IDENTITY.get(row.roster, ("name",)))
        nameless += not known[0]
        if known[0]:
            seen.add(known)
    return len(seen) + nameless


def _bodies(rows: Sequence[RosterRow]) -> int:
    """The same of tenants: one credit code is one body, else one name is."""
    codes: set[str] = set()
    names: set[str] = set()
    uncoded: set[str] = set()
    found = 0
    for row in rows:
        code, name = _said(row, "credit_code"), _said(row, "name")
        again = code in codes if code else bool(name) and name in names
        found += not (again or (name and name in uncoded))
        codes |= {code} if code else set()
        uncoded |= {name} if not code else set()
        names.add(name)
    return found


def _said(row: RosterRow, column: str) -> str:
    value = cell(row, column)
    return "" if value is None else spelled(str(value))


def extent(
    rows: Sequence[RosterRow],
    among: Sequence[RosterRow],
    documents: Sequence[DocumentFindings],
    tables: Tables,
) -> Extent:
    """What rows and the lists they stand in say of how many there are.

    Args:
        rows: The rows that count, all of one roster.
        among: All rows of that roster.
        documents: What the rows were read from.
        tables: Where their tables are kept.
    """
    number = distinct(rows)
    unread = 0
    for found in documents:
        own = [e for row in among for e in places_of(row) if e.sha256 == found.document.sha256]
        if not own:
            continue
        if _names_some(own, found):
            return Extent(number, number, whole=False)
        every = tables.of(found.document)
        lists = behind(own, every)
        if any(_is_extract(table) for table in lists):
            return Extent(number, number, whole=False)
        unread = max(unread, _unread(own, lists, every, found.document))
    return Extent(number, number + unread)


def places_of(row: RosterRow) -> Iterator[Evidence]:
    """Where the row's cells stand."""
    return (held.evidence for held in row.cells.values() if held.evidence is not None)


def _names_some(own: Iterable[Evidence], found: DocumentFindings) -> bool:
    """Whether a sentence names the rows and says that there are more."""
    blocks = {e.block for e in own if e.anchor.table is None and e.anchor.sheet is None}
    return any(_AND_OTHERS.search(fold(found.document.blocks[b].text).text) for b in blocks)


def behind(own: Iterable[Evidence], tables: Sequence[Table]) -> list[Table]:
    """The tables in which the places lie."""
    wanted = {(e.anchor.table or 0, e.anchor.sheet) for e in own if e.anchor.row is not None}
    return [table for table in tables if (table.number, table.sheet) in wanted]


def _is_extract(table: Table) -> bool:
    above = [caption.text for caption in table.captions[:1]]
    titles = [one.text for row in (1, 2) if len(one_row := table.row(row)) == 1 for one in one_row]
    notes = [one.text for one in table.row(table.rows) if len(table.row(table.rows)) == 1]
    texts = (fold(text).text for text in (*above, *titles, *notes, table.sheet or ""))
    return any(len(text) <= _CAPTION and _EXTRACT.search(text) for text in texts)


def _unread(
    own: Sequence[Evidence], lists: Sequence[Table], every: Sequence[Table], document: Document
) -> int:
    """How many rows the lists number that were not read as rows."""
    unread = last = 0
    for table in lists:
        read = {
            e.anchor.row
            for e in own
            if (e.anchor.table or 0, e.anchor.sheet) == (table.number, table.sheet)
        }
        numbers = serials(table) or _going_on(table, last)
        if not numbers:
            continue
        unread += len(numbers.keys() - read)
        last = max(numbers.values())
        following = _continued(last, table, lists, every)
        unread += following or _beside(last, table, every, document)
    return unread


def serials(table: Table) -> dict[int, int]:
    """Row → serial number, of a table that numbers its rows."""
    for row in (1, 2, 3):
        for head in table.row(row):
            if _SERIAL_HEAD.fullmatch(_plain_head(head.text)):
                column = head.column
                below = range(head.last_row + 1, table.rows + 1)
                cells = ((r, table.cell(r, column)) for r in below)
                return {
                    r: int(text)
                    for r, one in cells
                    if one is not None and _SERIAL.fullmatch(text := fold(one.text).text.strip())
                }
    return {}


def _going_on(table: Table, last: int) -> dict[int, int]:
    """The same of a table without heads, whose first column goes on behind a number."""
    found: dict[int, int] = {}
    for row in range(1, table.rows + 1):
        first = table.cell(row, 1)
        number = _SERIAL.fullmatch(fold(first.text).text.strip()) if first is not None else None
        if number and last < int(number[0]) <= last + _LOST:
            last = found[row] = int(number[0])
    return found


def _plain_head(text: str) -> str:
    return re.sub(r"\s", "", fold(text).text)


def _beside(last: int, table: Table, every: Sequence[Table], document: Document) -> int:
    """Lines between a table and the next that go on with its numbering: rows without a ruling."""
    following = [other.first_block for other in every if other.first_block > table.last_block]
    end = min(following, default=len(document.blocks))
    found = 0
    for block in document.blocks[table.last_block + 1 : end]:
        number = None if block.in_table else _SERIAL_BEFORE.match(fold(block.text).text)
        if number and last < int(number[1]) <= last + _LOST:
            last, found = int(number[1]), found + 1
    return found


def _continued(last: int, table: Table, lists: Sequence[Table], every: Sequence[Table]) -> int:
    """Rows of tables behind it that go on with its numbering, and that no list has taken."""
    taken = {(other.number, other.sheet) for other in lists}
    highest = last
    for other in every:
        if other.first_block < table.last_block or (other.number, other.sheet) in taken:
            continue
        for row in range(1, other.rows + 1):
            first = other.cell(row, 1)
            found_number = _SERIAL_BEFORE.match(fold(first.text).text) if first else None
            if found_number and highest < int(found_number[1]) <= highest + _LOST:
                highest = int(found_number[1])
    # Where a part was not read its last rows may not have been either.
    return highest - last + _LOST if highest > last else 0
