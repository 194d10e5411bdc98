"""Lists after 分别: the first figure is the first name's, or nobody's."""

from __future__ import annotations

import pytest

from extractors.find.sentences.respectively import respectively
from extractors.language.fold import fold
from extractors.language.marks import marks


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2021年、2022年分别举办活动31场、38场", {"31场": "2021年", "38场": "2022年"}),
        (
            "工位面积、公共服务场地面积分别为680、460平方米",
            {"680": "工位面积", "460平方米": "公共服务场地面积"},
        ),
        ("2021年、2022年分别举办活动31场", {}),  # one figure for two years
        ("2021年、2022年、2023年分别举办31场、38场", {}),
        ("2022年举办活动38场", {}),
        ("", {}),
    ],
)
def test_figures_of_a_list_belong_to_the_names_in_their_order(
    text: str, expected: dict[str, str]
) -> None:
    folded = fold(text).text
    found = marks(folded)
    word_at = {mark.start: mark.word for mark in found if mark.kind == "quantity"}
    paired = respectively(found, folded)
    assert {word_at[start]: mark.word for start, mark in paired.items()} == expected
