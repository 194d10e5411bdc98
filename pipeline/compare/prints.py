"""The running text of plans in, few numbers that any copy of a passage has in common with it out.

Winnowing (Schleimer, Wilkerson, Aiken 2003): of every WINDOW neighbouring pieces of text the one
with the smallest number is kept, so two texts that share WINDOW + PIECE - 1 characters share a
number, wherever the passage stands. Digits, marks and the applicant's own names do not count: who
copies a plan changes these. Left out are tables, which hold lists, and what policies say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from extractors.language.fold import fold
from extractors.model import Document, Evidence, Layer
from pipeline.compare.model import TraceKind, number

# Two people who describe a makerspace share up to 25 characters in a row (names of rules, of
# laws, of services); of 33 submissions written apart no two share a piece of their plans' prose
# of more than that once titles in 《》 are left out.
PIECE = 16  # characters
# One number in twenty characters; what is copied at 55 characters or more is met for certain.
WINDOW = 40  # pieces
# Plans have up to 60,000 characters; more than this is no plan.
MOST_CHARACTERS = 200_000
# Of a longer text the smallest numbers: another copy keeps the same ones.
MOST_PRINTS = 4_000
# Headings and short lines are worded alike everywhere.
SHORTEST = 20  # characters

_TITLE = re.compile(r"《[^》]{1,60}》")
# A line that quotes a policy: its number, its article.
_POLICY = re.compile(r"〔\d{4}〕|\[\d{4}\]\d*号|第[一二三四五六七八九十百\d]{1,4}条")
_LETTER = re.compile(r"[^\W\d_]")
_SHOWN = (Layer.BODY, Layer.INSERTED)


class Print(NamedTuple):
    """One number kept, and where its piece stands: half-open indexes into a stream's letters."""

    hash: int
    stream: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Stream:
    """The letters of one plan that count, each with its block and its offset in that."""

    document: Document
    letters: str
    places: tuple[tuple[int, int], ...]

    def quotes(self, start: int, end: int) -> Iterator[Evidence]:
        """The passage as the file has it, one quote a block."""
        first: dict[int, int] = {}
        last: dict[int, int] = {}
        for block, offset in self.places[start:end]:
            first.setdefault(block, offset)
            last[block] = offset
        for block, offset in first.items():
            yield self.document.quote(block, offset, last[block] + 1)


def streams(plans: Iterable[Document], names: Sequence[str]) -> tuple[Stream, ...]:
    """The running text of each plan.

    Args:
        plans: Documents that hold what the applicant wrote itself.
        names: What the applicant calls itself, folded; left out wherever it stands.
    """
    own = _own(names)
    found: list[Stream] = []
    for document in plans:
        room = MOST_CHARACTERS - sum(len(stream.letters) for stream in found)
        found.append(_stream(document, own, room))
    return tuple(found)


def _own(names: Sequence[str]) -> re.Pattern[str] | None:
    told = sorted({name for name in names if len(name) > 1}, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, told))) if told else None


def _stream(document: Document, own: re.Pattern[str] | None, room: int) -> Stream:
    letters: list[str] = []
    places: list[tuple[int, int]] = []
    for index, block in enumerate(document.blocks):
        if block.in_table or block.layer not in _SHOWN or len(places) >= room:
            continue
        folded = fold(block.text)
        text = folded.text
        if len(text) < SHORTEST or _POLICY.search(text):
            continue
        hidden = [match.span() for match in _TITLE.finditer(text)]
        hidden += [match.span() for match in own.finditer(text)] if own else []
        skipped = {offset for start, end in hidden for offset in range(start, end)}
        for match in _LETTER.finditer(text):
            if match.start() not in skipped:
                small = match.group().lower()
                letters.append(small if len(small) == 1 else match.group())
                places.append((index, folded.origin[match.start()]))
    return Stream(document, "".join(letters), tuple(places))


def prints(texts: Sequence[Stream]) -> tuple[Print, ...]:
    """The numbers that stand for the streams, in the order of the text."""
    kept = [one for index, stream in enumerate(texts) for one in _winnowed(stream.letters, index)]
    if len(kept) > MOST_PRINTS:
        kept = sorted(sorted(kept)[:MOST_PRINTS], key=lambda one: (one.stream, one.start))
    return tuple(kept)


def _winnowed(letters: str, stream: int) -> Iterator[Print]:
    count = len(letters) - PIECE + 1
    numbers = [number(TraceKind.TEXT.value, letters[i : i + PIECE]) for i in range(count)]
    kept = -1
    for start in range(max(count - WINDOW, 0) + 1 if count > 0 else 0):
        window = numbers[start : start + WINDOW]
        if kept >= start and numbers[kept] <= window[-1]:
            continue
        # Of equal ones the last, so that runs of one character keep few.
        smallest = min(window)
        least = start + max(i for i, n in enumerate(window) if n == smallest)
        if least != kept:
            kept = least
            yield Print(numbers[kept], stream, kept, kept + PIECE)
