"""One JSON file a submission in the home's processed/, whole, and written again when deleted."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from pipeline import stages
from pipeline.computation import installed
from pipeline.model import Decision, DecisionKind
from pipeline.settings import settings
from pipeline.store import open_store

SAMPLE = Path(__file__).parents[3] / "samples" / "submissions" / "弥勒薪火众创空间"


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    home = tmp_path_factory.mktemp("home")
    shutil.copytree(SAMPLE, home / "inbox" / SAMPLE.name)
    stages.run(settings(home))
    return home


def test_a_run_writes_what_it_found_and_how_it_judged(home):
    (path,) = (home / "processed").glob("*.json")

    view = json.loads(path.read_text("utf-8"))

    assert path.stem == view["submission"]
    assert view["fields"]["space_name"]["value"] == "薪火众创空间"
    assert view["assessment"]["ruleset"] == "mile-2017"


def test_a_deleted_file_comes_again_and_a_kept_one_is_left_alone(home):
    (path,) = (home / "processed").glob("*.json")
    before = path.read_bytes()
    path.unlink()

    stages.run(settings(home))
    again = path.stat().st_mtime_ns
    stages.run(settings(home))

    assert before == path.read_bytes()
    assert again == path.stat().st_mtime_ns
    assert [path] == list((home / "processed").iterdir())


def test_what_was_decided_between_two_runs_is_written_by_the_next(home):
    (path,) = (home / "processed").glob("*.json")
    given = settings(home)
    noon = dt.datetime(2026, 3, 2, 12, 0, tzinfo=dt.UTC)
    with open_store(given.database) as store:
        told = Decision(path.stem, DecisionKind.VALUE, "mentor_count", Decimal(77), "", "王", noon)
        stages.decide(store, told, installed(given))

    stages.run(given)

    view = json.loads(path.read_text("utf-8"))
    assert view["fields"]["mentor_count"]["value"] == 77


def test_an_original_that_was_altered_in_the_store_is_not_believed(home):
    victim = max((home / "raw").rglob("*.docx"), key=lambda path: path.stat().st_size)
    victim.chmod(0o644)
    victim.write_bytes(b"someone else's words")

    stages.rebuild(settings(home))

    (path,) = (home / "processed").glob("*.json")
    documents = json.loads(path.read_text("utf-8"))["documents"]
    codes = [problem["code"] for document in documents for problem in document["problems"]]
    assert codes == ["altered"]
