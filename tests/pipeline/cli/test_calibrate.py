"""The command: what it takes, what it writes and where, and how it ends."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from extractors.model import Method
from pipeline import calibration
from pipeline.calibration import Source
from pipeline.cli import app
from pipeline.confidence.gold import Labelled, Observation
from pipeline.confidence.observed import office_observed
from pipeline.model import Signals

CELL = Signals(Method.CELL)
KNOWN = tuple(
    Labelled(f"s{number}", (Observation("jobs_count", CELL, number > 0),) * 20, 25)
    for number in range(30)
)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home; reading the submissions is another test's."""

    def from_gold(folder: Path, *_: Any) -> Source:
        return Source(folder.name, KNOWN, ("s3: 坏.pdf",) if folder.name == "damaged" else ())

    monkeypatch.setattr(calibration, "from_gold", from_gold)
    for name in ("home", "own", "damaged"):
        (tmp_path / name).mkdir()
    return tmp_path / "home"


def calibrate(home: Path, *arguments: object) -> Result:
    return CliRunner().invoke(app, ["--home", str(home), "calibrate", *map(str, arguments)])


def test_it_writes_the_offices_own_file_and_reports(home: Path) -> None:
    ended = calibrate(home, home.parent / "own")

    assert ended.exit_code == 0
    assert "own (30 submissions, 600 values)" in ended.output
    for measure in ("calibration error", "AUROC", "Brier", "bin coverage", "accepted, on others"):
        assert measure in ended.output
    held = office_observed(home / "observations.tsv")
    assert held is not None
    assert sum(count.n for count in held.counts.values()) == 600


def test_another_place_and_a_picture(home: Path) -> None:
    out, plot = home.parent / "o.tsv", home.parent / "p.svg"
    ended = calibrate(home, home.parent / "own", "--out", out, "--plot", plot)

    assert ended.exit_code == 0
    assert out.is_file()
    assert plot.read_text("utf-8").startswith("<svg")
    assert list(home.iterdir()) == []  # neither a file nor a database


def test_a_file_that_could_not_be_read_makes_the_status_1(home: Path) -> None:
    ended = calibrate(home, home.parent / "damaged", "--out", home.parent / "o.tsv")

    assert ended.exit_code == 1
    assert "could not be read: s3: 坏.pdf" in ended.output


def test_without_labels_and_decisions_there_is_nothing_to_count(home: Path) -> None:
    ended = calibrate(home)

    assert ended.exit_code == 2
    assert "nothing to count" in ended.output
    assert not (home / "observations.tsv").exists()


def test_fewer_values_than_before_are_said_and_the_old_ones_kept(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calibrate(home, home.parent / "own")
    before = (home / "observations.tsv").read_text("utf-8")
    monkeypatch.setattr(calibration, "from_gold", lambda *_: Source("thin", KNOWN[:5]))

    ended = calibrate(home, home.parent / "own")

    assert ended.exit_code == 0
    assert "(100 values, before 600: FEWER than before)" in ended.output
    assert (home / "observations.tsv.before").read_text("utf-8") == before
