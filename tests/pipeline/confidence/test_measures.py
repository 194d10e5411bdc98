"""How well what was said foretold what was."""

from __future__ import annotations

import random

import pytest

from pipeline.confidence.measures import (
    Bin,
    bin_coverage,
    bins,
    brier,
    calibration_error,
    ranking,
)


def test_of_nothing_there_is_no_measure() -> None:
    assert [measure([]) for measure in (calibration_error, ranking, brier, bin_coverage)] == [
        None
    ] * 4
    assert bins([]) == ()


def test_the_calibration_error_is_the_distance_within_each_bin() -> None:
    assert calibration_error([(1.0, True), (0.5, True), (0.5, False)]) == pytest.approx(0)
    assert calibration_error([(0.9, False), (0.9, True)]) == pytest.approx(0.4)
    assert calibration_error([(0.2, False), (0.9, True)]) == pytest.approx(0.15)


@pytest.mark.parametrize(
    ("said", "share"),
    [
        ([(0.9, True), (0.2, False)], 1.0),
        ([(0.2, True), (0.9, False)], 0.0),
        ([(0.9, True), (0.9, False)], 0.5),
        ([(0.9, True), (0.2, False), (0.9, False)], 0.75),
        ([(0.9, True)], None),  # without a wrong one there is nothing to tell apart
        ([(0.9, False)], None),
    ],
)
def test_ranking(said: list[tuple[float, bool]], share: float | None) -> None:
    assert ranking(said) == share


def test_ranking_is_what_counting_all_pairs_gives() -> None:
    chance = random.Random(1)
    said = [(round(chance.random(), 1), chance.random() < 0.7) for _ in range(200)]
    rights = [share for share, right in said if right]
    wrongs = [share for share, right in said if not right]
    pairs = sum((r > w) + (r == w) / 2 for r in rights for w in wrongs)
    assert ranking(said) == pytest.approx(pairs / len(rights) / len(wrongs))


def test_brier() -> None:
    assert brier([(1.0, True), (0.5, False)]) == pytest.approx(0.125)


def test_an_edge_belongs_to_the_bin_above_it_and_the_last_to_the_last() -> None:
    found = bins([(0.97, True), (0.9699, True), (1.0, True), (0.998, False)])
    assert [(one.low, one.high, one.n, one.right) for one in found] == [
        (0.95, 0.97, 1, 1),
        (0.97, 0.98, 1, 1),
        (0.998, 1.0, 2, 1),
    ]


def test_a_bin_covers_where_what_was_said_lies_in_the_interval_of_what_was() -> None:
    assert Bin(0.9, 0.95, 100, 93, 0.92).covered
    assert not Bin(0.998, 1.0, 100, 93, 0.999).covered
    assert bin_coverage([(0.999, True)] * 9 + [(0.6, False)] * 31) == pytest.approx(9 / 40)
