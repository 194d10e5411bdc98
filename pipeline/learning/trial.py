"""Words in, what they would have done to all decided submissions out: gained, lost, changed.

The documents are those in the store: no file is read again. Finding is asked of the sandbox: a
catalogue holds for a whole process, and documents are hostile. What was found by an office's own
finder stays as it is: words change nothing about it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from extractors.catalogue import expanded
from extractors.language.fold import fold
from extractors.model import Document, DocumentFindings, Method
from extractors.office_words import OfficeWord, OfficeWords
from extractors.values import Value
from pipeline.learning.corrections import Assemble, agrees, latest, refused
from pipeline.model import Decision, FieldValue, Record, Status, Submission

if TYPE_CHECKING:
    from pipeline.store import Store


class Effect(StrEnum):
    """What became of one field of one submission."""

    GAINED = "gained"  # right now, and was not
    CLEARED = "cleared"  # a value that a person refused is no longer held possible
    LOST = "lost"  # was right, and is not now
    CHANGED = "changed"  # something else is said, and nobody has said which is right


@dataclass(frozen=True, slots=True)
class Change:
    """What the machine said of a field before and after, the chosen value first, then its rivals.

    `said` is what a person decided, where `decided` says that somebody did.
    """

    effect: Effect
    submission: str
    name: str
    field: str
    before: tuple[Value, ...]
    after: tuple[Value, ...]
    decided: bool
    said: Value | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """All changes that a set of words would have made; `submissions` is how many were tried.

    `untried` are the names of documents in which finding was stopped, by submission and document:
    what the words would have done there nobody knows.
    """

    changes: tuple[Change, ...]
    submissions: int
    untried: tuple[tuple[str, str], ...] = ()

    def of(self, effect: Effect) -> tuple[Change, ...]:
        return tuple(change for change in self.changes if change.effect is effect)

    @property
    def is_of_use(self) -> bool:
        return bool(self.of(Effect.GAINED) or self.of(Effect.CLEARED))


FindAgain = Callable[[Document, OfficeWords], DocumentFindings | None]
"""What a document says with these words of the office: `Sandbox.find_again`."""


@dataclass(frozen=True, slots=True)
class Trial:
    """Tries words on what the store holds, beside those that are `usual`."""

    store: Store
    assemble: Assemble
    usual: OfficeWords
    find_again: FindAgain

    def of(self, *sets: Sequence[OfficeWord]) -> Iterator[Outcome]:
        """The outcome of each set of words, added to the usual ones."""
        decided = list(self._decided())
        touched = self._touched(decided, sets)
        for number, words in enumerate(sets):
            changes: list[Change] = []
            untried: list[tuple[str, str]] = []
            for submission, decisions in decided:
                if submission.id in touched[number]:
                    before = self.store.findings(submission.id)
                    after, left = self._found(before, words)
                    old, new = self.assemble(before, ()), self.assemble(after, ())
                    changes += _compared(submission, decisions, old, new)
                    untried += [(submission.name, name) for name in left]
            yield Outcome(tuple(changes), len(decided), tuple(untried))

    def _decided(self) -> Iterator[tuple[Submission, Mapping[str, Decision]]]:
        for submission in self.store.submissions():
            if decisions := latest(self.store.decisions(submission.id)):
                yield submission, decisions

    def _touched(
        self,
        decided: Sequence[tuple[Submission, Mapping[str, Decision]]],
        sets: Sequence[Sequence[OfficeWord]],
    ) -> list[set[str]]:
        """For each set of words the submissions where one of them stands at all."""
        touched: list[set[str]] = [set() for _ in sets]
        for submission, _ in decided:
            texts = [_text(found.document) for found in self.store.findings(submission.id)]
            for number, words in enumerate(sets):
                if any(_stands_in(words, text) for text in texts):
                    touched[number].add(submission.id)
        return touched

    def _found(
        self, before: Sequence[DocumentFindings], words: Sequence[OfficeWord]
    ) -> tuple[list[DocumentFindings], list[str]]:
        """What the documents say with the words, and the names of those that gave nothing."""
        after, untried = [], []
        for found in before:
            again: DocumentFindings | None = found
            if _stands_in(words, _text(found.document)):
                again = self.find_again(found.document, self.usual.with_words(words))
            if again is None:
                untried.append(found.document.name)
            after.append(found if again is None else _with_added(again, found))
        return after, untried


def _with_added(again: DocumentFindings, before: DocumentFindings) -> DocumentFindings:
    """Found again, with what the office's finders had said; they are not asked again."""
    own = tuple(c for c in before.candidates if c.method is Method.EXTERNAL)
    mine = tuple(c for c in again.candidates if c.method is not Method.EXTERNAL)
    return replace(again, document=before.document, candidates=mine + own)


def _text(document: Document) -> str:
    return "\n".join(fold(block.text).text for block in document.blocks)


def _stands_in(words: Sequence[OfficeWord], text: str) -> bool:
    return any(fold(form).text in text for word in words for form in expanded(word.word))


def _compared(
    submission: Submission, decisions: Mapping[str, Decision], old: Record, new: Record
) -> Iterator[Change]:
    for key, before in old.fields.items():
        after = new.fields[key]
        decision = decisions.get(key)
        effect = (
            _effect(before, after)
            if decision is None
            else _effect_on_decided(before, after, decision)
        )
        if effect is not None:
            yield Change(
                effect,
                submission.id,
                submission.name,
                key,
                _held(before),
                _held(after),
                decision is not None,
                decision.value if decision else None,
            )


def _held(field: FieldValue) -> tuple[Value, ...]:
    """What the machine holds possible, the chosen value first."""
    chosen = () if field.value is None else (field.value,)
    return (*chosen, *(rival.value for rival in field.rivals))


def _effect(before: FieldValue, after: FieldValue) -> Effect | None:
    """What became of a value that nobody decided on: one that was accepted counts as right."""
    if agrees(after, before.value):
        return Effect.CHANGED if len(after.rivals) > len(before.rivals) else None
    accepted = before.status is Status.ACCEPTED and before.value is not None
    return Effect.LOST if accepted else Effect.CHANGED


def _effect_on_decided(before: FieldValue, after: FieldValue, decision: Decision) -> Effect | None:
    was, now = agrees(before, decision.value), agrees(after, decision.value)
    if was != now:
        return Effect.GAINED if now else Effect.LOST
    wrong, still = (
        {repr(one.value) for one in refused(field, decision.value)} for field in (before, after)
    )
    if wrong == still:
        return None
    return Effect.CLEARED if still < wrong else Effect.CHANGED
