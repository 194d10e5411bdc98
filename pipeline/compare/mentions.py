"""Plans in, the names out that they repeat and that are not the applicant's own.

A plan made from another applicant's plan keeps its name here and there. Which of the names are
those of other applicants is for the comparison to say; most are partners and parks. The
applicant's own names are left out, and with them what is part of them.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from extractors.language.fold import fold
from extractors.model import Document, Evidence, Layer
from pipeline.compare.prints import MOST_CHARACTERS
from pipeline.compare.spelling import spelled, telling

# Named once or twice it is a neighbour or a partner.
OFTEN = 3
# The names of spaces and their operators have 5 to 25 characters.
SHORTEST, LONGEST = 5, 30
# A plan of 60 pages repeats some hundred names.
MOST_NAMES = 500
MOST_QUOTES = 10
# Some thirty beginnings for each of a thousand endings are a plan; text made to be slow has more.
MOST_SEEN = 200_000

_ENDS = re.compile(
    "公司|空间|孵化器|加速器|中心|学院|大学|学校|研究院|研究所|集团|工场|工厂|工坊|创客坊|坊|基地|"
    "合作社|协会|促进会|联盟|平台|小镇|车间|码头|驿站|咖啡"
)
_NAME = re.compile(r"[^\W_·]+(?:[()·][^\W_·]+)*\)?")
# What may stand before a name without being part of it.
_BEFORE = frozenset("在与和及由对把将为是的向从到以同跟给让被使如像即称本该省市县区州镇")


def mentions(plans: Iterable[Document], own: Sequence[str]) -> dict[str, tuple[Evidence, ...]]:
    """Each repeated name in its one spelling, with some of its places.

    Args:
        plans: Documents that hold what the applicant wrote itself.
        own: Names of the applicant and of its space, folded.
    """
    seen = list(islice(_seen(plans, own), MOST_SEEN))
    often = Counter(one.name for one in seen)
    before: dict[str, set[str]] = defaultdict(set)
    places: dict[str, list[_Seen]] = defaultdict(list)
    for one in seen:
        if often[one.name] >= OFTEN:
            before[one.name].add(one.before)
            places[one.name].append(one)
    found: dict[str, tuple[Evidence, ...]] = {}
    for name, where in places.items():
        if _begins(before[name]) and telling(spelled(name)) > 1 and len(found) < MOST_NAMES:
            found.setdefault(spelled(name), tuple(one.quote() for one in where[:MOST_QUOTES]))
    return found


class _Seen(NamedTuple):
    """What may be a name, what stands before it, and where: a block and folded offsets."""

    name: str
    before: str
    document: Document
    block: int
    start: int
    end: int

    def quote(self) -> Evidence:
        folded = fold(self.document.blocks[self.block].text)
        return self.document.quote(self.block, *folded.span(self.start, self.end))


def _seen(plans: Iterable[Document], own: Sequence[str]) -> Iterator[_Seen]:
    room = MOST_CHARACTERS
    for document in plans:
        for index, block in enumerate(document.blocks):
            if block.layer in (Layer.BODY, Layer.INSERTED) and room > 0:
                room -= len(block.text)
                text = _without(fold(block.text).text, own)
                for start, end in _named(text):
                    before = text[start - 1] if start and _NAME.match(text[start - 1]) else ""
                    yield _Seen(text[start:end], before, document, index, start, end)


def _without(text: str, own: Sequence[str]) -> str:
    """The text with the applicant's names blanked, of the same length."""
    for name in sorted(filter(None, own), key=len, reverse=True):
        text = text.replace(name, " " * len(name))
    return text


def _named(text: str) -> Iterator[tuple[int, int]]:
    """Whatever may be a name: every beginning before every ending."""
    for run in _NAME.finditer(text):
        for ending in _ENDS.finditer(run.group()):
            end = run.start() + ending.end()
            for start in range(max(run.start(), end - LONGEST), end - SHORTEST + 1):
                yield start, end


def _begins(before: set[str]) -> bool:
    """Whether a name begins here: what always has the same character before it is a part."""
    return len(before) > 1 or not before or bool(before & (_BEFORE | {""}))
