"""Figures that cannot be, or can hardly be beside what the same applicant says elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import pairwise

from extractors.catalogue import load_catalogue
from extractors.model import Finding, RosterRow, Window
from extractors.values import PartialDate, to_plain
from pipeline.record.checks.gathered import Gathered, cell, first_places, place_in
from pipeline.record.choose import TOLERANCE

# Yearly counts and money may well grow tenfold; what stands in a space does not.
_JUMP = 10
# Below this a space that begins can grow tenfold in a year.
_SMALL: Mapping[str, int] = {"㎡": 100, "家": 5, "个": 5, "人": 10}
_OTHER_SMALL = 10
# 元 written for 千元 or 万元, ㎡ for 万㎡; a digit too many makes a jump of its own.
_SLIPS = (Decimal(1_000), Decimal(10_000), Decimal(1_000_000))


def out_of_range(gathered: Gathered) -> Iterator[Finding]:
    """A field without a value for which a document states one that cannot be."""
    for value in gathered.fields.values():
        odd = [a for a in value.alternatives if a.reason.startswith("超出")]
        if value.value is None and odd:
            details = {"key": value.key, "value": to_plain(odd[0].value)}
            yield Finding("value_implausible", details, odd[0].evidence[:1])


def against_last_year(gathered: Gathered) -> Iterator[Finding]:
    """A figure that the last statistics have ten times as large, or in another unit."""
    row = _last_row(gathered)
    if row is None:
        return
    for key, held in row.cells.items():
        value = gathered.fields.get(key)
        if value is None or not isinstance(value.value, Decimal) or value.approximate:
            continue
        before = held.value
        if not isinstance(before, Decimal):
            continue
        if _is_jump(key, value.value, before) or _is_slip(value.value, before):
            places = first_places(value) + place_in(row, key)
            details = {
                "key": key,
                "value": to_plain(value.value),
                "before": to_plain(before),
                "year": to_plain(cell(row, "year")),
            }
            yield Finding("value_implausible", details, places)


def between_years(gathered: Gathered) -> Iterator[Finding]:
    """A figure of the statistics that jumps from one year to the next."""
    rows = sorted(
        (row for row in gathered.rows("yearly_statistics") if _year(row) is not None),
        key=lambda row: _year(row) or 0,
    )
    for one, two in pairwise(rows):
        for key, held in two.cells.items():
            before, value = cell(one, key), held.value
            if key == "year" or not isinstance(before, Decimal) or not isinstance(value, Decimal):
                continue
            # A young space's own numbers may grow tenfold; its rooms do not.
            unlikely = _is_jump(key, value, before) and _is_area(key)
            if unlikely or _is_slip(value, before):
                details = {
                    "key": f"yearly_statistics.{key}",
                    "value": to_plain(value),
                    "before": to_plain(before),
                    "year": _year(one),
                }
                yield Finding("value_implausible", details, place_in(two, key) + place_in(one, key))


def _last_row(gathered: Gathered) -> RosterRow | None:
    """The statistics of the last complete year, else of the latest before it."""
    rows = [
        row
        for row in gathered.rows("yearly_statistics")
        if (year := _year(row)) is not None and (gathered.year is None or year <= gathered.year)
    ]
    return max(rows, key=lambda row: _year(row) or 0, default=None)


def _year(row: RosterRow) -> int | None:
    year = cell(row, "year")
    if isinstance(year, PartialDate):
        return year.year
    return int(year) if isinstance(year, Decimal) else None


def _is_jump(key: str, value: Decimal, before: Decimal) -> bool:
    spec = load_catalogue().fields[key]
    low, high = sorted((value, before))
    small = _SMALL.get(spec.unit or "", _OTHER_SMALL)
    return spec.window is Window.NOW and low >= small and high >= low * _JUMP


def _is_slip(value: Decimal, before: Decimal) -> bool:
    """Whether one is the other in another unit."""
    low, high = sorted((value, before))
    return low > 0 and any(abs(high / low / slip - 1) <= TOLERANCE for slip in _SLIPS)


def _is_area(key: str) -> bool:
    return load_catalogue().fields[key].unit == "㎡"


def one_without_the_other(gathered: Gathered) -> Iterator[Finding]:
    """A sum where nobody got any, a fund that is denied and has a size."""
    fields = gathered.fields
    for yes, amount in (
        ("has_seed_fund", "seed_fund_yuan"),
        ("funded_count", "funding_total_yuan"),
    ):
        held, money = fields[yes], fields[amount]
        none = held.value is False or held.value == 0
        if none and held.value is not None and isinstance(money.value, Decimal) and money.value > 0:
            details = {
                "key": amount,
                "value": to_plain(money.value),
                "beside": yes,
                "beside_value": to_plain(held.value),
            }
            yield Finding("value_implausible", details, first_places(money, held))
