"""What was observed, invented: what is legible and undisputed was always right.

Tests of the record hold whatever the table that ships has counted; the level that it reaches is
held by the tests of the samples.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product

import pytest

from extractors import REVISION
from extractors.model import Method
from pipeline.confidence import observed
from pipeline.confidence.observed import Observed
from pipeline.confidence.table import Count, Table
from pipeline.confidence.trust import Trust
from pipeline.model import Agreement, Dating, Legibility, Signals

_OFTEN = {Legibility.DIGITAL: Count(1000, 1000), Legibility.CLEAR: Count(1000, 1000)}
OBSERVED = Observed(
    REVISION,
    ("tests",),
    {
        Signals(method, dating=dating, agreement=agreement, legibility=legibility): (
            Count(5, 10) if agreement is Agreement.RIVAL else _OFTEN.get(legibility, Count(9, 10))
        )
        for method, dating, agreement, legibility in product(
            sorted(set(Method) - {Method.EXTERNAL}), Dating, Agreement, Legibility
        )
    },
)
TRUST = Trust(Table(OBSERVED.counts))
_SHIPPED = observed.shipped


@contextmanager
def as_shipped() -> Iterator[None]:
    """With the table that ships, for tests of what is delivered."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(observed, "shipped", _SHIPPED)
        yield
