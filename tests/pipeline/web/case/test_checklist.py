"""The conditions with threshold, margin, and what was used."""

from __future__ import annotations

from pipeline.model import Outcome
from pipeline.web.case.overview import overview
from tests.pipeline.web.case.given import CONFLICT, given, verdict


def test_the_checklist_tells_threshold_margin_and_what_was_used_in_the_field_s_unit() -> None:
    (group,) = overview(given(CONFLICT)).groups
    (line,) = group.lines

    assert (line.threshold, line.margin) == ("500 ㎡", "+320 ㎡")
    assert [(used.label, used.words) for used in line.used] == [("总面积", "820 ㎡ 或 480 ㎡")]
    assert line.question == overview(given(CONFLICT)).open[0].dom


def test_a_condition_that_stands_leads_to_no_question() -> None:
    met = verdict(outcome=Outcome.MET, needs=())
    (group,) = overview(given(CONFLICT, verdicts=(met,))).groups

    assert group.lines[0].question == ""


def test_a_discretionary_condition_says_so() -> None:
    (group,) = overview(given(verdicts=(verdict(binding=False),))).groups

    assert group.lines[0].binding == "原则性"
