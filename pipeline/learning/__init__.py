"""Learning from corrections: decisions in, words to add to the catalogue out. Nothing by itself.

corrections   what the machine said against what a person said
places        where the documents state what the person said, and what names it there
contexts      what stands before wrong numbers and before no right ones
proposals     the words that follow from it, each with its sentences
trial         what each would have done to all decided submissions
accepted      the office's file of words, which a person adds to
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.catalogue import words_in_use
from extractors.errors import MakerspaceError
from pipeline.learning.corrections import cases, latest
from pipeline.learning.proposals import Proposal, proposals
from pipeline.learning.trial import Effect, FindAgain, Outcome, Trial

if TYPE_CHECKING:
    from pipeline.computation import Computation
    from pipeline.store import Store

__all__ = ["Lesson", "NotComputed", "decided", "lessons", "proposed", "tried"]

Told = Callable[[str, int, int, str], None]
"""Called as (stage, done, of how many, what is done now); stage: learn or try."""


class NotComputed(MakerspaceError):
    """What is stored was found by another version or with other words; a run comes first."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """A proposal, and what it would have done."""

    proposal: Proposal
    outcome: Outcome


def decided(store: Store) -> frozenset[str]:
    """The submissions on whose values somebody has decided."""
    return frozenset(s.id for s in store.submissions() if latest(store.decisions(s.id)))


def proposed(store: Store, computation: Computation) -> tuple[Proposal, ...]:
    """Everything that the corrections speak for, of use or not, untried.

    Raises:
        NotComputed: a decided submission was found in by another version or with other words,
            so that a trial would mix up what the words do with what the version does.
    """
    standings = store.standings()
    current = {name for name, at in standings.items() if at.revision == computation.revision}
    if stale := decided(store) - current:
        raise NotComputed(
            f"{len(stale)} decided submission(s) were computed by another version, or with other "
            "tools or words; `zhongchuang run` first"
        )
    return proposals(tuple(cases(store, computation.assemble)), words_in_use())


def tried(
    store: Store, computation: Computation, chosen: Iterable[Proposal], find_again: FindAgain
) -> Outcome:
    """What all these would have done together."""
    words = [proposal.office_word for proposal in chosen]
    (outcome,) = Trial(store, computation.assemble, words_in_use(), find_again).of(words)
    return outcome


def lessons(
    store: Store, computation: Computation, find_again: FindAgain, told: Told
) -> tuple[Lesson, ...]:
    """The proposals that would have been of use, those that cost nothing and give most first.

    Of proposals that would have given the same only the best is named: 地盘 and 使用的地盘 stand in
    the same sentences.

    Args:
        find_again: `Sandbox.find_again`.

    Raises:
        NotComputed: a run comes first.
        SandboxError: the process that finds does not start.
    """
    told("learn", 0, 0, "")
    found = proposed(store, computation)
    trial = Trial(store, computation.assemble, words_in_use(), find_again)
    outcomes = trial.of(*([proposal.office_word] for proposal in found))
    made = []
    for number, proposal in enumerate(found):
        told("try", number, len(found), proposal.word)
        outcome = next(outcomes)
        if outcome.is_of_use:
            made.append(Lesson(proposal, outcome))
    return tuple(_distinct(sorted(made, key=_rank)))


# Of words that would have done the same: a name before a word of context, and of those a scope
# or a thing of its own before what only one field is told.
_PLACES = ("labels", "scopes.", "not_labels", "distractors", "not_near")


def _rank(lesson: Lesson) -> tuple[int, int, int, int, int, int, str]:
    """Lower is better: loses, changes, gives; then more support, its place, the shorter word."""
    outcome, proposal = lesson.outcome, lesson.proposal
    return (
        len(outcome.of(Effect.LOST)),
        len(outcome.of(Effect.CHANGED)),
        -len(_given(outcome)),
        -proposal.submissions,
        next((n for n, part in enumerate(_PLACES) if part in proposal.place), 0),
        len(proposal.word),
        proposal.id,
    )


def _given(outcome: Outcome) -> frozenset[tuple[str, str]]:
    """What was mended, as submission and field."""
    return frozenset(
        (change.submission, change.field)
        for effect in (Effect.GAINED, Effect.CLEARED)
        for change in outcome.of(effect)
    )


def _distinct(ranked: Iterable[Lesson]) -> Iterator[Lesson]:
    kept: list[frozenset[tuple[str, str]]] = []
    for lesson in ranked:
        given = _given(lesson.outcome)
        if not any(given <= better for better in kept):
            kept.append(given)
            yield lesson
