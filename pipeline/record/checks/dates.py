"""Dates in the order in which things happen.

A date known to its year or month is out of order only where no day it can mean fits.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.find.rosters.choice import IDENTITY
from extractors.model import DocumentFindings, Evidence, Finding, RosterRow
from extractors.values import PartialDate
from pipeline.record.checks.gathered import Gathered, cell, first_places, place_in, shortened

_ORDER = (
    ("registered_on", "operating_since"),
    ("registered_on", "applied_on"),
    ("operating_since", "applied_on"),
    ("lease_starts_on", "lease_ends_on"),
    ("lease_starts_on", "applied_on"),
    ("applied_on", "lease_ends_on"),
)
# Within one row of a roster.
_ROW_ORDER = (
    ("tenants", "established_on", "moved_in_on"),
    ("graduates", "moved_in_on", "graduated_on"),
)
# What a row tells of as done lies before the application.
_DONE = (
    ("tenants", "established_on"),
    ("tenants", "moved_in_on"),
    ("graduates", "graduated_on"),
    ("events", "held_on"),
    ("investments", "signed_on"),
)


def application_date(gathered: Gathered) -> Iterator[Finding]:
    """The day on which all other dates depend."""
    if gathered.fields["applied_on"].value is None:
        yield Finding("application_date_missing")


def fields_in_order(gathered: Gathered) -> Iterator[Finding]:
    """Registered, then operating, then applied; a lease that has begun and is not over."""
    for first, second in _ORDER:
        ones, twos = gathered.dates(first), gathered.dates(second)
        if ones and twos and all(_is_after(one, two) for one in ones for two in twos):
            places = first_places(gathered.fields[first], gathered.fields[second])
            details = {"keys": [first, second], "values": [str(ones[0]), str(twos[0])]}
            yield Finding("dates_out_of_order", details, places)


def rows_in_order(gathered: Gathered) -> Iterator[Finding]:
    """A company that moved in before it was established, or graduated before it moved in."""
    for roster, first, second in _ROW_ORDER:
        wrong = []
        for row in gathered.rows(roster):
            one, two = cell(row, first), cell(row, second)
            # A team stands in the space before it has anything to register.
            if cell(row, "kind") == "团队":
                continue
            if not isinstance(one, PartialDate) or not isinstance(two, PartialDate):
                continue
            if _is_after(one, two):
                wrong.append(_Wrong(row, (one, two), place_in(row, first, second)))
        if wrong:
            yield _of_rows([f"{roster}.{first}", f"{roster}.{second}"], wrong)


def rows_before_application(gathered: Gathered) -> Iterator[Finding]:
    """What a list tells of as done on a day that had not come when the application was made."""
    applied = gathered.dates("applied_on")
    if not applied:
        return
    on = max(applied, key=lambda day: day.last_day)
    for roster, column in _DONE:
        wrong = []
        for row in gathered.rows(roster):
            day = cell(row, column)
            if isinstance(day, PartialDate) and _is_after(day, on):
                wrong.append(_Wrong(row, (day, on), place_in(row, column)))
        if wrong and not _are_planned(wrong, gathered.documents):
            places = first_places(gathered.fields["applied_on"])
            yield _of_rows([f"{roster}.{column}", "applied_on"], wrong, places)


@dataclass(frozen=True, slots=True)
class _Wrong:
    row: RosterRow
    dates: tuple[PartialDate, PartialDate]
    places: tuple[Evidence, ...]


def _of_rows(keys: list[str], wrong: Sequence[_Wrong], also: tuple[Evidence, ...] = ()) -> Finding:
    """One question for all rows of a list, since one column read wrong would make a hundred."""
    names = [str(cell(one.row, IDENTITY.get(one.row.roster, "name")) or "") for one in wrong]
    details: dict[str, object] = {"keys": keys, "name": shortened(names)}
    if len(wrong) == 1:
        details["values"] = [str(day) for day in wrong[0].dates]
    return Finding("dates_out_of_order", details, (*(p for w in wrong for p in w.places), *also))


def _are_planned(wrong: Sequence[_Wrong], documents: Sequence[DocumentFindings]) -> bool:
    """Whether the rows stand in a plan of work, which tells of days to come."""
    ahead = {d.document.sha256 for d in documents if set(d.materials) == {"annual_plan"}}
    return all(place.sha256 in ahead for one in wrong for place in one.places)


def _is_after(one: PartialDate, other: PartialDate) -> bool:
    """Whether every day the one can mean lies behind every day the other can."""
    return one.first_day > other.last_day
