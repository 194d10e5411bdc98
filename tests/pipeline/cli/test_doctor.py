"""The doctor tries what a run needs, and says what to do about what is missing."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree
from typer.testing import CliRunner, Result

from pipeline.cli import app, checks
from pipeline.cli.checks import Check, State
from pipeline.settings import Settings, Tools


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "home", f"sqlite:///{tmp_path / 'home' / 'z.db'}", "Asia/Shanghai")


@pytest.fixture
def doctor(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """The command, with checks that came out as given."""

    def run(*found: Check, options: tuple[str, ...] = ()) -> Result:
        monkeypatch.setattr(checks, "checks", lambda settings: iter(found))
        return CliRunner().invoke(app, ["doctor", *options])

    return run


FINE = Check("Python", State.OK, "3.13.10")
MISSING = Check("scans and photos", State.MISSING, "not installed", "pip install 'x[ocr]'")
BROKEN = Check("home", State.FAILED, "may not be written", "use --home")


def test_what_is_missing_is_no_failure_and_says_what_to_do(doctor: Callable[..., Result]) -> None:
    ended = doctor(FINE, MISSING)
    assert ended.exit_code == 0
    assert "pip install 'x[ocr]'" in ended.output


def test_what_does_not_work_is(doctor: Callable[..., Result]) -> None:
    assert doctor(FINE, BROKEN).exit_code == 1


def test_as_json(doctor: Callable[..., Result]) -> None:
    ended = doctor(FINE, BROKEN, options=("--json",))
    told = json.loads(ended.output)
    assert told["ok"] is False
    assert told["checks"][1] == {
        "name": "home",
        "state": "failed",
        "found": "may not be written",
        "advice": "use --home",
    }


def test_the_font_configuration_is_one() -> None:
    ended = CliRunner().invoke(app, ["doctor", "--fonts-conf"])
    root = etree.fromstring(ended.output.encode())
    families = {alias.findtext("family") for alias in root.iter("alias")}
    assert {"仿宋_GB2312", "方正小标宋简体", "楷体_GB2312", "SimSun", "SimHei"} <= families


def test_this_machine_reads_a_file_and_nothing_of_the_home_is_made(settings: Settings) -> None:
    found = {check.name: check for check in checks.checks(settings)}

    assert found["sandbox"].state is State.OK
    assert found["libraries"].state is State.OK, found["libraries"].found
    assert State.FAILED not in {check.state for check in found.values()}, found
    assert not settings.home.exists()


def test_what_is_switched_off_is_not_tried(settings: Settings) -> None:
    off = replace(settings, tools=Tools(recognise=False, convert=False))
    states = {check.name: check.state for check in checks.checks(off)}
    assert states["old office formats"] is State.OFF
    assert states["scans and photos"] is State.OFF


@pytest.mark.parametrize(
    "database", ["nonsense", "sqlite:////proc/nowhere/z.db?mode=rw", "postgresql://127.0.0.1:1/z"]
)
def test_a_database_that_is_not_there_is_a_failure(settings: Settings, database: str) -> None:
    found = checks._database(replace(settings, database=database))
    assert found.state is State.FAILED or "first run" in found.found


def test_a_home_that_may_not_be_written_is_a_failure(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "file"
    home.write_text("no folder")
    assert checks._home(replace(settings, home=home)).state is State.FAILED


STANDINS = "tests.pipeline.finders.standins"


@pytest.mark.parametrize(
    ("finders", "state", "found"),
    [
        ((), State.OFF, "none"),
        ((f"{STANDINS}:parrot",), State.OK, "parrot: 0 found"),
        ((f"{STANDINS}:mute",), State.FAILED, "no answer from mute"),
        (("no.such.module:finder",), State.FAILED, "cannot be imported"),
    ],
)
def test_finders_that_were_added_are_asked(
    settings: Settings, finders: tuple[str, ...], state: State, found: str
) -> None:
    """A finder that does not answer is known before the first file is read."""
    check = checks._finders(replace(settings, finders=finders))

    assert (check.state, found in check.found) == (state, True)
