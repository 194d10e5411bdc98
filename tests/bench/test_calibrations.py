"""The command: what it takes, and what it sets beside each other."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench import calibrations


def test_folders_without_labels_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert calibrations.main([str(tmp_path)]) == 1
    assert "nothing labelled" in capsys.readouterr().err


def test_every_folder_is_judged_by_the_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("one", "two"):
        place = tmp_path / name / "submissions" / name
        place.mkdir(parents=True)
        (place / "运营方案.txt").write_text("青禾众创空间使用总面积820平方米。", "utf-8")
        (tmp_path / name / "gold").mkdir()
        gold = {"id": name, "path": name, "fields": {"total_area_m2": {"value": 820}}}
        label = json.dumps({**gold, "conflicts": []})
        (tmp_path / name / "gold" / "x.json").write_text(label, "utf-8")
    plot = tmp_path / "p.svg"

    folders = [str(tmp_path / name) for name in ("one", "two")]
    assert calibrations.main([*folders, "--above", "0.1", "--plot", str(plot)]) == 0

    told = capsys.readouterr().out
    assert "one (1 submissions, 1 values)" in told
    rows = [line.split() for line in told.splitlines() if line.startswith(("one ", "two "))]
    assert [row[0] for row in rows[-2:]] == ["one", "two"]
    assert plot.read_text("utf-8").startswith("<svg")
