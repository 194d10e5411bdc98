"""One JSON file a submission in the home's processed/, whole, and written again when deleted."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from pipeline import stages
from pipeline.settings import settings

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


def test_an_original_that_was_altered_in_the_store_is_not_believed(home):
    victim = max((home / "raw").rglob("*.docx"), key=lambda path: path.stat().st_size)
    victim.chmod(0o644)
    victim.write_bytes(b"someone else's words")

    stages.rebuild(settings(home))

    (path,) = (home / "processed").glob("*.json")
    documents = json.loads(path.read_text("utf-8"))["documents"]
    codes = [problem["code"] for document in documents for problem in document["problems"]]
    assert codes == ["altered"]
