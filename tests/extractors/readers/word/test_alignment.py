"""Two nearly equal texts, sign by sign."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest

from extractors.readers.word.alignment import aligned
from tests.pace import LENGTHS, grows_with_its_length


def pairs(one: str, other: str) -> str:
    """The signs of the one that were found, each checked to be the same in the other."""
    found = [" "] * len(one)
    for start, there, size in aligned(one, other):
        assert one[start : start + size] == other[there : there + size]
        found[start : start + size] = one[start : start + size]
    return "".join(found)


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("", "甲", ""),
        ("甲", "", " "),
        ("甲乙丙", "甲乙丙", "甲乙丙"),
        ("甲乙丙丁", "甲乙眉丙丁", "甲乙丙丁"),  # a running head within
        ("甲乙丙丁", "甲丁", "甲  丁"),
        ("甲无乙无丙", "头甲无乙无丙尾", "甲无乙无丙"),
    ],
)
def test_what_both_hold_in_order_is_found(one: str, other: str, found: str) -> None:
    assert pairs(one, other) == found


def test_of_repeated_text_the_one_in_its_place_is_found() -> None:
    rows = [f"{number}公司{number * 7}有限无是" for number in range(40)]
    one = "".join(rows)
    other = "".join(rows[:20]) + "第1页名单序号" + "".join(rows[20:])
    matches = aligned(one, other)
    cut = len("".join(rows[:20]))
    assert matches == [(0, 0, cut), (cut, cut + 7, len(one) - cut)]


def test_the_longer_of_two_that_changed_places_is_kept() -> None:
    short, long = "讲个故事从前有座山山上有庙", "总面积八百二十平方米其中公共服务场地三百平方米"
    assert pairs(short + long, long + short).strip() == long


def test_matches_rise_in_both_texts_whatever_they_hold() -> None:
    chance = random.Random(1)
    for _ in range(50):
        one = "".join(chance.choice("甲乙丙丁无是") for _ in range(300))
        other = "".join(sign for sign in one if chance.random() > 0.1)
        matches = aligned(one, other)
        for (a, b, size), (c, d, _) in pairwise(matches):
            assert a + size <= c
            assert b + size <= d


def test_text_that_repeats_without_end_takes_no_time() -> None:
    def both(length: int) -> object:
        return aligned("无" * length + "甲", "乙" + "无" * (length + 100))

    assert grows_with_its_length(both, 4_000, LENGTHS * 4_000)
