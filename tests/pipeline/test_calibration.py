"""Observations from labelled submissions and from decisions, with everything that ships."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from extractors import REVISION
from extractors.model import Method
from pipeline import stages
from pipeline.calibration import (
    GoldError,
    Source,
    expectations,
    from_decisions,
    from_gold,
    observed,
    values_in,
    write_observed,
)
from pipeline.computation import Computation, installed
from pipeline.confidence.gold import Labelled, Observation
from pipeline.confidence.observed import office_observed
from pipeline.confidence.table import Count
from pipeline.model import Agreement, Decision, DecisionKind, Naming, Signals
from pipeline.settings import Settings
from pipeline.store import open_store
from pipeline.store.queries import Store

PLAN = "青禾众创空间使用总面积820平方米，设有工位96个，聘有创业导师12名。"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    home = tmp_path / "home"
    home.mkdir()
    return Settings(home, f"sqlite:///{home / 'z.db'}", "Asia/Shanghai")


def expected(**more: Any) -> dict[str, Any]:
    fields = {"total_area_m2": {"value": 820}, "workstation_count": {"value": 69}}
    return {"id": "x", "path": "青禾", "fields": fields, "conflicts": [], **more}


def label(folder: Path, gold: dict[str, Any], beside: str = "gold") -> Path:
    place = folder / "submissions" / "青禾"
    place.mkdir(parents=True, exist_ok=True)
    (place / "运营方案.txt").write_text(PLAN, "utf-8")
    (folder / beside).mkdir(exist_ok=True)
    (folder / beside / f"{gold['id']}.json").write_text(json.dumps(gold), "utf-8")
    return folder


def quiet(stage: str, done: int, total: int, now: str) -> None:
    """Nobody is told."""


@pytest.mark.parametrize("beside", ["gold", "expected"])
def test_a_labelled_submission_says_what_is_right(
    tmp_path: Path, settings: Settings, beside: str
) -> None:
    source = from_gold(label(tmp_path / "own", expected(), beside), settings, quiet)

    (one,) = source.known
    assert {seen.key: seen.right for seen in one.observations} == {
        "mentor_count": False,  # by the labels the files state none
        "total_area_m2": True,
        "workstation_count": False,
    }
    assert one.known == 2
    assert source.unread == ()
    assert str(source) == "own (1 submissions, 3 values)"
    assert list(settings.home.iterdir()) == []  # nothing is kept


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, settings: Settings) -> None:
    folder = label(tmp_path / "own", expected())
    (folder / "submissions" / "青禾" / "坏.pdf").write_bytes(b"%PDF-1.7\nbroken")
    assert from_gold(folder, settings, quiet).unread == ("x: 坏.pdf",)


def test_a_folder_without_labels_is_refused(tmp_path: Path, settings: Settings) -> None:
    with pytest.raises(GoldError, match="has no gold/"):
        from_gold(tmp_path, settings, quiet)


@pytest.mark.parametrize(
    ("text", "says"),
    [("{", "is not JSON"), ("[]", "has no id"), ('{"id": "x", "path": "y"}', "has no fields")],
)
def test_a_broken_label_is_refused_with_its_place(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "x.json").write_text(text, "utf-8")
    with pytest.raises(GoldError, match=says) as caught:
        expectations(tmp_path)
    assert "x.json" in str(caught.value)


@pytest.mark.parametrize(
    ("more", "place", "says"),
    [
        ({"path": 5}, "path", "write a text"),
        ({"path": ""}, "path", "leads out"),
        ({"path": "../../w"}, "path", "leads out of submissions/"),
        ({"path": "a/../../w"}, "path", "leads out"),
        ({"path": "/etc"}, "path", "leads out"),
        ({"path": "C:\\\\x"}, "path", "leads out"),
        ({"path": "..\\\\x"}, "path", "leads out"),
        ({"path": "a\0b"}, "path", "leads out"),
        ({"id": " "}, "id", "is empty"),
        ({"fields": []}, "fields", "an object"),
        ({"fields": {"total_area_m2": 820}}, "fields.total_area_m2", '{"value"'),
        ({"fields": {"total_area_m2": {"value": "abc"}}}, "fields.total_area_m2", "a number"),
        ({"fields": {"total_area_m2": {"value": True}}}, "fields.total_area_m2", "a number"),
        ({"fields": {"total_area_m2": {"value": None}}}, "fields.total_area_m2", "a number"),
        ({"fields": {"total_area": {"value": 820}}}, "fields.total_area", "no field has this key"),
        ({"fields": {"applied_on": {"value": "2021年"}}}, "fields.applied_on", "a date"),
        ({"conflicts": [{"k": 1}]}, "conflict 1", '"key"'),
        ({"conflicts": [{"key": "no_such"}]}, "conflict 1", "no_such"),
        ({"conflicts": {}}, "conflicts", "a list"),
        ({"ambiguous": "all"}, "ambiguous", "a list of keys"),
    ],
)
def test_a_label_that_would_count_wrongly_is_refused_with_file_place_and_mend(
    tmp_path: Path, more: dict[str, Any], place: str, says: str
) -> None:
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "x.json").write_text(json.dumps(expected(**more)), "utf-8")

    with pytest.raises(GoldError) as caught:
        expectations(tmp_path)

    assert "x.json" in str(caught.value) and says in str(caught.value)
    assert caught.value.key == place


def test_a_link_does_not_lead_out_of_the_folder(tmp_path: Path, settings: Settings) -> None:
    folder = label(tmp_path / "own", expected(path="别处"))
    (tmp_path / "elsewhere").mkdir()
    (folder / "submissions" / "别处").symlink_to(tmp_path / "elsewhere")

    with pytest.raises(GoldError, match="leads out"):
        from_gold(folder, settings, quiet)


def test_an_empty_label_would_count_all_as_wrong(tmp_path: Path, settings: Settings) -> None:
    with pytest.raises(GoldError, match="no fields and no conflicts"):
        from_gold(label(tmp_path / "own", expected(fields={})), settings, quiet)


def test_what_was_counted_before_is_kept_and_nothing_replaces_it(settings: Settings) -> None:
    signals = Signals(Method.CELL, Naming.LISTED)
    many, few = (
        Source("own", (Labelled("x", (Observation("jobs_count", signals, True),) * n, 5),))
        for n in (9, 2)
    )
    assert write_observed(settings.observations, observed([many])) is None
    before = settings.observations.read_text("utf-8")
    assert write_observed(settings.observations, observed([many])) is None

    kept = write_observed(settings.observations, observed([few]))

    assert kept is not None and kept.read_text("utf-8") == before
    assert (values_in(kept), values_in(settings.observations)) == (9, 2)
    with pytest.raises(GoldError, match="stays as it is"):
        write_observed(settings.observations, observed([]))
    assert values_in(settings.observations) == 2


@pytest.fixture
def computation(settings: Settings) -> Computation:
    return installed(replace(settings, accept_above=1.0))  # so that everything is asked about


def decide(store: Store, computation: Computation, key: str, value: Decimal | None) -> None:
    kind = DecisionKind.VALUE if value is not None else DecisionKind.NOT_PROVIDED
    (row,) = store.overview()
    at = dt.datetime(2024, 5, 1, tzinfo=dt.UTC)
    stages.decide(store, Decision(row.id, kind, key, value, "", "王", at), computation)


def test_decisions_speak_once_every_question_is_answered(
    settings: Settings, computation: Computation
) -> None:
    folder = settings.inbox / "yunnan-2021" / "青禾众创空间"
    folder.mkdir(parents=True)
    (folder / "运营方案.txt").write_text(PLAN, "utf-8")
    stages.run(settings, computation=computation)

    with open_store(settings.database) as store:
        assert from_decisions(store, computation).known == ()
        decide(store, computation, "total_area_m2", Decimal(820))
        decide(store, computation, "workstation_count", Decimal(69))
        assert from_decisions(store, computation).known == ()
        decide(store, computation, "mentor_count", None)
        (one,) = from_decisions(store, computation).known

    assert {seen.key: seen.right for seen in one.observations} == {
        "total_area_m2": True,
        "workstation_count": False,
        "mentor_count": False,
    }


def test_findings_of_another_revision_say_nothing(
    settings: Settings, computation: Computation
) -> None:
    from dataclasses import replace

    test_decisions_speak_once_every_question_is_answered(settings, computation)
    with open_store(settings.database) as store:
        later = replace(computation, revision="later")
        assert from_decisions(store, later).known == ()


def test_what_is_written_is_what_a_run_goes_by(settings: Settings) -> None:
    signals = Signals(Method.CELL, Naming.LISTED, agreement=Agreement.DOCUMENTS)
    seen = Labelled("x", (Observation("jobs_count", signals, True),) * 3, 5)
    write_observed(settings.observations, observed([Source("own", (seen,))]))

    held = office_observed(settings.observations)

    assert held is not None
    assert (held.revision, held.counts) == (REVISION, {signals: Count(3, 3)})
    assert held.fitted_on == ("own (1 submissions, 3 values)",)
    assert [path.name for path in settings.home.iterdir()] == ["observations.tsv"]
