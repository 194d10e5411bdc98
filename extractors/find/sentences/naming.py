"""Words in, the fields they name out: before a number, after it, or going on with another.

Everything comes from the catalogue, folded once. Never looks at a sentence.
"""

from __future__ import annotations

import re
from collections import defaultdict
from decimal import Decimal
from functools import cache, lru_cache
from operator import add

from extractors.catalogue import FieldSpec, load_catalogue
from extractors.language.fold import fold
from extractors.language.quantity import Quantity, Unit
from extractors.values import ValueKind

NOUNS_AFTER = re.compile(
    r"(?:入驻|在驻|在孵|创业|小微|初创|科技|大学生|项目|的|企业[和及与]团队|团队[和及与]企业|企业|团队|公司"
    r"|以上|余|多|左右|专职|兼职)*"
)
Names = dict[str, tuple[str, ...]]
_UNITS: dict[str, tuple[Unit, ...]] = {
    "㎡": (Unit.AREA,),
    "元": (Unit.MONEY,),
    "1": (Unit.SHARE,),
    "年": (Unit.YEARS, Unit.MONTHS),
}


def fits(spec: FieldSpec, quantity: Quantity, bare: bool = False) -> bool:
    """Whether a quantity's unit may be this field's; `bare` allows a number without unit."""
    if spec.kind is not ValueKind.NUMBER or spec.unit is None:
        return False
    if quantity.unit is Unit.BARE:
        return bare or (quantity.value == 0 and quantity.number_start > 0)
    if spec.unit in _UNITS:
        return quantity.unit in _UNITS[spec.unit]
    return quantity.unit is Unit.COUNT and quantity.counter in spec.counters


def countable(quantity: Quantity) -> bool:
    """Whether any field at all may take the quantity."""
    return (quantity.unit, quantity.counter if quantity.unit is Unit.COUNT else "") in _countable()


@cache
def _countable() -> frozenset[tuple[Unit, str]]:
    """Units of figures, and counters of things, that fields have."""
    found: set[tuple[Unit, str]] = set()
    for spec in load_catalogue().fields.values():
        if spec.kind is ValueKind.NUMBER and spec.unit is not None:
            found |= {(unit, "") for unit in _UNITS.get(spec.unit, ())}
            if spec.unit not in _UNITS:
                found |= {(Unit.COUNT, counter) for counter in spec.counters}
    return frozenset(found)


def in_unit(spec: FieldSpec, quantity: Quantity) -> Decimal:
    """The quantity's value in the field's unit: 36个月 of a term in years are 3."""
    if spec.unit == "年" and quantity.unit is Unit.MONTHS:
        return quantity.value / 12
    return quantity.value


def spec_of(key: str) -> FieldSpec:
    return load_catalogue().fields[key]


def fields_of(word: str) -> tuple[str, ...]:
    """Fields that a word names in a sentence."""
    return _named_by()[0].get(word, ())


def followed(word: str) -> tuple[str, ...]:
    """Fields whose number a word follows."""
    return _named_by()[1].get(word, ())


@cache
def _named_by() -> tuple[Names, Names]:
    """Folded word → fields that it names, and fields whose number it follows."""
    before: dict[str, list[str]] = defaultdict(list)
    after: dict[str, list[str]] = defaultdict(list)
    for spec in load_catalogue().fields.values():
        for words, names in ((spec.labels + spec.prose_labels, before), (spec.follows, after)):
            for word in dict.fromkeys(fold(word).text for word in words):
                names[word].append(spec.key)
    return (
        {word: tuple(keys) for word, keys in before.items()},
        {word: tuple(keys) for word, keys in after.items()},
    )


@cache
def continuations(topic: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Fields that go on with a topic, their words longest first."""
    return tuple(
        (spec.key, tuple(sorted((fold(w).text for w in words), key=len, reverse=True)))
        for spec in load_catalogue().fields.values()
        if (words := spec.under.get(topic))
    )


def may_name(text: str) -> bool:
    """Whether the text may hold a name of any field: it has two characters that end one."""
    endings = _endings()
    return not endings.isdisjoint(map(add, text, text[1:])) or not endings.isdisjoint(text)


@cache
def _endings() -> frozenset[str]:
    """The last two characters of each name, of patterns with gaps those of the first part."""
    return frozenset(
        fold(word).text.partition("…")[0][-2:]
        for spec in load_catalogue().fields.values()
        for word in (*spec.labels, *spec.prose_labels, *spec.follows)
    )


@lru_cache(maxsize=256)
def follow_patterns(unit: Unit, counter: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Patterns with gaps behind a figure of that unit, each with the field that it tells of."""
    figure = Quantity(Decimal(1), unit, counter, 0, 0, 0, 0)
    return tuple(
        (spec.key, re.compile(NOUNS_AFTER.pattern + f"(?P<said>{_with_gaps(word)})"))
        for spec in load_catalogue().fields.values()
        if fits(spec, figure, bare=True)
        for word in spec.follows
        if "…" in word
    )


def _with_gaps(template: str) -> str:
    gap = "[^，。；、()0-9]{0,4}?"
    return gap.join(re.escape(fold(part).text) for part in template.split("…"))
