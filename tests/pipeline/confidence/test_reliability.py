"""What was fitted, measured on what it was fitted on and on what it was not."""

from __future__ import annotations

from dataclasses import replace

from extractors.model import Method
from pipeline.confidence.gold import Labelled, Observation
from pipeline.confidence.reliability import (
    counts_of,
    cross_validated,
    fitted_on_all,
    judged_by,
    lines,
    reliability,
)
from pipeline.confidence.table import Count
from pipeline.model import Agreement, Legibility, Signals

CELL = Signals(Method.CELL)
RIVAL = replace(CELL, agreement=Agreement.RIVAL)
SEALED = replace(CELL, legibility=Legibility.SEALED)


def submission(name: str, *observations: tuple[Signals, bool], known: int = 0) -> Labelled:
    found = tuple(Observation("total_area_m2", signals, right) for signals, right in observations)
    return Labelled(name, found, known or len(found))


def usual(number: int) -> Labelled:
    """Thirty values in cells, all right, and two with a rival, one of them right."""
    return submission(f"s{number}", *[(CELL, True)] * 30, (RIVAL, True), (RIVAL, False), known=40)


def test_counts_are_added_over_submissions() -> None:
    assert counts_of([usual(1), usual(2)]) == {CELL: Count(60, 60), RIVAL: Count(2, 4)}


def test_a_submission_is_judged_by_the_others() -> None:
    """What only one submission has was never observed when it is held out."""
    known = [usual(1), submission("odd", (SEALED, False))]
    odd = {
        name: [one.said for one in judged if one.submission == "odd"]
        for name, judged in (("all", fitted_on_all(known)), ("others", cross_validated(known)))
    }
    assert odd["all"] != [None]
    assert odd["others"] == [None]


def test_many_submissions_are_left_out_several_at_once() -> None:
    known = [submission(f"s{number}", (CELL, True)) for number in range(120)]
    judged = cross_validated(known)
    assert sorted(one.submission for one in judged) == sorted(one.name for one in known)
    assert {one.said.n for one in judged if one.said} == {108}


def test_what_is_accepted_is_counted_against_what_the_files_hold() -> None:
    known = [usual(number) for number in range(20)]
    measured = reliability(cross_validated(known), sum(one.known for one in known), above=0.97)
    assert measured.accepted == Count(600, 600)
    assert measured.coverage == 0.75
    assert (measured.n, measured.right, measured.unobserved) == (640, 620, 0)
    assert measured.error is not None and measured.error < 0.02
    assert measured.ranking is not None and measured.ranking > 0.95
    strict = reliability(cross_validated(known), 800, above=0.9999)
    assert strict.accepted == Count(0, 0)
    assert strict.precision is None


def test_contested_values_are_never_accepted() -> None:
    known = [submission(f"s{number}", *[(RIVAL, True)] * 50) for number in range(20)]
    assert reliability(fitted_on_all(known), 1000, above=0.5).accepted == Count(0, 0)


def test_what_was_accepted_and_wrong_is_named() -> None:
    """One in a thousand: the bar lets it pass, and the report says which it was."""
    known = [usual(number) for number in range(30)]
    known.append(submission("odd", *[(CELL, True)] * 30, (CELL, False)))
    measured = reliability(cross_validated(known), 1000, above=0.97)
    assert measured.accepted == Count(930, 931)
    report = list(lines(measured, measured, above=0.97))
    assert report[-1] == "accepted and wrong: odd total_area_m2"


def test_a_report_of_nothing_observed_has_dashes() -> None:
    measured = reliability(judged_by([], [submission("s", (CELL, True))]), 1, above=0.97)
    assert measured.unobserved == 1
    text = "\n".join(lines(measured, measured, above=0.97))
    assert "calibration error" in text
    assert "-" in text
