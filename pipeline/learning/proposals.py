"""Corrections in, words to add to the catalogue out, each with the sentences that speak for it.

A proposal is one word at one place of the office's words. Its id is made from the two, so that it
is the same today and tomorrow, whatever else is proposed. Nothing here changes anything, and
nothing says yet what a word would do: that is the trial's. Pure.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from extractors.catalogue import load_catalogue, shipped
from extractors.errors import CatalogueError
from extractors.find.forms.labels import bare_label, fields_of_label
from extractors.model import Evidence
from extractors.office_words import DISTRACTORS, OfficeWord, OfficeWords, checked
from pipeline.learning import contexts
from pipeline.learning.corrections import Case, Correction, Reading
from pipeline.learning.places import Name, Place, words_of

# One submission may be odd; two that go wrong alike are a habit of the region's forms.
ENOUGH = 2  # submissions
# Every proposal is tried on all decided submissions, which takes a second or two each.
MOST = 60


class Kind(StrEnum):
    """What a proposal is for."""

    LABEL = "label"  # a name of a field that the catalogue does not list
    CONTEXT = "context"  # a word of time, plan or subject that speaks against a number
    FALSE_LABEL = "false_label"  # a name that means another thing where it stands


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words of a file that speak for a proposal, and where they stand."""

    submission: str
    name: str  # of the submission
    field: str
    text: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Proposal:
    """One word, where it would be added, and what speaks for it."""

    kind: Kind
    place: str  # as in the office's words: total_area_m2.form_labels, scopes.ever, distractors
    word: str
    sentences: tuple[Sentence, ...]

    @property
    def id(self) -> str:
        """`w-` and six hexadecimal digits of place and word."""
        return id_of(self.place, self.word)

    @property
    def submissions(self) -> int:
        return len({sentence.submission for sentence in self.sentences})

    @property
    def office_word(self) -> OfficeWord:
        return OfficeWord(self.place, self.word)


def id_of(place: str, word: str) -> str:
    """The id of a word at its place, as a proposal and as an accepted word."""
    digest = hashlib.sha256(place.encode() + b"\0" + word.encode()).hexdigest()
    return f"w-{digest[:6]}"


def proposals(cases: Sequence[Case], known: OfficeWords) -> tuple[Proposal, ...]:
    """What the corrections speak for, the best supported first.

    Args:
        cases: All decided submissions.
        known: The office's words in force; none of them is proposed again.
    """
    corrections = [correction for case in cases for correction in case.corrections]
    found = [
        *_labels(corrections),
        *_contexts(cases, corrections),
        *_false_labels(cases, corrections),
    ]
    have = {(word.place, word.word) for word in known.words}
    allowed = [p for p in found if (p.place, p.word) not in have and _is_allowed(p)]
    allowed.sort(key=lambda p: (-p.submissions, p.kind, p.place, len(p.word), p.word))
    return tuple(allowed[:MOST])


def _is_allowed(proposal: Proposal) -> bool:
    """Whether the office's words may hold it: files hold what no catalogue should."""
    try:
        checked(proposal.office_word)
    except CatalogueError:
        return False
    return True


# Labels


def _labels(corrections: Iterable[Correction]) -> Iterator[Proposal]:
    """Names that stand beside what a person said, where the machine had found nothing right."""
    spoken: dict[tuple[str, Name], list[Sentence]] = defaultdict(list)
    for correction in corrections:
        for place in correction.places:
            for name in dict.fromkeys(place.names):
                spoken[correction.field, name].append(_at(correction, place))
    singles = {
        correction.submission + correction.field: _clear(correction) for correction in corrections
    }
    for (field, name), sentences in spoken.items():
        proposal = Proposal(Kind.LABEL, f"{field}.{name.key}", name.text, _one_each(sentences))
        clear = name in {singles.get(one.submission + one.field) for one in sentences}
        if proposal.submissions >= ENOUGH or clear:
            yield proposal


def _clear(correction: Correction) -> Name | None:
    """The one label that a single correction is enough for: nothing else could be meant.

    The value stands in one place of the whole submission, beside a label that names no field
    and shares a word with the field's own labels (地盘大小 with 场地面积).
    """
    if len(correction.places) != 1 or correction.wrong:
        return None
    labels = [name for name in correction.places[0].names if name.key == "form_labels"]
    spec = load_catalogue().fields[correction.field]
    own = "\n".join((*spec.labels, *spec.form_labels))
    alike = [n for n in labels if any(len(w) > 1 and w in own for w in words_of(n.text))]
    return alike[0] if len(alike) == 1 else None


def _at(correction: Correction, place: Place) -> Sentence:
    return Sentence(
        correction.submission, correction.name, correction.field, place.around, place.evidence
    )


def _one_each(sentences: Iterable[Sentence]) -> tuple[Sentence, ...]:
    """The first of each submission: more of the same tells nothing."""
    first: dict[str, Sentence] = {}
    for sentence in sentences:
        first.setdefault(sentence.submission, sentence)
    return tuple(first.values())


# Words of time, plan and subject


def _contexts(cases: Iterable[Case], corrections: Iterable[Correction]) -> Iterator[Proposal]:
    """Words in the sentences of wrong numbers that stand in no sentence of a right one."""
    right = [reading.sentence for case in cases for reading in case.right.values()]
    wrong = [
        (_of(correction, reading), _before_label(reading))
        for correction in corrections
        for reading in correction.wrong
        if reading.sentence
    ]
    for word, sentences in contexts.telling(wrong, right, ENOUGH):
        if len({one.submission for one in sentences}) >= ENOUGH:
            fields = {one.field for one in sentences}
            place = contexts.place_of(word, fields)
            yield Proposal(Kind.CONTEXT, place, word, _one_each(sentences))


def _before_label(reading: Reading) -> str:
    """The sentence up to the name of what is counted: the name itself is no context."""
    at = reading.sentence.rfind(reading.label) if reading.label else -1
    return reading.sentence if at < 0 else reading.sentence[:at]


def _of(correction: Correction, reading: Reading) -> Sentence:
    return Sentence(
        correction.submission,
        correction.name,
        correction.field,
        reading.around,
        reading.evidence,
    )


# False labels


def _false_labels(cases: Iterable[Case], corrections: Iterable[Correction]) -> Iterator[Proposal]:
    """Labels of forms whose values were wrong and never right, and longer names in sentences."""
    right = {
        (key, bare_label(reading.label))
        for case in cases
        for key, reading in case.right.items()
        if reading.label
    }
    spoken: dict[tuple[str, str], list[Sentence]] = defaultdict(list)
    for correction in corrections:
        for reading in correction.wrong:
            label = bare_label(reading.label) if reading.label else ""
            if not reading.sentence and correction.field in fields_of_label(label):
                place = f"{correction.field}.not_labels"
                spoken[place, label].append(_of(correction, reading))
            elif longer := contexts.longer_name(reading.sentence, reading.label):
                spoken[DISTRACTORS, longer].append(_of(correction, reading))
    said = [reading.sentence for case in cases for reading in case.right.values()]
    for (place, label), sentences in spoken.items():
        fields = {one.field for one in sentences}
        fine = any((field, label) in right for field in fields) or (
            place == DISTRACTORS and any(label in sentence for sentence in said)
        )
        proposal = Proposal(Kind.FALSE_LABEL, place, label, _one_each(sentences))
        if proposal.submissions >= ENOUGH and not fine:
            yield proposal


def named(proposal: Proposal) -> str:
    """The field that a proposal is about, "" where it is about all."""
    key = proposal.place.partition(".")[0]
    return key if key in shipped().fields else ""
