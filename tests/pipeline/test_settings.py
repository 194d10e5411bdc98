"""Where things lie: what is given, else the environment, else the default."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.limits import LIMITS
from pipeline.settings import (
    CONVERT_VARIABLE,
    PLACE_VARIABLE,
    RECOGNISE_VARIABLE,
    SandboxLimits,
    SettingsError,
    Tools,
    local_timezone,
    settings,
)


def test_the_home_is_the_folder_data_here_by_default(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    found = settings(environ={})

    assert tmp_path / "data" == found.home
    assert tmp_path / "data" / "inbox" == found.inbox
    assert f"sqlite:///{tmp_path}/data/zhongchuang.db" == found.database


def test_the_environment_names_home_and_database() -> None:
    environ = {"ZHONGCHUANG_HOME": "/srv/home", "ZHONGCHUANG_DATABASE": "postgresql://db/x"}

    found = settings(environ=environ)

    assert (Path("/srv/home"), "postgresql://db/x") == (found.home, found.database)


def test_what_is_given_wins_over_the_environment(tmp_path: Path) -> None:
    environ = {"ZHONGCHUANG_HOME": "/srv/home", "ZHONGCHUANG_DATABASE": "postgresql://db/x"}

    found = settings(tmp_path, "sqlite:///other.db", workers=3, environ=environ)

    assert (tmp_path, "sqlite:///other.db", 3) == (found.home, found.database, found.workers)


def test_no_folder_is_made(tmp_path: Path) -> None:
    settings(tmp_path / "new", environ={})

    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    ("environ", "zone"),
    [
        ({"TZ": "Asia/Urumqi"}, "Asia/Urumqi"),
        ({"TZ": ":Europe/Berlin"}, "Europe/Berlin"),
    ],
)
def test_the_time_zone_is_the_machines(environ: dict[str, str], zone: str) -> None:
    assert zone == local_timezone(environ)


def test_the_time_zone_can_be_set(tmp_path: Path) -> None:
    assert (
        settings(tmp_path, environ={"ZHONGCHUANG_TIMEZONE": "Asia/Tokyo"}).timezone == "Asia/Tokyo"
    )


@pytest.mark.parametrize(
    ("word", "wanted"),
    [("", True), ("1", True), ("on", True), ("0", False), ("off", False), (" No ", False)],
)
def test_tools_are_used_unless_they_are_switched_off(word: str, wanted: bool) -> None:
    variables = {RECOGNISE_VARIABLE: word, CONVERT_VARIABLE: word, PLACE_VARIABLE: word}
    assert settings(environ=variables).tools == Tools(wanted, wanted, wanted)
    assert settings(environ={}).tools == Tools(True, True, True)


def test_recognised_pages_are_a_cache_in_the_home(tmp_path: Path) -> None:
    assert settings(home=tmp_path).recognised_pages == tmp_path / "cache" / "pages"


def test_a_reader_stops_recognising_before_it_is_stopped() -> None:
    """A child that is ended gives nothing, one whose own time is up gives what it has read."""
    reader = LIMITS.recognition_document_seconds + LIMITS.recognition_page_seconds
    assert reader + SandboxLimits().seconds <= SandboxLimits().document_seconds


@pytest.mark.parametrize(("given", "seconds"), [("", 600.0), ("90", 90.0), (" 1.5 ", 1.5)])
def test_a_finder_is_given_the_seconds_that_are_asked_for(
    tmp_path: Path, given: str, seconds: float
) -> None:
    environ = {"ZHONGCHUANG_FINDER_SECONDS": given}

    assert settings(tmp_path, environ=environ).finder_seconds == seconds


@pytest.mark.parametrize("given", ["soon", "0", "-5", "nan", "inf", "86401"])
def test_seconds_that_are_none_are_said(tmp_path: Path, given: str) -> None:
    with pytest.raises(SettingsError, match="FINDER_SECONDS"):
        settings(tmp_path, environ={"ZHONGCHUANG_FINDER_SECONDS": given})
