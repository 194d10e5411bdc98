"""What an office's own finder says may speak and disagree; it decides nothing by itself."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from extractors.catalogue import load_catalogue
from extractors.model import Candidate, Method, RosterCell, RosterRow
from extractors.values import PartialDate
from pipeline.model import FieldValue, Status, Witness
from pipeline.record.choose import choose, reference_year
from pipeline.record.derive import derive

EXTERNAL = Method.EXTERNAL


def witness(said: Candidate, order: int = 0, kind: str = "application_form") -> Witness:
    return Witness(said, (kind,), order)


def chosen(key: str, *witnesses: Witness, year: int | None = None) -> FieldValue:
    return choose(load_catalogue().fields[key], witnesses, year)


def test_our_own_finding_goes_first_in_whatever_document_it_stands(made: Any) -> None:
    ours = made.said("total_area_m2", Decimal(820), "其他.docx", method=Method.PROSE)
    theirs = made.said("total_area_m2", Decimal(900), "申请表.docx", method=EXTERNAL)
    value = chosen("total_area_m2", witness(ours, 0, "other"), witness(theirs, 1))

    assert (value.value, value.status) == (Decimal(820), Status.REVIEW)
    assert [rival.value for rival in value.rivals] == [Decimal(900)]


def test_two_finders_that_agree_do_not_outvote_us(made: Any) -> None:
    ours = made.said("mentor_count", Decimal(8), "方案.docx", method=Method.PROSE)
    theirs = [
        witness(made.said("mentor_count", Decimal(9), f"{n}.docx", method=EXTERNAL), n)
        for n in (1, 2)
    ]

    assert chosen("mentor_count", witness(ours), *theirs).value == Decimal(8)


def test_agreement_with_a_finder_is_shown_and_changes_no_signal(made: Any) -> None:
    ours = witness(made.said("mentor_count", Decimal(8), "方案.docx"))
    theirs = witness(made.said("mentor_count", Decimal(8), "总结.docx", method=EXTERNAL), 1)
    alone, agreed = chosen("mentor_count", ours), chosen("mentor_count", ours, theirs)

    assert agreed.signals == alone.signals
    assert [e.document for e in agreed.evidence] == ["方案.docx", "总结.docx"]


def test_what_is_refused_of_a_finder_puts_nothing_of_ours_in_doubt(made: Any) -> None:
    ours = witness(made.said("mentor_count", Decimal(8), "方案.docx"))
    plan = made.said("mentor_count", Decimal(20), "方案.docx", method=EXTERNAL, rejected="规划数")
    alone, both = chosen("mentor_count", ours), chosen("mentor_count", ours, witness(plan))

    assert (both.signals, both.status) == (alone.signals, alone.status)
    assert [a.reason for a in both.alternatives] == ["规划数"]


def test_a_finder_does_not_tell_which_year_is_meant(made: Any) -> None:
    day = made.said("applied_on", PartialDate(2019, 5), "方案.docx", method=EXTERNAL)
    ours = made.said("event_count", Decimal(30), "方案.docx", year=2022)

    assert reference_year([witness(day), witness(ours)], (), None) == 2022


def test_a_finder_does_not_refuse_what_we_found(made: Any) -> None:
    """A total without a year, by another finder, must not turn our figure of 2022 down."""
    ours = made.said("invested_project_count", Decimal(3), "方案.docx", year=2022)
    theirs = made.said("invested_project_count", Decimal(9), "方案.docx", method=EXTERNAL)
    value = chosen("invested_project_count", witness(ours), witness(theirs), year=2022)

    assert value.value == Decimal(3)
    assert [rival.value for rival in value.rivals] == [Decimal(9)]


def missing(**known: FieldValue) -> dict[str, FieldValue]:
    return {key: FieldValue(key) for key in load_catalogue().fields} | known


def external(key: str, value: int) -> FieldValue:
    return FieldValue(key, Decimal(value), status=Status.REVIEW, method=EXTERNAL)


ROWS = {
    "mentors": tuple(RosterRow("mentors", {"name": RosterCell(name)}) for name in ("甲乙", "丙丁"))
}


def test_rows_that_we_counted_go_before_what_a_finder_says() -> None:
    value = derive(missing(mentor_count=external("mentor_count", 9)), ROWS, None)["mentor_count"]

    assert (value.value, value.method, value.status) == (Decimal(2), Method.COUNTED, Status.REVIEW)
    assert [(rival.value, rival.reason) for rival in value.rivals] == [
        (Decimal(9), "本单位外接的识别组件另有说法")
    ]


def test_rows_and_a_finder_that_say_the_same_are_no_rivals() -> None:
    value = derive(missing(mentor_count=external("mentor_count", 2)), ROWS, None)["mentor_count"]

    assert (value.value, value.method, value.rivals) == (Decimal(2), Method.COUNTED, ())
