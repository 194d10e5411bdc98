"""A list's own numbers: what they skip or repeat is asked, what is no numbering is not."""

from __future__ import annotations

from typing import Any

import pytest


def listed(desk: Any, numbers: list[str]) -> list[tuple[str, Any]]:
    lines = [[number, f"导师{place}"] for place, number in enumerate(numbers)]
    rows, found = desk.listed("mentors", ["序号", "name"], *lines)
    asked = desk.asked(desk.fields(), {"mentors": rows}, documents=[found])
    return [(code, details) for code, details in asked if code == "serial_numbers_broken"]


@pytest.mark.parametrize(
    ("numbers", "missing", "repeated"),
    [
        (["1", "2", "3", "5", "6"], [4], []),
        (["1", "2", "2", "3", "4"], [], [2]),
        (["1", "2", "5", "6", "7"], [3, 4], []),
    ],
)
def test_a_number_skipped_or_repeated_is_asked(
    desk: Any, numbers: list[str], missing: list[int], repeated: list[int]
) -> None:
    ((_, details),) = listed(desk, numbers)
    assert (details["missing"], details["repeated"]) == (missing, repeated)


@pytest.mark.parametrize(
    "numbers",
    [
        ["1", "2", "3", "4", "5"],
        ["1", "2", "4"],  # too short to tell
        ["3", "4", "6", "7", "8"],  # the beginning is elsewhere
        ["1", "2", "3", "1", "2", "3"],  # two lists in one table
        ["1", "20", "300", "4", "5"],  # no numbering
        ["1", "3", "5", "7", "9"],  # of something else
        ["", "", "", "", ""],
    ],
)
def test_what_is_no_broken_numbering_is_not_asked(desk: Any, numbers: list[str]) -> None:
    assert listed(desk, numbers) == []
