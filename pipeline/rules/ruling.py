"""How one test turned out, and how several are joined: outcome, explanation, what is needed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from extractors.model import Evidence
from pipeline.model import Outcome, Step
from pipeline.rules.uncertain import all_of, any_of
from pipeline.rules.witness import merged

# An explanation names at most so many rows or reasons; the tree holds no more either.
MOST_NAMED = 5
MOST_PARTS = 30


@dataclass(frozen=True, slots=True)
class Comparison:
    """One value held against one threshold; margin = value − threshold (days for dates)."""

    threshold: Decimal | str | None
    margin: Decimal | None


@dataclass(frozen=True, slots=True)
class Ruling:
    """The outcome of a test with its tree. `needs` are the keys to be known or changed."""

    outcome: Outcome
    step: Step
    needs: tuple[str, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    evidence: tuple[Evidence, ...] = ()

    @property
    def says(self) -> str:
        return self.step.says


def leaf(
    outcome: Outcome,
    says: str,
    needs: Iterable[str] = (),
    comparisons: tuple[Comparison, ...] = (),
    evidence: tuple[Evidence, ...] = (),
) -> Ruling:
    """The ruling of a test without parts."""
    wanted = () if outcome is Outcome.MET else tuple(needs)
    return Ruling(outcome, Step(says, outcome), wanted, comparisons, evidence)


def joined_all(parts: tuple[Ruling, ...]) -> Ruling:
    """`and`: the parts that decide are the ones the explanation names."""
    return _joined(parts, all_of, telling=lambda outcome: outcome)


def joined_any(parts: tuple[Ruling, ...]) -> Ruling:
    """`or`: where none is met, every part is named."""
    return _joined(
        parts, any_of, telling=lambda outcome: outcome if outcome is Outcome.MET else None
    )


def _joined(
    parts: tuple[Ruling, ...],
    join: Callable[[Iterable[Outcome]], Outcome],
    telling: Callable[[Outcome], Outcome | None],
) -> Ruling:
    outcome = join(part.outcome for part in parts)
    only = telling(outcome)
    named = [part for part in parts if only is None or part.outcome is only]
    says = "；".join(dict.fromkeys(part.says for part in named))
    needs: tuple[str, ...] = ()
    if outcome is not Outcome.MET:
        needs = merged(*(part.needs for part in parts if part.outcome is outcome))
    return Ruling(
        outcome,
        Step(says, outcome, tuple(part.step for part in parts)),
        needs,
        tuple(c for part in parts for c in part.comparisons),
        tuple(e for part in parts for e in part.evidence),
    )
