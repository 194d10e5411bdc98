"""Stated counts against the rows that are listed.

Only a list that means to be whole is held against a count: what it calls an extract, what it
leaves open and what could not be read of it is given the benefit of the doubt.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from extractors.model import Finding, Method, RosterRow
from extractors.values import PartialDate, to_plain
from pipeline.model import FieldValue
from pipeline.record.checks.gathered import Gathered, cell
from pipeline.record.checks.lists import Extent, distinct, extent
from pipeline.record.choose import interval
from pipeline.record.derive import counted, of_rows

# Lists of these are extracts as often as not: only more rows than claimed say something.
_OFTEN_EXTRACTS = frozenset({"staff_count", "full_time_staff_count"})
# Events of the kind 培训 are some of the trainings, and trainings are often counted apart; a list
# of investments holds those by others too.
_NOT_LISTED = frozenset({"training_count", "invested_project_count"})
_YEAR = 366  # days
_KINDS: Mapping[str, str] = {"team_count": "团队", "company_count": "企业"}


def claimed_against_listed(gathered: Gathered) -> Iterator[Finding]:
    """A stated count that the list of its rows does not bear out."""
    for key, rows in _listed(gathered).items():
        value = gathered.fields[key]
        if not isinstance(value.value, Decimal) or value.method is Method.COUNTED:
            continue
        low, high = interval(value.value, value.approximate)
        if low <= distinct(rows) <= high or key in _NOT_LISTED:
            continue
        listed = _left_open(key, rows, gathered)
        if listed.low <= high and low <= listed.high:
            continue
        if not _is_about_it(key, value, rows, listed, gathered):
            continue
        yield Finding(
            "claimed_count_differs",
            {"key": key, "claimed": to_plain(value.value), "listed": distinct(rows)},
            value.evidence[:1] + of_rows(rows),
        )


def _listed(gathered: Gathered) -> dict[str, tuple[RosterRow, ...]]:
    found = counted(gathered.rosters, gathered.year)
    full_time = tuple(r for r in gathered.rows("team_members") if cell(r, "full_time") is True)
    return found | ({"full_time_staff_count": full_time} if full_time else {})


def _left_open(key: str, rows: Sequence[RosterRow], gathered: Gathered) -> Extent:
    """The rows that count for certain, and those that may count as well."""
    among = gathered.rows(rows[0].roster)
    listed = extent(rows, among, gathered.documents, gathered.tables)
    low, high = listed.low, listed.high
    if key in _KINDS:
        high += sum(1 for row in among if cell(row, "kind") is None)
    if key == "event_count":
        dated = [row for row in rows if isinstance(cell(row, "held_on"), PartialDate)]
        low -= len(rows) - len(dated)
        if _declares_its_year(gathered.fields[key], gathered) or _lies_in_a_year(among):
            # Twelve months of its own: any listed event may lie in them.
            low, high = 0, max(high, distinct(among))
    if key in {"tenant_count", *_KINDS}:
        low -= _gone(rows, gathered)
    return Extent(low, high, listed.whole)


def _gone(rows: Sequence[RosterRow], gathered: Gathered) -> int:
    """Rows that are no tenants on the day: listed as graduated as well, or not moved in yet."""
    graduated = {str(cell(row, "name")) for row in gathered.rows("graduates")}
    applied = gathered.dates("applied_on")
    gone = 0
    for row in rows:
        moved_in = cell(row, "moved_in_on")
        later = isinstance(moved_in, PartialDate) and any(
            moved_in.first_day > on.last_day for on in applied
        )
        gone += later or str(cell(row, "name")) in graduated
    return gone


def _declares_its_year(value: FieldValue, gathered: Gathered) -> bool:
    """Whether the number counts over twelve months that the document itself calls its year."""
    places = set(value.evidence)
    return any(
        candidate.declared and places.intersection(candidate.evidence)
        for found in gathered.documents
        for candidate in found.candidates
        if candidate.field == value.key
    )


def _lies_in_a_year(rows: Sequence[RosterRow]) -> bool:
    """Whether a list of events runs over twelve months that are no calendar year."""
    days = [held for row in rows if isinstance(held := cell(row, "held_on"), PartialDate)]
    if not days:
        return False
    first, last = min(day.first_day for day in days), max(day.last_day for day in days)
    return first.year < last.year and (last - first).days <= _YEAR


def _is_about_it(
    key: str, value: FieldValue, rows: Sequence[RosterRow], listed: Extent, gathered: Gathered
) -> bool:
    """Whether the list means to hold all that the count counts."""
    assert isinstance(value.value, Decimal)
    more = listed.low > value.value
    if not listed.whole or key in _OFTEN_EXTRACTS or _of_one_year(key, rows):
        return more
    companies = gathered.number("company_count")
    only_companies = all(cell(row, "kind") == "企业" for row in rows)
    # A list of the companies alone says nothing of the teams.
    return not (key == "tenant_count" and only_companies and companies == listed.low)


def _of_one_year(key: str, rows: Sequence[RosterRow]) -> bool:
    """Whether a list holds the graduates of one year, where all that ever were are counted."""
    days = [cell(row, "graduated_on") for row in rows]
    years = {day.year for day in days if isinstance(day, PartialDate)}
    dated = all(isinstance(day, PartialDate) for day in days)
    return key == "graduate_count" and dated and len(years) == 1
