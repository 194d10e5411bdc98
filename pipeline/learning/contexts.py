"""Sentences up to a number in, the words out that stand before wrong numbers and no right ones.

What such a word means, the machine cannot know: it is put where words of its look stand (开业以来
among those of all years), else among the words that make a number another thing's for its field
alone, which is the narrowest place. Pure.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TypeVar

from extractors.language.marks import marks, spans
from pipeline.learning.places import is_known, is_listed, words_of

# Two words of jieba together: 云岭 and 联盟 name one body.
LONGEST_JOIN = 2  # words
# What a word of each scope looks like.
_LOOKS = (
    ("scopes.ever", re.compile(r"以来|至今|迄今|累计|历年|历次|多年|[开成建]\w{0,2}(?:起|后)$")),
    ("scopes.plan", re.compile(r"拟|将|计划|规划|预计|预期|目标|力争|争取|有望|远期|未来|待建")),
    ("scopes.part_of_year", re.compile(r"半年|季度|月份")),
    (
        "scopes.foreign",
        re.compile(r"[省市州县区镇]$|集团|园区|学校|学院|大学|联盟|协会|总部|母公司"),
    ),
)
_WORD = re.compile(r"[\u4e00-\u9fff]{2,10}")
_T = TypeVar("_T")


def telling(
    wrong: Sequence[tuple[_T, str]], right: Iterable[str], enough: int
) -> Iterator[tuple[str, list[_T]]]:
    """Each word that stands before wrong numbers and before no right one, with the wrong ones.

    Args:
        wrong: What is wrong with the folded sentence up to its number.
        right: The sentences up to the right numbers.
        enough: Before how many wrong numbers a word must stand.
    """
    fine = "\n".join(right)
    spoken: dict[str, list[_T]] = defaultdict(list)
    for what, before in wrong:
        for word in dict.fromkeys(_candidates(before)):
            spoken[word].append(what)
    often = {word: said for word, said in spoken.items() if len(said) >= enough}
    kept = {word: said for word, said in often.items() if word not in fine and not is_known(word)}
    for word, said in kept.items():
        # 云岭 tells no more than 云岭联盟 where the two stand in the same sentences.
        longer = (other for other in kept if other != word and word in other)
        if not any(len(kept[other]) == len(said) for other in longer):
            yield word, said


def _candidates(before: str) -> Iterator[str]:
    words = words_of(before)
    for first in range(len(words)):
        for count in range(1, LONGEST_JOIN + 1):
            joined = words[first : first + count]
            phrase = "".join(joined)
            if len(joined) == count and _WORD.fullmatch(phrase) and not any(map(is_listed, joined)):
                yield phrase


def place_of(word: str, fields: Collection[str]) -> str:
    """Where in the office's words such a word belongs, as far as its look tells."""
    for place, look in _LOOKS:
        if look.search(word):
            return place
    # Before numbers of several fields it is a subject; before one field's it may be anything.
    return "scopes.foreign" if len(fields) > 1 else f"{next(iter(fields))}.not_near"


def longer_name(before: str, label: str) -> str | None:
    """The label with the word before it, where the two stand together: 共享 and 工位."""
    at = before.rfind(label) if label else -1
    if at <= 0:
        return None
    words = words_of(before[:at])
    if not words or not _WORD.fullmatch(words[-1] + label):
        return None
    # 现有工位, 本空间工位: such a word sets the scope, it names nothing else.
    scoped = any(
        mark.end == at and mark.kind not in spans.GROUPS["names"] for mark in marks(before[:at])
    )
    return None if scoped else words[-1] + label
