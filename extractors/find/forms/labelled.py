"""A document's label–value pairs in, candidates out, each value read as its field asks.

Never chooses between candidates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from extractors.catalogue import FieldSpec, load_catalogue
from extractors.find.documents.outline import Section
from extractors.find.forms.answers.answer import Answer, answer_of, candidate, part
from extractors.find.forms.answers.choices import choice, yes_or_no
from extractors.find.forms.answers.dates import date, lease
from extractors.find.forms.answers.numbers import leftover, numbers
from extractors.find.forms.answers.texts import text_value
from extractors.find.forms.pairs import Pair, pairs
from extractors.find.sentences.enumerations import names_in
from extractors.language.divisions import division_of_address
from extractors.model import Candidate, Document
from extractors.values import Division, ValueKind


def find_labelled(
    document: Document,
    sections: tuple[Section, ...],
    taken: frozenset[int],
    is_proof: bool,
) -> tuple[Candidate, ...]:
    """Candidates from every label with a value beside it.

    Args:
        sections: The section of each block, from `outline.sections_of`.
        taken: Blocks read by other finders.
        is_proof: Whether the document is a licence or certificate.
    """
    found: list[Candidate] = []
    unsure: list[Candidate] = []
    for pair in pairs(document, sections, taken, is_proof):
        (unsure if pair.likened else found).extend(candidates_of(document, pair))
    # A label that is only like a name counts where no other label of the file names the field.
    named = {candidate.field for candidate in found if candidate.rejected is None}
    found = [_of_county(candidate, found) for candidate in found]
    return (*found, *(candidate for candidate in unsure if candidate.field not in named))


_WHOLE = "00"


def _of_county(candidate: Candidate, found: list[Candidate]) -> Candidate:
    """所在州市 | 伊犁州 beside 县市区 | 伊宁市: the prefecture is refused for its county's sake."""
    value = candidate.value
    if not isinstance(value, Division) or not value.code.endswith(_WHOLE):
        return candidate
    within = value.code.removesuffix(_WHOLE).removesuffix(_WHOLE)
    for other in found:
        finer = other.value
        if isinstance(finer, Division) and finer != value and finer.code.startswith(within):
            return replace(candidate, rejected=f"上级区划，另填有“{finer.name}”")
    return candidate


def candidates_of(document: Document, pair: Pair) -> Iterator[Candidate]:
    """What one value says of the fields of its label, each read as the field asks."""
    answer = answer_of(document, pair)
    if answer is None:
        return
    parts = (_slashed(answer) or _parted(answer)) if len(pair.fields) > 1 else None
    for index, key in enumerate(pair.fields):
        yield from _read(load_catalogue().fields[key], parts[index] if parts else answer)


def _slashed(answer: Answer) -> list[Answer] | None:
    """`5人/7人` under 专职人员/全部人员: one part a field, in their order."""
    text = answer.folded.text
    _, end = answer.folded.span(0, len(text))
    block = answer.document.blocks[answer.pair.block].text
    original = block[answer.offset : answer.offset + end]
    if text.count("/") != len(answer.pair.fields) - 1 or "/" not in original.replace("／", "/"):
        return None
    parts, at = [], 0
    for piece in re.split(r"[/／]", original):
        parts.append(part(answer, at, at + len(piece)))
        at += len(piece) + 1
    whole = len(parts) == len(answer.pair.fields) and all(part.folded.text for part in parts)
    return parts if whole else None


_COMMA = re.compile(r"[，,；;、\n]")


def _parted(answer: Answer) -> list[Answer] | None:
    """`某众创空间，某路9号` under 名称与地址: a name, then an address, as the label asks."""
    keys = answer.pair.fields
    if len(keys) != 2 or not (keys[0].endswith("_name") and keys[1].endswith("_address")):
        return None
    _, end = answer.folded.span(0, len(answer.folded.text))
    block = answer.document.blocks[answer.pair.block].text
    original = block[answer.offset : answer.offset + end]
    mark = _COMMA.search(original)
    if mark is None:
        return None
    parts = [part(answer, 0, mark.start()), part(answer, mark.end(), len(original))]
    return parts if all(part.folded.text for part in parts) else None


def _read(spec: FieldSpec, answer: Answer) -> Iterator[Candidate]:
    """The candidates of one value for one field, by the field's kind."""
    match spec.kind:
        case ValueKind.NUMBER:
            yield from numbers(spec, answer)
        case ValueKind.DATE:
            yield from date(spec, answer)
        case ValueKind.YES_NO:
            yield from yes_or_no(spec, answer)
            yield from leftover(spec, answer)
        case ValueKind.CHOICE:
            yield from choice(spec, answer)
            if spec.key == "premises_tenure":
                yield from lease(answer)
                yield from leftover(load_catalogue().fields["lease_years"], answer)
        case ValueKind.DIVISION:
            division = division_of_address(answer.folded.text)
            if division is not None:
                yield candidate(spec, answer, division, answer.quote())
        case ValueKind.NAMES:
            yield from names_in(spec, answer.document, answer.pair.block)
        case ValueKind.TEXT:
            yield from text_value(spec, answer)
