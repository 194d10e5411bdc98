"""Why a figure beside a field's name is not the field's: the words a reviewer reads."""

from __future__ import annotations

import pytest

from extractors.find.sentences.pairing import statements
from extractors.language.fold import fold


def reasons(text: str, key: str) -> list[str | None]:
    return [one.rejected for one in statements(fold(text).text) if one.key == key]


@pytest.mark.parametrize(
    ("text", "key", "words"),
    [
        ("已注册未入驻企业6家", "company_count", "未"),  # turned round
        ("尚未入驻企业6家", "company_count", "尚未"),
        ("专职人员中有3人取得培训证书", "full_time_staff_count", "中的一部分"),
        ("当年新办入驻企业5家", "company_count", "新办"),
        ("认定标准“创业导师不少于5名”", "mentor_count", "政策门槛"),
        ("创业导师30人（拟）", "mentor_count", "规划数"),
    ],
)
def test_a_figure_is_refused_with_the_word_that_says_so(text: str, key: str, words: str) -> None:
    (reason,) = reasons(text, key)
    assert reason is not None
    assert words in reason


def test_a_figure_without_a_name_is_refused_with_the_one_it_goes_on_from() -> None:
    """Of what the last name meant, unless today's begins anew."""
    first, second = reasons("当年新办入驻企业5家，2021年为2家。", "company_count")
    assert first is not None
    assert second == first


def test_a_figure_of_today_is_not_refused_with_the_one_before_it() -> None:
    found = reasons("累计入驻企业75家，现有26家。", "company_count")
    assert found[-1] is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # The building is the school's, the space a part of it.
        (
            "总建筑面积6300平方米，产权属学校。工场使用其中的一层东区，建筑面积820平方米",
            [(6300, False), (820, True)],
        ),
        # Of what is said not to count, the subject is another storey.
        ("空间使用面积820平方米，其他楼层仍为教学所用，不列入工场", [(820, True)]),
        ("负责人曾操盘过面积三万平方米的园区", [(30000, False)]),
    ],
)
def test_an_area_is_the_space_s_own(text: str, expected: list[tuple[int, bool]]) -> None:
    said = [one for one in statements(fold(text).text) if one.key == "total_area_m2"]
    assert [(int(one.value), one.rejected is None) for one in said] == expected
