"""What an installation computes with, and what makes its results no longer hold."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from extractors import REVISION
from extractors.model import Method
from pipeline.computation import installed, judging_revision
from pipeline.confidence.observed import Observed, written
from pipeline.confidence.table import Count
from pipeline.model import Signals
from pipeline.settings import OBSERVATIONS, Settings, SettingsError, settings

FINDER = "tests.pipeline.test_computation:finder"


class _Finder:
    name = "rooms"
    revision = "1"

    def find(self, document: object, fields: object) -> tuple[()]:
        return ()


def finder() -> _Finder:
    return _Finder()


@pytest.fixture
def here(tmp_path: Path) -> Settings:
    return settings(tmp_path, environ={})


def test_the_same_installation_computes_the_same(here: Settings) -> None:
    one, two = installed(here), installed(here)

    assert (one.revision, one.judging) == (two.revision, two.judging)
    assert one.judging.startswith(judging_revision())


def test_another_bar_judges_again_and_finds_nothing_again(here: Settings) -> None:
    before, after = installed(here), installed(replace(here, accept_above=0.9))

    assert before.revision == after.revision
    assert before.judging != after.judging


def test_what_the_office_observed_judges_again(here: Settings) -> None:
    before = installed(here)
    counts = {Signals(Method.CELL): Count(40, 40)}
    (here.home / OBSERVATIONS).write_text(written(Observed(REVISION, ("office",), counts)), "utf-8")

    assert installed(here).judging != before.judging
    assert installed(here).revision == before.revision


def test_what_was_observed_of_another_revision_counts_for_nothing(here: Settings) -> None:
    before = installed(here)
    counts = {Signals(Method.CELL): Count(40, 40)}
    (here.home / OBSERVATIONS).write_text(written(Observed("0ld", ("office",), counts)), "utf-8")

    assert installed(here).judging == before.judging


def test_a_finder_of_the_settings_is_part_of_the_revision(here: Settings) -> None:
    with_one = installed(replace(here, finders=(FINDER,)))

    assert with_one.revision != installed(here).revision
    assert with_one.revision.startswith(installed(here).revision)


def test_finders_that_are_loaded_already_are_taken_as_they_are(here: Settings) -> None:
    named = replace(here, finders=(FINDER,))

    assert installed(named, [finder()]).revision == installed(named).revision


def test_a_finder_that_is_not_there_stops_the_start(here: Settings) -> None:
    with pytest.raises(SettingsError, match="no_such_module"):
        installed(replace(here, finders=("no_such_module:finder",)))
