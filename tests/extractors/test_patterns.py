"""Every compiled pattern of the package on lines made to make it run away: all stay linear.

The patterns are collected by importing all modules, so a new one is held to it unasked. A line
repeats what nearly matches and ends in what does not; the work may grow with its length only.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

import extractors
from extractors.catalogue import load_catalogue
from tests.pace import LENGTHS, grows_with_its_length

# At this length work that grows with the square takes tenths of a second, what is linear a
# thousandth: the ratio shows, whatever the machine.
LENGTH = 2_000
BAIT = (
    *("1", "1,", "12.", "1-", "1 ", "2022年1月", "2022-", "一", "十", "二〇二二年", "百分之"),
    *("(", "()", "“”", "《》", "【", " ", "\n", "，", "、", "。", ":", "…"),
    *("a", "a.", "a@", "A1-", "-", "_", "/", ".", "+"),
    *("创业", "企业", "团队和", "面积", "合计", "其中", "第一条", "与", "等"),
    *("由1", "要求“", "1个的", "年", "月", "日", "元/m2/月/", "平方米", "☑", "□有"),
)
# Of a pattern's own words so many are repeated, spread over all of them.
OWN_WORDS = 2
# Only ever tried at the beginning of a text, or on a stretch whose length is bounded: searched
# from every place, their work would grow faster.
ANCHORED = frozenset(
    f"extractors.{name}"
    for name in (
        "find.forms.answers.texts._NAME",
        "find.forms.blanks._LIMIT",
        "find.forms.cover._NO_NAME",
        "find.documents.outline._NUMERAL_AND_BLANK",
        "find.rosters.people._BEHIND",
        "find.rosters.people._BETWEEN",
        "find.rosters.values._SERIAL",
        "find.figures.statistics._NEUTRAL",
        "language.quantity._BROKEN",
        "readers.layout.aligned.CAPTION",
        "readers.layout.aligned.CHAPTER",
        "readers.layout.margins.PAGE_NUMBER",
        "readers.layout.paragraphs.CHAPTER",
        "readers.layout.paragraphs.LABEL",
        "readers.layout.paragraphs.STARTS_ITEM",
        "readers.sheet.package.ACCOUNTED",
    )
)


def patterns() -> Mapping[str, re.Pattern[str]]:
    """Name of module and variable → pattern; also inside tuples, lists and dicts."""
    found: dict[str, re.Pattern[str]] = {}
    for module in pkgutil.walk_packages(extractors.__path__, "extractors."):
        held = vars(importlib.import_module(module.name))
        for name, value in held.items():
            for number, pattern in enumerate(_within(value)):
                if isinstance(pattern.pattern, str):
                    found.setdefault(f"{module.name}.{name}.{number}", pattern)
    by_text = {pattern.pattern: name for name, pattern in reversed(found.items())}
    return {name: found[name] for name in by_text.values()}


def _within(value: Any, depth: int = 0) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif depth < 3 and isinstance(value, (tuple, list, frozenset, set)):
        for one in value:
            yield from _within(one, depth + 1)
    elif depth < 3 and isinstance(value, dict):
        for one in value.values():
            yield from _within(one, depth + 1)


PATTERNS = patterns()
_WORDS = re.compile(r"[\u4e00-\u9fff]{1,4}")
# What a class written so takes in; a class of all but a few takes nearly anything.
_CLASSES = (
    (re.compile(r"0-9|\\d|\\w"), re.compile(r"[0-9]")),
    (re.compile(r"a-z|A-Z|\\w"), re.compile(r"[A-Za-z]")),
    (re.compile(r"\\s"), re.compile(r"\s")),
    (re.compile(r"4e00|[一-龥]-[一-龥]|\\w"), re.compile(r"[\u4e00-\u9fff]")),
)


def _literal(character: str, source: str) -> bool:
    """Whether a pattern writes a character, and not only a sign of its own syntax."""
    if character in "().+":
        return "\\" + character in source
    if character == "-":
        return re.search(r"\[\^?-|-\]|\\-", source) is not None
    return character in source


def baits_of(pattern: re.Pattern[str]) -> tuple[str, ...]:
    """What the pattern may begin to match: baits of its characters and classes, its own words."""
    source = pattern.pattern
    taken = [inside for written, inside in _CLASSES if written.search(source)]
    fitting = [
        bait
        for bait in BAIT
        if _literal(bait[0], source) or any(inside.match(bait) for inside in taken[:2])
    ]
    if len(taken) > 2 or "[^" in source or re.search(r"(?<!\\)\.[*+{]", source):
        fitting += ["创业", "1", " ", "a"]
    words = list(dict.fromkeys(_WORDS.findall(source)))
    return tuple(dict.fromkeys((*fitting, *words[:: len(words) // OWN_WORDS + 1], "1")))


@pytest.mark.parametrize("name", sorted(PATTERNS))
def test_no_pattern_runs_away(name: str) -> None:
    pattern = PATTERNS[name]

    def all_of(text: str) -> None:
        for _ in () if name.rpartition(".")[0] in ANCHORED else pattern.finditer(text):
            pass
        pattern.match(text)
        pattern.fullmatch(text)

    slow = [
        bait
        for bait in baits_of(pattern)
        if not grows_with_its_length(all_of, _line(bait, LENGTH // LENGTHS), _line(bait, LENGTH))
    ]
    assert slow == []


def _line(bait: str, length: int) -> str:
    return (bait * length)[:length] + "卍"


def test_patterns_were_found() -> None:
    assert len(PATTERNS) > 100


@pytest.mark.parametrize(
    ("runaway", "bait"),
    [(r"(?:创业)*(?:创业)*x", "创业"), (r"[0-9]*[0-9]*x", "1")],
)
def test_a_pattern_that_runs_away_is_seen(runaway: str, bait: str) -> None:
    pattern = re.compile(runaway)
    assert bait in baits_of(pattern)
    short, long = _line(bait, 480 // LENGTHS), _line(bait, 480)  # it grows with the cube
    assert not grows_with_its_length(lambda text: pattern.search(text), short, long)


def test_the_labels_of_the_catalogue_are_no_bait_for_the_pipeline() -> None:
    from extractors.language.marks import marks

    words = sorted({word for spec in load_catalogue().fields.values() for word in spec.labels})
    for word in words[:: len(words) // 12]:
        short, long = _line(word, LENGTH // LENGTHS), _line(word, LENGTH)
        assert grows_with_its_length(marks.__wrapped__, short, long), word
