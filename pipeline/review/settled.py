"""Which review items are still open. Items as computed and decisions in; their state out.

A question that a person has answered stays answered, whatever the machine computes again,
unless a witness turns up that the person had not seen. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from pipeline.model import (
    Decision,
    DecisionKind,
    ReviewItem,
    ReviewReason,
    in_force,
    material_asked,
)

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


def settle(
    items: Iterable[ReviewItem],
    decisions: Sequence[Decision],
    before: Iterable[ReviewItem] = (),
) -> tuple[tuple[ReviewItem, int | None], ...]:
    """Each item, open or not, with the number of the decision that closed it.

    Args:
        items: As computed from a record that holds the decisions: a value that the person had
            not seen is a rival there, so an item with a rival asks anew.
        decisions: Those on the same submission, oldest first.
        before: As computed without the decisions: what a person answered is asked there only,
            and is kept, closed, so that the answer can be looked at and changed.
    """
    decisions = in_force(decisions)
    now = {item.id: _settled(item, decisions) for item in items}
    for item in before:
        decision = _settled(replace(item, alternatives=()), decisions)[1]
        decision = decision or _listed(item, decisions)
        if item.id not in now and decision is not None:
            now[item.id] = replace(item, open=False), decision
    return tuple(now.values())


def _settled(item: ReviewItem, decisions: Sequence[Decision]) -> tuple[ReviewItem, int | None]:
    kinds = ANSWERED_BY[item.reason]
    answers = [d for d in decisions if d.subject == item.subject and d.kind in kinds]
    if not answers or any(other.rival for other in item.alternatives):
        return item, None
    # Whoever asks for more material, even after an answer, waits for it.
    if item.subject in material_asked(decisions):
        return item, None
    return replace(item, open=False), answers[-1].id


def _listed(item: ReviewItem, decisions: Sequence[Decision]) -> int | None:
    """The decision that gave the list that a question missed; what is still missing asks anew."""
    if item.reason is not ReviewReason.MISSING:
        return None
    roster = item.subject.partition(".")[0]
    given = [d.id for d in decisions if d.kind is DecisionKind.ROSTER and d.subject == roster]
    return given[-1] if given else None
