"""An assessment in, what an answer to a question could change out.

The order of the review queue rests on this: an answer that can turn the application's
outcome comes before one that cannot. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.model import Assessment, Outcome, Verdict

# What an answer can change, highest first. Gaps leave room for the weights below.
RULESET = 900  # without a policy nothing is judged
DECISIVE = 500  # a binding condition is open and nothing has failed yet
SHAKY = 400  # a binding condition stands on a value that may be wrong
DISCRETION = 300  # the policy leaves it to the official
RELEVANT = 200  # touches a condition, cannot turn the outcome by itself
REST = 100


@dataclass(frozen=True, slots=True)
class Stakes:
    """Which conditions stand on which keys, and whether the outcome can still turn."""

    verdicts: tuple[Verdict, ...]
    failed: tuple[Verdict, ...]  # binding and not met

    @classmethod
    def of(cls, assessment: Assessment | None) -> Stakes:
        verdicts = assessment.verdicts if assessment is not None else ()
        failed = tuple(v for v in verdicts if v.binding and v.outcome is Outcome.NOT_MET)
        return cls(verdicts, failed)

    def touching(self, key: str) -> tuple[Verdict, ...]:
        """The conditions that used the key or would need it, open ones first."""
        using = [v for v in self.verdicts if key in _keys(v)]
        return tuple(sorted(using, key=lambda v: _OPENNESS[v.outcome]))

    def level(self, verdicts: Iterable[Verdict], *, may_be_wrong: bool = False) -> int:
        """What an answer about these conditions can change.

        Args:
            may_be_wrong: the answer may also take back a value that a settled condition
                (met, or the one that failed) stands on.
        """
        return max((self._level_of(v, may_be_wrong) for v in verdicts), default=REST)

    def _level_of(self, verdict: Verdict, may_be_wrong: bool) -> int:
        if verdict.outcome in (Outcome.UNKNOWN, Outcome.JUDGEMENT):
            if not verdict.binding:
                return DISCRETION
            return RELEVANT if self.failed else DECISIVE
        if not may_be_wrong or not verdict.binding:
            return RELEVANT
        # Taking back the only failure, or a condition met so far, turns the outcome.
        turns = not self.failed or self.failed == (verdict,)
        return SHAKY if turns else RELEVANT

    @property
    def undecided(self) -> bool:
        return not self.failed and (
            not self.verdicts or any(v.outcome is Outcome.UNKNOWN for v in self.verdicts)
        )


_OPENNESS = {
    Outcome.UNKNOWN: 0,
    Outcome.JUDGEMENT: 1,
    Outcome.NOT_MET: 2,
    Outcome.MET: 3,
}


def _keys(verdict: Verdict) -> set[str]:
    return {*verdict.needs, *verdict.values}
