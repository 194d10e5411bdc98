"""Which names a plan repeats."""

from __future__ import annotations

import pytest

from pipeline.compare.mentions import mentions
from tests.pace import LENGTHS, grows_with_its_length
from tests.pipeline.compare.applicants import document


def names(*paragraphs: str, own: tuple[str, ...] = ()) -> set[str]:
    return set(mentions([document("方案.docx", paragraphs)], own))


@pytest.mark.parametrize(
    ("plan", "found"),
    [
        (["柳川众创空间好。", "到柳川众创空间去。", "依托柳川众创空间"], {"柳川众创空间"}),
        (["柳川众创空间好。"] * 2, set()),  # twice is not often
        (["我们的柳川众创空间。"] * 3, {"我们的柳川众创空间", "柳川众创空间"}),  # 的 parts
        (["小柳川众创空间。", "去小柳川众创空间。", "在小柳川众创空间"], {"小柳川众创空间"}),
        (["本众创空间。", "在众创空间。", "去众创空间"], set()),  # a kind, no name
    ],
)
def test_a_name_is_what_stands_often_and_begins_there(plan: list[str], found: set[str]) -> None:
    assert names(*plan) == found


def test_the_applicants_own_names_are_no_mentions() -> None:
    plan = ["海棠众创空间好。", "在海棠众创空间里。", "海棠众创空间，瑞安"]

    assert names(*plan, own=("海棠众创空间",)) == set()


@pytest.mark.parametrize("unit", ["公司", "众创空间在", "甲乙丙丁戊己庚辛公司，"])
def test_work_grows_with_the_text(unit: str) -> None:
    short = unit * (4_000 // len(unit))

    assert grows_with_its_length(lambda given: names(given), short, short * LENGTHS)
