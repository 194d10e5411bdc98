"""Administrators read what is in force, by which variable, and what ran when; no secret."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline import schedule
from pipeline.settings import OpenId
from pipeline.store import RunRow
from pipeline.web.context import Desk
from pipeline.web.in_force import sections, without_password
from pipeline.web.pages.settings import told
from tests import desks
from tests.pipeline.web.conftest import Visit

AT = dt.datetime(2026, 3, 2, 2, 0, tzinfo=dt.UTC)


def test_every_setting_comes_with_meaning_and_variable(administrator: Visit) -> None:
    text = administrator.get("/settings").text

    assert "20 个工作日" in text and "ZHONGCHUANG_REVIEW_DAYS" in text
    assert "15 分钟" in text and "ZHONGCHUANG_CLAIM_MINUTES" in text
    assert "可信度表版本" in text


def test_every_variable_of_the_settings_is_shown(tmp_path: Path) -> None:
    from pipeline import settings as names

    shown = {row.variable for one in sections(desks.settings_of(tmp_path), {}) for row in one.rows}
    known = {
        value
        for name, value in vars(names).items()
        if name.endswith("_VARIABLE") and not name.startswith("OPENID")
    }

    # Of the provider's own variables the first stands for all.
    assert known - shown == set()


def test_a_variable_that_is_set_is_marked(tmp_path: Path) -> None:
    environ = {"ZHONGCHUANG_OFFICE": "昆明市科学技术局"}
    rows = [row for one in sections(desks.settings_of(tmp_path), {}, environ) for row in one.rows]

    assert [row.name for row in rows if row.given] == ["单位名称"]


def test_secrets_are_not_told(tmp_path: Path) -> None:
    settings = replace(
        desks.settings_of(tmp_path),
        database="postgresql+psycopg://desk:s3cret@db.local:5432/desk",
        openid=OpenId("https://id.example", "desk", secret="hidden-word"),
    )
    text = repr(sections(settings, {}, {}))

    assert "desk:···@db.local" in text and "https://id.example" in text
    assert "s3cret" not in text and "hidden-word" not in text


@pytest.mark.parametrize(
    "url", ["postgresql://u:p@ss@h/b", "postgresql://u:p%40@h/b", "postgresql://:p@h/b"]
)
def test_no_password_in_an_address_is_shown(url: str) -> None:
    shown = without_password(url)

    assert ":p" not in shown.removeprefix("postgresql:")
    assert "@ss" not in shown or shown.endswith("@h/b")


def test_policies_that_want_two_people_are_named(tmp_path: Path) -> None:
    settings = replace(desks.settings_of(tmp_path), second_review=frozenset({"a", "b"}))
    rows = [row for one in sections(settings, {"a": "甲办法"}, {}) for row in one.rows]

    assert next(row.value for row in rows if row.name == "双人复核") == "甲办法、b"


def test_schedules_are_shown_with_their_next_time(administrator: Visit, desk: Desk) -> None:
    assert "没有计划" in administrator.get("/runs").text

    schedule.add(desk.store, "0 2 * * *", "run", "Asia/Shanghai")

    text = administrator.get("/runs").text
    assert "0 2 * * *" in text and " 02:00" in text


def test_runs_are_told_with_what_they_took(administrator: Visit) -> None:
    text = administrator.get("/runs").text

    assert all(name in text for name in desks.FEW)
    assert "判断 <b>3</b>" in text


def test_a_run_that_was_cut_off_says_so(administrator: Visit, desk: Desk) -> None:
    desk.store.start_run(AT)

    assert "未完成" in administrator.get("/runs").text


@pytest.mark.parametrize(
    "report", [{}, {"taken": None}, {"taken": [1, "x"], "read": "many"}, {"taken": [{}]}]
)
def test_a_report_of_another_version_is_told_as_far_as_it_goes(report: dict[str, object]) -> None:
    shown = told(RunRow(1, AT, AT + dt.timedelta(seconds=75), report))

    assert (shown.seconds, shown.counts, shown.problems) == (75, (), ())


def test_entries_that_were_not_taken_are_named() -> None:
    report = {"taken": [{"entry": "坏的.zip", "submission": None, "problem": "damaged"}]}

    shown = told(RunRow(1, AT, AT, report))

    assert shown.problems == ("坏的.zip",)
    assert shown.taken == ()
