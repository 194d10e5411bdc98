"""A folded label in, the fields whose recipe it follows out: its words and hardly any beside them.

A recipe (`label_words` of the catalogue) says how forms build a field's name: one word of each
group, in order. What may be left out stands anywhere; words that change nothing stand between.
Every character must be one of these: what is left over could make it another thing's name
(虚拟工位, 园区面积, 累计服务企业). Never looks at lists of names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from extractors.catalogue import load_catalogue
from extractors.language.fold import fold

__all__ = ["composed"]

# What may stand in any label and says nothing of the thing.
_NEUTRAL = frozenset(
    (
        *("其中", "内含", "内", "其", "目前", "现有", "现", "当前", "年末", "截至目前"),
        *("上年", "上年度", "上一年", "上一年度", "当年", "本年", "本年度", "年度", "近一年", "年"),
        *("众创空间", "空间", "本空间", "我", "本", "申报", "填写", "是否", "有无", "情况", "所在"),
        *("的", "已", "共", "总", "等", "主要", "详细", "具体", "期末"),
        *("与", "和", "及", "或", "、", "/", "+", "-", ":"),
    )
)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}年?度?|以?[一-龥]{0,2}为准")
_BRACKET = re.compile(r"\([^()]*\)")
_Words = frozenset[str]


class _Recipe(NamedTuple):
    key: str
    needed: tuple[_Words, ...]
    optional: _Words


@lru_cache(maxsize=4096)
def composed(text: str) -> tuple[str, ...]:
    """The fields that a folded label names by a recipe of the catalogue, the best one first.

    Example:
        >>> composed("现有创业工位数量(个)"), composed("虚拟工位数量")
        (('workstation_count',), ())
    """
    best: dict[str, tuple[int, int]] = {}
    for form in _spellings(text):
        for recipe in _recipes():
            own = _own_characters(form, recipe)
            if own is not None:
                score = own, own - len(form)
                best[recipe.key] = max(score, best.get(recipe.key, score))
    return tuple(sorted(best, key=lambda key: best[key], reverse=True))


def _spellings(text: str) -> tuple[str, ...]:
    """As written, without what stands in brackets, and with it: 负责人(法定代表人)."""
    plain = _BRACKET.sub("", text).strip(":：")
    return tuple(dict.fromkeys((text, plain, re.sub(r"[()]", "", text).strip(":："))))


def nearly_composed(text: str, slack: int) -> Iterator[tuple[str, str]]:
    """Fields whose recipe a label follows but for one stretch that nothing explains.

    Args:
        slack: How many characters that stretch may have.

    Yields:
        Field and the stretch, for the recipes with the most words of their own in the label.
    """
    plain = _BRACKET.sub("", text).strip(":：")
    found = []
    for recipe in _recipes():
        cover = _cover(plain, recipe, slack)
        if cover is not None and cover.left and cover.left in plain:
            found.append((cover.own - len(cover.left), recipe.key, cover.left))
    best = max((score for score, _, _ in found), default=0)
    yield from dict.fromkeys((key, left) for score, key, left in found if score == best)


class _Cover(NamedTuple):
    """How a recipe covers a label so far: compared by what is left over, then by its own words."""

    missing: int
    own: int
    left: str


def _own_characters(form: str, recipe: _Recipe) -> int | None:
    """How many characters of a label are the recipe's own; None where it does not cover it."""
    cover = _cover(form, recipe, 0)
    return cover.own if cover is not None else None


def _cover(form: str, recipe: _Recipe, slack: int) -> _Cover | None:
    if not all(any(word in form for word in group) for group in recipe.needed):
        return None
    # By place and groups passed: the best cover so far.
    reached: list[dict[int, _Cover]] = [{} for _ in range(len(form) + 1)]
    reached[0][0] = _Cover(0, 0, "")
    for place in range(len(form)):
        for passed, cover in reached[place].items():
            further = [
                (length, group, _Cover(cover.missing, cover.own + gain, cover.left))
                for length, group, gain in _steps(form, place, passed, recipe)
            ]
            if -cover.missing < slack:
                left = cover.left + form[place]
                further.append((1, passed, _Cover(cover.missing - 1, cover.own, left)))
            for length, group, then in further:
                there = reached[place + length]
                there[group] = max(there.get(group, then), then)
    return reached[-1].get(len(recipe.needed))


def _steps(form: str, place: int, passed: int, recipe: _Recipe) -> Iterator[tuple[int, int, int]]:
    """Words that go on at a place: length, groups passed then, own characters."""
    if year := _YEAR.match(form, place):
        yield year.end() - place, passed, 0
    for length in range(1, min(_longest(), len(form) - place) + 1):
        word = form[place : place + length]
        if passed < len(recipe.needed) and word in recipe.needed[passed]:
            yield length, passed + 1, length
        if passed and word in recipe.needed[passed - 1]:
            yield length, passed, length
        if word in recipe.optional:
            yield length, passed, length
        elif word in _NEUTRAL:
            yield length, passed, 0


@cache
def _longest() -> int:
    words = (w for r in _recipes() for group in (*r.needed, r.optional) for w in group)
    return max(map(len, (*words, *_NEUTRAL)))


@cache
def _recipes() -> tuple[_Recipe, ...]:
    found = []
    for spec in load_catalogue().fields.values():
        for groups in spec.label_words:
            words = [frozenset(fold(word).text for word in group.split("|")) for group in groups]
            needed = tuple(group for group in words if "" not in group)
            optional = frozenset(word for group in words if "" in group for word in group if word)
            found.append(_Recipe(spec.key, needed, optional))
    return tuple(found)
