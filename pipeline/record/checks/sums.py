"""Totals against their parts: what is counted together, measured together or added up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractors.model import Finding, Method
from extractors.values import PartialDate, to_plain
from pipeline.model import FieldValue
from pipeline.record.checks.gathered import Gathered, first_places
from pipeline.record.choose import TOLERANCE, interval

# A total and those that are parts of it, one of which may not be more than the whole.
_PARTS: tuple[tuple[str, str], ...] = (
    ("staff_count", "full_time_staff_count"),
    ("tenant_count", "team_count"),
    ("tenant_count", "company_count"),
    ("total_area_m2", "workstation_area_m2"),
    ("total_area_m2", "public_area_m2"),
)
_AREAS = ("workstation_area_m2", "public_area_m2")
# 三年期 is written for a term that begins or ends some days beside the anniversary.
_TERM_SLACK = Decimal("0.1")  # years
_DAYS_A_YEAR = Decimal("365.25")


def tenants_by_kind(gathered: Gathered) -> Iterator[Finding]:
    """Teams and companies against tenants."""
    fields = gathered.fields
    total, parts = fields["tenant_count"], (fields["team_count"], fields["company_count"])
    if any(one.approximate or not _is_stated(one) for one in (total, *parts)):
        return
    computed = _sum(parts)
    if computed != total.value:
        yield _differs(total, computed, parts)


def parts_within(gathered: Gathered) -> Iterator[Finding]:
    """A part that is more than the whole: more full-time staff than staff, a room than a house."""
    for whole, part in _PARTS:
        total, one = gathered.fields[whole], gathered.fields[part]
        if not (_is_stated(total) and _is_stated(one)):
            continue
        if _least(one) > _most(total):
            yield _differs(total, _sum([one]), [one], part=part)


def areas_within(gathered: Gathered) -> Iterator[Finding]:
    """Workstations and shared rooms that together are more than the whole space."""
    total, parts = gathered.fields["total_area_m2"], [gathered.fields[key] for key in _AREAS]
    if not all(_is_stated(one) for one in (total, *parts)):
        return
    if any(_least(one) > _most(total) for one in parts):
        return  # asked about by itself
    least = sum((_least(one) for one in parts), Decimal(0))
    if least * (1 - TOLERANCE) > _most(total):
        yield _differs(total, _sum(parts), parts)


def lease_term(gathered: Gathered) -> Iterator[Finding]:
    """A stated term against the days on which the lease begins and ends."""
    term = gathered.fields["lease_years"]
    starts, ends = gathered.date("lease_starts_on"), gathered.date("lease_ends_on")
    if not _is_stated(term) or starts is None or ends is None or ends.last_day < starts.first_day:
        return
    least, most = _years(starts, ends)
    low, high = _least(term), _most(term)
    if low > most + _TERM_SLACK or high < least - _TERM_SLACK:
        computed = most.quantize(Decimal("0.1"))
        places = first_places(*(gathered.fields[k] for k in ("lease_starts_on", "lease_ends_on")))
        details = {
            "key": "lease_years",
            "claimed": to_plain(term.value),
            "computed": to_plain(computed),
        }
        yield Finding("sum_differs", details, first_places(term) + places)


def _years(starts: PartialDate, ends: PartialDate) -> tuple[Decimal, Decimal]:
    """The shortest and the longest time between two dates as exact as they are stated."""
    shortest = (ends.first_day - starts.last_day).days
    longest = (ends.last_day - starts.first_day).days + 1
    return Decimal(shortest) / _DAYS_A_YEAR, Decimal(longest) / _DAYS_A_YEAR


def _is_stated(value: FieldValue) -> bool:
    """Whether somebody wrote it: what was counted or computed is no witness against a total."""
    stated = value.method not in {Method.COUNTED, Method.DERIVED}
    return stated and isinstance(value.value, Decimal)


def _least(value: FieldValue) -> Decimal:
    assert isinstance(value.value, Decimal)
    return interval(value.value, value.approximate)[0]


def _most(value: FieldValue) -> Decimal:
    assert isinstance(value.value, Decimal)
    return interval(value.value, value.approximate)[1]


def _sum(values: Sequence[FieldValue]) -> Decimal:
    return sum((one.value for one in values if isinstance(one.value, Decimal)), Decimal(0))


def _differs(
    total: FieldValue, computed: Decimal, parts: Sequence[FieldValue], part: str | None = None
) -> Finding:
    details: dict[str, object] = {
        "key": total.key,
        "claimed": to_plain(total.value),
        "computed": to_plain(computed),
    }
    if part is not None:
        details["part"] = part
    return Finding("sum_differs", details, first_places(total, *parts))
