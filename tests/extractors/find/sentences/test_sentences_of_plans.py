"""What plans say in sentences, and what of it is the space's figure, by all finders at once."""

from __future__ import annotations

from typing import Any

import pytest

from extractors.catalogue import load_catalogue
from extractors.find import find_in
from extractors.values import ValueKind, to_plain
from tests.extractors.find.sentences.sentences_of_plans import KNOWN_MISSES, TABLE


def figures(made: Any, text: str, dated: frozenset[str]) -> set[str]:
    """`key=value` of every figure not refused, with its year where the row asks for one."""
    fields = load_catalogue().fields
    return {
        f"{c.field}={float(to_plain(c.value)):g}" + (f"@{c.year}" if c.field in dated else "")  # type: ignore[arg-type]
        for c in find_in(made.write(*text.split("\n"))).candidates
        if c.rejected is None and fields[c.field].kind is ValueKind.NUMBER
    }


def expected_of(row: str) -> tuple[set[str], frozenset[str]]:
    parts = [part.strip() for part in row.split(",") if part.strip()]
    dated = frozenset(part.split("=")[0] for part in parts if "@" in part)
    plain = set()
    for part in parts:
        key, _, value = part.partition("=")
        number, _, year = value.partition("@")
        plain.add(f"{key}={float(number):g}" + (f"@{year}" if year else ""))
    return plain, dated


@pytest.mark.parametrize(("text", "expected", "why"), TABLE)
def test_the_space_s_figures_are_found_and_no_others(
    made: Any, text: str, expected: str, why: str
) -> None:
    wanted, dated = expected_of(expected)
    right = figures(made, text, dated) == wanted
    assert right is (text not in KNOWN_MISSES), why  # one that comes out leaves the list


def test_the_table_is_long_and_says_nothing_twice() -> None:
    texts = [text for text, _, _ in TABLE]
    assert len(texts) == len(set(texts)) >= 150
