"""A technician is told why everything is asked about, and of a finder that does not answer."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from extractors.model import Method
from pipeline.cli import app
from pipeline.cli.checks import State
from pipeline.cli.observing import observing
from pipeline.confidence import observed
from pipeline.confidence.observed import Observed, written
from pipeline.confidence.table import Count
from pipeline.model import Signals
from pipeline.settings import Settings

TEXT = "松果坡众创空间建设情况\n使用总面积：820平方米\n"
COUNTS = {Signals(Method.CELL): Count(9, 10)}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "home").mkdir()
    return Settings(tmp_path / "home", f"sqlite:///{tmp_path / 'home' / 'z.db'}", "Asia/Shanghai")


@pytest.fixture
def stale(monkeypatch: pytest.MonkeyPatch) -> None:
    """The table that ships was counted on other extractors."""
    held = replace(observed.shipped(), revision="0ldRevision0")
    monkeypatch.setattr(observed, "shipped", lambda: held)


@pytest.fixture
def command(settings: Settings, tmp_path: Path) -> Callable[..., Result]:
    """A command of the home, on one submission of one file."""
    file = tmp_path / "情况.txt"
    file.write_text(TEXT, "utf-8")
    inbox = settings.inbox / "kunming-2017" / "松果坡"
    inbox.mkdir(parents=True)
    (inbox / "情况.txt").write_text(TEXT, "utf-8")

    def run(name: str) -> Result:
        arguments = [name, str(file), "--json"] if name == "extract" else [name]
        return CliRunner().invoke(app, ["--home", str(settings.home), *arguments])

    return run


def test_what_was_observed_of_this_version_is_counted(settings: Settings) -> None:
    check = observing(settings)

    assert check.state is State.OK
    assert "values observed of this version" in check.found


@pytest.mark.usefixtures("stale")
def test_nothing_observed_of_this_version_is_a_warning_with_what_to_do(settings: Settings) -> None:
    check = observing(settings)

    assert check.state is State.WARNING
    assert "0ldRevision0" in check.found and "every value is asked about" in check.found
    assert "zhongchuang calibrate" in check.advice


def test_the_offices_own_counts_of_another_version_are_named(settings: Settings) -> None:
    settings.observations.write_text(written(Observed("0ldRevision0", (), COUNTS)), "utf-8")

    check = observing(settings)

    assert check.state is State.WARNING
    assert "observations.tsv is of another version" in check.found


def test_a_broken_file_of_observations_is_a_failure_with_its_place(settings: Settings) -> None:
    settings.observations.write_text("# revision: x\n", "utf-8")

    assert observing(settings).state is State.FAILED


@pytest.mark.usefixtures("stale")
@pytest.mark.parametrize("name", ["extract", "run"])
def test_the_commands_say_it_in_one_line(command: Callable[..., Result], name: str) -> None:
    ended = command(name)

    assert ended.exit_code == 0
    assert [line for line in ended.stderr.splitlines() if "every value is asked about" in line]
    if name == "extract":
        json.loads(ended.stdout)


def test_where_all_is_well_nothing_is_said(command: Callable[..., Result]) -> None:
    assert "observed" not in command("extract").stderr


def test_extract_says_which_finder_failed_and_ends_with_status_1(
    command: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZHONGCHUANG_FINDERS", "tests.pipeline.finders.standins:mute")

    ended = command("extract")

    assert ended.exit_code == 1
    assert "finder mute failed: 情况.txt" in ended.stderr
    assert json.loads(ended.stdout)["fields"]
