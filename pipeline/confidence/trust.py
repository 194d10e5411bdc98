"""A chosen value and what was observed in, the value out with its confidence, taken or asked about.

A value is taken as it is only where findings like it were right so often that the lower end of
the interval lies above the bar, and nothing speaks against it. Pure.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline.confidence import observed
from pipeline.confidence.observed import Observed, office_observed, written
from pipeline.confidence.table import Table, merged
from pipeline.model import Agreement, FieldValue, Status
from pipeline.settings import ACCEPT_ABOVE


@dataclass(frozen=True, slots=True)
class Trust:
    """What was observed, and above which lower bound of its confidence a value is taken."""

    table: Table = field(default_factory=Table)
    above: float = ACCEPT_ABOVE

    @property
    def revision(self) -> str:
        """A short hash: another one takes other values."""
        text = f"{self.above}\n{written(Observed('', (), self.table.counts))}"
        return hashlib.sha256(text.encode()).hexdigest()[:12]


def trusted(revision: str, office: Path | None = None, above: float = ACCEPT_ABOVE) -> Trust:
    """What was observed of that revision of the extractors, on our samples and by the office.

    What was observed of another revision says nothing of what finds now, and is left out.

    Args:
        revision: `extractors.REVISION`.
        office: The office's own file of observations, which need not be there.
        above: `Settings.accept_above`.

    Raises:
        DataFileError: a file of observations is wrong.
    """
    both = (observed.shipped(), office_observed(office) if office else None)
    held = [one.counts.items() for one in both if one is not None and one.revision == revision]
    return Trust(Table(merged([pair for pairs in held for pair in pairs])), above)


def weighed(value: FieldValue, trust: Trust, doubted: bool = False) -> FieldValue:
    """The field with its confidence; put to review where that does not carry it.

    A missing or decided value has no signals, and stays as it is.

    Args:
        doubted: Whether a cross-check speaks against it.
    """
    if value.signals is None:
        return value
    contested = doubted or bool(value.rivals) or value.signals.contested
    signals = replace(value.signals, agreement=Agreement.RIVAL) if contested else value.signals
    measured = trust.table.confidence(signals)
    carried = measured is not None and measured.low > trust.above and signals.settled
    status = value.status if carried or value.status is not Status.ACCEPTED else Status.REVIEW
    return replace(value, signals=signals, measured=measured, status=status)
