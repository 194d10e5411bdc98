"""The rows of all documents in, each roster as one list out, and where two lists differ.

Rows are joined by credit code or name; then a name without its suffix, and one that was
misread from a picture, joins the one it can only mean. The typed spelling stands. Two rows of
one list stay two. Never reads a document.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from extractors.find.rosters.choice import IDENTITY
from extractors.find.rosters.names import SHORTEST_NEAR, deletions, near, plain_name, stem
from extractors.language.fold import fold
from extractors.model import RosterCell, RosterRow
from extractors.values import Value

__all__ = ["Disagreement", "disagreements", "merge_rosters"]

# What has to agree besides where the name alone does not tell.
_TELLING = {"events": "held_on", "investments": "signed_on", "tenants": "credit_code"}
# A person's name is short: one misread character needs another witness.
_WITNESSES = ("phone", "organisation", "field", "major", "service")
_PEOPLE = ("mentors", "team_members")
_BODIES = ("tenants", "graduates", "investments")

_Group = list[RosterRow]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One row of one roster for which two lists state different values."""

    roster: str
    name: str
    column: str
    cells: tuple[RosterCell, ...]


def merge_rosters(rows: Iterable[RosterRow]) -> dict[str, tuple[RosterRow, ...]]:
    """Join the rows of each roster by credit code or name; what the first list leaves open the
    next fills.

    Args:
        rows: Rows of all documents, the most trusted document first.

    Returns:
        Rows by roster, in the order of first appearance. Two rows of one list stay two.
    """
    return {
        roster: tuple(group[0] if len(group) == 1 else _joined(group) for group in groups)
        for roster, groups in _groups(rows).items()
    }


def disagreements(rows: Iterable[RosterRow]) -> tuple[Disagreement, ...]:
    """The cells in which two lists of one roster differ, both values given."""
    found: list[Disagreement] = []
    for roster, groups in _groups(rows).items():
        for group in groups:
            for column in dict.fromkeys(key for row in group for key in row.cells):
                cells = [row.cells[column] for row in group if column in row.cells]
                stated = [cell for cell in cells if cell.value is not None]
                if column == _identity(roster) and _spellings([str(c.value) for c in stated]):
                    continue
                if len({_comparable(cell.value) for cell in stated}) > 1:
                    found.append(Disagreement(roster, _name(group[0]), column, tuple(stated)))
    return tuple(found)


def _spellings(names: Sequence[str]) -> bool:
    """Whether the names differ only as spellings of one name do."""
    first = names[0] if names else ""
    return all(
        near(plain_name(first), plain_name(name)) or (stem(first) and stem(first) == stem(name))
        for name in names
    )


def _groups(rows: Iterable[RosterRow]) -> dict[str, list[_Group]]:
    groups: dict[str, list[_Group]] = defaultdict(list)
    known: dict[tuple[str, str], list[_Group]] = defaultdict(list)
    for row in rows:
        keys = [(row.roster, key) for key in (_code(row), _name(row)) if key]
        group = next((g for key in keys for g in known[key] if _same(g, row)), None)
        if group is None:
            group = []
            groups[row.roster].append(group)
        group.append(row)
        for key in keys:
            if not any(other is group for other in known[key]):
                known[key].append(group)
    return {roster: _without_echoes(_respelled(roster, found)) for roster, found in groups.items()}


# ---------------------------------------------------------------------------------------------
# Names spelled in two ways


def _respelled(roster: str, groups: list[_Group]) -> list[_Group]:
    """Groups whose names are one name in two spellings put together."""
    if len(groups) < 2:
        return groups
    if roster in _BODIES:
        groups = _together(groups, lambda group: [stem(_said(group))], _full_and_short)
    if any(_recognised(group) for group in groups):
        shortest = 2 if roster in _PEOPLE else SHORTEST_NEAR
        groups = _together(groups, lambda group: deletions(_name(group[0]), shortest), _misread)
    return groups


def _together(
    groups: list[_Group],
    keys: Callable[[_Group], Iterable[str]],
    agree: Callable[[_Group, _Group], bool],
) -> list[_Group]:
    """Each group joined to the one earlier group that it agrees with, where there is just one."""
    known: dict[str, list[_Group]] = defaultdict(list)
    left: list[_Group] = []
    for group in groups:
        own = [key for key in dict.fromkeys(keys(group)) if key]
        # A key that many share tells nothing, and asking all of them would take long.
        near_by = {id(g): g for key in own if len(known[key]) <= 8 for g in known[key]}
        fitting = [
            other
            for other in near_by.values()
            if agree(other, group) and all(_same(other, row) for row in group)
        ]
        if len(fitting) == 1:
            fitting[0].extend(group)
            continue
        left.append(group)
        for key in own:
            known[key].append(group)
    return left


def _full_and_short(one: _Group, other: _Group) -> bool:
    """某甲科技 and 某甲科技有限公司, but not 某甲有限公司 and 某甲团队."""
    first, second = _said(one), _said(other)
    names = sorted((plain_name(first), plain_name(second)), key=len)
    return stem(first) == stem(second) and names[1].startswith(names[0])


def _misread(one: _Group, other: _Group) -> bool:
    """Whether one of the two was recognised from a picture and differs by a character."""
    if _recognised(one) == _recognised(other):
        return False
    if one[0].roster in _PEOPLE:
        return _one_character(_name(one[0]), _name(other[0])) and _witnessed(one, other)
    return near(_name(one[0]), _name(other[0]))


def _one_character(one: str, other: str) -> bool:
    return len(one) == len(other) and sum(a != b for a, b in zip(one, other, strict=True)) == 1


def _witnessed(one: _Group, other: _Group) -> bool:
    values = [{(key, _comparable(v)) for key, v in _stated(group)} for group in (one, other)]
    return bool(values[0] & values[1])


def _stated(group: _Group) -> Iterator[tuple[str, Value]]:
    for row in group:
        for key in _WITNESSES:
            cell = row.cells.get(key)
            if cell is not None and cell.value is not None:
                yield key, cell.value


def _recognised(group: _Group) -> bool:
    """Whether every list that names it was read from a picture."""
    cells = [row.cells.get(_identity(row.roster)) for row in group]
    return all(
        c is not None and c.evidence is not None and c.evidence.score is not None for c in cells
    )


def _without_echoes(groups: list[_Group]) -> list[_Group]:
    """Names alone in a sentence add nothing to a table: the sentence may use short names."""
    if not any(_in_table(row) for group in groups for row in group):
        return groups
    return [group for group in groups if not all(_echo(row) for row in group)]


def _echo(row: RosterRow) -> bool:
    return (
        row.roster in _BODIES and not (row.cells.keys() - {"name", "kind"}) and not _in_table(row)
    )


def _in_table(row: RosterRow) -> bool:
    cell = row.cells.get(_identity(row.roster))
    if cell is None or cell.evidence is None:
        return True
    return cell.evidence.anchor.table is not None or cell.evidence.anchor.sheet is not None


# ---------------------------------------------------------------------------------------------
# One row of several


def _identity(roster: str) -> str:
    return IDENTITY.get(roster, "year")


def _code(row: RosterRow) -> str:
    """The credit code: the same company may be named by its brand in another list."""
    cell = row.cells.get("credit_code")
    return str(cell.value) if cell is not None and cell.value is not None else ""


def _said(group: _Group) -> str:
    cell = group[0].cells.get(_identity(group[0].roster))
    return str(cell.value) if cell is not None else ""


def _name(row: RosterRow) -> str:
    cell = row.cells.get(_identity(row.roster)) or row.cells.get("name")
    return plain_name(str(cell.value)) if cell is not None else ""


def _same(group: Sequence[RosterRow], row: RosterRow) -> bool:
    """Whether the row speaks of what the group does: another list, nothing that tells apart."""
    if any(_list_of(other) == _list_of(row) for other in group):
        return False
    column = _TELLING.get(row.roster)
    if column is None:
        return True
    values = [other.cells[column].value for other in (*group, row) if column in other.cells]
    return _alike([value for value in values if value is not None])


def _alike(values: Sequence[Value]) -> bool:
    texts = [str(value) for value in values]
    return all(a.startswith(b) or b.startswith(a) for a in texts for b in texts)


def _list_of(row: RosterRow) -> tuple[str, int | None, str | None] | None:
    for cell in row.cells.values():
        if cell.evidence is not None:
            anchor = cell.evidence.anchor
            return cell.evidence.sha256, anchor.table, anchor.sheet
    return None


def _joined(group: Sequence[RosterRow]) -> RosterRow:
    """The first list's cells, what it leaves open from the next; a typed name before a misread."""
    cells: dict[str, RosterCell] = {}
    for row in group:
        for key, cell in row.cells.items():
            if key not in cells or cells[key].value is None:
                cells[key] = cell
    identity = _identity(group[0].roster)
    typed = [
        row.cells[identity] for row in group if identity in row.cells and not _recognised([row])
    ]
    if typed:
        cells[identity] = max(
            typed, key=lambda cell: stem(str(cell.value)) != plain_name(str(cell.value))
        )
    return RosterRow(group[0].roster, cells)


def _comparable(value: Value | None) -> object:
    return re.sub(r"\W", "", fold(value).text) if isinstance(value, str) else value
