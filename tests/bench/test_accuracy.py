"""The commands: what they take, what they print, and how the rules are judged alone."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bench import accuracies, speeds
from bench.extraction import shipped_trust
from bench.judging import facts_of
from extractors import REVISION
from pipeline.confidence import observed
from pipeline.confidence.trust import trusted
from pipeline.facts import read_facts
from tests.observed import OBSERVED

CONFLICT = {"key": "tenant_count", "values": [18, 14]}


def expected(**more: Any) -> dict[str, Any]:
    return {
        "id": "x",
        "ruleset": "yunnan-2021",
        "on": "2024-10-16",
        "path": "空的",
        "fields": {"total_area_m2": {"value": 820, "approximate": "about"}},
        "conflicts": [CONFLICT],
        "rosters": {"tenants": [{"name": "甲公司", "moved_in_on": "2023-05"}]},
        **more,
    }


def test_facts_hold_values_rivals_and_rosters() -> None:
    ruleset, on, record = read_facts(facts_of(expected()))
    assert (ruleset, str(on)) == ("yunnan-2021", "2024-10-16")
    assert record.fields["total_area_m2"].approximate == "about"
    assert [int(str(rival.value)) for rival in record.fields["tenant_count"].rivals] == [18, 14]
    assert len(record.rosters["tenants"]) == 1


def test_a_folder_without_expected_results_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert accuracies.main([str(tmp_path)]) == 1
    assert "no gold/ or expected/" in capsys.readouterr().err
    assert speeds.main([str(tmp_path)]) == 1


def test_only_the_chosen_ids_are_taken(tmp_path: Path) -> None:
    (tmp_path / "gold").mkdir()
    for name in ("a", "b"):
        labels = {"id": name, "path": name, "fields": {}, "conflicts": []}
        (tmp_path / "gold" / f"{name}.json").write_text(json.dumps(labels), "utf-8")
    assert [e["id"] for e in accuracies.expectations(tmp_path)] == ["a", "b"]
    assert [e["id"] for e in accuracies.expectations(tmp_path, ["b"])] == ["b"]


def test_a_folders_own_scorer_has_the_last_word(tmp_path: Path) -> None:
    (tmp_path / "score.py").write_text("print('first'); print('fields F1 1.000')", "utf-8")
    assert accuracies.second_opinion(tmp_path, tmp_path, ["a"]) == "score.py: fields F1 1.000"


def test_what_is_measured_is_what_is_delivered() -> None:
    assert shipped_trust() == (trusted(REVISION), "")


def test_observations_of_another_revision_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """For a look they are taken: the program itself would take nothing."""
    monkeypatch.setattr(observed, "shipped", lambda: replace(OBSERVED, revision="0123456789ab"))
    trust, warning = shipped_trust()

    assert trust.table.counts == OBSERVED.counts
    assert "0123456789ab" in warning
    assert REVISION in warning
    assert trusted(REVISION).table.counts == {}
