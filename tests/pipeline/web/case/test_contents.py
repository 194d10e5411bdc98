"""The lists beside the questions: values, rosters, files."""

from __future__ import annotations

from extractors.model import Finding, RosterCell, RosterRow
from pipeline.web.case.overview import overview
from tests.pipeline.web.case.given import given


def test_what_the_count_says_stands_beside_its_list() -> None:
    differs = Finding("claimed_count_differs", {"key": "mentor_count", "claimed": 18, "listed": 16})
    rows = (RosterRow("mentors", {"name": RosterCell("顾长风")}),)
    case = overview(given(rosters={"mentors": rows}, findings=(differs,)))
    mentors = next(line for line in case.rosters if line.name == "mentors")

    assert (mentors.rows, mentors.handed_in) == (1, True)
    assert mentors.findings == ("「创业导师」申报 18 人，名单列出 16 人",)
