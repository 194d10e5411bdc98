"""What was found and the record made of it in, an account of one field out: who said what, and why
one of them was believed.

The same hearing as `choose`'s, told in full: the chosen witness first, those that agree, the
rivals, the refused, each with its signals, its reason (Chinese) and the sentence it stands in.
Pure; never chooses anything itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice, takewhile

from extractors.catalogue import FieldSpec, load_catalogue
from extractors.model import Anchor, Document, DocumentFindings, Evidence, Finding, Method
from pipeline.confidence.signals import signals_of
from pipeline.model import FieldValue, Record, Signals, Witness
from pipeline.record.choose import Precedence, hear, precedence, reference_year, witnesses_of
from pipeline.signal_words import METHODS, materials_words

__all__ = ["Account", "Part", "Passage", "Testimony", "account"]

# What is shown of a sentence on each side of a quote.
REACH = 60  # characters
# Between the cells of a row, and how many of them are looked at on each side.
CELL, MOST_CELLS = " │ ", 20
_STOP = re.compile(r"[。！？!?；\n]")


class Part(StrEnum):
    """Which part a candidate plays."""

    CHOSEN = "chosen"
    AGREES = "agrees"
    RIVAL = "rival"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Passage:
    """A quote within its sentence; `before` and `after` are cut at `REACH`."""

    evidence: Evidence
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Testimony:
    """One candidate: its part, why it won or lost (Chinese), its signals, where it stands."""

    part: Part
    witness: Witness
    reason: str
    signals: Signals
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Account:
    """All that bears on one field's value, the chosen candidate first.

    `year` is the last complete year, which a field with a year asks about. `findings` are the
    cross-checks that are about the field.
    """

    field: FieldValue
    year: int | None
    testimonies: tuple[Testimony, ...]
    findings: tuple[Finding, ...] = ()


def account(findings: Sequence[DocumentFindings], record: Record, key: str) -> Account:
    """The account of a field.

    Args:
        findings: What the record was assembled from.
        key: A key of the catalogue.
    """
    spec = load_catalogue().fields[key]
    field = record.fields[key]
    witnesses = witnesses_of(findings)
    year = reference_year(witnesses, (), None)
    sources = {_identity(found.document): found.document for found in findings}
    told = _told(spec, field, [w for w in witnesses if w.candidate.field == key], year)
    return Account(
        field,
        year,
        tuple(
            Testimony(part, witness, reason, signals_of(spec, [witness]), _quoted(witness, sources))
            for part, witness, reason in told
        ),
        tuple(f for f in record.findings if _is_about(f, key)),
    )


def _told(
    spec: FieldSpec, field: FieldValue, witnesses: Sequence[Witness], year: int | None
) -> Iterator[tuple[Part, Witness, str]]:
    heard = hear(spec, witnesses, year)
    voices = list(heard.voices)
    if voices and not _is_computed(field):
        first = voices.pop(0)
        yield Part.CHOSEN, first[0], _why_chosen(spec, first, voices)
        yield from ((Part.AGREES, witness, "与所采用的说法一致") for witness in first[1:])
        for voice in voices:
            better = _advantage(spec, first, voice)
            yield from ((Part.RIVAL, w, f"所采用的说法{better}") for w in voice)
    else:
        lost = f"已由{METHODS[field.method]}得出" if field.method else "未采用"
        yield from ((Part.RIVAL, w, lost) for voice in voices for w in voice)
    yield from ((Part.REFUSED, witness, reason) for witness, reason in heard.refused)


def _is_computed(field: FieldValue) -> bool:
    return field.method in (Method.COUNTED, Method.DERIVED, Method.DECISION)


def _why_chosen(
    spec: FieldSpec, first: Sequence[Witness], others: Sequence[Sequence[Witness]]
) -> str:
    documents = len({witness.order for witness in first})
    agreed = f"{documents}份材料" if documents > 1 else f"{len(first)}处"
    alone = "唯一计入的说法" if len(first) == 1 else f"{agreed}说法一致，没有不同说法"
    return _advantage(spec, first, others[0]) if others else alone


def _advantage(spec: FieldSpec, first: Sequence[Witness], other: Sequence[Witness]) -> str:
    """What the first voice has before the other: the weightiest thing in which they differ."""
    one, two = precedence(spec, first), precedence(spec, other)
    differing = (n for n in Precedence._fields if getattr(one, n) != getattr(two, n))
    name = next(differing, "order")
    if name == "place" and other[0].candidate.method is Method.EXTERNAL:
        return "由本系统读出，先于外接识别组件"
    ours, theirs = first[0], other[0]
    return {
        "place": f"出自对本项更可信的材料（{materials_words(ours.materials)}先于"
        f"{materials_words(theirs.materials)}）",
        "undated": "写明了年度",
        "method": f"读法更可靠（{METHODS[ours.candidate.method]}先于"
        f"{METHODS[theirs.candidate.method]}）",
        "documents": "有更多材料印证",
        "approximate": "是准确数，不是约数",
        "order": "所在的文件或位置在前",
    }[name]


def _is_about(finding: Finding, key: str) -> bool:
    keys = finding.details.get("keys")
    return finding.details.get("key") == key or (isinstance(keys, list | tuple) and key in keys)


Identity = tuple[str, str]


def _identity(source: Document | Evidence) -> Identity:
    """The same bytes may have been handed in under two names."""
    name = source.document if isinstance(source, Evidence) else source.name
    return name, source.sha256


def _quoted(witness: Witness, sources: Mapping[Identity, Document]) -> tuple[Passage, ...]:
    return tuple(_passage(one, sources[_identity(one)]) for one in witness.candidate.evidence)


def _passage(evidence: Evidence, document: Document) -> Passage:
    block = document.blocks[evidence.block]
    before = _STOP.split(block.text[: evidence.start])[-1]
    after = block.text[evidence.end :]
    stop = _STOP.search(after)
    after = after[: stop.end()].rstrip("\n") if stop else after
    if block.in_table or block.anchor.sheet is not None:
        # A figure alone in its cell says nothing without the others of its row.
        left, right = _row(document, evidence.block)
        before, after = CELL.join((*left, before)), CELL.join((after, *right))
    return Passage(
        evidence,
        before if len(before) <= REACH else "…" + before[-REACH:],
        after if len(after) <= REACH else after[:REACH] + "…",
    )


def _row(document: Document, index: int) -> tuple[list[str], list[str]]:
    """The texts of the cells before and behind one in its row; they stand side by side."""
    blocks = document.blocks
    own = blocks[index].anchor

    def cells(places: Iterable[int]) -> list[str]:
        row = takewhile(lambda n: _in_row(blocks[n].anchor, own), islice(places, MOST_CELLS))
        return [blocks[n].text for n in row]

    return cells(range(index - 1, -1, -1))[::-1], cells(range(index + 1, len(blocks)))


def _in_row(one: Anchor, other: Anchor) -> bool:
    return (one.table, one.sheet, one.row) == (other.table, other.sheet, other.row)
