"""The witnesses of a chosen value in, the signals out by which it is compared with others.

Signals are plain words of the same few lists for every field, so that few observations still
say something. Pure; never weighs them: what they are worth is counted, not decided.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from extractors.catalogue import FieldSpec, load_catalogue, words_in_use
from extractors.find.forms.labels import Strength, strength
from extractors.language.fold import fold
from extractors.model import Candidate, Evidence, Method, Window
from pipeline.model import (
    Agreement,
    Alternative,
    Dating,
    FieldValue,
    Legibility,
    Naming,
    Refusals,
    Signals,
    Standing,
    Witness,
)

# Lines that the recognition of scans scores lower hold a wrong sign often enough to be looked at.
LEGIBLE = 0.9
# What stands around a label in a form and does not change its name: 3.4 其中：工位（个）：
_AROUND = re.compile(
    r"\([^()]*\)|^[0-9一二三四五六七八九十.、]+|(?:19|20)[0-9]{2}年?度?|其中|[:：、.\s]"
)
_FROM_FORMS = frozenset((Method.CELL, Method.LABELLED, Method.CHECKBOX))
# Worst last: the order of `Legibility`.
_LEGIBILITY = tuple(Legibility)


def signals_of(
    spec: FieldSpec,
    voice: Sequence[Witness],
    rivals: Sequence[Alternative] = (),
    refused: Sequence[Alternative] = (),
) -> Signals:
    """What speaks for a value and against it.

    Args:
        spec: The field.
        voice: The witnesses of the chosen value, the one it was taken from first.
        rivals: Witnesses that count and say something else.
        refused: What was refused for the field, each with its reason.
    """
    best = voice[0].candidate
    external = best.method is Method.EXTERNAL
    return Signals(
        method=best.method,
        naming=Naming.NONE if external else naming(spec, best),
        dating=_dating(spec, best),
        agreement=Agreement.RIVAL if rivals else _agreement(voice),
        standing=_standing(spec, voice[0]),
        legibility=min((legibility(w.candidate.evidence) for w in voice), key=_LEGIBILITY.index),
        refusals=_refusals(best, refused),
        kind=spec.kind,
        finder=best.label if external else "",
    )


def naming(spec: FieldSpec, candidate: Candidate) -> Naming:
    """How the words at the value's place name the field."""
    label = fold(candidate.label).text
    if not label:
        return Naming.NONE
    listed, follows, under = _names(spec.key, words_in_use().revision)
    if label in listed or _AROUND.sub("", label) in listed:
        return Naming.LISTED
    if label in follows:
        return Naming.FOLLOWS
    if label in under:
        return Naming.CONTINUED
    guessed = candidate.method in _FROM_FORMS and strength(spec.key, label) is Strength.LIKENED
    return Naming.LIKENED if guessed else Naming.COMPOSED


@cache
def _names(key: str, words: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """A field's folded names, the words behind its numbers, those that go on with another.

    `words` is the revision of the office's words in use, for the cache: they may change.
    """
    spec = load_catalogue().fields[key]
    names = spec.labels + spec.form_labels + spec.prose_labels + spec.proof_labels
    under = [word for words in spec.under.values() for word in words]
    listed, follows, goes_on = (
        frozenset(fold(word).text for word in words if word)
        for words in (names, spec.follows, under)
    )
    return listed, follows, goes_on


def _dating(spec: FieldSpec, candidate: Candidate) -> Dating:
    if spec.window is not Window.YEAR:
        return Dating.ALTOGETHER if spec.window is Window.EVER else Dating.TIMELESS
    if candidate.declared:
        return Dating.DECLARED
    return Dating.ASSUMED if candidate.year is None else Dating.STATED


def _agreement(voice: Sequence[Witness]) -> Agreement:
    if len({witness.order for witness in voice}) > 1:
        return Agreement.DOCUMENTS
    if all(witness.candidate.clouded for witness in voice):
        return Agreement.CLOUDED
    places = {(e.block, e.start) for w in voice for e in w.candidate.evidence[:1]}
    return Agreement.PLACES if len(places) > 1 else Agreement.ALONE


def _standing(spec: FieldSpec, witness: Witness) -> Standing:
    places = [spec.trusted.index(kind) for kind in witness.materials if kind in spec.trusted]
    if not places:
        return Standing.UNLISTED
    return Standing.LATER if min(places) else Standing.FIRST


def legibility(evidence: Sequence[Evidence]) -> Legibility:
    """How the least legible of a witness's places was read."""
    return max(map(_read, evidence), key=_LEGIBILITY.index, default=Legibility.DIGITAL)


def _read(evidence: Evidence) -> Legibility:
    if evidence.sealed:
        return Legibility.SEALED
    if evidence.score is None:
        return Legibility.DIGITAL
    return Legibility.CLEAR if evidence.score >= LEGIBLE else Legibility.DOUBTFUL


def _refusals(best: Candidate, refused: Sequence[Alternative]) -> Refusals:
    if not refused:
        return Refusals.NONE
    same = all(other.value == best.value for other in refused)
    return Refusals.SAME if same else Refusals.OTHER


def computed(method: Method, spec: FieldSpec, inputs: Sequence[FieldValue] = ()) -> Signals:
    """The signals of a value that was counted or computed: those of the worst it was made of."""
    known = [value.signals for value in inputs if value.signals is not None]
    doubted = any(value.rivals for value in inputs) or any(one.contested for one in known)
    read = max((one.legibility for one in known), key=_LEGIBILITY.index, default=None)
    clouded = any(one.agreement is Agreement.CLOUDED for one in known)
    undoubted = Agreement.CLOUDED if clouded else Agreement.ALONE
    return Signals(
        method=method,
        agreement=Agreement.RIVAL if doubted else undoubted,
        legibility=read or Legibility.DIGITAL,
        kind=spec.kind,
    )
