"""Stated shares against the areas they are shares of, as people round and cut off."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractors.language.fold import fold
from extractors.model import Finding, Method
from extractors.values import to_plain
from pipeline.model import FieldValue
from pipeline.record.checks.gathered import Gathered
from pipeline.record.choose import interval
from pipeline.record.derive import shares

# 72 % is written for anything from 71.5 % to 72.5 %, and where decimals are cut off up to 73 %.
_WHOLE_PERCENT = Decimal("0.01")
# A tenth of a per cent is as exact as areas in whole square metres allow, with some room.
_LEAST_SLACK = Decimal("0.0055")
# 七成 and 三分之一 are said of what lies nearer to them than to the next such word.
_IN_WORDS = Decimal("0.05")
_WORDS = re.compile(r"成|分之|一半|过半|半数")
_PARTS = {
    "public_share": ("public_area_m2",),
    "usable_share": ("workstation_area_m2", "public_area_m2"),
}


def stated_against_areas(gathered: Gathered) -> Iterator[Finding]:
    """A stated share that its own areas do not give."""
    for key, computed in shares(gathered.fields).items():
        claimed = gathered.fields[key]
        if claimed.method is Method.DERIVED or not isinstance(claimed.value, Decimal):
            continue
        low, high = _given_by([gathered.fields[part] for part in _PARTS[key]], gathered)
        least, most = interval(claimed.value, claimed.approximate)
        slack = _slack(claimed)
        if least - slack <= high and low <= most + slack:
            continue
        yield Finding(
            "ratio_differs",
            {
                "key": key,
                "claimed": to_plain(claimed.value),
                "computed": to_plain(computed.value),
            },
            claimed.evidence[:1] + computed.evidence,
        )


def _given_by(parts: Sequence[FieldValue], gathered: Gathered) -> tuple[Decimal, Decimal]:
    """The least and the greatest share that the areas allow, as exactly as they are stated."""
    total = gathered.fields["total_area_m2"]
    ranges = [interval(p.value, p.approximate) for p in parts if isinstance(p.value, Decimal)]
    assert isinstance(total.value, Decimal)
    least, most = interval(total.value, total.approximate)
    low = sum((one for one, _ in ranges), Decimal(0)) / most
    return low, sum((one for _, one in ranges), Decimal(0)) / least


def _slack(claimed: FieldValue) -> Decimal:
    """How far a stated share may lie from the true one by the way it is written."""
    assert isinstance(claimed.value, Decimal)
    if any(_WORDS.search(fold(place.text).text) for place in claimed.evidence[:1]):
        return _IN_WORDS
    whole = claimed.value % _WHOLE_PERCENT == 0
    return _WHOLE_PERCENT if whole and claimed.approximate is None else _LEAST_SLACK
