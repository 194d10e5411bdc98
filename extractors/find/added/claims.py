"""A document and a finder's claims in, candidates out: located in the text and read by us.

A claim counts for no more than its quote. The quote must stand in the text, our own reading of
the field's kind must find a value in it, and a value that the finder gives must be that one.
What the words before the quote say (planned, another body's, a total over years) is held
against it as against our own findings. Whatever cannot be used is dropped and counted: claims
are another program's output, so nothing in them can raise. Never chooses between candidates.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from itertools import islice
from typing import TypeGuard

from extractors.catalogue import FieldSpec, load_catalogue
from extractors.find.added.finder import Claim
from extractors.find.added.quotes import Place, Quotable
from extractors.find.documents.materials import materials_of
from extractors.find.documents.outline import Section, sections_of
from extractors.find.forms.labelled import candidates_of
from extractors.find.forms.pairs import Pair
from extractors.find.sentences.naming import fits
from extractors.find.sentences.pairing import Step, scope_at, standing
from extractors.find.sentences.scope import Scope
from extractors.language.dates import DateSpan, dates
from extractors.language.fold import fold
from extractors.language.marks import marks
from extractors.language.marks.negations import turning
from extractors.language.quantity import Quantity, quantities
from extractors.limits import LIMITS
from extractors.model import Candidate, Document, Method
from extractors.values import Division, Value, ValueKind, from_plain

__all__ = ["Dropped", "Located", "located"]

# Kinds whose statement a plan or another body's sentence turns into something else. A name or
# an address stays one wherever it is written.
_STATED = frozenset({ValueKind.NUMBER, ValueKind.YES_NO, ValueKind.CHOICE, ValueKind.NAMES})


class Dropped(StrEnum):
    """Why a claim is not used."""

    MALFORMED = "malformed"  # no claim, control characters, too long
    TOO_MANY = "too_many"
    UNKNOWN_FIELD = "unknown_field"
    NOT_IN_TEXT = "not_in_text"  # or in several places, and nothing tells which is meant
    CUT = "cut"  # leaves out what turns its sense: 20平方米 of 820平方米, 设有基金 of 未设有基金
    NOT_READ = "not_read"  # our reading finds no value in it, or another than the claim says


@dataclass(frozen=True, slots=True)
class Located:
    """What is left of a finder's claims, and how many were dropped for which reason."""

    candidates: tuple[Candidate, ...] = ()
    dropped: Mapping[Dropped, int] = field(default_factory=dict)


def located(
    document: Document, claims: Iterable[object], name: str, ours: Iterable[Candidate] = ()
) -> Located:
    """The claims that the document bears out, as candidates.

    Args:
        claims: What a finder said; read no further than `LIMITS.finder_claims`.
        name: The finder's, kept as the candidates' label.
        ours: What we found in the document: a figure beside the label of one field is refused
            as another's.

    Returns:
        Candidates by `Method.EXTERNAL` without confidence, each once, in the order claimed.
    """
    found: dict[tuple[object, ...], Candidate] = {}
    dropped: Counter[Dropped] = Counter()
    desk: _Desk | None = None
    labelled = _labelled(ours)
    for count, claim in enumerate(islice(claims, LIMITS.finder_claims + 1)):
        if count == LIMITS.finder_claims:
            dropped[Dropped.TOO_MANY] += 1
            break
        if not _is_sound(claim):
            dropped[Dropped.MALFORMED] += 1
            continue
        desk = desk or _Desk(document)
        answer = desk.read(claim)
        if isinstance(answer, Dropped):
            dropped[answer] += 1
            continue
        for one in answer:
            candidate = replace(one, method=Method.EXTERNAL, label=name, confidence=None)
            places = [(e.block, e.start, e.end) for e in candidate.evidence]
            if taken := _anothers(candidate, labelled):
                candidate = replace(candidate, rejected=candidate.rejected or taken)
            found.setdefault((candidate.field, candidate.value, *places), candidate)
    return Located(tuple(found.values()), dict(dropped))


# What stands beside a label says whose it is; in a sentence we may be the ones that err.
_BESIDE_A_LABEL = frozenset({Method.CELL, Method.LABELLED, Method.STATISTIC})
Figure = tuple[int, int, int]


def _labelled(ours: Iterable[Candidate]) -> Mapping[Figure, frozenset[str]]:
    """Place of a figure beside a label → the fields whose it is."""
    found: dict[Figure, frozenset[str]] = {}
    for candidate in ours:
        counts = candidate.method in _BESIDE_A_LABEL and candidate.rejected is None
        if counts and isinstance(candidate.value, Decimal):
            for e in candidate.evidence:
                place = (e.block, e.start, e.end)
                found[place] = found.get(place, frozenset()) | {candidate.field}
    return found


def _anothers(candidate: Candidate, labelled: Mapping[Figure, frozenset[str]]) -> str | None:
    """Why a figure is not this field's where a label gives it to another (Chinese)."""
    if not isinstance(candidate.value, Decimal):
        return None
    for e in candidate.evidence:
        fields = labelled.get((e.block, e.start, e.end), frozenset())
        if fields and candidate.field not in fields:
            names = "、".join(load_catalogue().fields[key].label for key in sorted(fields))
            return f"旁边的名称表明是“{names}”的数"
    return None


def _is_sound(claim: object) -> TypeGuard[Claim]:
    """Whether this is a claim with texts and numbers where they belong, and of fair length."""
    if not isinstance(claim, Claim):
        return False
    texts = [claim.field, claim.quote, *([] if claim.value is None else [claim.value])]
    places = [claim.page, claim.block]
    return all(
        isinstance(text, str) and len(text) <= LIMITS.claim_characters and "\0" not in text
        for text in texts
    ) and all(place is None or type(place) is int for place in places)


@dataclass(frozen=True, slots=True)
class _Block:
    """What reading several claims on one block needs only once."""

    text: str
    quantities: tuple[Quantity, ...]
    dates: tuple[DateSpan, ...]
    steps: tuple[Step, ...]

    def scope_at(self, place: int) -> Scope:
        return scope_at(self.steps, place)


class _Desk:
    """Where the claims on one document are read."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._text = Quotable(document)
        is_plan = set(materials_of(document)) == {"annual_plan"}
        self._sections = sections_of(document, plan_of_work=is_plan)
        self._blocks: dict[int, _Block] = {}
        self._readings: dict[tuple[str, Place], tuple[Candidate, ...]] = {}

    def read(self, claim: Claim) -> tuple[Candidate, ...] | Dropped:
        spec = load_catalogue().fields.get(claim.field)
        if spec is None:
            return Dropped.UNKNOWN_FIELD
        place = self._text.place(claim.quote, claim.block, claim.page)
        if place is None:
            return Dropped.NOT_IN_TEXT
        if not self._affordable(place.block):
            return Dropped.TOO_MANY
        if _is_cut(spec, self._text.folded(place.block).text, place):
            return Dropped.CUT
        said = [
            candidate
            for part in self._parts(spec, claim, place)
            for candidate in self._candidates(spec, part)
            if claim.value is None or _means(spec, claim.value, candidate.value)
        ]
        # Two values in one quote, and the claim does not say which: it says nothing.
        one = {candidate.value for candidate in said}
        return tuple(said[:1]) if len(one) == 1 else Dropped.NOT_READ

    def _affordable(self, block: int) -> bool:
        """Whether there is room to read one more block; one that was read costs nothing."""
        known = sum(len(each.text) for each in self._blocks.values())
        wanted = len(self._text.folded(block).text)
        return block in self._blocks or known + wanted <= LIMITS.claimed_characters

    def _parts(self, spec: FieldSpec, claim: Claim, place: Place) -> Iterator[Place]:
        """The stretches of a quote that may hold the value.

        Numbers and dates are found in the whole block: a quote may not cut 20 out of 820.
        """
        text = self._text.folded(place.block).text
        match spec.kind:
            case ValueKind.NUMBER:
                whole = (place.start, place.end) == (0, len(text))
                for q in self._block(place.block).quantities:
                    inside = place.start <= q.number_start and q.number_end <= place.end
                    # A cell may leave its unit to the table's head, but not that of money:
                    # 120 may be 元 or 万元.
                    if inside and fits(spec, q, bare=whole and spec.unit != "元"):
                        yield Place(place.block, q.start, q.end)
            case ValueKind.DATE:
                for date in self._block(place.block).dates:
                    if place.start <= date.start and date.end <= place.end:
                        yield Place(place.block, date.start, date.end)
            case ValueKind.TEXT if claim.value is not None:
                wanted = fold(claim.value).text
                at = text.find(wanted, place.start, place.end)
                if at >= 0 and wanted:
                    yield Place(place.block, at, at + len(wanted))
            case _:
                yield place

    def _candidates(self, spec: FieldSpec, place: Place) -> tuple[Candidate, ...]:
        """Our reading of a stretch, kept: finders repeat themselves."""
        if (spec.key, place) not in self._readings:
            self._readings[spec.key, place] = tuple(self._read(spec, place))
        return self._readings[spec.key, place]

    def _read(self, spec: FieldSpec, place: Place) -> Iterator[Candidate]:
        """Our reading of a stretch, as if it were the value beside the field's label."""
        start, end = self._text.folded(place.block).span(place.start, place.end)
        scope = self._block(place.block).scope_at(place.start)
        section = Section(self._sections[place.block].headings, scope)
        pair = Pair((spec.key,), "", place.block, start, end, Method.EXTERNAL, section)
        for candidate in candidates_of(self._document, pair):
            if candidate.field != spec.key or not _within(candidate, start, end):
                continue
            against = self._objection(spec, place, scope)
            yield replace(candidate, rejected=candidate.rejected or against)

    def _objection(self, spec: FieldSpec, place: Place, scope: Scope) -> str | None:
        """What the words before the quote say against it (Chinese)."""
        if spec.kind is ValueKind.DATE and scope.plan:
            return scope.objection(spec)
        if spec.kind not in _STATED:
            return None
        if spec.of_anyone:
            scope = scope._replace(foreign="")
        if against := scope.objection(spec):
            return against
        text = self._block(place.block).text
        clause = max(text.rfind(sign, 0, place.start) for sign in "，；：,;:。！？!?") + 1
        before = text[clause : place.start]
        near = next((word for word in spec.not_near if fold(word).text in before), None)
        return f"“{near}”的数，不是{spec.label}" if near else None

    def _block(self, index: int) -> _Block:
        if index not in self._blocks:
            text = self._text.folded(index).text
            base = self._sections[index].scope
            found = quantities(text), tuple(dates(text)), standing(text, base)
            self._blocks[index] = _Block(text, *found)
        return self._blocks[index]


def _is_cut(spec: FieldSpec, text: str, place: Place) -> bool:
    """Whether the quote begins or ends within digits or letters, or leaves out a "not"."""
    stated = spec.kind in (ValueKind.YES_NO, ValueKind.CHOICE)
    if stated and turning(marks(text), place.start) is not None:
        return True
    return any(
        re.fullmatch("[0-9]{2}|[A-Za-z]{2}", text[max(0, at - 1) : at + 1]) is not None
        for at in (place.start, place.end)
    )


def _within(candidate: Candidate, start: int, end: int) -> bool:
    """Whether the reading stands in the quote; names are listed from the whole block."""
    return all(e.start < end and start < e.end for e in candidate.evidence)


def _means(spec: FieldSpec, claimed: str, read: Value) -> bool:
    """Whether the claimed value is what we read."""
    if spec.kind is ValueKind.NUMBER:
        return read in _numbers(claimed, spec)
    if isinstance(read, Division):
        return fold(claimed).text in (read.code, fold(read.name).text)
    if isinstance(read, tuple):
        return all(fold(name).text in fold(claimed).text for name in read)
    if isinstance(read, str):
        words = {read, *spec.choices.get(read, ())}
        said = fold(claimed).text
        return said in {fold(word).text for word in words} or fold(read).text in said
    try:
        return from_plain(spec.kind, claimed) == read
    except ValueError:
        return False


def _numbers(claimed: str, spec: FieldSpec) -> set[Decimal]:
    """What the claimed figure may be: plain in the field's unit, or with a unit of its own."""
    found = {q.value for q in quantities(fold(claimed).text)[:2] if fits(spec, q)}
    try:
        plain = from_plain(ValueKind.NUMBER, claimed)
    except ValueError:
        return found
    return found | {plain} if isinstance(plain, Decimal) else found
