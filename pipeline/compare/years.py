"""This year's figures and those of an earlier application of the same applicant in, jumps out.

A space that doubles is a good space; five times the mentors of last year is a slip of the pen,
another way of counting, or invented. An official asks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from extractors.model import Finding
from extractors.values import to_plain
from pipeline.compare.model import Applicant, Other
from pipeline.model import Record

# key: by how many times it may grow or shrink from one application to a later one, and the
# difference below which nothing is asked. Premises change least, money most.
FIGURES: Mapping[str, tuple[int, int]] = {
    "total_area_m2": (3, 300),
    "workstation_count": (4, 30),
    "tenant_count": (4, 15),
    "staff_count": (4, 10),
    "mentor_count": (5, 15),
    "event_count": (6, 30),
    "training_count": (6, 20),
    "graduate_count": (8, 20),
    "jobs_count": (6, 100),
    "ip_count": (8, 30),
    "funding_total_yuan": (20, 10_000_000),
    "seed_fund_yuan": (10, 5_000_000),
}


class _Before(NamedTuple):
    year: int
    order: tuple[int, int, int]
    other: Other


def jumps(record: Record, own: Applicant, earlier: Iterable[Other]) -> Iterator[Finding]:
    """What changed more than a space changes.

    Args:
        earlier: Other submissions of the same applicant, of any year.
    """
    if own.applied_on is None:
        return
    before = [
        _Before(day.year, (day.last_day.toordinal(), other.revision, 0), other)
        for other in earlier
        if (day := other.applicant.applied_on) is not None and day.year < own.applied_on.year
    ]
    if not before:
        return
    last = max(before, key=lambda one: (one.order, one.other.submission))
    for key, (times, least) in FIGURES.items():
        now, then = own.figures.get(key), last.other.applicant.figures.get(key)
        if now is None or then is None or not _jumps(now, then, times, least):
            continue
        details: dict[str, object] = {
            "key": key,
            "value": to_plain(now),
            "before": to_plain(then),
            "year": last.year,
            "other": last.other.submission,
            "other_name": last.other.name,
        }
        yield Finding("value_implausible", details, record.fields[key].evidence[:1])


def _jumps(now: Decimal, then: Decimal, times: int, least: int) -> bool:
    low, high = sorted((now, then))
    return high - low >= least and high > low * times
