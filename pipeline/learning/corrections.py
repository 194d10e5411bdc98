"""Decisions and what was found in, the corrections out: what the machine said, what a person said.

The machine is asked without the decisions, which would hide what they overruled. Beside the
corrections stand the values that were right: what is learnt from mistakes must not cost those.
Pure but for `cases`, which asks the store for one submission after another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from extractors.catalogue import load_catalogue
from extractors.language.fold import fold
from extractors.model import Candidate, DocumentFindings, Evidence, Method
from extractors.values import Value
from pipeline.learning.places import Beside, Place, around, labels_beside, places
from pipeline.model import (
    Alternative,
    Decision,
    FieldValue,
    Record,
    Status,
    Submission,
    latest_about_fields,
)
from pipeline.record.choose import agree

if TYPE_CHECKING:
    from pipeline.store import Store

# A sentence is looked at so far back from its number; nobody writes its subject before that.
LONGEST_SENTENCE = 120  # characters


@dataclass(frozen=True, slots=True)
class Reading:
    """A value that the machine took: its words, the label that named it, what stands around.

    `sentence` is the folded sentence up to the value; "" where it stands beside a label.
    """

    value: Value
    evidence: Evidence
    label: str
    around: str
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """A field on which a person said something else than the machine.

    `said` is None where no file states a value. `wrong` are the values that the person refused,
    the one that was taken and its rivals; `missed` says that what was taken was not right.
    `places` are where the documents state what the person said, looked up where it was missed.
    """

    submission: str
    name: str
    field: str
    said: Value | None
    missed: bool
    wrong: tuple[Reading, ...] = ()
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """What one decided submission teaches: its corrections, and what the machine had right."""

    submission: str
    corrections: tuple[Correction, ...]
    right: Mapping[str, Reading]


Assemble = Callable[[Sequence[DocumentFindings], Sequence[Decision]], Record]


def cases(store: Store, assemble: Assemble) -> Iterator[Case]:
    """Every submission on whose values somebody has decided."""
    for submission in store.submissions():
        decided = latest(store.decisions(submission.id))
        if decided:
            yield case_of(submission, store.findings(submission.id), decided, assemble)


def latest(decisions: Sequence[Decision]) -> dict[str, Decision]:
    """Field → the decision that stands: the last one about its value."""
    known = load_catalogue().fields
    return {key: d for key, d in latest_about_fields(decisions).items() if key in known}


def case_of(
    submission: Submission,
    findings: Sequence[DocumentFindings],
    decided: Mapping[str, Decision],
    assemble: Assemble,
) -> Case:
    """The corrections of one submission, and its values that were right."""
    machine = assemble(findings, ())
    # Asked for only where something was missed, and then once for all fields.
    beside = cache(lambda index: labels_beside(findings[index].document))
    corrections, right = [], {}
    for key, field in machine.fields.items():
        decision = decided.get(key)
        if decision is not None and (field.rivals or not agrees(field, decision.value)):
            corrections.append(_correction(submission, field, decision.value, findings, beside))
        if field.value is None or not (
            agrees(field, decision.value) if decision else field.status is Status.ACCEPTED
        ):
            continue
        if reading := _reading(key, field.value, field.evidence, findings):
            right[key] = reading
    return Case(submission.id, tuple(corrections), right)


def agrees(field: FieldValue | Alternative, said: Value | None, key: str = "") -> bool:
    """Whether a value of the machine's is what a person said; both may be None.

    Args:
        field: The value; of an alternative `key` says the field.
    """
    if field.value is None or said is None:
        return field.value is said
    key = field.key if isinstance(field, FieldValue) else key
    spec = load_catalogue().fields[key]
    ours = Candidate(key, field.value, Method.PROSE, (), field.approximate)
    return agree(spec, ours, Candidate(key, said, Method.DECISION, ()))


def refused(field: FieldValue, said: Value | None) -> tuple[FieldValue | Alternative, ...]:
    """What the machine holds possible and a person did not say: the chosen value, its rivals."""
    own = () if field.value is None or agrees(field, said) else (field,)
    return (*own, *(rival for rival in field.rivals if not agrees(rival, said, field.key)))


def _correction(
    submission: Submission,
    field: FieldValue,
    said: Value | None,
    findings: Sequence[DocumentFindings],
    beside: Callable[[int], Beside],
) -> Correction:
    missed = not agrees(field, said)
    wrong = [
        reading
        for one in refused(field, said)
        if one.value is not None
        and (reading := _reading(field.key, one.value, one.evidence, findings))
    ]
    spec = load_catalogue().fields[field.key]
    stated = (
        [
            place
            for index, found in enumerate(findings)
            for place in places(spec, said, found.document, beside(index))
        ]
        if missed and said is not None
        else []
    )
    return Correction(
        submission.id,
        submission.name,
        field.key,
        said,
        missed,
        tuple(wrong),
        tuple(stated),
    )


def _reading(
    key: str,
    value: Value,
    evidence: Sequence[Evidence],
    findings: Sequence[DocumentFindings],
) -> Reading | None:
    """A value with its label and sentence; None where no document states it as such."""
    for found in findings:
        for candidate in found.candidates:
            if candidate.field == key and evidence and evidence[0] in candidate.evidence:
                return _read(value, candidate, evidence[0], found)
    return None


def _read(
    value: Value, candidate: Candidate, evidence: Evidence, found: DocumentFindings
) -> Reading:
    block = found.document.blocks[evidence.block]
    labels = (candidate.label,) if block.in_table and candidate.label else ()
    start = max(block.text.rfind(mark, 0, evidence.start) for mark in "。；;\n") + 1
    in_prose = candidate.method is Method.PROSE
    return Reading(
        value,
        evidence,
        candidate.label,
        around(block.text, evidence.start, evidence.end, labels),
        fold(block.text[start : evidence.end]).text[-LONGEST_SENTENCE:] if in_prose else "",
    )
