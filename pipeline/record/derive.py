"""Chosen fields and rosters in, the fields that follow from them filled in.

A share follows from areas, a term from its dates, a count from a roster's rows. A stated value
is never replaced: where both exist the cross-check compares them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from extractors.catalogue import load_catalogue
from extractors.language.divisions import division_of_address
from extractors.language.fold import fold
from extractors.model import Approximate, Evidence, Method, RosterRow
from extractors.values import PartialDate, Value
from pipeline.confidence.signals import computed
from pipeline.model import Alternative, FieldValue, Status

Fields = Mapping[str, FieldValue]
Rosters = Mapping[str, tuple[RosterRow, ...]]

_FOUR_PLACES = Decimal("0.0001")
EXTERNAL_RIVAL = "本单位外接的识别组件另有说法"


def derive(fields: Fields, rosters: Rosters, year: int | None) -> dict[str, FieldValue]:
    """The fields, each missing one that can be computed filled with where it comes from."""
    filled = dict(fields)
    for key, compute in _COMPUTED.items():
        if _open(filled[key]):
            value = compute(filled)
            if value is not None:
                filled[key] = _beside(replace(value, key=key), filled[key])
    for key, rows in counted(rosters, year).items():
        if _open(filled[key]) and rows:
            count = FieldValue(
                key=key,
                value=Decimal(len(rows)),
                status=Status.REVIEW,
                method=Method.COUNTED,
                evidence=of_rows(rows),
                signals=computed(Method.COUNTED, load_catalogue().fields[key]),
            )
            filled[key] = _beside(count, filled[key])
    return filled


def _open(value: FieldValue) -> bool:
    """Whether neither we nor a person said anything: "not provided" is not filled in."""
    if value.method is Method.EXTERNAL:  # what follows from our own findings goes before it
        return True
    return value.value is None and value.method is not Method.DECISION


def _beside(computed: FieldValue, before: FieldValue) -> FieldValue:
    """The computed value with what was said of the field before."""
    if before.value is None:
        return replace(computed, alternatives=before.alternatives)
    if before.value == computed.value:
        evidence = computed.evidence + before.evidence
        return replace(computed, evidence=evidence, alternatives=before.alternatives)
    rival = Alternative(
        before.value, EXTERNAL_RIVAL, before.evidence, before.approximate, rival=True
    )
    return replace(computed, status=Status.REVIEW, alternatives=(rival, *before.alternatives))


def counted(rosters: Rosters, year: int | None) -> dict[str, tuple[RosterRow, ...]]:
    """Field → the roster rows that it counts; a field whose roster is not there is left out."""
    found = {
        key: tuple(row for row in rosters.get(roster, ()) if counts(row, year))
        for key, (roster, counts) in _COUNTED.items()
    }
    return {key: rows for key, rows in found.items() if rows}


def _cell(row: RosterRow, column: str) -> Value | None:
    cell = row.cells.get(column)
    return None if cell is None else cell.value


def _in_year(row: RosterRow, year: int | None) -> bool:
    held = _cell(row, "held_on")
    return year is None or not isinstance(held, PartialDate) or held.year == year


_COUNTED: Mapping[str, tuple[str, Callable[[RosterRow, int | None], bool]]] = {
    "tenant_count": ("tenants", lambda row, year: True),
    "team_count": ("tenants", lambda row, year: _cell(row, "kind") == "团队"),
    "company_count": ("tenants", lambda row, year: _cell(row, "kind") == "企业"),
    "graduate_count": ("graduates", lambda row, year: True),
    "mentor_count": ("mentors", lambda row, year: True),
    "event_count": ("events", _in_year),
    "training_count": (
        "events",
        lambda row, year: _in_year(row, year) and "培训" in str(_cell(row, "kind")),
    ),
    "staff_count": ("team_members", lambda row, year: True),
    "invested_project_count": ("investments", lambda row, year: True),
}
COUNTED_IN: Mapping[str, str] = {
    **{key: roster for key, (roster, _) in _COUNTED.items()},
    # Compared with its rows, but not counted from them: few lists say of everybody how he works.
    "full_time_staff_count": "team_members",
}
"""Field → the roster whose rows bear it out."""


def of_rows(rows: Iterable[RosterRow]) -> tuple[Evidence, ...]:
    """The name cell of each row."""
    return tuple(
        cell.evidence
        for row in rows
        if (cell := row.cells.get("name") or next(iter(row.cells.values()), None))
        and cell.evidence is not None
    )


def shares(fields: Fields) -> dict[str, FieldValue]:
    """The two shares of the premises as their areas give them."""
    public, total = fields["public_area_m2"], fields["total_area_m2"]
    stations = fields["workstation_area_m2"]
    found = {
        "public_share": _quotient("public_share", [public], total),
        "usable_share": _quotient("usable_share", [stations, public], total),
    }
    return {key: value for key, value in found.items() if value is not None}


def _quotient(key: str, parts: list[FieldValue], total: FieldValue) -> FieldValue | None:
    numbers = [part.value for part in parts if isinstance(part.value, Decimal)]
    if len(numbers) < len(parts) or not isinstance(total.value, Decimal) or not total.value:
        return None
    share = (sum(numbers, Decimal(0)) / total.value).quantize(_FOUR_PLACES, ROUND_HALF_UP)
    if not 0 < share <= 1:
        return None
    return _from(key, share, *parts, total)


def _from(key: str, value: Value, *inputs: FieldValue) -> FieldValue:
    """A computed value: as doubtful and as inexact as what it was computed from."""
    inexact = any(
        given.approximate or (isinstance(given.value, PartialDate) and given.value.day is None)
        for given in inputs
    )
    doubtful = any(given.rivals or given.status is Status.REVIEW for given in inputs)
    return FieldValue(
        key=key,
        value=value,
        approximate=Approximate.ABOUT if inexact and isinstance(value, Decimal) else None,
        status=Status.REVIEW if doubtful else Status.ACCEPTED,
        method=Method.DERIVED,
        evidence=tuple(e for given in inputs for e in given.evidence[:1]),
        signals=computed(Method.DERIVED, load_catalogue().fields[key], inputs),
    )


def _lease_years(fields: Fields) -> FieldValue | None:
    starts, ends = fields["lease_starts_on"], fields["lease_ends_on"]
    if not isinstance(starts.value, PartialDate) or not isinstance(ends.value, PartialDate):
        return None
    days = (ends.value.last_day - starts.value.first_day).days + 1
    years = (Decimal(days) / Decimal("365.25")).quantize(Decimal("0.1"), ROUND_HALF_UP)
    if years <= 0:
        return None
    return _from("lease_years", years, starts, ends)


def _tenants(fields: Fields) -> FieldValue | None:
    parts = (fields["team_count"], fields["company_count"])
    numbers = [part.value for part in parts if isinstance(part.value, Decimal)]
    if len(numbers) < 2 or any(part.approximate for part in parts):
        return None
    return _from("tenant_count", sum(numbers, Decimal(0)), *parts)


def _division(fields: Fields) -> FieldValue | None:
    for key in ("space_address", "registered_address"):
        address = fields[key]
        division = division_of_address(fold(str(address.value)).text) if address.value else None
        if division is not None:
            return _from("division", division, address)
    return None


def _operator_kind(fields: Fields) -> FieldValue | None:
    name = fields["operator_name"]
    if not str(name.value or "").endswith("公司"):
        return None
    return _from("operator_kind", "企业", name)


_COMPUTED: dict[str, Callable[[Fields], FieldValue | None]] = {
    "public_share": lambda fields: shares(fields).get("public_share"),
    "usable_share": lambda fields: shares(fields).get("usable_share"),
    "tenant_count": _tenants,
    "lease_years": _lease_years,
    "division": _division,
    "operator_kind": _operator_kind,
}
