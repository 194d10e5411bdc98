"""Which review items are still open. Items as computed and decisions in; their state out.

A question that a person has answered stays answered, whatever the machine computes again,
unless a witness turns up that the person had not seen. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from pipeline.model import Decision, DecisionKind, ReviewItem, ReviewReason
from pipeline.store import codec

# reason of the item: the kinds of decision that answer it
ANSWERED_BY: Mapping[ReviewReason, frozenset[DecisionKind]] = {
    ReviewReason.CONFLICT: frozenset({DecisionKind.VALUE, DecisionKind.NOT_PROVIDED}),
    ReviewReason.MISSING: frozenset({DecisionKind.VALUE, DecisionKind.NOT_PROVIDED}),
    ReviewReason.DOUBT: frozenset({DecisionKind.VALUE, DecisionKind.NOT_PROVIDED}),
    ReviewReason.JUDGEMENT: frozenset({DecisionKind.JUDGEMENT}),
    ReviewReason.FINDING: frozenset({DecisionKind.ACKNOWLEDGE}),
    ReviewReason.PROBLEM: frozenset({DecisionKind.ACKNOWLEDGE}),
    ReviewReason.RULESET: frozenset({DecisionKind.RULESET}),
}
RIVALS = "rivals"
"""Key of `Decision.seen` under which the witnesses shown to the person are kept."""


def settle(
    items: Iterable[ReviewItem], decisions: Sequence[Decision]
) -> tuple[tuple[ReviewItem, int | None], ...]:
    """Each item, open or not, with the number of the decision that closed it."""
    settled = []
    for item in items:
        decision = _answer(item, decisions)
        if decision is None:
            settled.append((item, None))
        else:
            settled.append((replace(item, open=False), decision.id))
    return tuple(settled)


def rivals(item: ReviewItem) -> list[str]:
    """The witnesses that disagree, as a decision keeps them: one text a value."""
    return sorted({codec.encode_open(other.value) for other in item.alternatives if other.rival})


def _answer(item: ReviewItem, decisions: Sequence[Decision]) -> Decision | None:
    """The newest decision that answers the item; None where a rival came after it."""
    kinds = ANSWERED_BY[item.reason]
    for decision in reversed(decisions):
        if decision.subject == item.subject and decision.kind in kinds:
            seen = decision.seen.get(RIVALS)
            if isinstance(seen, Sequence) and not set(rivals(item)) <= set(seen):
                return None
            return decision
    return None
