"""The file of observations: read, written, and refused where a line is broken."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import pytest

from extractors import REVISION
from extractors.errors import DataFileError
from extractors.model import Method
from pipeline.confidence.observed import (
    HEAD,
    SHIPPED,
    Observed,
    office_observed,
    read_observed,
    written,
)
from pipeline.confidence.table import Count
from pipeline.model import Agreement, Signals

ROW = "cell\tlisted\ttimeless\talone\tfirst\tdigital\tnone\tnumber\t-\t35\t37"
TEXT = f"# revision: abc\n# fitted on: samples (13 submissions)\n{HEAD}\n{ROW}\n"


def test_what_is_written_is_read_again() -> None:
    counts = {
        Signals(Method.CELL): Count(35, 37),
        Signals(Method.EXTERNAL, agreement=Agreement.RIVAL, finder="local-model"): Count(0, 1),
    }
    made = Observed("abc", ("samples", "decisions"), counts)
    assert read_observed(written(made), "x") == made


def test_the_most_observed_stands_first_whatever_the_order() -> None:
    few, many = (Signals(Method.CELL), Count(1, 1)), (Signals(Method.PROSE), Count(8, 9))
    text = written(Observed("abc", (), dict([few, many])))
    assert text == written(Observed("abc", (), dict([many, few])))
    assert [line.split("\t")[0] for line in text.splitlines()[-2:]] == ["prose", "cell"]


def test_a_person_can_read_it() -> None:
    found = read_observed(TEXT, "x")
    assert (found.revision, found.fitted_on) == ("abc", ("samples (13 submissions)",))
    assert list(found.counts.values()) == [Count(35, 37)]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "says no revision"),
        (f"{HEAD}\n{ROW}\n", "says no revision"),
        ("# revision: abc\n", "other columns"),
        (f"# revision: abc\nmethod\tn\n{ROW}\n", "other columns"),
        (TEXT.replace("\t35", ""), "line 4: has 10 columns of 11"),
        (TEXT.replace("cell", "guess"), "line 4: method: 'guess' is none of decision, cell"),
        (TEXT.replace("35", "38"), "38 right of 37 cannot be"),
        (TEXT.replace("35\t37", "0\t0"), "0 right of 0 cannot be"),
        (TEXT.replace("35", "-1"), "no whole numbers"),
        (TEXT.replace("37", "３７"), "no whole numbers"),
        (TEXT.replace("37", "NaN"), "no whole numbers"),
        (TEXT + ROW, "line 5: the same signals as a line above"),
    ],
)
def test_a_broken_line_stops_the_start_and_says_where(text: str, says: str) -> None:
    with pytest.raises(DataFileError, match=re.escape(says)) as caught:
        read_observed(text, "observations.tsv")
    assert str(caught.value).startswith("observations.tsv")


def test_an_office_that_observed_nothing_has_no_file(tmp_path: Path) -> None:
    assert office_observed(tmp_path / "observations.tsv") is None


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "observations.tsv"
    path.write_bytes(TEXT.replace("samples", "样本").encode("gb18030"))
    with pytest.raises(DataFileError, match="not UTF-8"):
        office_observed(path)


def test_a_mark_of_order_at_the_start_is_no_fault(tmp_path: Path) -> None:
    """Editors on Windows write one."""
    path = tmp_path / "observations.tsv"
    path.write_text(TEXT, "utf-8-sig")
    assert office_observed(path) == read_observed(TEXT, path)


def test_the_shipped_table_is_of_this_revision() -> None:
    """Counts of other extractors say nothing of these: without them every value is asked about."""
    text = files("pipeline.confidence").joinpath(SHIPPED).read_text("utf-8")
    assert read_observed(text, SHIPPED).revision == REVISION, (
        "the extractors changed since pipeline/confidence/observed.tsv was counted: run "
        "`make calibrate`"
    )
