"""Lists as found and as people corrected them in, the lists that count out.

A person's list stands whole. A cell that the person left as it was read keeps its place in the
file. A row that the files turn out to have, and the person had not seen, is asked about; it is
not added. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from extractors.catalogue import load_catalogue
from extractors.model import Finding, RosterCell, RosterRow
from extractors.values import Value, to_plain
from pipeline.model import Decision, latest_about_rosters

__all__ = ["ROSTER_CHANGED", "corrected", "seen_rows", "settled_by_hand", "unseen_rows"]

Rosters = Mapping[str, tuple[RosterRow, ...]]

ROSTER_CHANGED = "roster_changed"
# Rows that a question names; of more it says how many.
_NAMED = 5


def corrected(rosters: Rosters, decisions: Iterable[Decision]) -> dict[str, tuple[RosterRow, ...]]:
    """The lists with those replaced that a person decided on."""
    decided = {
        name: tuple(_traced(decision.rows, rosters.get(name, ())))
        for name, decision in latest_about_rosters(decisions).items()
    }
    return {**rosters, **decided}


def settled_by_hand(finding: Finding, decisions: Iterable[Decision]) -> bool:
    """Whether a finding compares documents' lists of which a person has said what counts."""
    roster, column = str(finding.details.get("key", "")).partition(".")[::2]
    rosters = latest_about_rosters(decisions)
    return finding.code == "documents_differ" and bool(column) and roster in rosters


def unseen_rows(rosters: Rosters, decisions: Iterable[Decision]) -> tuple[Finding, ...]:
    """One question a list that holds rows now which the person had not seen.

    Args:
        rosters: The lists as found.
        decisions: Everything decided about the submission.
    """
    findings = []
    for name, decision in latest_about_rosters(decisions).items():
        shown = decision.seen.get("rows")
        if not isinstance(shown, list):
            continue
        key = _first_column(name)
        known = {str(row.get(key)) for row in shown if isinstance(row, Mapping)}
        known |= {_name(row) for row in decision.rows}
        new = [row for row in rosters.get(name, ()) if _name(row) not in known]
        if new:
            findings.append(_asked(name, key, new))
    return tuple(findings)


def _asked(roster: str, key: str, rows: Sequence[RosterRow]) -> Finding:
    names = [_name(row) for row in rows]
    more = f"等{len(names)}行" if len(names) > _NAMED else ""
    places = [cell.evidence for row in rows for cell in row.cells.values() if cell.evidence]
    details = {
        "key": f"{roster}.{key}",
        "names": names[:_NAMED],
        "value": "、".join(names[:_NAMED]) + more,
        "count": len(rows),
    }
    return Finding(ROSTER_CHANGED, details, tuple(places[:_NAMED]))


def seen_rows(rows: Iterable[RosterRow]) -> dict[str, object]:
    """What to write into `Decision.seen` when a person decides on this list."""
    return {
        "rows": [
            {column: to_plain(cell.value) for column, cell in row.cells.items()} for row in rows
        ]
    }


def _first_column(roster: str) -> str:
    return next(iter(load_catalogue().rosters[roster].columns))


def _name(row: RosterRow) -> str:
    cell = row.cells.get(_first_column(row.roster))
    return str(to_plain(cell.value)) if cell is not None else "None"


def _traced(decided: Sequence[RosterRow], found: Sequence[RosterRow]) -> Iterable[RosterRow]:
    """The decided rows, each cell with the place where the same row has the same value."""
    left = list(found)
    for row in decided:
        own = max(left, key=lambda other: _likeness(row, other), default=None)
        if own is None or _likeness(row, own) == (False, 0):
            yield row
            continue
        left.remove(own)
        cells = {column: _cell(cell, own.cells.get(column)) for column, cell in row.cells.items()}
        yield RosterRow(row.roster, cells)


def _likeness(one: RosterRow, other: RosterRow) -> tuple[bool, int]:
    """Whether they are of one name, then how many other cells agree."""
    same = [
        column
        for column, cell in one.cells.items()
        if cell.value is not None and _value(other, column) == cell.value
    ]
    return _first_column(one.roster) in same, len(same)


def _value(row: RosterRow, column: str) -> Value | None:
    cell = row.cells.get(column)
    return cell.value if cell is not None else None


def _cell(decided: RosterCell, found: RosterCell | None) -> RosterCell:
    if found is not None and decided.evidence is None and found.value == decided.value:
        return found
    return decided
