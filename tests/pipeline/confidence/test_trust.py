"""Which values are taken without a person: at the bar, above it, and where nothing was seen."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from extractors.errors import DataFileError
from extractors.model import Method
from pipeline.confidence import observed
from pipeline.confidence.observed import Observed, written
from pipeline.confidence.table import Count, Table
from pipeline.confidence.trust import Trust, trusted, weighed
from pipeline.model import Agreement, Alternative, FieldValue, Signals, Status

CELL = Signals(Method.CELL)
VALUE = FieldValue(
    "total_area_m2", Decimal(820), status=Status.ACCEPTED, method=Method.CELL, signals=CELL
)
RIVAL = Alternative(Decimal(480), "租赁合同.pdf另有说法", rival=True)


def trust(right: int, n: int, above: float = 0.97) -> Trust:
    return Trust(Table({CELL: Count(right, n)}), above)


def test_a_value_is_taken_only_above_the_bar() -> None:
    low = weighed(VALUE, trust(1000, 1000)).measured.low  # type: ignore[union-attr]
    said = [weighed(VALUE, trust(1000, 1000, bar)).status for bar in (low - 1e-9, low, low + 1e-9)]
    assert said == [Status.ACCEPTED, Status.REVIEW, Status.REVIEW]


def test_where_nothing_was_observed_a_person_is_asked() -> None:
    value = weighed(VALUE, Trust())
    assert (value.confidence, value.measured, value.status) == (None, None, Status.REVIEW)


def test_a_bar_of_nothing_still_asks_where_nothing_was_observed() -> None:
    assert weighed(VALUE, Trust(above=0.0)).status is Status.REVIEW
    assert weighed(VALUE, trust(1, 3, above=0.0)).status is Status.ACCEPTED


@pytest.mark.parametrize("doubted", [True, False])
def test_what_is_spoken_against_is_never_taken(doubted: bool) -> None:
    """Neither with a rival, nor where a cross-check doubts it."""
    value = VALUE if doubted else replace(VALUE, alternatives=(RIVAL,))
    sure = Table({replace(CELL, agreement=Agreement.RIVAL): Count(1000, 1000)})
    found = weighed(value, Trust(sure), doubted)
    assert found.status is Status.REVIEW
    assert found.signals == replace(CELL, agreement=Agreement.RIVAL)
    assert found.measured is not None
    assert found.measured.n == 1000


def test_what_is_decided_or_missing_stays_as_it_is() -> None:
    decided = replace(VALUE, method=Method.DECISION, signals=None)
    missing = FieldValue("total_area_m2")
    assert [weighed(one, Trust()) for one in (decided, missing)] == [decided, missing]


def test_weighing_twice_changes_nothing() -> None:
    once = weighed(VALUE, trust(1000, 1000))
    assert weighed(once, trust(1000, 1000)) == once


def test_observations_of_the_office_are_added(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(observed, "shipped", lambda: Observed("now", (), {CELL: Count(90, 90)}))
    office = tmp_path / "observations.tsv"
    office.write_text(written(Observed("now", (), {CELL: Count(8, 10)})), "utf-8")

    assert trusted("now").table.counts == {CELL: Count(90, 90)}
    assert trusted("now", office).table.counts == {CELL: Count(98, 100)}


def test_observations_of_another_revision_say_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(observed, "shipped", lambda: Observed("old", (), {CELL: Count(90, 90)}))
    office = tmp_path / "observations.tsv"
    office.write_text(written(Observed("older", (), {CELL: Count(8, 10)})), "utf-8")

    assert trusted("now", office).table.counts == {}
    assert weighed(VALUE, trusted("now", office)).confidence is None


def test_a_broken_file_of_the_office_stops_the_start(tmp_path: Path) -> None:
    office = tmp_path / "observations.tsv"
    office.write_text("# revision: now\nnonsense\n", "utf-8")
    with pytest.raises(DataFileError, match=r"observations\.tsv"):
        trusted("now", office)


def test_other_observations_or_another_bar_are_another_revision() -> None:
    """What is stored was judged by them."""
    revisions = {one.revision for one in (trust(9, 10), trust(8, 10), trust(9, 10, above=0.9))}
    assert len(revisions) == 3
    assert trust(9, 10).revision == trust(9, 10).revision


def test_what_its_own_sentence_clouds_is_never_taken() -> None:
    clouded = replace(CELL, agreement=Agreement.CLOUDED)
    found = weighed(replace(VALUE, signals=clouded), Trust(Table({clouded: Count(1000, 1000)})))
    assert (found.status, found.signals) == (Status.REVIEW, clouded)


def test_what_was_only_counted_is_never_taken() -> None:
    counted = Signals(Method.COUNTED)
    found = weighed(replace(VALUE, signals=counted), Trust(Table({counted: Count(1000, 1000)})))
    assert found.status is Status.REVIEW
