"""Statements of one block held against each other."""

from __future__ import annotations

import pytest

from extractors.find.sentences.pairing import statements
from extractors.language.fold import fold


def kept(text: str, key: str) -> list[str]:
    found = statements(fold(text).text)
    return [str(one.value) for one in found if one.key == key and one.rejected is None]


@pytest.mark.parametrize(
    ("text", "key", "expected"),
    [
        (
            "截至2019年底在孵企业12家；截至2021年底在孵企业25家。",
            "company_count",
            ["25"],
        ),
        ("截至2021年底在孵企业25家。", "company_count", ["25"]),
        # The part is ours, the whole house is not.
        ("建筑面积3300平方米，其中众创空间使用面积1000平方米。", "total_area_m2", ["1000"]),
    ],
)
def test_one_statement_takes_the_place_of_another(text: str, key: str, expected: list[str]) -> None:
    assert kept(text, key) == expected
