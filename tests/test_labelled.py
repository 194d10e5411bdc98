"""The labelled submissions: each stands there, and its labels use the catalogue's words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from extractors.catalogue import MATERIALS, PLAN_SECTIONS, load_catalogue
from pipeline.calibration import expectations
from pipeline.rules import load_rulesets
from samples.keys import FIELDS

LABELLED = Path(__file__).resolve().parents[1] / "samples" / "labelled"
EXPECTED = expectations(LABELLED)
IDS = [expected["id"] for expected in EXPECTED]


@pytest.mark.parametrize("expected", EXPECTED, ids=IDS)
def test_a_submission_and_its_policy_are_there(expected: dict[str, Any]) -> None:
    assert (LABELLED / "submissions" / expected["path"]).exists()
    assert expected["ruleset"] in load_rulesets()


def test_no_submission_is_without_labels() -> None:
    there = {entry.name for entry in (LABELLED / "submissions").iterdir()}

    assert there == {expected["path"].partition("/")[0] for expected in EXPECTED}


@pytest.mark.parametrize("expected", EXPECTED, ids=IDS)
def test_every_field_is_a_value_in_dispute_or_absent(expected: dict[str, Any]) -> None:
    disputed = {conflict["key"] for conflict in expected["conflicts"]}
    given, absent = set(expected["fields"]), set(expected["absent"])

    assert given | absent | disputed == set(FIELDS)
    assert not absent & (given | disputed)


@pytest.mark.parametrize("expected", EXPECTED, ids=IDS)
def test_the_labels_use_known_words(expected: dict[str, Any]) -> None:
    rosters = load_catalogue().rosters

    assert set(expected["materials"]) <= set(MATERIALS)
    assert set(expected["plan_sections"]) <= set(PLAN_SECTIONS)
    for name, rows in expected["rosters"].items():
        columns = {column for row in rows for column in row}
        years = name == "yearly_statistics"
        assert years or columns <= set(rosters[name].columns), name
