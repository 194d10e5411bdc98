"""A number and what stands around it in, the field it belongs to out, with the word that says so.

A quantity belongs to the label that touches it: the name of a field just before it (创业工位96个),
just after it (2家企业获得投融资), or a word that continues the thing already spoken of
(工位96个，占用面积560㎡). Between two the nearer wins; a name of something that is no field
(注册用户) keeps the quantity from all fields. Never asks whether the number is true or planned.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal

from extractors.find.naming import (
    NOUNS_AFTER,
    continuations,
    fields_of,
    fits,
    follow_patterns,
    followed,
    spec_of,
)
from extractors.find.scope import Scope
from extractors.language import segment
from extractors.language.quantity import Quantity, Unit
from extractors.language.segment import Mark

# Longest stretch between a label and its number that is still one statement, in characters;
# longer ones in the labelled samples were all another thing's number.
REACH_BEFORE = 14
REACH_AFTER = 6
# Words between label and number that say nothing of their own.
FILLER = re.compile(
    r"总?数量?|人数|总量|规模|面积|合计|共计|总计|共有|共|约为|为|有|达到?|已达?|计|分别|近|超过?|约"
    r"|[:：()]|现有|目前|数|的|仅|设|等|各类|新增|总共|全年|当年|活动|只|累计|是|在|均|了|其|量|大约|也|仍|个"
)
ANSWERED = ""  # the label of a cell, which stands outside the text that answers it
_BRACKETS = re.compile(r"\([^()]*\)")

Attributed = tuple[str, Mark, int]  # field, the word that names it, characters between


@dataclass(slots=True)
class Walk:
    """Where the walk through one sentence stands."""

    scope: Scope
    topic: str | None = None
    bare: Decimal | None = None
    labels: list[Mark] = field(default_factory=list)  # labels and distractors of this clause
    clause_start: int = 0
    last_end: int = 0  # end of the last quantity of this clause
    stack: list[tuple[Scope, str | None, list[Mark]]] = field(default_factory=list)
    heads: set[str] = field(default_factory=set)  # fields already given a number in the sentence
    named: Mark | None = None  # the last name of the sentence, field's or not


def attribute(
    text: str,
    end: int,
    walk: Walk,
    quantity: Quantity,
    after: tuple[Mark, ...],
    offset: int,
) -> Attributed | None:
    """The field the quantity belongs to, if any: touching label, follower, continuation, label."""
    whole = quantity.counter == "层" and text[quantity.start - 1 : quantity.start] == "共"
    if whole and not walk.scope.own:
        walk.scope = replace(walk.scope, foreign="整栋楼")
    if quantity.unit is Unit.ORDINAL:
        return None
    before = _label_before(text, walk, quantity)
    follower = _follower(text, end, quantity, after, offset)
    if before is not None and before[2] <= 2:
        return before
    return follower or _continuation(text, walk, quantity) or before


def _label_before(text: str, walk: Walk, quantity: Quantity) -> Attributed | None:
    """The nearest name before the number in its clause, if it names a fitting field."""
    for mark in reversed(walk.labels):
        if mark.end > quantity.number_start:
            continue
        gap = text[mark.end : quantity.start]
        if mark.end < walk.last_end and not _only_brackets(gap):
            return None
        gap = _BRACKETS.sub("", gap)
        if mark.kind == segment.DISTRACTOR:
            if quantity.unit is Unit.SHARE:  # 第二年按市场租金的三成: a share of the rent
                continue
            return None
        bare = FILLER.sub("", gap)
        if len(gap) > REACH_BEFORE or len(bare) > REACH_BEFORE // 2:
            return None
        if mark.word == ANSWERED and walk.topic is not None:
            named: tuple[str, ...] = (walk.topic,)
        else:
            under = _under(walk.topic, mark.word, quantity)
            named = ((under,) if under else ()) + fields_of(mark.word)
        allowed = walk.bare is not None and mark.word == ANSWERED
        fitting = [key for key in named if fits(spec_of(key), quantity, allowed)]
        if fitting:
            return fitting[0], mark, len(bare)
        for key in fields_of(mark.word):  # 种子基金200万元: the label names the fund, not its sum
            sums = [
                k for k, words in continuations(key) if "" in words and fits(spec_of(k), quantity)
            ]
            if sums and not bare:
                return sums[0], mark, 0
        if gap:
            continue
    return None


def _only_brackets(gap: str) -> bool:
    """Whether a number between label and number stands in brackets: 工位(含小间34个)96个."""
    closed = gap.count("(") == gap.count(")")
    return gap.startswith("(") and closed and gap.rstrip("共有为约").endswith(")")


def _follower(
    text: str, end: int, quantity: Quantity, after: tuple[Mark, ...], offset: int
) -> Attributed | None:
    """The name after the number: 11名「创业导师」, 2家「企业获得投融资」."""
    best: Attributed | None = None
    for mark in after:
        place = mark.start + offset
        if not quantity.end <= place <= min(end, quantity.end + REACH_AFTER):
            continue
        gap = text[quantity.end : place]
        if NOUNS_AFTER.fullmatch(gap) is None:
            continue
        if mark.kind == segment.DISTRACTOR:
            if best is None or place + len(mark.word) > best[1].end:
                return best
            continue
        for key in followed(mark.word):
            if fits(spec_of(key), quantity) and (
                best is None or len(mark.word) > len(best[1].word)
            ):
                moved = replace(mark, start=place, end=place + len(mark.word))
                best = key, moved, len(gap)
    return best or _follower_by_pattern(text, end, quantity)


def _follower_by_pattern(text: str, end: int, quantity: Quantity) -> Attributed | None:
    """The same for what no list can hold: 2家企业「拿到外部投资」."""
    after = text[quantity.end : end]
    for key, pattern in follow_patterns():
        if fits(spec_of(key), quantity) and (match := pattern.match(after)):
            start = quantity.end + match.start("said")
            return key, Mark(segment.FOLLOWS, start, start + len(match["said"]), match["said"]), 0
    return None


def _continuation(text: str, walk: Walk, quantity: Quantity) -> Attributed | None:
    """A word that goes on with the thing spoken of: 种子基金，「规模」200万元."""
    if walk.topic is None or any(
        mark.kind == segment.DISTRACTOR and mark.start >= walk.last_end for mark in walk.labels
    ):
        return None
    stretch = text[max(walk.clause_start, walk.last_end) : quantity.start]
    for key, words in continuations(walk.topic):
        if not fits(spec_of(key), quantity):
            continue
        for word in words:
            if word == "" and _only_filler(text, walk, quantity):
                return key, Mark(segment.UNDER, quantity.start, quantity.start, word), 0
            at = stretch.rfind(word) if word else -1
            if at >= 0 and not FILLER.sub("", stretch[at + len(word) :]):
                start = quantity.start - len(stretch) + at
                return key, Mark(segment.UNDER, start, start + len(word), word), 0
    return None


def _only_filler(text: str, walk: Walk, quantity: Quantity) -> bool:
    """Whether nothing stands between the thing spoken of and its number: 种子基金(☑有)200万元."""
    ends = [m.end for m in walk.labels if walk.topic in fields_of(m.word)]
    start = max(walk.clause_start, walk.last_end, *ends)
    return FILLER.sub("", text[start : quantity.start]).strip("☑√■R有，、,") == ""


def _under(topic: str | None, word: str, quantity: Quantity) -> str | None:
    if topic is None:
        return None
    return next(
        (
            key
            for key, words in continuations(topic)
            if word in words and fits(spec_of(key), quantity)
        ),
        None,
    )
