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


# --- the desk: sessions, names, a provider --------------------------------------------------------


def test_a_session_is_idle_for_half_an_hour_and_lasts_half_a_day_by_default() -> None:
    found = settings(environ={})

    assert (found.idle_minutes, found.session_hours) == (30, 12)
    assert (found.url, found.https, found.openid) == ("", False, None)
    assert found.hosts == {"127.0.0.1", "localhost", "::1"}


def test_an_office_sets_how_long_sessions_last() -> None:
    environ = {"ZHONGCHUANG_IDLE_MINUTES": "15", "ZHONGCHUANG_SESSION_HOURS": "8.5"}

    found = settings(environ=environ)

    assert (found.idle_minutes, found.session_hours) == (15, 8.5)


@pytest.mark.parametrize(
    ("variable", "given"),
    [
        ("ZHONGCHUANG_IDLE_MINUTES", "0"),
        ("ZHONGCHUANG_IDLE_MINUTES", "never"),
        ("ZHONGCHUANG_IDLE_MINUTES", "nan"),
        ("ZHONGCHUANG_SESSION_HOURS", "1000"),
        ("ZHONGCHUANG_SESSION_HOURS", "-1"),
        ("ZHONGCHUANG_URL", "desk.example"),
        ("ZHONGCHUANG_URL", "ftp://desk.example"),
        ("ZHONGCHUANG_URL", "https://desk.example/path"),
        ("ZHONGCHUANG_URL", "https://"),
        ("ZHONGCHUANG_URL", "https://user@desk.example"),
        ("ZHONGCHUANG_URL", "https://desk.example:x"),
    ],
)
def test_what_would_leave_the_desk_open_or_unreachable_stops_the_start(
    variable: str, given: str
) -> None:
    with pytest.raises(SettingsError, match=variable):
        settings(environ={variable: given})


def test_the_address_that_people_use_names_the_host_and_the_encryption() -> None:
    found = settings(environ={"ZHONGCHUANG_URL": "https://Desk.example:8443/"})

    assert found.url == "https://desk.example:8443"
    assert found.https
    assert "desk.example" in found.hosts


@pytest.mark.parametrize(
    ("given", "https"), [("1", True), ("yes", True), ("0", False), ("", False)]
)
def test_encryption_by_another_program_is_told(given: str, https: bool) -> None:
    assert settings(environ={"ZHONGCHUANG_HTTPS": given}).https is https


def test_further_names_of_the_desk() -> None:
    found = settings(environ={"ZHONGCHUANG_HOSTS": "Desk.example, 10.0.0.5 [fd00::5]"})

    assert found.hosts >= {"desk.example", "10.0.0.5", "fd00::5", "localhost"}


PROVIDER = {
    "ZHONGCHUANG_URL": "https://desk.example",
    "ZHONGCHUANG_OPENID_ISSUER": "https://id.example/realms/office",
    "ZHONGCHUANG_OPENID_CLIENT": "desk",
}


def test_a_provider_is_named_with_its_groups() -> None:
    roles = "review=reviewer, cn=deputy,ou=x=second_reviewer,all=viewer"
    environ = {
        "ZHONGCHUANG_OPENID_SECRET": "geheim",
        "ZHONGCHUANG_OPENID_SECRET_FILE": "/run/secrets/openid",
        "ZHONGCHUANG_OPENID_CLAIM": "realm_access.roles",
        "ZHONGCHUANG_OPENID_ROLES": roles.replace("cn=deputy,ou=x", "deputy"),
    }

    found = settings(environ=PROVIDER | environ).openid

    assert found is not None
    assert found.secret == "geheim" and "geheim" not in repr(found)
    assert found.secret_file == Path("/run/secrets/openid")
    assert found.claim == "realm_access.roles"
    # Who is in several groups has the most that one of them gives.
    assert found.roles == (
        ("deputy", "second_reviewer"),
        ("review", "reviewer"),
        ("all", "viewer"),
    )


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"ZHONGCHUANG_OPENID_ISSUER": "http://id.example"}, "ISSUER"),
        ({"ZHONGCHUANG_OPENID_CLIENT": ""}, "CLIENT"),
        ({"ZHONGCHUANG_URL": ""}, "URL"),
        ({"ZHONGCHUANG_OPENID_ROLES": "boss=administrator"}, "command line"),
        ({"ZHONGCHUANG_OPENID_ROLES": "reviewer"}, "group=role"),
        ({"ZHONGCHUANG_OPENID_ROLES": "=reviewer"}, "group=role"),
    ],
)
def test_a_provider_that_is_half_set_or_makes_administrators_stops_the_start(
    changed: dict[str, str], named: str
) -> None:
    with pytest.raises(SettingsError, match=named):
        settings(environ=PROVIDER | changed)


def test_the_desk_s_times_are_set_by_the_environment(tmp_path: Path) -> None:
    environ = {
        "ZHONGCHUANG_CLAIM_MINUTES": "30",
        "ZHONGCHUANG_REVIEW_DAYS": "10",
        "ZHONGCHUANG_SECOND_REVIEW": "yunnan-2021, mile-2017",
    }

    set_, usual = settings(tmp_path, environ=environ), settings(tmp_path, environ={})

    assert (set_.claim_minutes, set_.review_days) == (30, 10)
    assert set_.second_review == {"yunnan-2021", "mile-2017"}
    assert (usual.claim_minutes, usual.review_days, usual.second_review) == (15, 20, frozenset())


@pytest.mark.parametrize("days", ["0", "many", "1000"])
def test_days_that_are_none_are_refused(tmp_path: Path, days: str) -> None:
    with pytest.raises(SettingsError, match="ZHONGCHUANG_REVIEW_DAYS"):
        settings(tmp_path, environ={"ZHONGCHUANG_REVIEW_DAYS": days})
